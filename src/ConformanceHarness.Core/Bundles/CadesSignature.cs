using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Bundles;

/// <summary>A detached CMS signature (ETSI EN 319 122-1): CAdES level B-T with a timestamp, B-B without.</summary>
internal static class CadesSignature
{
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <param name="timestamps">null for a trial bundle</param>
    /// <exception cref="TimestampException">there is no timestamp to be had</exception>
    public static byte[] Sign(byte[] content, SigningKey key, DateTimeOffset at, ITimestampAuthority? timestamps, CancellationToken cancel)
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
        if (timestamps is not null)
        {
            var signed = cms.SignerInfos[0];
            signed.AddUnsignedAttribute(new AsnEncodedData(new Oid(SignatureTimestamp.Oid), SignatureTimestamp.Over(signed.GetSignature(), timestamps, cancel)));
        }

        return cms.Encode();
    }
}
