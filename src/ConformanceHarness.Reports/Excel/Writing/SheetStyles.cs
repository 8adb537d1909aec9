using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>The looks of cells, by their numbers in the stylesheet.</summary>
internal enum Look : uint
{
    Plain,
    Heading,
    Title,
    Note,
    Text,
    Center,
    Strong,
    Group,
    Fact,
    Passed,
    Failed,
    CantTell,
    Inapplicable,
    Untested,
}

/// <summary>The stylesheet of exported lists. Tahoma shows Thai on every Windows and Mac; elsewhere its Thai glyphs are replaced by a Thai font.</summary>
internal static class SheetStyles
{
    private const string Face = "Tahoma";

    private static readonly (Look Look, bool Bold, double Size, string Ink, string? Fill, bool Border, HorizontalAlignmentValues Across, VerticalAlignmentValues Down)[] Looks =
    [
        (Look.Plain, false, 10, "FF1F2933", null, false, HorizontalAlignmentValues.Left, VerticalAlignmentValues.Top),
        (Look.Heading, true, 10, "FFFFFFFF", "FF1F4E79", true, HorizontalAlignmentValues.Center, VerticalAlignmentValues.Center),
        (Look.Title, true, 14, "FF1F4E79", null, false, HorizontalAlignmentValues.Left, VerticalAlignmentValues.Center),
        (Look.Note, false, 9, "FF52606D", null, false, HorizontalAlignmentValues.Left, VerticalAlignmentValues.Top),
        (Look.Text, false, 10, "FF1F2933", null, true, HorizontalAlignmentValues.Left, VerticalAlignmentValues.Center),
        (Look.Center, false, 10, "FF1F2933", null, true, HorizontalAlignmentValues.Center, VerticalAlignmentValues.Center),
        (Look.Strong, true, 10, "FF1F2933", null, true, HorizontalAlignmentValues.Left, VerticalAlignmentValues.Center),
        (Look.Group, true, 10, "FF1F4E79", "FFDCE6F1", true, HorizontalAlignmentValues.Left, VerticalAlignmentValues.Center),
        (Look.Fact, false, 10, "FF1F2933", null, true, HorizontalAlignmentValues.Left, VerticalAlignmentValues.Center),
        (Look.Passed, true, 10, "FF0B5C2E", "FFDDF3E4", true, HorizontalAlignmentValues.Center, VerticalAlignmentValues.Center),
        (Look.Failed, true, 10, "FF9B1C1C", "FFFBDDDD", true, HorizontalAlignmentValues.Center, VerticalAlignmentValues.Center),
        (Look.CantTell, true, 10, "FF7A4B00", "FFFDF0CF", true, HorizontalAlignmentValues.Center, VerticalAlignmentValues.Center),
        (Look.Inapplicable, false, 10, "FF52606D", "FFEEF0F2", true, HorizontalAlignmentValues.Center, VerticalAlignmentValues.Center),
        (Look.Untested, false, 10, "FF52606D", null, true, HorizontalAlignmentValues.Center, VerticalAlignmentValues.Center),
    ];

    public static Stylesheet Make()
    {
        var fonts = new Fonts();
        var fills = new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }));
        var formats = new CellFormats();
        foreach (var look in Looks)
        {
            var font = new Font();
            if (look.Bold)
            {
                font.Append(new Bold());
            }

            font.Append(new FontSize { Val = look.Size }, new Color { Rgb = look.Ink }, new FontName { Val = Face }, new FontFamilyNumbering { Val = 2 });
            fonts.Append(font);
            if (look.Fill is not null)
            {
                fills.Append(new Fill(new PatternFill(new ForegroundColor { Rgb = look.Fill }) { PatternType = PatternValues.Solid }));
            }

            formats.Append(new CellFormat(new Alignment { Horizontal = look.Across, Vertical = look.Down, WrapText = look.Look is not (Look.Plain or Look.Title), Indent = look.Border && look.Across == HorizontalAlignmentValues.Left ? 1u : 0u })
            {
                FontId = (uint)look.Look,
                FillId = look.Fill is null ? 0 : (uint)fills.ChildElements.Count - 1,
                BorderId = look.Border ? 1u : 0u,
                ApplyFont = true,
                ApplyFill = look.Fill is not null,
                ApplyBorder = look.Border,
                ApplyAlignment = true,
                // What begins with "=" stays a text when somebody edits the cell.
                QuotePrefix = true,
            });
        }

        return new Stylesheet(
            fonts,
            fills,
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Thin()),
            new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
            formats,
            new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }));
    }

    private static Border Thin()
    {
        static T Side<T>()
            where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin, Color = new Color { Rgb = "FFBCC5CE" } };
        return new Border(Side<LeftBorder>(), Side<RightBorder>(), Side<TopBorder>(), Side<BottomBorder>(), new DiagonalBorder());
    }
}
