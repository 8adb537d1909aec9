using System.Globalization;
using System.Xml;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>Worksheet part → <see cref="SheetContent"/>, in one pass, keeping only rows that hold something.</summary>
internal sealed class SheetReader(WorkbookFile file, CancellationToken cancellationToken)
{
    private readonly Lazy<IReadOnlyList<string>> shared = new(() => SharedTexts.Read(file));
    private readonly Lazy<NumberFormats> formats = new(() => NumberFormats.Read(file));
    private int rowsRead;

    /// <exception cref="Core.ConfigurationException">it is damaged, or holds more than can be a list of test cases</exception>
    public IReadOnlyList<SheetContent> ReadAll() => file.Reading(() => (IReadOnlyList<SheetContent>)[.. file.Sheets.Select(Read)]);

    private SheetContent Read(SheetPart sheet)
    {
        var rows = new SortedDictionary<int, SheetRow>();
        var merges = new List<CellRange>();
        var allowed = new List<AllowedWords>();
        var (lastRow, lastColumn, lastFilled) = (0, 0, 0);
        using var xml = file.OpenXml(sheet.Part);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "row":
                    cancellationToken.ThrowIfCancellationRequested();
                    lastRow = RowNumber(xml.GetAttribute("r"), lastRow);
                    var cells = Cells(xml, ref lastColumn);
                    if (cells.Count > 0)
                    {
                        if (++rowsRead > ExcelLimits.Rows)
                        {
                            throw WorkbookProblems.TooManyRows(file.Path, sheet.Name);
                        }

                        lastFilled = Math.Max(lastFilled, cells.Keys.Max());
                        rows[lastRow] = new SheetRow(lastRow, cells);
                    }

                    break;
                case "mergeCell" when merges.Count < ExcelLimits.Rows && CellRange.TryParse(xml.GetAttribute("ref"), out var merge):
                    merges.Add(merge);
                    break;
                case "dataValidation" when xml.GetAttribute("type") == "list" && xml.GetAttribute("sqref") is { } where && allowed.Count < 1000:
                    if (Words(xml) is { } words)
                    {
                        allowed.Add(new AllowedWords([.. where.Split(' ').Select(w => CellRange.TryParse(w, out var range) ? range : default).Where(r => r != default)], words));
                    }

                    break;
            }
        }

        return new SheetContent { Sheet = sheet, Rows = [.. rows.Values], Merges = merges, Allowed = allowed, LastColumn = lastColumn, LastFilled = lastFilled };
    }

    /// <summary>Rows and cells may leave out where they are: then they follow the one before.</summary>
    public static int RowNumber(string? stated, int before) =>
        int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= CellAddress.LastRow ? number : before + 1;

    private Dictionary<int, SheetCell> Cells(XmlReader xml, ref int lastColumn)
    {
        var cells = new Dictionary<int, SheetCell>();
        if (xml.IsEmptyElement)
        {
            return cells;
        }

        var depth = xml.Depth;
        var column = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                column = CellAddress.TryParse(xml.GetAttribute("r"), out var address) ? address.Column : column + 1;
                lastColumn = Math.Min(Math.Max(lastColumn, column), CellAddress.LastColumn);
                var cell = Cell(xml);
                if (column <= ExcelLimits.Columns && (cell.Formula || cell.Text.Length > 0))
                {
                    cells[column] = cell;
                }
            }
        }

        return cells;
    }

    private SheetCell Cell(XmlReader xml)
    {
        var type = xml.GetAttribute("t") ?? "n";
        var style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : -1;
        if (xml.IsEmptyElement)
        {
            return new SheetCell("", false);
        }

        var depth = xml.Depth;
        string? value = null;
        var formula = false;
        var more = xml.Read();
        while (more && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" })
            {
                // Leaves the reader behind the element.
                value = xml.ReadElementContentAsString();
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "is" })
            {
                value = SharedTexts.Text(xml);
            }

            formula |= xml is { NodeType: XmlNodeType.Element, LocalName: "f" };
            more = xml.Read();
        }

        return new SheetCell(value is null ? "" : Shown(type, value, style).Trim(), formula);
    }

    private string Shown(string type, string value, int style) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Value.Count ? shared.Value[index] : "",
        "b" => value == "1" ? "TRUE" : "FALSE",
        "n" => formats.Value.Show(value, style),
        "e" => "",
        _ => SharedTexts.Unescaped(value),
    };

    /// <summary>The words of a list that is written out ("ผ่าน,ไม่ผ่าน"); null for one that points elsewhere.</summary>
    private static List<string>? Words(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return null;
        }

        using var inside = xml.ReadSubtree();
        while (inside.Read())
        {
            if (inside is { NodeType: XmlNodeType.Element, LocalName: "formula1" })
            {
                var formula = inside.ReadElementContentAsString().Trim();
                return formula.Length > 2 && formula[0] == '"' && formula[^1] == '"' ? [.. formula[1..^1].Split(',', StringSplitOptions.TrimEntries)] : null;
            }
        }

        return null;
    }
}
