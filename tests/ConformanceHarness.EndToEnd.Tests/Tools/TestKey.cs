using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>A CA of the moment, and a key below it as a PKCS#12 file; no private key is ever in the repository.</summary>
internal sealed class TestKey
{
    public const string Variable = "TEST_KEY_PASSWORD";

    public TestKey(TestHome home, string name)
    {
        home.Variables[Variable] = "a-password-that-only-this-test-knows";
        var now = DateTimeOffset.UtcNow;
        using var above = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest($"CN={name} root", above, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = root.CreateSelfSigned(now.AddYears(-2), now.AddYears(2));
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        leaf.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var issued = leaf.Create(authority, now.AddYears(-1), now.AddYears(1), RandomNumberGenerator.GetBytes(12));
        using var signer = issued.CopyWithPrivateKey(own);
        using var plain = X509CertificateLoader.LoadCertificate(authority.RawData);
        File = Path.Combine(home.Folder, name + ".p12");
        System.IO.File.WriteAllBytes(File, new X509Certificate2Collection { signer, plain }.Export(X509ContentType.Pkcs12, home.Variables[Variable])!);
        Root = home.File(name + "-root.pem", authority.ExportCertificatePem());
    }

    public string File { get; }

    /// <summary>PEM file of the CA.</summary>
    public string Root { get; }
}
