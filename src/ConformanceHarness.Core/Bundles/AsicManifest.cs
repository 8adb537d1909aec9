using System.Text;
using System.Xml;

namespace ConformanceHarness.Core.Bundles;

/// <summary>One ds:DigestValue of an ASiCManifest: the entry it is of, and how it was made.</summary>
internal sealed record ManifestReference(string Entry, string Algorithm, byte[] Digest);

/// <summary>META-INF/ASiCManifestNNN.xml of ETSI EN 319 162-1, annex A.4.</summary>
internal static partial class AsicManifest
{
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";

    public static byte[] Write(string signature, IReadOnlyList<ManifestReference> references)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(bytes, settings))
        {
            xml.WriteStartElement("asic", "ASiCManifest", Asic);
            xml.WriteAttributeString("xmlns", "ds", null, Dsig);
            xml.WriteStartElement("asic", "SigReference", Asic);
            xml.WriteAttributeString("URI", signature);
            xml.WriteAttributeString("MimeType", MediaTypes.Signature);
            xml.WriteEndElement();
            foreach (var reference in references)
            {
                xml.WriteStartElement("asic", "DataObjectReference", Asic);
                xml.WriteAttributeString("URI", ToUri(reference.Entry));
                xml.WriteAttributeString("MimeType", MediaTypes.Of(reference.Entry));
                xml.WriteStartElement("ds", "DigestMethod", Dsig);
                xml.WriteAttributeString("Algorithm", reference.Algorithm);
                xml.WriteEndElement();
                xml.WriteElementString("ds", "DigestValue", Dsig, Convert.ToBase64String(reference.Digest));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    /// <summary>Percent-encoded UTF-8 (RFC 3986), the slashes kept.</summary>
    private static string ToUri(string entry) => string.Join('/', entry.Split('/').Select(Uri.EscapeDataString));
}
