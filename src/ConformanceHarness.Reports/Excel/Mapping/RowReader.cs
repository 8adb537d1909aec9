using System.Text;
using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>Rows below the heads → cases: blank rows, group rows, heads repeated on every page and lines below the table hold none.</summary>
internal sealed class RowReader
{
    private readonly SheetContent sheet;
    private readonly SheetMapping mapping;
    private readonly List<ListedCase> cases = [];
    private readonly List<SkippedRow> skipped = [];
    private readonly Dictionary<int, CellRange> merges = [];
    private readonly HashSet<int> settledSkips;
    private readonly bool mostSayMore;
    private readonly int title;
    private string group = "";

    private RowReader(SheetContent sheet, SheetMapping mapping)
    {
        (this.sheet, this.mapping) = (sheet, mapping);
        settledSkips = [.. mapping.Skip];
        title = mapping.Columns[ColumnRole.Title];
        foreach (var merge in sheet.Merges.Where(m => m.Contains(m.First.Row, title) || (title >= m.First.Column && title <= m.Last.Column)))
        {
            for (var row = merge.First.Row; row <= Math.Min(merge.Last.Row, merge.First.Row + ExcelLimits.Rows); row++)
            {
                merges.TryAdd(row, merge);
            }
        }

        var titled = Body.Where(r => r.Text(title).Length > 0).ToList();
        mostSayMore = titled.Count(r => SaysMore(r)) * 2 > titled.Count;
    }

    private IEnumerable<SheetRow> Body => sheet.Rows.Where(r => r.Number > mapping.HeaderRow);

    public static (IReadOnlyList<ListedCase> Cases, IReadOnlyList<SkippedRow> Skipped) Read(SheetContent sheet, SheetMapping mapping)
    {
        var reader = new RowReader(sheet, mapping);
        var rows = reader.Body.ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            reader.Row(rows[i], i + 1 < rows.Count ? rows[i + 1] : null);
        }

        return (reader.cases, reader.skipped);
    }

    private string At(SheetRow row, ColumnRole role) => mapping.Column(role) is { } column ? row.Text(column) : "";

    private string Id(SheetRow row) => mapping.IdColumn is { } column ? row.Text(column) : "";

    private bool SaysMore(SheetRow row) => Id(row).Length > 0 || At(row, ColumnRole.Steps).Length > 0 || At(row, ColumnRole.Expected).Length > 0;

    private void Row(SheetRow row, SheetRow? next)
    {
        var merge = merges.TryGetValue(row.Number, out var over) ? over : (CellRange?)null;
        if (settledSkips.Contains(row.Number))
        {
            Skip(row);
        }
        else if (mapping.Rows.ContainsKey(row.Number) && row.Text(title).Length > 0)
        {
            Add(row);
        }
        else if (merge is { } down && down.First.Row < row.Number)
        {
            Continue(row);
        }
        else if ((merge is { } across && across.Last.Column > across.First.Column && IsGroup(across)) || RepeatsHead(row) || IsNumbering(row))
        {
            NoteGroup(row, !RepeatsHead(row) && !IsNumbering(row));
        }
        else if (row.Text(title).Length == 0)
        {
            Untitled(row);
        }
        else if ((mostSayMore && !SaysMore(row)) || HeadsWhatFollows(row, next))
        {
            NoteGroup(row, true);
        }
        else
        {
            Add(row);
        }
    }

    /// <summary>Merged over the title and at least one other column that a case would fill on its own.</summary>
    private bool IsGroup(CellRange merge) => mapping.Columns.Any(c => c.Key != ColumnRole.Title && c.Value >= merge.First.Column && c.Value <= merge.Last.Column);

    private bool RepeatsHead(SheetRow row) => row.Text(title).Length > 0 && row.Text(title) == sheet.Text(mapping.HeaderRow, title);

    /// <summary>"(1) (2) (3)" below the heads.</summary>
    private bool IsNumbering(SheetRow row) =>
        row.Cells.Count >= 3 && cases.Count == 0 && row.Cells.Values.All(c => c.Text.Trim('(', ')', ' ') is { Length: 1 or 2 } number && number.All(char.IsAsciiDigit));

    /// <summary>"1 การเข้าใช้งาน" before "1.1 …".</summary>
    private bool HeadsWhatFollows(SheetRow row, SheetRow? next) =>
        Id(row) is { Length: > 0 } id && next is not null && Id(next).StartsWith(id.TrimEnd('.') + ".", StringComparison.Ordinal) && Id(next) != id
        && At(row, ColumnRole.Steps).Length == 0 && At(row, ColumnRole.Expected).Length == 0;

    private void Untitled(SheetRow row)
    {
        var more = At(row, ColumnRole.Steps).Length > 0 || At(row, ColumnRole.Expected).Length > 0;
        if (more && Id(row).Length == 0 && cases.Count > 0 && cases[^1].Sheet == mapping.Sheet)
        {
            Continue(row);
        }
        else if (Id(row).Length > 0 && !more)
        {
            NoteGroup(row, true);
        }
        else
        {
            Skip(row);
        }
    }

    private void NoteGroup(SheetRow row, bool names)
    {
        if (names)
        {
            group = row.Text(title) is { Length: > 0 } text ? text : row.Cells.OrderBy(c => c.Key).First().Value.Text;
        }

        Skip(row);
    }

    private void Skip(SheetRow row) => skipped.Add(new SkippedRow(row.Number, string.Join(" ", row.Cells.OrderBy(c => c.Key).Select(c => c.Value.Text).Where(t => t.Length > 0))));

    private void Add(SheetRow row) => cases.Add(new ListedCase
    {
        Sheet = mapping.Sheet,
        Row = row.Number,
        Id = Id(row),
        Title = row.Text(title),
        Group = mapping.Column(ColumnRole.Group) is { } column && sheet.Anchor(row.Number, column) is var anchor && sheet.Text(anchor.Row, anchor.Column) is { Length: > 0 } own ? own : group,
        Steps = At(row, ColumnRole.Steps),
        Expected = At(row, ColumnRole.Expected),
    });

    private void Continue(SheetRow row)
    {
        if (cases.Count > 0)
        {
            var last = cases[^1];
            cases[^1] = last with { Steps = Joined(last.Steps, At(row, ColumnRole.Steps)), Expected = Joined(last.Expected, At(row, ColumnRole.Expected)) };
        }
    }

    private static string Joined(string before, string more) => more.Length == 0 ? before : before.Length == 0 ? more : new StringBuilder(before).Append('\n').Append(more).ToString();
}
