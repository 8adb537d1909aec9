using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>
/// Copies a worksheet part node by node and changes nothing but the cells that it is told, so that whatever else is in it, also what
/// this program has never heard of, stays as it was. Works in one pass: memory does not grow with the sheet.
/// </summary>
internal sealed class SheetEditor(SheetEdits edits)
{
    private readonly Queue<int> pending = new(edits.Rows.Keys);
    private int row;

    public void Copy(XmlReader from, XmlWriter to)
    {
        var seenColumns = false;
        var more = from.Read();
        while (more)
        {
            // ReadFrom and WriteNode leave the reader on the next node.
            if (from.NodeType == XmlNodeType.Element && from.Depth == 1 && from.LocalName == "cols")
            {
                seenColumns = true;
                ColumnWidths.Add((XElement)XNode.ReadFrom(from), edits.Added).WriteTo(to);
            }
            else if (from.NodeType == XmlNodeType.Element && from.Depth == 1 && from.LocalName == "sheetData")
            {
                if (!seenColumns && edits.Added.Count > 0)
                {
                    ColumnWidths.Add(new XElement(XName.Get("cols", from.NamespaceURI)), edits.Added).WriteTo(to);
                }

                Rows(from, to);
                more = !from.EOF;
            }
            else if (from.NodeType == XmlNodeType.Element && from.Depth == 1 && from.LocalName == "dimension")
            {
                Dimension((XElement)XNode.ReadFrom(from)).WriteTo(to);
            }
            else if (from.NodeType == XmlNodeType.Element && from.Depth == 0)
            {
                to.WriteStartElement(from.Prefix, from.LocalName, from.NamespaceURI);
                to.WriteAttributes(from, defattr: false);
                more = from.Read();
            }
            else if (from.NodeType == XmlNodeType.EndElement)
            {
                to.WriteEndElement();
                more = from.Read();
            }
            else if (from.NodeType == XmlNodeType.XmlDeclaration)
            {
                to.WriteStartDocument(standalone: true);
                more = from.Read();
            }
            else
            {
                to.WriteNode(from, defattr: false);
                more = !from.EOF;
            }
        }
    }

    private void Rows(XmlReader from, XmlWriter to)
    {
        to.WriteStartElement(from.Prefix, from.LocalName, from.NamespaceURI);
        to.WriteAttributes(from, defattr: false);
        var empty = from.IsEmptyElement;
        var ns = from.NamespaceURI;
        from.Read();
        while (!empty && !(from.NodeType == XmlNodeType.EndElement && from.Depth == 1))
        {
            if (from is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                row = SheetReader.RowNumber(from.GetAttribute("r"), row);
                Missing(to, ns, row);
                if (edits.Rows.TryGetValue(row, out var cells))
                {
                    _ = pending.TryPeek(out var first) && first == row && pending.TryDequeue(out _);
                    var element = (XElement)XNode.ReadFrom(from);
                    RowEditor.Apply(element, row, cells.Values);
                    element.WriteTo(to);
                    continue;
                }
            }

            to.WriteNode(from, defattr: false);
        }

        Missing(to, ns, int.MaxValue);
        to.WriteFullEndElement();
        if (!empty)
        {
            from.Read();
        }
    }

    /// <summary>Rows that are written into but are not there: the first row of a merge over several.</summary>
    private void Missing(XmlWriter to, string ns, int before)
    {
        while (pending.TryPeek(out var number) && number < before)
        {
            pending.Dequeue();
            var element = new XElement(XName.Get("row", ns), new XAttribute("r", number));
            RowEditor.Apply(element, number, edits.Rows[number].Values);
            element.WriteTo(to);
        }
    }

    private XElement Dimension(XElement dimension)
    {
        if (CellRange.TryParse(dimension.Attribute("ref")?.Value, out var used) && edits.Rows.Count > 0)
        {
            var columns = edits.Rows.Values.SelectMany(r => r.Keys).ToList();
            var first = new CellAddress(Math.Min(used.First.Row, edits.Rows.Keys.First()), Math.Min(used.First.Column, columns.Min()));
            var last = new CellAddress(Math.Max(used.Last.Row, edits.Rows.Keys.Last()), Math.Max(used.Last.Column, columns.Max()));
            dimension.SetAttributeValue("ref", string.Create(CultureInfo.InvariantCulture, $"{first}:{last}"));
        }

        return dimension;
    }
}
