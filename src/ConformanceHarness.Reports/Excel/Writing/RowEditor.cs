using System.Xml.Linq;
using ConformanceHarness.Reports.Excel.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>Puts texts into the cells of one row element and leaves the others alone.</summary>
internal static class RowEditor
{
    public static void Apply(XElement row, int number, IEnumerable<CellEdit> edits)
    {
        // A hint for readers that would now be wrong.
        row.Attribute("spans")?.Remove();
        // A height that only fitted what was there: without it the row fits what is written now. One that a person set stays.
        if (row.Attribute("customHeight")?.Value is not ("1" or "true"))
        {
            row.Attribute("ht")?.Remove();
        }

        var name = XName.Get("c", row.Name.NamespaceName);
        // Cells may leave out where they are: it is said once and for all before others come between them.
        var column = 0;
        var cells = new SortedDictionary<int, XElement>();
        foreach (var cell in row.Elements(name))
        {
            column = CellAddress.TryParse(cell.Attribute("r")?.Value, out var address) ? address.Column : column + 1;
            cells[column] = cell;
        }

        foreach (var edit in edits)
        {
            if (cells.TryGetValue(edit.At.Column, out var there))
            {
                Write(there, edit.Text);
            }
            else if (edit.Text.Length > 0)
            {
                var cell = new XElement(name, new XAttribute("r", new CellAddress(number, edit.At.Column).ToString()));
                if (cells.TryGetValue(edit.StyleFrom, out var like) && like.Attribute("s")?.Value is { } style)
                {
                    cell.SetAttributeValue("s", style);
                }

                Write(cell, edit.Text);
                Place(row, cells, cell, edit.At.Column, number);
            }
        }
    }

    private static void Place(XElement row, SortedDictionary<int, XElement> cells, XElement cell, int column, int number)
    {
        foreach (var (at, existing) in cells)
        {
            existing.SetAttributeValue("r", new CellAddress(number, at).ToString());
        }

        var before = cells.Where(c => c.Key < column).Select(c => c.Value).LastOrDefault();
        if (before is null)
        {
            row.AddFirst(cell);
        }
        else
        {
            before.AddAfterSelf(cell);
        }

        cells[column] = cell;
    }

    /// <summary>An inline text: nothing in it is ever evaluated, whatever character it begins with. The style stays.</summary>
    private static void Write(XElement cell, string text)
    {
        var ns = cell.Name.NamespaceName;
        // Links to metadata of the value that was there.
        foreach (var attribute in new[] { "t", "cm", "vm" })
        {
            cell.Attribute(attribute)?.Remove();
        }

        cell.Elements().Where(e => e.Name.LocalName is "v" or "is" or "f").Remove();
        if (text.Length == 0)
        {
            return;
        }

        cell.SetAttributeValue("t", "inlineStr");
        var content = new XElement(XName.Get("t", ns), Escaped(text));
        content.SetAttributeValue(XNamespace.Xml + "space", "preserve");
        cell.AddFirst(new XElement(XName.Get("is", ns), content));
    }

    /// <summary>
    /// What XML can't hold becomes visible, and "_x0041_", which would be read as "A", gets its underscore escaped (ECMA-376 part 1,
    /// 22.9.2.19). A cell holds at most 32,767 characters.
    /// </summary>
    public static string Escaped(string text) =>
        System.Text.RegularExpressions.Regex.Replace(VisibleText.Of(text, 30_000), "_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
}
