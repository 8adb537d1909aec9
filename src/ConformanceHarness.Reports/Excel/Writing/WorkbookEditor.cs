using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>
/// Writes a copy of a workbook with some cells changed. Every part that holds none of them is copied byte for byte; where there are
/// formulas, the workbook is marked to be calculated again when it is opened, because they may count the results.
/// </summary>
internal static class WorkbookEditor
{
    public static byte[] Apply(WorkbookFile file, IReadOnlyDictionary<string, SheetEdits> sheets, bool recalculate)
    {
        using var written = new MemoryStream();
        using (var zip = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            var budget = ExcelLimits.UnpackedBytes;
            foreach (var entry in file.Entries)
            {
                var copy = zip.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = entry.LastWriteTime;
                copy.ExternalAttributes = entry.ExternalAttributes;
                using var to = copy.Open();
                var part = entry.FullName.TrimStart('/');
                if (sheets.TryGetValue(part, out var edits) && edits.Rows.Count > 0)
                {
                    using var from = file.OpenXml(part);
                    using var xml = XmlWriter.Create(to, Plain());
                    new SheetEditor(edits).Copy(from, xml);
                }
                else if (recalculate && string.Equals(part, file.WorkbookPart, StringComparison.OrdinalIgnoreCase))
                {
                    Recalculated(file).Save(to, SaveOptions.DisableFormatting);
                }
                else
                {
                    using var from = file.OpenEntry(entry, budget);
                    from.CopyTo(to);
                    budget -= from.Position;
                }
            }
        }

        return written.ToArray();
    }

    private static XmlWriterSettings Plain() => new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A carriage return that was written as a reference stays one.
        NewLineHandling = NewLineHandling.Entitize,
        CheckCharacters = false,
        OmitXmlDeclaration = false,
    };

    private static XDocument Recalculated(WorkbookFile file)
    {
        using var from = file.OpenXml(file.WorkbookPart);
        var workbook = XDocument.Load(from, LoadOptions.PreserveWhitespace);
        var ns = workbook.Root!.Name.NamespaceName;
        var calculation = workbook.Root.Element(XName.Get("calcPr", ns));
        if (calculation is null)
        {
            // Its place in the sequence (ECMA-376 part 1, 18.2.27): after definedNames, else after externalReferences, functionGroups or sheets.
            calculation = new XElement(XName.Get("calcPr", ns));
            var before = workbook.Root.Elements().Last(e => e.Name.LocalName is "definedNames" or "externalReferences" or "functionGroups" or "sheets");
            before.AddAfterSelf(calculation);
        }

        calculation.SetAttributeValue("fullCalcOnLoad", 1);
        return workbook;
    }
}
