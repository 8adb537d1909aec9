using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

internal static partial class SigningCertificateV2
{
    /// <summary>
    /// True when the attribute names <paramref name="signer"/> first, and every further certificate it names is among
    /// <paramref name="others"/>.
    /// </summary>
    /// <exception cref="AsnContentException">it is not DER, or not of this shape</exception>
    public static bool Names(ReadOnlyMemory<byte> attribute, X509Certificate2 signer, IReadOnlyList<X509Certificate2> others)
    {
        var outer = new AsnReader(attribute, AsnEncodingRules.DER);
        var value = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var ids = value.ReadSequence();
        IReadOnlyList<X509Certificate2> candidates = [signer];
        var named = false;
        while (ids.HasData)
        {
            var id = ids.ReadEncodedValue();
            if (!candidates.Any(c => IsOf(id, c)))
            {
                return false;
            }

            (named, candidates) = (true, others);
        }

        return named;
    }

    private static bool IsOf(ReadOnlyMemory<byte> encoded, X509Certificate2 certificate)
    {
        var id = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var algorithm = HashAlgorithmName.SHA256;
        if (id.PeekTag() == Asn1Tag.Sequence)
        {
            algorithm = id.ReadSequence().ReadObjectIdentifier() switch
            {
                "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
                "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
                "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
                var other => throw new AsnContentException($"The hash algorithm {other} is weak or unknown."),
            };
        }

        var hash = id.ReadOctetString();
        var named = CryptographicOperations.HashData(algorithm, certificate.RawData).AsSpan().SequenceEqual(hash);
        if (!id.HasData)
        {
            return named;
        }

        // issuerSerial is optional; where it is given it must agree with the hash.
        var expected = new AsnWriter(AsnEncodingRules.DER);
        WriteIssuerSerial(expected, certificate);
        named &= expected.EncodedValueEquals(id.ReadEncodedValue().Span);
        id.ThrowIfNotEmpty();
        return named;
    }
}
