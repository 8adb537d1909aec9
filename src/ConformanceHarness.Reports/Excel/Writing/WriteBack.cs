using ConformanceHarness.Core;
using ConformanceHarness.Reports.Excel.Mapping;
using ConformanceHarness.Reports.Excel.Reading;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>Decides which cells of a list get which text. Columns that are missing, or hold formulas where results would go, are added on the right.</summary>
internal sealed class WriteBack
{
    private static readonly (ColumnRole Role, LocalText Head, double Width)[] Written =
    [
        (ColumnRole.Result, new("ผลการทดสอบ", "Result"), 16),
        (ColumnRole.Remark, new("หมายเหตุ", "Remark"), 50),
        (ColumnRole.Date, new("วันที่ทดสอบ", "Tested on"), 18),
        (ColumnRole.Evidence, new("หลักฐาน", "Evidence"), 40),
    ];

    private readonly TestcaseList list;
    private readonly Dictionary<string, ReportedCase> cases;
    private readonly ReportedRun run;

    private WriteBack(TestcaseList list, ReportedRun run)
    {
        (this.list, this.run) = (list, run);
        cases = run.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
    }

    /// <summary>Sheet part → what is written into it.</summary>
    public static IReadOnlyDictionary<string, SheetEdits> Plan(TestcaseList list, ReportedRun run)
    {
        var writing = new WriteBack(list, run);
        return list.Mappings.ToDictionary(m => list.Sheet(m.Sheet).Sheet.Part, writing.Sheet);
    }

    private SheetEdits Sheet(SheetMapping mapping)
    {
        var sheet = list.Sheet(mapping.Sheet);
        var edits = new SheetEdits();
        var rows = list.Matches.Where(m => m.Listed.Sheet == mapping.Sheet && m.Case is not null).ToList();
        bool Free(ColumnRole role) => mapping.Column(role) is { } column && !rows.Any(r => HasFormula(sheet, r.Listed.Row, column));
        var ticks = Free(ColumnRole.Passed) && Free(ColumnRole.Failed);
        var columns = new Dictionary<ColumnRole, int>();
        var next = Math.Max(sheet.LastFilled, mapping.Columns.Values.Max()) + 1;
        // A merge or a border may reach further than the last text.
        next = Math.Max(next, sheet.Merges.Where(m => m.Last.Row >= mapping.HeaderRow && m.Last.Column < next + 8).Select(m => m.Last.Column + 1).DefaultIfEmpty(0).Max());
        foreach (var (role, head, width) in Written)
        {
            if (role == ColumnRole.Result && ticks && !mapping.Columns.ContainsKey(ColumnRole.Result))
            {
                continue;
            }

            if (Free(role))
            {
                columns[role] = mapping.Columns[role];
                continue;
            }

            columns[role] = next;
            edits.Added[next] = width;
            edits.Set(new CellAddress(mapping.HeaderRow, next), Say(mapping, head), mapping.Columns[ColumnRole.Title]);
            next++;
        }

        foreach (var match in rows)
        {
            Row(edits, sheet, mapping, columns, ticks, match);
        }

        return edits;
    }

    private void Row(SheetEdits edits, SheetContent sheet, SheetMapping mapping, Dictionary<ColumnRole, int> columns, bool ticks, CaseMatch match)
    {
        var result = cases.TryGetValue(match.Case!, out var @case)
            ? ResultText.Of(run, @case)
            : ResultText.NotPlanned(match.Case!, ReportDates.Day(ResultText.Thai(run.Record.Statement.EndedAt)));
        var title = mapping.Columns[ColumnRole.Title];
        void Put(int column, string text) => edits.Set(sheet.Anchor(match.Listed.Row, column), text, title);
        if (ticks)
        {
            Put(mapping.Columns[ColumnRole.Passed], result.Outcome == Outcome.Passed ? "✓" : "");
            Put(mapping.Columns[ColumnRole.Failed], result.Outcome == Outcome.Failed ? "✓" : "");
        }

        if (columns.TryGetValue(ColumnRole.Result, out var column))
        {
            Put(column, mapping.Words.GetValueOrDefault(result.Outcome, Say(mapping, result.Word)));
        }

        // Where only ticks tell the result, the words for the other outcomes go to the remark.
        var told = columns.ContainsKey(ColumnRole.Result) || result.Outcome is Outcome.Passed or Outcome.Failed;
        Put(columns[ColumnRole.Remark], (told ? "" : Say(mapping, result.Word) + " ") + Say(mapping, result.Remark));
        Put(columns[ColumnRole.Date], Say(mapping, result.Date));
        Put(columns[ColumnRole.Evidence], result.Evidence);
    }

    private static bool HasFormula(SheetContent sheet, int row, int column) =>
        sheet.Anchor(row, column) is var at && sheet.Row(at.Row)?.Cells.TryGetValue(at.Column, out var cell) == true && cell.Formula;

    private static string Say(SheetMapping mapping, LocalText text) => mapping.English ? text.En : text.Th;
}
