using System.Globalization;
using System.Xml.Linq;
using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>Widths for added columns. A definition that already covers one (often "all columns to the right") is split around it.</summary>
internal static class ColumnWidths
{
    public static XElement Add(XElement columns, SortedDictionary<int, double> added)
    {
        foreach (var (column, width) in added)
        {
            foreach (var covering in columns.Elements().Where(c => Bound(c, "min") <= column && Bound(c, "max") >= column).ToList())
            {
                Split(covering, column);
            }

            var definition = new XElement(
                XName.Get("col", columns.Name.NamespaceName),
                new XAttribute("min", column), new XAttribute("max", column),
                new XAttribute("width", width.ToString("0.##", CultureInfo.InvariantCulture)), new XAttribute("customWidth", 1));
            var before = columns.Elements().LastOrDefault(c => Bound(c, "max") < column);
            if (before is null)
            {
                columns.AddFirst(definition);
            }
            else
            {
                before.AddAfterSelf(definition);
            }
        }

        return columns;
    }

    private static void Split(XElement covering, int column)
    {
        var (first, last) = (Bound(covering, "min"), Bound(covering, "max"));
        if (last > column)
        {
            var right = new XElement(covering);
            right.SetAttributeValue("min", column + 1);
            covering.AddAfterSelf(right);
        }

        if (first < column)
        {
            covering.SetAttributeValue("max", column - 1);
        }
        else
        {
            covering.Remove();
        }
    }

    private static int Bound(XElement column, string name) =>
        int.TryParse(column.Attribute(name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) ? Math.Min(bound, CellAddress.LastColumn) : 0;
}
