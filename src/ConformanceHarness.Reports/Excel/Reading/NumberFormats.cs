using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>Shows numbers as their cells do, as far as ids need it: 7 as "007", 1.1 as "1.10", 12 as "TC-012". Other formats show the plain number.</summary>
internal sealed partial class NumberFormats
{
    private readonly List<string> byStyle = [];

    public static NumberFormats Read(WorkbookFile file)
    {
        var formats = new NumberFormats();
        if (Relationships.Of(file, file.WorkbookPart).FirstOrDefault(r => r.Type.EndsWith("/styles", StringComparison.Ordinal))?.Target is not { } part || !file.Has(part))
        {
            return formats;
        }

        var codes = new Dictionary<string, string>(StringComparer.Ordinal) { ["1"] = "0", ["2"] = "0.00" };
        var inCells = false;
        using var xml = file.OpenXml(part);
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && xml.GetAttribute("numFmtId") is { } id)
            {
                codes[id] = xml.GetAttribute("formatCode") ?? "";
            }
            else if (inCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" } && formats.byStyle.Count < 65_536)
            {
                formats.byStyle.Add(codes.GetValueOrDefault(xml.GetAttribute("numFmtId") ?? "", ""));
            }
        }

        return formats;
    }

    public string Show(string raw, int style)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return raw;
        }

        var plain = number.ToString("0.###############", CultureInfo.InvariantCulture);
        return style >= 0 && style < byStyle.Count && Padded().Match(byStyle[style]) is { Success: true } format
            ? Quoted().Replace(format.Groups["before"].Value, "${text}") + number.ToString(format.Groups["digits"].Value, CultureInfo.InvariantCulture)
            : plain;
    }

    [GeneratedRegex("""^(?<before>(?:"[^"]*"|\\.|[-])*)(?<digits>0+(?:\.0+)?)\z""")]
    private static partial Regex Padded();

    [GeneratedRegex("""["](?<text>[^"]*)["]|\\(?<text>.)""")]
    private static partial Regex Quoted();
}
