using System.Formats.Asn1;
using System.Security.Cryptography;

namespace ConformanceHarness.Core.Bundles;

/// <summary>The parts of a revocation list (RFC 5280, sections 5.1 to 5.3).</summary>
internal static class RevocationListFields
{
    private const string CrlReason = "2.5.29.21";
    private const string InvalidityDate = "2.5.29.24";
    private const string IssuingDistributionPoint = "2.5.29.28";

    public static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().TagValue == (int)UniversalTagNumber.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    /// <returns>the serial number in upper-case hex, as certificates give theirs</returns>
    public static (string Serial, Revocation Revocation) Entry(AsnReader entry)
    {
        var serial = Convert.ToHexString(entry.ReadIntegerBytes().Span);
        var (at, reason) = (Time(entry), default(int?));
        foreach (var (type, critical, value) in entry.HasData ? Extensions(entry.ReadSequence()) : [])
        {
            switch (type)
            {
                case CrlReason:
                    reason = (int)new AsnReader(value, AsnEncodingRules.DER).ReadEnumeratedValue<ReasonCode>();
                    break;
                case InvalidityDate:
                    var since = Time(new AsnReader(value, AsnEncodingRules.DER));
                    at = since < at ? since : at;
                    break;
                default:
                    Refuse(type, critical);
                    break;
            }
        }

        entry.ThrowIfNotEmpty();
        return (serial, new Revocation(at, reason));
    }

    public static void CheckExtensions(AsnReader extensions)
    {
        foreach (var (type, critical, value) in Extensions(extensions))
        {
            if (type == IssuingDistributionPoint)
            {
                CheckScope(new AsnReader(value, AsnEncodingRules.DER).ReadSequence());
            }
            else
            {
                Refuse(type, critical);
            }
        }
    }

    /// <summary>distributionPoint [0] may be there; a list that holds a part only (of certificates, of reasons) says nothing about the rest.</summary>
    private static void CheckScope(AsnReader point)
    {
        while (point.HasData)
        {
            var tag = point.PeekTag();
            point.ReadEncodedValue();
            if (tag.TagValue != 0)
            {
                throw new CryptographicException("It covers only a part of the authority's certificates or of the reasons (issuingDistributionPoint).");
            }
        }
    }

    private static IEnumerable<(string Type, bool Critical, byte[] Value)> Extensions(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var type = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean();
            yield return (type, critical, extension.ReadOctetString());
            extension.ThrowIfNotEmpty();
        }
    }

    private static void Refuse(string type, bool critical)
    {
        if (critical)
        {
            throw new CryptographicException($"It is of a kind that is not read here (critical extension {type}).");
        }
    }

    private enum ReasonCode
    {
        Unspecified = 0,
    }
}
