using System.Globalization;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>Rows and columns, both from 1, as "B7" names them.</summary>
internal readonly record struct CellAddress(int Row, int Column)
{
    public const int LastRow = 1_048_576;
    public const int LastColumn = 16_384;

    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
        {
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        }

        return letters;
    }

    /// <summary>"AB" → 28; 0 where it is no column.</summary>
    public static int ColumnOf(ReadOnlySpan<char> letters)
    {
        var column = 0;
        foreach (var letter in letters)
        {
            var value = char.ToUpperInvariant(letter) - 'A' + 1;
            if (value is < 1 or > 26 || column > LastColumn)
            {
                return 0;
            }

            column = (column * 26) + value;
        }

        return column <= LastColumn ? column : 0;
    }

    /// <summary>"B7", also "$B$7"; false where it is no cell.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CellAddress address)
    {
        address = default;
        text = text.TrimStart('$');
        var letters = 0;
        while (letters < text.Length && char.IsAsciiLetter(text[letters]))
        {
            letters++;
        }

        var column = ColumnOf(text[..letters]);
        if (column == 0 || !int.TryParse(text[letters..].TrimStart('$'), NumberStyles.None, CultureInfo.InvariantCulture, out var row) || row is < 1 or > LastRow)
        {
            return false;
        }

        address = new CellAddress(row, column);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters(Column)}{Row}");
}

/// <summary>A rectangle of cells, its corners included.</summary>
internal readonly record struct CellRange(CellAddress First, CellAddress Last)
{
    public bool Contains(int row, int column) => row >= First.Row && row <= Last.Row && column >= First.Column && column <= Last.Column;

    /// <summary>"A1:C3" or "B7".</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CellRange range)
    {
        range = default;
        var colon = text.IndexOf(':');
        if (!CellAddress.TryParse(colon < 0 ? text : text[..colon], out var first) || !CellAddress.TryParse(colon < 0 ? text : text[(colon + 1)..], out var last))
        {
            return false;
        }

        range = new(new(Math.Min(first.Row, last.Row), Math.Min(first.Column, last.Column)), new(Math.Max(first.Row, last.Row), Math.Max(first.Column, last.Column)));
        return true;
    }
}
