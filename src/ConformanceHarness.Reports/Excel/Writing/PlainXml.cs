using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>
/// Saves a part with its namespace as the default one, as Excel itself does. The library writes "x:row": sound XML, but some readers
/// (ExcelJS, for one) look for "row" and find an empty workbook.
/// </summary>
internal static class PlainXml
{
    public static void Save(OpenXmlElement root, OpenXmlPart part)
    {
        var xml = XElement.Parse(root.OuterXml, LoadOptions.PreserveWhitespace);
        xml.Attributes().Where(a => a.IsNamespaceDeclaration && a.Value == xml.Name.NamespaceName).Remove();
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), xml).Save(text, SaveOptions.DisableFormatting);
        }

        bytes.Position = 0;
        part.FeedData(bytes);
    }
}
