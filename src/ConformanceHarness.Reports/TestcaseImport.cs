using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports.Excel.Mapping;
using ConformanceHarness.Reports.Excel.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports;

/// <summary>An Excel list as it is understood: the mapping file and the catalogue that come of it, and what a person should look at.</summary>
public sealed class TestcaseImport : IDisposable
{
    private readonly TestcaseList list;

    private TestcaseImport(TestcaseList list) => this.list = list;

    /// <summary>The mapping file's text (YAML).</summary>
    public string Mapping { get; private init; } = "";

    /// <summary>The catalogue's text (YAML): the built-in cases, then the list's own.</summary>
    public string Catalogue { get; private init; } = "";

    public IReadOnlyList<ImportedSheet> Sheets { get; private init; } = [];

    public IReadOnlyList<ImportedRow> Rows { get; private init; } = [];

    /// <summary>Sheets in which no list was found.</summary>
    public IReadOnlyList<string> LeftOut => [.. list.LeftOut];

    /// <summary>The workbook holds macros: it was read as data only.</summary>
    public bool HasMacros => list.File.HasMacros;

    /// <param name="path">the workbook</param>
    /// <param name="mapping">a person's mapping file; null: one is proposed</param>
    /// <param name="builtIn">the catalogue that the list is added to</param>
    /// <param name="builtInBytes">its file</param>
    /// <param name="before">the catalogue of an earlier import of this list, whose ids stay; null for the first</param>
    /// <param name="cancellationToken">stops reading</param>
    /// <exception cref="ConfigurationException">the workbook can't be read, or holds no list</exception>
    /// <exception cref="ConfigurationProblemsException">the mapping file is wrong</exception>
    public static TestcaseImport Read(string path, string? mapping, Catalogue builtIn, byte[] builtInBytes, Catalogue? before, CancellationToken cancellationToken)
    {
        var list = TestcaseList.Open(path, mapping, builtIn, cancellationToken);
        try
        {
            var (catalogue, ids) = ImportedCatalogue.Write(list, builtIn, Encoding.UTF8.GetString(builtInBytes), before);
            return new TestcaseImport(list)
            {
                Catalogue = catalogue,
                Mapping = MappingWriter.Write(list, ids),
                Sheets = [.. list.Mappings.Select(m => new ImportedSheet(
                    m.Sheet, m.HeaderRow, [.. m.Columns.OrderBy(c => c.Value).Select(c => (ReportWords.Code(c.Key), CellAddress.Letters(c.Value), VisibleText.Line(list.Sheet(m.Sheet).Shown(m.HeaderRow, c.Value), 60)))],
                    m.Stages, list.Skipped.Count(s => s.Sheet == m.Sheet)))],
                Rows = [.. list.Matches.Select(m => new ImportedRow(
                    m.Listed.Sheet, m.Listed.Row, VisibleText.Line(m.Listed.Title, 200), m.Case, m.Case ?? ids[(m.Listed.Sheet, m.Listed.Row)],
                    ReportWords.Code(m.Basis), m.Likeness, m.Candidates))],
            };
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }

    public void Dispose() => list.Dispose();
}

/// <param name="Sheet">the sheet's name</param>
/// <param name="HeaderRow">the row of its heads</param>
/// <param name="Columns">what each column is taken for, its letters, and what its head says</param>
/// <param name="Stages">stages of its own cases</param>
/// <param name="Skipped">rows below the heads that hold no case</param>
public sealed record ImportedSheet(string Sheet, int HeaderRow, IReadOnlyList<(string Role, string Letters, string Head)> Columns, IReadOnlyList<Stage> Stages, int Skipped);

/// <param name="Sheet">the sheet's name</param>
/// <param name="Row">the case's row</param>
/// <param name="Title">what it says</param>
/// <param name="Known">the known case that it is; null: it becomes one of its own</param>
/// <param name="Id">the id under which it stands in the catalogue</param>
/// <param name="Basis">id, wording, settled, ambiguous, none</param>
/// <param name="Likeness">0 to 1</param>
/// <param name="Candidates">known cases that it may be, where that is not clear</param>
public sealed record ImportedRow(string Sheet, int Row, string Title, string? Known, string Id, string Basis, double Likeness, IReadOnlyList<string> Candidates);
