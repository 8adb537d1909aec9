using System.Text;
using System.Xml;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>The texts that cells share by number. Runs of rich text become one; phonetic readings are left out.</summary>
internal static class SharedTexts
{
    public static IReadOnlyList<string> Read(WorkbookFile file)
    {
        var texts = new List<string>();
        if (Relationships.Of(file, file.WorkbookPart).FirstOrDefault(r => r.Type.EndsWith("/sharedStrings", StringComparison.Ordinal))?.Target is not { } part || !file.Has(part))
        {
            return texts;
        }

        using var xml = file.OpenXml(part);
        var characters = 0L;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                texts.Add(Text(xml));
                // An object for each, however short: many empty texts are a bomb as well.
                characters += texts[^1].Length + 16;
                if (characters > ExcelLimits.TextCharacters)
                {
                    throw WorkbookProblems.Bomb(file.Path);
                }
            }
        }

        return texts;
    }

    /// <summary>The text of an si or is element, which the reader stands on; it stands on the element's end afterwards.</summary>
    public static string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        StringBuilder? more = null;
        var text = "";
        var depth = xml.Depth;
        var phonetic = false;
        var inText = false;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                var begins = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
                (phonetic, inText) = (xml.LocalName == "rPh" ? begins : phonetic, xml.LocalName == "t" && begins);
            }
            else if (inText && !phonetic)
            {
                if (text.Length == 0)
                {
                    text = xml.Value;
                }
                else
                {
                    (more ??= new StringBuilder(text)).Append(xml.Value);
                }
            }
        }

        return Unescaped(more?.ToString() ?? text);
    }

    /// <summary>"_x000D_" stands for a character that XML can't hold (ECMA-376 part 1, 22.9.2.19).</summary>
    public static string Unescaped(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }

        return System.Text.RegularExpressions.Regex.Replace(text, "_x([0-9A-Fa-f]{4})_", m =>
        {
            var value = (char)Convert.ToInt32(m.Groups[1].Value, 16);
            return value is '\r' ? "" : char.IsSurrogate(value) ? "\ufffd" : value.ToString();
        });
    }
}
