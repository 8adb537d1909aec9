using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>A detached CMS signature at CAdES level B-B (ETSI EN 319 122-1).</summary>
internal static class CadesSignature
{
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static byte[] Sign(byte[] content, SigningKey key, DateTimeOffset at)
    {
        // .NET adds contentType and messageDigest itself as soon as there are signed attributes.
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, key.Certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            // Not WholeChain: that would look into this machine's certificate stores.
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(at.UtcDateTime));
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2.Oid), SigningCertificateV2.Encode([key.Certificate, .. key.Issuers])));
        foreach (var issuer in key.Issuers)
        {
            signer.Certificates.Add(issuer);
        }

        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }
}
