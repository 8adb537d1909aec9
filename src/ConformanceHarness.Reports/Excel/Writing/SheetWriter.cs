using ConformanceHarness.Reports.Excel.Reading;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>Lays out one sheet row by row: columns with widths, a frozen head with a filter, ready to be printed.</summary>
internal sealed class SheetWriter(IReadOnlyList<double> widths)
{
    private readonly SheetData rows = new();
    private readonly List<string> merges = [];
    private int row;

    /// <summary>Row of the heads; 0 where the sheet has none.</summary>
    private int head;

    public int Row => row;

    /// <summary>A row of texts, each with its look; its height is that of the tallest text.</summary>
    public void Add(IReadOnlyList<(string Text, Look Look)> cells, double least = 15)
    {
        row++;
        var height = Math.Max(least, cells.Select((c, i) => Height(c.Text, widths[i])).DefaultIfEmpty(0).Max());
        var element = new Row { RowIndex = (uint)row, Height = Math.Min(height, 400), CustomHeight = true };
        for (var i = 0; i < cells.Count; i++)
        {
            element.Append(Cell(i + 1, cells[i].Text, cells[i].Look));
        }

        rows.Append(element);
    }

    public void AddHead(IReadOnlyList<string> heads)
    {
        Add([.. heads.Select(h => (h, Look.Heading))], 36);
        head = row;
    }

    /// <summary>One text over all columns.</summary>
    public void AddAcross(string text, Look look, double least = 18)
    {
        row++;
        var element = new Row { RowIndex = (uint)row, Height = Math.Max(least, Height(text, widths.Sum())), CustomHeight = true };
        for (var i = 0; i < widths.Count; i++)
        {
            element.Append(Cell(i + 1, i == 0 ? text : "", look));
        }

        rows.Append(element);
        merges.Add(new CellAddress(row, 1) + ":" + new CellAddress(row, widths.Count));
    }

    /// <summary>A name and its value, which reaches over all other columns.</summary>
    public void AddFact(string name, string value)
    {
        row++;
        var rest = widths.Skip(1).Sum();
        var element = new Row { RowIndex = (uint)row, Height = Math.Max(Height(name, widths[0]), Height(value, rest)) + 4, CustomHeight = true };
        for (var i = 0; i < widths.Count; i++)
        {
            element.Append(Cell(i + 1, i switch { 0 => name, 1 => value, _ => "" }, i == 0 ? Look.Group : Look.Fact));
        }

        rows.Append(element);
        merges.Add(new CellAddress(row, 2) + ":" + new CellAddress(row, widths.Count));
    }

    /// <param name="frozen">columns on the left that stay in sight</param>
    public Worksheet Finish(int frozen)
    {
        var view = new SheetView { WorkbookViewId = 0, ShowGridLines = false, ZoomScale = 90 };
        if (head > 0)
        {
            view.Append(new Pane { HorizontalSplit = frozen, VerticalSplit = head, TopLeftCell = new CellAddress(head + 1, frozen + 1).ToString(), ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen });
            view.Append(new Selection { Pane = PaneValues.BottomRight });
        }

        var sheet = new Worksheet(new SheetProperties(new PageSetupProperties { FitToPage = true }), new SheetViews(view), new SheetFormatProperties { DefaultRowHeight = 15 });
        var columns = new Columns();
        for (var i = 0; i < widths.Count; i++)
        {
            columns.Append(new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = widths[i], CustomWidth = true });
        }

        sheet.Append(columns, rows);
        if (head > 0)
        {
            sheet.Append(new AutoFilter { Reference = new CellAddress(head, 1) + ":" + new CellAddress(row, widths.Count) });
        }

        if (merges.Count > 0)
        {
            sheet.Append(new MergeCells(merges.Select(m => new MergeCell { Reference = m })));
        }

        sheet.Append(
            new PageMargins { Left = 0.4, Right = 0.4, Top = 0.5, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
            new PageSetup { Orientation = OrientationValues.Landscape, PaperSize = 9, FitToWidth = 1, FitToHeight = head > 0 ? 0u : 1u },
            new HeaderFooter(new OddFooter("&L&8&F&R&8&P / &N")));
        return sheet;
    }

    /// <summary>For the defined name by which the heads are printed on every page.</summary>
    public int Head => head;

    private Cell Cell(int column, string text, Look look)
    {
        var cell = new Cell { CellReference = new CellAddress(row, column).ToString(), StyleIndex = (uint)look };
        if (text.Length > 0)
        {
            cell.DataType = CellValues.InlineString;
            cell.InlineString = new InlineString(new Text(RowEditor.Escaped(text)) { Space = SpaceProcessingModeValues.Preserve });
        }

        return cell;
    }

    /// <summary>Points for a text wrapped to a width of so many characters. Thai marks above and below take no width.</summary>
    private static double Height(string text, double width)
    {
        var lines = text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(line.Count(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark) * 1.08 / Math.Max(4, width - 1))));
        return (lines * 14.5) + 4;
    }
}
