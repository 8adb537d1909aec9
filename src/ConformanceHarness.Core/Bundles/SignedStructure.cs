using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>SEQUENCE { what is signed, signatureAlgorithm, signature }: the outer form of certificates and revocation lists (RFC 5280).</summary>
internal sealed record SignedStructure(ReadOnlyMemory<byte> Signed, string Algorithm, byte[] Signature)
{
    private static readonly HashAlgorithmName[] AllDigests = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];

    /// <exception cref="AsnContentException">it is not DER, or not of this shape</exception>
    public static SignedStructure Read(ReadOnlyMemory<byte> bytes)
    {
        var file = new AsnReader(bytes, AsnEncodingRules.DER);
        var outer = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var signed = outer.ReadEncodedValue();
        var algorithm = outer.ReadSequence().ReadObjectIdentifier();
        var signature = outer.ReadBitString(out _);
        outer.ThrowIfNotEmpty();
        return new SignedStructure(signed, algorithm, signature);
    }

    /// <summary>True when the holder of the certificate signed it, with an algorithm that is neither weak nor unknown.</summary>
    public bool IsSignedBy(X509Certificate2 issuer)
    {
        using var rsa = issuer.GetRSAPublicKey();
        using var ecdsa = rsa is null ? issuer.GetECDsaPublicKey() : null;
        return Algorithm switch
        {
            "1.2.840.113549.1.1.11" => Rsa(rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.12" => Rsa(rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.13" => Rsa(rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            // The digest is in the parameters; only one of them can fit.
            "1.2.840.113549.1.1.10" => AllDigests.Any(d => Rsa(rsa, d, RSASignaturePadding.Pss)),
            "1.2.840.10045.4.3.2" => Ecdsa(ecdsa, HashAlgorithmName.SHA256),
            "1.2.840.10045.4.3.3" => Ecdsa(ecdsa, HashAlgorithmName.SHA384),
            "1.2.840.10045.4.3.4" => Ecdsa(ecdsa, HashAlgorithmName.SHA512),
            _ => false,
        };
    }

    private bool Rsa(RSA? key, HashAlgorithmName digest, RSASignaturePadding padding) => key is not null && key.VerifyData(Signed.Span, Signature, digest, padding);

    private bool Ecdsa(ECDsa? key, HashAlgorithmName digest) => key is not null && key.VerifyData(Signed.Span, Signature, digest, DSASignatureFormat.Rfc3279DerSequence);
}
