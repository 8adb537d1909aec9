using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Excel.Mapping;
using ConformanceHarness.Reports.Excel.Reading;
using ConformanceHarness.Reports.Excel.Writing;
using ConformanceHarness.Reports.Reading;

namespace ConformanceHarness.Reports;

/// <summary>
/// testcases.xlsx: the Minimum Testcase list with results. Either the user's own workbook, read before the run and written back into with
/// everything else in it as it was, or the exported catalogue.
/// </summary>
public sealed class TestcaseWorkbook : IDisposable
{
    public const string EntryName = "testcases.xlsx";

    private readonly TestcaseList list;

    private TestcaseWorkbook(TestcaseList list) => this.list = list;

    /// <summary>The file as the user named it.</summary>
    public string Path => list.File.Path;

    /// <summary>Its bytes as they were read.</summary>
    public byte[] Original => list.File.Bytes;

    /// <summary>Rows whose case is known, and so get a result; and those whose case is not.</summary>
    public (int Known, int Unknown) Rows => (list.Matches.Count(m => m.Case is not null), list.Matches.Count(m => m.Case is null));

    /// <summary>Rows recognised by their wording alone.</summary>
    public int ByWording => list.Matches.Count(m => m.Basis == MatchBasis.Wording);

    internal TestcaseList List => list;

    /// <param name="path">the user's workbook</param>
    /// <param name="mapping">a mapping file; null: a mapping is proposed</param>
    /// <param name="catalogue">the cases of the run</param>
    /// <param name="cancellationToken">stops reading</param>
    /// <exception cref="ConfigurationException">it can't be read, holds macros, or has no row whose case is known</exception>
    /// <exception cref="ConfigurationProblemsException">the mapping file is wrong</exception>
    public static TestcaseWorkbook Open(string path, string? mapping, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var list = TestcaseList.Open(path, mapping, catalogue, cancellationToken);
        if (list.File.HasMacros || list.Matches.All(m => m.Case is null))
        {
            using (list)
            {
                throw list.File.HasMacros ? WorkbookProblems.Macros(path) : new ConfigurationException(
                    new("ไม่มีแถวใดตรงกับกรณีทดสอบที่รู้จัก จึงไม่มีผลให้เขียนลงไป", "No row is a known case, so there is no result to write into it."),
                    new($"สั่ง ./conformance catalogue import {path} แล้วระบุรหัสในไฟล์จับคู่ (--mapping)", $"Run ./conformance catalogue import {path}, and name the cases in the mapping file (--mapping)."), path);
            }
        }

        return new TestcaseWorkbook(list);
    }

    /// <summary>The workbook's bytes with the run's results written in.</summary>
    public byte[] WithResults(RunRecord record)
    {
        var edits = WriteBack.Plan(list, new ReportedRun(record));
        return list.File.Reading(() => WorkbookEditor.Apply(list.File, edits, list.Sheets.Any(s => s.HasFormulas)));
    }

    /// <summary>Each part of a workbook's bytes unpacked, for what looks through all of it.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Parts(byte[] workbook)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook, writable: false));
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using var from = entry.Open();
            from.CopyTo(content);
            yield return (entry.FullName, content.ToArray());
        }
    }

    /// <summary>The catalogue as a workbook of its own, with results where there is a run.</summary>
    public static byte[] Export(Catalogue catalogue, RunRecord? record) => CatalogueWorkbook.Write(catalogue, record is null ? null : new ReportedRun(record));

    public void Dispose() => list.Dispose();
}
