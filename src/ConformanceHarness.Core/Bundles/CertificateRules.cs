using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What a certificate must be to sign a bundle: the same when signing and when verifying.</summary>
internal static class CertificateRules
{
    /// <summary>Common name of certificates made on the fly; a bundle signed with one is a trial bundle.</summary>
    public const string TrialName = "ConformanceHarness trial — not for submission";

    private const string P256 = "1.2.840.10045.3.1.7";
    private const int LeastRsaBits = 3072;

    /// <summary>Of an authority: nobody here chooses it, and 2048 bits are what many in service have.</summary>
    private const int LeastAuthorityRsaBits = 2048;

    private const int LeastAuthorityCurveBits = 256;

    /// <summary>NIST SP 800-89, section 5.3.3. With an exponent of 1 everybody can sign; with small ones sloppy verifiers have been fooled.</summary>
    private const int LeastExponent = 65537;

    /// <summary>anyExtendedKeyUsage, e-mail protection, client authentication, document signing (RFC 9336), the document signing of Microsoft and Adobe.</summary>
    private static readonly string[] SigningPurposes =
        ["2.5.29.37.0", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"];

    /// <summary>sha256/384/512WithRSA, RSASSA-PSS, ecdsa-with-SHA256/384/512: everything else is too weak or unknown.</summary>
    private static readonly string[] Algorithms =
        ["1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10", "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4"];

    public static bool IsTrial(X509Certificate2 certificate) => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == TrialName;

    /// <summary>Why the key is too weak, or null.</summary>
    public static LocalText? KeyProblem(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize < LeastRsaBits ? new($"กุญแจ RSA ยาวเพียง {rsa.KeySize} บิต", $"The RSA key has only {rsa.KeySize} bits.")
                : HasSmallExponent(rsa) ? new("เลขชี้กำลังสาธารณะของกุญแจ RSA เล็กเกินไป (ต้องตั้งแต่ 65537)", "The RSA key's public exponent is too small (65537 at least).")
                : null;
        }

        return Curve(certificate) == P256 ? null : new("กุญแจไม่ใช่ RSA ตั้งแต่ 3072 บิต หรือ ECDSA P-256", "The key is neither RSA of at least 3072 bits nor ECDSA P-256.");
    }

    /// <summary>Why the key of an authority, one for timestamps or one that issues certificates, is too weak, or null.</summary>
    public static LocalText? AuthorityKeyProblem(X509Certificate2 authority)
    {
        using var rsa = authority.GetRSAPublicKey();
        using var ecdsa = rsa is null ? authority.GetECDsaPublicKey() : null;
        var weak = rsa is not null ? rsa.KeySize < LeastAuthorityRsaBits || HasSmallExponent(rsa) : ecdsa is null || ecdsa.KeySize < LeastAuthorityCurveBits;
        return weak ? new("กุญแจของ " + authority.Subject + " อ่อนแอหรือไม่รู้จัก", "The key of " + authority.Subject + " is weak or of an unknown kind.") : null;
    }

    public static LocalText? AlgorithmProblem(X509Certificate2 certificate) => Algorithms.Contains(certificate.SignatureAlgorithm.Value)
        ? null
        : new("ใบรับรองลงนามด้วยอัลกอริทึมที่อ่อนแอหรือไม่รู้จัก: " + Name(certificate.SignatureAlgorithm), "The certificate is signed with a weak or unknown algorithm: " + Name(certificate.SignatureAlgorithm) + ".");

    /// <summary>Why the certificate is not for signing documents, or null.</summary>
    public static LocalText? UsageProblem(X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority))
        {
            return new("ใบรับรองเป็นของผู้ออกใบรับรอง (CA)", "The certificate is a certification authority's.");
        }

        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is null || (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0)
        {
            return new("ใบรับรองไม่ได้ออกให้ใช้ลงนาม (key usage)", "The certificate's key usage allows neither digitalSignature nor nonRepudiation.");
        }

        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        return purposes is null || purposes.EnhancedKeyUsages.OfType<Oid>().Any(o => SigningPurposes.Contains(o.Value))
            ? null
            : new("ใบรับรองไม่ได้ออกให้ใช้ลงนามเอกสาร (extended key usage)", "The certificate's extended key usage doesn't allow signing documents.");
    }

    private static bool HasSmallExponent(RSA rsa) =>
        rsa.ExportParameters(includePrivateParameters: false).Exponent is not { } exponent || new BigInteger(exponent, isUnsigned: true, isBigEndian: true) is var value && (value < LeastExponent || value.IsEven);

    private static string Name(Oid oid) => oid.FriendlyName is { } name ? $"{name} ({oid.Value})" : oid.Value ?? "?";

    private static string? Curve(X509Certificate2 certificate)
    {
        try
        {
            return certificate.GetKeyAlgorithm() == "1.2.840.10045.2.1" && certificate.PublicKey.EncodedParameters is { } parameters
                ? AsnDecoder.ReadObjectIdentifier(parameters.RawData, AsnEncodingRules.DER, out _)
                : null;
        }
        catch (AsnContentException)
        {
            // Explicit curve parameters: not the named P-256.
            return null;
        }
    }
}
