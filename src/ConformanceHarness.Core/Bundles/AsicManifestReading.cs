using System.Xml;
using System.Xml.Linq;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What a manifest says, as far as it can be understood.</summary>
internal sealed record ManifestReading(string? Signature, IReadOnlyList<ManifestReference> References, string? Problem);

internal static partial class AsicManifest
{
    private const int Sha256Size = 32;

    /// <summary>Of tags and of attributes: what 20,000 entries need, with room. A document of nothing but these would fill the memory otherwise.</summary>
    private const int MostTags = 120_000;

    /// <summary>Strict: exactly the elements that the format has, no document type, no entities, nothing fetched.</summary>
    public static ManifestReading Read(byte[] bytes)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreWhitespace = true,
            MaxCharactersFromEntities = 0,
            MaxCharactersInDocument = 32 << 20,
        };
        var references = new List<ManifestReference>();
        string? signature = null;
        try
        {
            Demand(bytes.AsSpan().Count((byte)'<') <= MostTags && bytes.AsSpan().Count((byte)'=') <= MostTags, "It lists more than a bundle may hold.");
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), settings);
            var root = XDocument.Load(reader).Root!;
            Demand(root.Document!.Nodes().Count() == 1 && root.Name == XName.Get("ASiCManifest", Asic), "The document is not one asic:ASiCManifest.");
            signature = ReadSignature(root);
            references.AddRange(root.Elements().Skip(1).Select(ReadReference));
            Demand(references.Count > 0, "It lists no entry.");
            return new(signature, references, null);
        }
        catch (Exception problem) when (problem is XmlException or FormatException)
        {
            return new(signature, references, problem.Message);
        }
    }

    private static string ReadSignature(XElement root)
    {
        Demand(root.Attributes().All(a => a.IsNamespaceDeclaration), "asic:ASiCManifest has no attributes.");
        Demand(root.Elements().FirstOrDefault()?.Name == XName.Get("SigReference", Asic), "The first element is not asic:SigReference.");
        var reference = OnlyElements(root).First();
        Demand((string?)reference.Attribute("MimeType") == MediaTypes.Signature && reference.IsEmpty, "asic:SigReference names another kind of signature.");
        return Attribute(reference, "URI");
    }

    private static ManifestReference ReadReference(XElement element)
    {
        Demand(element.Name == XName.Get("DataObjectReference", Asic), $"{element.Name.LocalName} has no place here.");
        var uri = Attribute(element, "URI");
        var entry = Uri.UnescapeDataString(uri);
        Demand(ToUri(entry) == uri, $"'{uri}' is not written as an entry's URI is.");
        Demand(Attribute(element, "MimeType") == MediaTypes.Of(entry), $"The media type of '{entry}' is not the one of its name.");
        var parts = OnlyElements(element).ToList();
        Demand(parts.Count == 2 && parts[0].Name == XName.Get("DigestMethod", Dsig) && parts[1].Name == XName.Get("DigestValue", Dsig) && !parts[1].HasElements, $"'{entry}' has not exactly one digest.");
        var algorithm = Attribute(parts[0], "Algorithm");
        var digest = Convert.FromBase64String(parts[1].Value);
        Demand(algorithm != Sha256 || digest.Length == Sha256Size, $"The digest of '{entry}' has not the length of a SHA-256.");
        return new ManifestReference(entry, algorithm, digest);
    }

    private static IEnumerable<XElement> OnlyElements(XElement parent)
    {
        Demand(parent.Nodes().All(n => n is XElement || (n is XText text && string.IsNullOrWhiteSpace(text.Value))), $"{parent.Name.LocalName} holds more than elements.");
        return parent.Elements();
    }

    private static string Attribute(XElement element, string name)
    {
        Demand(element.Attributes().All(a => a.Name.LocalName is "URI" or "MimeType" or "Algorithm"), $"{element.Name.LocalName} has an attribute that the format doesn't know.");
        return element.Attribute(name)?.Value ?? throw new FormatException($"{element.Name.LocalName} lacks {name}.");
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
