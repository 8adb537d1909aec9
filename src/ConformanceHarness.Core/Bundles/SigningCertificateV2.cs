using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// The ESS signing-certificate-v2 attribute (RFC 5035, section 3), which CAdES requires: it binds the signature to the very certificate,
/// so that nobody can put another one with the same key in its place.
/// </summary>
internal static partial class SigningCertificateV2
{
    public const string Oid = "1.2.840.113549.1.9.16.2.47";

    /// <summary>
    /// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 }, the signer's certificate first. SHA-256 is the default hash
    /// algorithm and therefore left out in DER.
    /// </summary>
    public static byte[] Encode(IReadOnlyList<X509Certificate2> certificates)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            foreach (var certificate in certificates)
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(SHA256.HashData(certificate.RawData));
                    WriteIssuerSerial(writer, certificate);
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber INTEGER }; directoryName is [4] EXPLICIT.</summary>
    private static void WriteIssuerSerial(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
            {
                writer.WriteEncodedValue(certificate.IssuerName.RawData);
            }

            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }
}
