using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>A workbook understood as a list of test cases: how it is mapped, and which row is which case.</summary>
internal sealed class TestcaseList : IDisposable
{
    private TestcaseList(WorkbookFile file) => File = file;

    public WorkbookFile File { get; }

    public IReadOnlyList<SheetContent> Sheets { get; private set; } = [];

    public IReadOnlyList<SheetMapping> Mappings { get; private set; } = [];

    public IReadOnlyList<CaseMatch> Matches { get; private set; } = [];

    public IReadOnlyList<(string Sheet, SkippedRow Row)> Skipped { get; private set; } = [];

    /// <summary>Sheets in which no list was found.</summary>
    public IEnumerable<string> LeftOut => Sheets.Select(s => s.Sheet.Name).Except(Mappings.Select(m => m.Sheet));

    /// <param name="path">the workbook</param>
    /// <param name="mappingFile">a mapping file of a person's; null: one is proposed</param>
    /// <param name="catalogue">the cases to recognise</param>
    /// <param name="cancellationToken">stops reading</param>
    /// <exception cref="ConfigurationException">it can't be read, or holds no list</exception>
    /// <exception cref="ConfigurationProblemsException">the mapping file is wrong, or does not fit the workbook</exception>
    public static TestcaseList Open(string path, string? mappingFile, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var list = new TestcaseList(WorkbookFile.Open(path));
        try
        {
            list.Sheets = new SheetReader(list.File, cancellationToken).ReadAll();
            list.Mappings = mappingFile is null
                ? [.. list.Sheets.Select(s => HeaderFinder.Propose(s, Path.GetFileName(path))).OfType<SheetMapping>()]
                : MappingReader.Read(mappingFile, list.Sheets, catalogue);
            list.ReadRows(catalogue, mappingFile, cancellationToken);
            return list.Matches.Count > 0 ? list : throw NoList(path, list);
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }

    public SheetContent Sheet(string name) => Sheets.First(s => s.Sheet.Name == name);

    public SheetMapping Mapping(string sheet) => Mappings.First(m => m.Sheet == sheet);

    public void Dispose() => File.Dispose();

    private void ReadRows(Catalogue catalogue, string? mappingFile, CancellationToken cancellationToken)
    {
        var read = Mappings.Select(m => (Mapping: m, Rows: RowReader.Read(Sheet(m.Sheet), m))).ToList();
        Skipped = [.. read.SelectMany(r => r.Rows.Skipped.Select(s => (r.Mapping.Sheet, s)))];
        if (mappingFile is not null)
        {
            MappingReader.CompareRows(mappingFile, [.. read.Select(r => (r.Mapping, r.Rows.Cases))]);
        }

        Matches = new CaseMatcher(catalogue).Match(
            [.. read.SelectMany(r => r.Rows.Cases)], listed => Mapping(listed.Sheet).Rows.GetValueOrDefault(listed.Row), cancellationToken);
    }

    private static ConfigurationException NoList(string path, TestcaseList list)
    {
        var sheets = string.Join(", ", list.Sheets.Select(s => $"'{s.Sheet.Name}'"));
        return list.Mappings.Count == 0
            ? new(
                new($"ไม่พบหัวตารางรายการทดสอบในแผ่นงาน {sheets}", $"No sheet has the head of a list of test cases (looked at {sheets})."),
                new("หัวตารางต้องมีเช่น รหัส และ รายการทดสอบ หรือระบุคอลัมน์เองใน --mapping (docs/excel.md)", "Heads such as ID and Title are needed; or name the columns with --mapping (docs/excel.md)."), path)
            : new(
                new("ตารางไม่มีกรณีทดสอบแม้แต่แถวเดียว", "The table has no row with a test case."),
                new("ตรวจสอบว่าเป็นไฟล์ที่ถูกต้อง หรือระบุคอลัมน์เองใน --mapping (docs/excel.md)", "Check that it is the right file, or name the columns with --mapping (docs/excel.md)."), path);
    }
}
