namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>What a sheet shows: rows that hold anything, in order, and what lies over them.</summary>
internal sealed class SheetContent
{
    public required SheetPart Sheet { get; init; }

    /// <summary>Only rows with a text or a formula, ascending.</summary>
    public required IReadOnlyList<SheetRow> Rows { get; init; }
    public required IReadOnlyList<CellRange> Merges { get; init; }

    /// <summary>Lists of allowed words: where, and the words.</summary>
    public required IReadOnlyList<AllowedWords> Allowed { get; init; }

    /// <summary>The rightmost column that holds a cell, also an empty one with a border.</summary>
    public required int LastColumn { get; init; }

    /// <summary>The rightmost column with content.</summary>
    public required int LastFilled { get; init; }

    public bool HasFormulas => Rows.Any(r => r.Cells.Values.Any(c => c.Formula));

    public SheetRow? Row(int number)
    {
        var (low, high) = (0, Rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Rows[middle].Number == number)
            {
                return Rows[middle];
            }

            (low, high) = Rows[middle].Number < number ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    public string Text(int row, int column) => Row(row)?.Text(column) ?? "";

    /// <summary>The text that a person sees there: of a merged cell that of its first one.</summary>
    public string Shown(int row, int column) => Text(Anchor(row, column).Row, Anchor(row, column).Column);

    public CellRange? Merge(int row, int column) => Merges.Where(m => m.Contains(row, column)).Select(m => (CellRange?)m).FirstOrDefault();

    /// <summary>Where a value written at this place is really shown.</summary>
    public CellAddress Anchor(int row, int column) => Merge(row, column)?.First ?? new CellAddress(row, column);
}

internal sealed record SheetRow(int Number, IReadOnlyDictionary<int, SheetCell> Cells)
{
    public string Text(int column) => Cells.TryGetValue(column, out var cell) ? cell.Text : "";
}

/// <summary>A cell's shown text, trimmed; of a formula the value that was stored with it.</summary>
internal readonly record struct SheetCell(string Text, bool Formula);

/// <summary>A data validation of the kind list with its words written in it.</summary>
internal sealed record AllowedWords(IReadOnlyList<CellRange> Where, IReadOnlyList<string> Words);
