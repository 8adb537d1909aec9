using ConformanceHarness.Core;
using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>Finds the row with the heads, below notes and logos, and says what each column means.</summary>
internal static class HeaderFinder
{
    private const int RowsLookedAt = 60;

    /// <summary>A mapping of the sheet; null where no row looks like the head of a list.</summary>
    public static SheetMapping? Propose(SheetContent sheet, string fileName)
    {
        var best = sheet.Rows.Take(RowsLookedAt)
            .Select(r => (Row: r, Roles: Roles(sheet, r.Number, r.Number)))
            .Where(r => IsHead(r.Roles))
            .OrderByDescending(r => r.Roles.Count).FirstOrDefault();
        if (best.Row is null)
        {
            return null;
        }

        var last = LastHeadRow(sheet, best.Row.Number, best.Roles);
        var columns = Settle(last == best.Row.Number ? best.Roles : Roles(sheet, best.Row.Number, last));
        return new SheetMapping
        {
            Sheet = sheet.Sheet.Name,
            HeaderRow = last,
            Columns = columns,
            Stages = StagesOf(sheet.Sheet.Name) ?? StagesOf(fileName) ?? [Stage.Uat, Stage.Preproduction],
            Words = columns.TryGetValue(ColumnRole.Result, out var result) ? ResultVocabulary.Of(sheet, result) : new Dictionary<Outcome, string>(),
            English = !best.Row.Cells.Values.Any(c => c.Text.Any(IsThai)),
        };
    }

    public static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E5B';

    private static bool IsHead(Dictionary<ColumnRole, (int Column, int Weight)> roles) =>
        roles.Count >= 2 && (roles.ContainsKey(ColumnRole.Title) || roles.ContainsKey(ColumnRole.Steps) || roles.ContainsKey(ColumnRole.Expected));

    /// <summary>The surest column for each role; of equally sure ones the first.</summary>
    private static Dictionary<ColumnRole, (int Column, int Weight)> Roles(SheetContent sheet, int first, int last)
    {
        var roles = new Dictionary<ColumnRole, (int Column, int Weight)>();
        var columns = Enumerable.Range(first, last - first + 1).SelectMany(r => sheet.Row(r)?.Cells.Keys ?? []).Distinct().Order();
        foreach (var column in columns)
        {
            // The lower head is the more exact one: "ผ่าน" below "ผลการทดสอบ".
            var meaning = Enumerable.Range(first, last - first + 1).Reverse().Select(r => HeaderWords.Meaning(sheet.Text(r, column))).FirstOrDefault(m => m is not null);
            if (meaning is not { } found)
            {
                continue;
            }

            if (!roles.TryGetValue(found.Role, out var taken))
            {
                roles[found.Role] = (column, found.Weight);
            }
            else if (found.Weight > taken.Weight)
            {
                // The weaker of two titles is what its cases have in common.
                if (found.Role == ColumnRole.Title && column > taken.Column)
                {
                    roles.TryAdd(ColumnRole.Group, taken);
                }

                roles[found.Role] = (column, found.Weight);
            }
        }

        return roles;
    }

    /// <summary>Heads of two rows: cells merged downwards, or words below a head that is merged sideways.</summary>
    private static int LastHeadRow(SheetContent sheet, int row, Dictionary<ColumnRole, (int Column, int Weight)> roles)
    {
        var down = roles.Values.Select(r => sheet.Merge(row, r.Column)).Where(m => m is { } merge && merge.First.Row == row && merge.Last.Row <= row + 2).Select(m => m!.Value.Last.Row).DefaultIfEmpty(row).Max();
        if (down > row || sheet.Row(row + 1) is not { } next)
        {
            return down;
        }

        bool BelowSideways(int column) => sheet.Merge(row, column) is { } merge && merge.First.Row == row && merge.Last.Column > merge.First.Column;
        return next.Cells.Keys.All(c => BelowSideways(c) || sheet.Text(row, c).Length == 0) && next.Cells.Values.Any(c => HeaderWords.Meaning(c.Text) is not null) ? row + 1 : row;
    }

    private static Dictionary<ColumnRole, int> Settle(Dictionary<ColumnRole, (int Column, int Weight)> roles)
    {
        var columns = roles.ToDictionary(r => r.Key, r => r.Value.Column);
        if (!columns.ContainsKey(ColumnRole.Title))
        {
            // A list without titles: its steps, else what is expected, say what a case is about.
            var instead = columns.ContainsKey(ColumnRole.Steps) ? ColumnRole.Steps : ColumnRole.Expected;
            columns[ColumnRole.Title] = columns[instead];
            columns.Remove(instead);
        }

        // The head over "ผ่าน | ไม่ผ่าน" is no column of its own.
        if (columns.TryGetValue(ColumnRole.Passed, out var passed) && columns.TryGetValue(ColumnRole.Result, out var result) && result == passed)
        {
            columns.Remove(ColumnRole.Result);
        }

        return columns;
    }

    private static Stage[]? StagesOf(string name)
    {
        var plain = HeaderWords.Plain(name);
        var uat = plain.Contains("uat", StringComparison.Ordinal);
        var before = plain.Contains("preprod", StringComparison.Ordinal) || plain.Contains("เสมือนจริง", StringComparison.Ordinal) || plain.Contains("ก่อนใช้งานจริง", StringComparison.Ordinal);
        return (uat, before) switch { (true, false) => [Stage.Uat], (false, true) => [Stage.Preproduction], (true, true) => [Stage.Uat, Stage.Preproduction], _ => null };
    }
}
