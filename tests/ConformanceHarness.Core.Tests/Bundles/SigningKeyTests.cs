using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

public sealed class SigningKeyTests
{
    private static readonly TestPki Pki = TestPki.Instance;

    private readonly TestFolder folder = new();

    [OneTimeTearDown]
    public void Clean() => folder.Dispose();

    [Test]
    public void A_trial_key_says_so_in_its_certificate()
    {
        using var key = SigningKey.Trial(new FixedClock(TestPki.Now));
        Assert.That(key.IsTrial, Is.True);
        Assert.That(key.Certificate.Subject, Does.Contain("ConformanceHarness trial — not for submission"));
        Assert.That(key.Certificate.GetECDsaPublicKey()!.KeySize, Is.EqualTo(256));
    }

    [Test]
    public void A_PKCS12_file_brings_its_chain_without_the_root()
    {
        using var key = Pki.Key(Pki.Rsa);
        Assert.That(key.IsTrial, Is.False);
        Assert.That(key.Issuers.Select(c => c.Subject), Is.EqualTo(new[] { "CN=Test Issuing CA" }));
    }

    [Test]
    public void Certificates_that_do_not_lead_upwards_stay_at_home()
    {
        using var key = Pki.Key(Pki.Rsa, Pki.Intermediate, Pki.Ecdsa, Pki.Stranger);
        Assert.That(key.Issuers.Select(c => c.Subject), Is.EqualTo(new[] { "CN=Test Issuing CA" }));
    }

    [TestCase(null)]
    [TestCase("secret")]
    public void PEM_files_sign_a_bundle_that_verifies(string? password)
    {
        var ecdsa = Pki.Ecdsa.GetECDsaPrivateKey()!;
        var certificate = Write("cert.pem", Pki.Ecdsa.ExportCertificatePem() + "\n" + Pki.Intermediate.ExportCertificatePem());
        var keyFile = Write("key.pem", password is null ? ecdsa.ExportPkcs8PrivateKeyPem() : ecdsa.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        using var key = SigningKey.FromPem(certificate, keyFile, password);
        using var target = new TestFolder();
        var report = new BundleVerifier(new SampleJudge()).Verify(new SampleRun { Trial = false }.Write(target, key), Pki.Policy);
        Assert.That(report.Problems, Is.Empty);
        Assert.That(report.Trusted, Is.True);
    }

    private static IEnumerable<TestCaseData> Unusable()
    {
        var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return Of("RSA_of_2048_bits", "2048", () => Pki.Issue("CN=x", RSA.Create(2048)));
        yield return Of("The_curve_P384", "neither RSA", () => Pki.Issue("CN=x", ECDsa.Create(ECCurve.NamedCurves.nistP384)));
        yield return Of("The_curve_secp256k1", "neither RSA", () => Pki.Issue("CN=x", ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10"))));
        yield return Of("A_certificate_for_servers", "extended key usage", () => Pki.Issue("CN=x", p256, purpose: "1.3.6.1.5.5.7.3.1"));
        yield return Of("A_certificate_for_key_encipherment", "key usage", () => Pki.Issue("CN=x", p256, usage: X509KeyUsageFlags.KeyEncipherment));
        yield return Of("An_authoritys_certificate", "certification authority", () => Pki.Intermediate);
        yield return Of("A_trial_certificate", "trial", () => SigningKey.Trial(new FixedClock(TestPki.Now)).Certificate);
        yield return Of("A_file_without_a_private_key", "0 private keys", () => TestPki.WithoutKey(Pki.Ecdsa));
    }

    [TestCaseSource(nameof(Unusable))]
    public void Is_refused(Func<X509Certificate2> make, string why)
    {
        var path = folder.File("refused.p12");
        File.WriteAllBytes(path, new X509Certificate2Collection(make()).Export(X509ContentType.Pkcs12, "pw")!);
        Assert.That(() => SigningKey.FromPkcs12(path, "pw"), Throws.TypeOf<ConfigurationException>()
            .With.Message.Contains(why).And.Property(nameof(ConfigurationException.File)).EqualTo(path));
    }

    [Test]
    public void A_certificate_signed_with_SHA1_is_refused()
    {
        var made = OpenSsl.Run(folder.Path, "req -x509 -sha1 -newkey rsa:3072 -nodes -keyout sha1-key.pem -out sha1.pem -subj /CN=x -days 1 -addext basicConstraints=CA:FALSE -addext keyUsage=digitalSignature");
        Assert.That(made.ExitCode, Is.Zero, made.Output);
        Assert.That(() => SigningKey.FromPem(folder.File("sha1.pem"), folder.File("sha1-key.pem")), Throws.TypeOf<ConfigurationException>().With.Message.Contains("sha1RSA"));
    }

    [Test]
    public void A_wrong_password_a_missing_file_and_a_key_of_another_certificate_are_refused_with_the_files_name()
    {
        var path = folder.File("right.p12");
        File.WriteAllBytes(path, Pki.Ecdsa.Export(X509ContentType.Pkcs12, "right"));
        var certificate = Write("one.pem", Pki.Ecdsa.ExportCertificatePem());
        var other = Write("other-key.pem", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => SigningKey.FromPkcs12(path, "wrong"), Throws.TypeOf<ConfigurationException>().With.Message.StartsWith(path));
            Assert.That(() => SigningKey.FromPkcs12(folder.File("none.p12"), null), Throws.TypeOf<ConfigurationException>().With.Message.Contains("none.p12"));
            Assert.That(() => SigningKey.FromPem(certificate, other), Throws.TypeOf<ConfigurationException>().With.Message.StartsWith(other));
            Assert.That(() => SigningKey.FromPem(other, other), Throws.TypeOf<ConfigurationException>().With.Message.StartsWith(other));
        }
    }

    private static TestCaseData Of(string name, string why, Func<X509Certificate2> make) => new TestCaseData(make, why).SetName(name + "_is_refused_as_a_signing_key");

    private string Write(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }
}
