using System.Xml;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>Which part belongs to which. Source: ECMA-376 part 2, clause 6.5. External ones are left out: nothing is ever followed.</summary>
internal static class Relationships
{
    /// <param name="part">the part that points; empty for the package</param>
    public static IReadOnlyList<Relationship> Of(WorkbookFile file, string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var rels = part[..slash] + "_rels/" + part[slash..] + ".rels";
        var found = new List<Relationship>();
        if (!file.Has(rels))
        {
            return found;
        }

        using var xml = file.OpenXml(rels);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("TargetMode") != "External"
                && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Type") is { } type && xml.GetAttribute("Target") is { } target)
            {
                found.Add(new Relationship(id, type, Resolve(part[..slash], target)));
            }
        }

        return found;
    }

    /// <summary>The r:id attribute, in the transitional or the strict namespace.</summary>
    public static string? Id(XmlReader element)
    {
        for (var more = element.MoveToFirstAttribute(); more; more = element.MoveToNextAttribute())
        {
            if (element.LocalName == "id" && element.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
            {
                var id = element.Value;
                element.MoveToElement();
                return id;
            }
        }

        element.MoveToElement();
        return null;
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
        {
            return target[1..];
        }

        var way = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/'))
        {
            if (step == ".." && way.Count > 0)
            {
                way.RemoveAt(way.Count - 1);
            }
            else if (step is not ("." or ".." or ""))
            {
                way.Add(step);
            }
        }

        return string.Join('/', way);
    }
}

internal sealed record Relationship(string Id, string Type, string Target);
