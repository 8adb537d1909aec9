using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// A SignedData (RFC 5652, section 5) read strictly as DER. SignedCms checks the mathematics, but accepts BER, trailing data, and fields
/// that no signature covers with any content.
/// </summary>
internal sealed class CmsShape
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string Data = "1.2.840.113549.1.7.1";

    /// <summary>id-ct-TSTInfo (RFC 3161).</summary>
    private const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1, isConstructed: true);

    public required IReadOnlyList<X509Certificate2> Certificates { get; init; }
    public required int Signers { get; init; }
    public required string DigestAlgorithm { get; init; }
    public required string SignatureAlgorithm { get; init; }
    public required byte[] Signature { get; init; }

    /// <summary>What is signed, where it is inside: a timestamp token's TSTInfo.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Attribute type → its values, encoded. Types are unique.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> SignedAttributes { get; init; }

    /// <inheritdoc cref="SignedAttributes"/>
    public required IReadOnlyDictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> UnsignedAttributes { get; init; }

    /// <summary>A detached signature over plain data.</summary>
    /// <exception cref="AsnContentException">it is not DER, or not of this shape</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">a certificate can't be read</exception>
    public static CmsShape Read(byte[] bytes) => Read(bytes, token: false);

    /// <summary>A timestamp token (RFC 3161, section 2.4.2): TSTInfo inside, and perhaps revocation lists, which nobody reads.</summary>
    /// <inheritdoc cref="Read(byte[])"/>
    public static CmsShape ReadToken(ReadOnlyMemory<byte> bytes) => Read(bytes, token: true);

    private static CmsShape Read(ReadOnlyMemory<byte> bytes, bool token)
    {
        // Tokens are made by others, some of whom leave sets unsorted; what order they are in says nothing.
        var file = new AsnReader(bytes, AsnEncodingRules.DER, new AsnReaderOptions { SkipSetSortOrderVerification = token });
        var contentInfo = file.ReadSequence();
        file.ThrowIfNotEmpty();
        Demand(contentInfo.ReadObjectIdentifier() == SignedData, "It is no SignedData.");
        var content = contentInfo.ReadSequence(Context0);
        contentInfo.ThrowIfNotEmpty();
        var signed = content.ReadSequence();
        content.ThrowIfNotEmpty();

        var expected = token ? 3 : 1;
        Demand(signed.TryReadInt32(out var version) && version == expected, $"The version is not {expected}.");
        var digests = signed.ReadSetOf();
        var digest = Algorithm(digests);
        digests.ThrowIfNotEmpty();
        var inside = token ? ReadContent(signed.ReadSequence()) : ReadNoContent(signed.ReadSequence());
        var certificates = signed.HasData && signed.PeekTag() == Context0 ? ReadCertificates(signed.ReadSetOf(Context0)) : [];
        if (token && signed.HasData && signed.PeekTag() == Context1)
        {
            signed.ReadSetOf(Context1);
        }

        var signers = signed.ReadSetOf();
        signed.ThrowIfNotEmpty();
        Demand(signers.HasData, "It has no signer.");
        var signer = signers.ReadSequence();
        var others = 0;
        while (signers.HasData)
        {
            signers.ReadEncodedValue();
            others++;
        }

        return ReadSigner(signer, digest, certificates, 1 + others, inside);
    }

    private static byte[]? ReadNoContent(AsnReader encapsulated)
    {
        Demand(encapsulated.ReadObjectIdentifier() == Data && !encapsulated.HasData, "It is not detached, or not over plain data.");
        return null;
    }

    private static byte[] ReadContent(AsnReader encapsulated)
    {
        Demand(encapsulated.ReadObjectIdentifier() == TimestampInfo && encapsulated.HasData, "It holds no TSTInfo.");
        var content = encapsulated.ReadSequence(Context0);
        encapsulated.ThrowIfNotEmpty();
        var bytes = content.ReadOctetString();
        content.ThrowIfNotEmpty();
        return bytes;
    }

    private static CmsShape ReadSigner(AsnReader signer, string digest, IReadOnlyList<X509Certificate2> certificates, int signers, byte[]? content)
    {
        Demand(signer.TryReadInt32(out var version) && version == 1, "The signer's version is not 1 (issuer and serial number).");
        var identifier = signer.ReadSequence();
        identifier.ReadSequence();
        identifier.ReadInteger();
        identifier.ThrowIfNotEmpty();
        Demand(Algorithm(signer) == digest, "The signer's digest algorithm is not the one announced.");
        var attributes = ReadAttributes(signer.ReadSetOf(Context0));
        var algorithm = Algorithm(signer);
        var signature = signer.ReadOctetString();
        var unsigned = signer.HasData && signer.PeekTag() == Context1 ? ReadAttributes(signer.ReadSetOf(Context1)) : [];
        signer.ThrowIfNotEmpty();
        return new CmsShape
        {
            Certificates = certificates,
            Signers = signers,
            DigestAlgorithm = digest,
            SignatureAlgorithm = algorithm,
            Signature = signature,
            Content = content,
            SignedAttributes = attributes,
            UnsignedAttributes = unsigned,
        };
    }

    private static List<X509Certificate2> ReadCertificates(AsnReader set)
    {
        var certificates = new List<X509Certificate2>();
        while (set.HasData)
        {
            certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
        }

        return certificates;
    }

    private static Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> ReadAttributes(AsnReader set)
    {
        var attributes = new Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>>(StringComparer.Ordinal);
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var values = new List<ReadOnlyMemory<byte>>();
            var valueSet = attribute.ReadSetOf();
            while (valueSet.HasData)
            {
                values.Add(valueSet.ReadEncodedValue());
            }

            attribute.ThrowIfNotEmpty();
            Demand(attributes.TryAdd(type, values), $"The attribute {type} is there twice.");
        }

        return attributes;
    }

    /// <summary>AlgorithmIdentifier; its parameters may be absent or NULL, or a sequence (RSASSA-PSS).</summary>
    private static string Algorithm(AsnReader reader)
    {
        var identifier = reader.ReadSequence();
        var algorithm = identifier.ReadObjectIdentifier();
        if (identifier.HasData)
        {
            if (identifier.PeekTag() == Asn1Tag.Null)
            {
                identifier.ReadNull();
            }
            else
            {
                identifier.ReadSequence();
            }
        }

        identifier.ThrowIfNotEmpty();
        return algorithm;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AsnContentException(otherwise);
        }
    }
}
