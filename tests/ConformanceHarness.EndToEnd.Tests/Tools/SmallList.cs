using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>A workbook with one sheet of texts, and its texts read again.</summary>
internal static class SmallList
{
    public static string Write(string path, params string[][] rows)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var sheet = workbook.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(new SheetData(rows.Select((cells, row) => new Row(cells.Select((text, column) => new Cell
        {
            CellReference = $"{(char)('A' + column)}{row + 1}",
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new Text(text)),
        }))
        { RowIndex = (uint)row + 1 })));
        workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = "รายการ", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        return path;
    }

    /// <summary>Address → text of the first sheet.</summary>
    public static Dictionary<string, string> Read(Stream content)
    {
        using var document = SpreadsheetDocument.Open(content, isEditable: false);
        return document.WorkbookPart!.WorksheetParts.First().Worksheet!.Descendants<Cell>().ToDictionary(c => c.CellReference!.Value!, c => c.InnerText, StringComparer.Ordinal);
    }

    public static Dictionary<string, string> Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }
}
