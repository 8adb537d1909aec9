using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Official;

/// <summary>A PKI that is valid today, and key files as an agency has them.</summary>
internal sealed class KeyFiles(TestHome home)
{
    public const string Password = "รหัสที่-only-this-test-knows";

    public static TestPki Pki { get; } = new(TimeProvider.System.GetUtcNow());

    public string Good() => Pkcs12(Pki.Ecdsa, Pki.Intermediate, Pki.Root);

    public string WithoutChain() => Pkcs12(Pki.Ecdsa);

    public string SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = TestPki.Request("CN=Self", key);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        return Pkcs12(request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1)));
    }

    public string Expired() =>
        Pkcs12(Pki.Issue("CN=Expired", ECDsa.Create(ECCurve.NamedCurves.nistP256), until: TimeProvider.System.GetUtcNow().AddDays(-1)), Pki.Intermediate);

    public string FromAForger()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = TestPki.Request("CN=Test Issuing CA", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return Pkcs12(Pki.Ecdsa, request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1)));
    }

    /// <summary>One PEM file with the encrypted key, the certificate and those above it.</summary>
    public string Pem() => home.File("agency.pem", string.Join('\n',
        Pki.Ecdsa.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
        Pki.Ecdsa.ExportCertificatePem(),
        Pki.Intermediate.ExportCertificatePem()));

    private string Pkcs12(X509Certificate2 signer, params X509Certificate2[] above)
    {
        var path = home.File("กุญแจ agency.p12", "");
        File.WriteAllBytes(path, new X509Certificate2Collection(above.Select(TestPki.WithoutKey).Prepend(signer).ToArray()).Export(X509ContentType.Pkcs12, Password)!);
        return path;
    }
}
