using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>One cell to be written. An empty text clears what the cell showed.</summary>
/// <param name="At">where</param>
/// <param name="Text">always written as a text, never as a formula or number, whatever it begins with</param>
/// <param name="StyleFrom">column of the same row whose style a cell that is not there yet takes</param>
internal sealed record CellEdit(CellAddress At, string Text, int StyleFrom);

/// <summary>What is written into one sheet.</summary>
internal sealed class SheetEdits
{
    public SortedDictionary<int, SortedDictionary<int, CellEdit>> Rows { get; } = [];

    /// <summary>Columns that were added, with their widths in characters.</summary>
    public SortedDictionary<int, double> Added { get; } = [];

    public void Set(CellAddress at, string text, int styleFrom)
    {
        if (!Rows.TryGetValue(at.Row, out var row))
        {
            Rows[at.Row] = row = [];
        }

        row[at.Column] = new CellEdit(at, text, styleFrom);
    }
}
