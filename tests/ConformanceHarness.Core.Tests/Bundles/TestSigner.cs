using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>Signs what the real writer would refuse to sign.</summary>
internal sealed record TestSigner
{
    public required X509Certificate2 Certificate { get; init; }
    public string Digest { get; init; } = "2.16.840.1.101.3.4.2.1";
    public X509Certificate2? BoundTo { get; init; }
    public bool Bind { get; init; } = true;
    public bool Time { get; init; } = true;
    public DateTimeOffset At { get; init; } = TestPki.Now;
    public X509Certificate2? Second { get; init; }
    public bool Unsigned { get; init; }

    /// <summary>Who stamps the signature; null: nobody.</summary>
    public TestTsa? Tsa { get; init; } = TestPki.Instance.Tsa;

    /// <summary>Timestamp tokens that are put in as they are, after that of <see cref="Tsa"/>.</summary>
    public IReadOnlyList<byte[]> Tokens { get; init; } = [];

    /// <summary>The certificate above the signer's.</summary>
    public X509Certificate2 Above { get; init; } = TestPki.Instance.Intermediate;
    public bool WithCertificate { get; init; } = true;

    /// <summary>More certificates that travel along.</summary>
    public IReadOnlyList<X509Certificate2> Further { get; init; } = [];

    public byte[] Sign(byte[] manifest)
    {
        var cms = new SignedCms(new ContentInfo(manifest), detached: true);
        cms.ComputeSignature(Signer(Certificate));
        if (Second is not null)
        {
            cms.ComputeSignature(Signer(Second));
        }

        if (Unsigned)
        {
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.3.4", [5, 0]));
        }

        foreach (var token in Tokens.Prepend(Tsa?.TokenOver(cms.SignerInfos[0].GetSignature())).OfType<byte[]>())
        {
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.840.113549.1.9.16.2.14", token));
        }

        return cms.Encode();
    }

    /// <summary>Signs the bundle's manifest again and writes the container with nothing else changed.</summary>
    public byte[] Resign(string path, Func<string, string>? changeManifest = null, Func<byte[], byte[]>? changeSignature = null)
    {
        var entries = TestZip.Read(path);
        var manifest = entries.Single(e => e.Name == EntryNames.Manifest).Bytes;
        manifest = Encoding.UTF8.GetBytes((changeManifest ?? (m => m))(Encoding.UTF8.GetString(manifest)));
        var signature = (changeSignature ?? (s => s))(Sign(manifest));
        return TestZip.Write(entries.Select(e => e.Name switch
        {
            EntryNames.Manifest => new TestEntry(e.Name, manifest),
            EntryNames.Signature => new TestEntry(e.Name, signature),
            _ => e,
        }));
    }

    private CmsSigner Signer(X509Certificate2 certificate)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate) { DigestAlgorithm = new Oid(Digest), IncludeOption = WithCertificate ? X509IncludeOption.EndCertOnly : X509IncludeOption.None };
        if (WithCertificate)
        {
            signer.Certificates.AddRange(Further.Prepend(Above).Select(TestPki.WithoutKey).ToArray());
        }

        if (Time)
        {
            signer.SignedAttributes.Add(new Pkcs9SigningTime(At.UtcDateTime));
        }

        if (Bind)
        {
            signer.SignedAttributes.Add(new AsnEncodedData("1.2.840.113549.1.9.16.2.47", Binding(BoundTo ?? certificate)));
        }

        return signer;
    }

    /// <summary>signing-certificate-v2 without the optional issuerSerial.</summary>
    public static byte[] Binding(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        }

        return writer.Encode();
    }
}
