using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

public sealed class HostileSignatureTests
{
    private static readonly TestFolder Folder = new();
    private static readonly TestPki Pki = TestPki.Instance;
    private static readonly string Golden = MakeGolden();

    [OneTimeTearDown]
    public void Clean() => Folder.Dispose();

    private static IEnumerable<TestCaseData> Signatures()
    {
        var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return Of("MD5", "signature-weak-algorithm", s => s with { Certificate = Pki.Rsa, Digest = "1.2.840.113549.2.5" });
        yield return Of("SHA1", "signature-weak-algorithm", s => s with { Digest = "1.3.14.3.2.26" });
        yield return Of("No_signing_certificate_attribute", "signature-attribute", s => s with { Bind = false });
        yield return Of("No_signing_time", "signature-attribute", s => s with { Time = false });
        yield return Of("Another_certificate_in_the_attribute", "certificate-not-the-signed-one", s => s with { BoundTo = Pki.Rsa });
        yield return Of("Two_signers", "signature-signer-count", s => s with { Second = Pki.Rsa });
        yield return Of("An_unsigned_attribute", "signature-unsigned-attribute", s => s with { Unsigned = true });
        yield return Of("No_certificate", "certificate-missing", s => s with { WithCertificate = false });
        yield return Of("An_expired_certificate", "certificate-not-valid-then", s => s with { Certificate = Pki.Issue("CN=Expired", p256, until: TestPki.Now.AddDays(-1)) });
        yield return Of("A_certificate_not_valid_yet", "certificate-not-valid-then", s => s with { Certificate = Pki.Issue("CN=Early", p256, from: TestPki.Now.AddDays(1)) });
        yield return Of("A_certificate_for_key_encipherment", "certificate-usage", s => s with { Certificate = Pki.Issue("CN=Wrong", p256, usage: X509KeyUsageFlags.KeyEncipherment) });
        yield return Of("A_certificate_for_servers", "certificate-usage", s => s with { Certificate = Pki.Issue("CN=Server", p256, purpose: "1.3.6.1.5.5.7.3.1") });
        yield return Of("An_authoritys_certificate", "certificate-usage", s => s with { Certificate = Pki.Intermediate });
        yield return Of("RSA_of_2048_bits", "certificate-weak", s => s with { Certificate = Pki.Issue("CN=Weak", RSA.Create(2048)) });
        yield return Of("Another_curve", "certificate-weak", s => s with { Certificate = Pki.Issue("CN=P384", ECDsa.Create(ECCurve.NamedCurves.nistP384)) });
        yield return Of("RSA_of_1024_bits", "certificate-weak", s => s with { Certificate = Pki.Issue("CN=Weaker", RSA.Create(1024)) });
        yield return Of("RSA_with_the_exponent_3", "certificate-weak", s => s with { Certificate = Pki.Issue("CN=Three", SmallExponent(3072)) });
        yield return Of("An_authority_with_RSA_of_1024_bits", "certificate-weak", s => Below(s, Pki.Authority("CN=Weak CA", Pki.Root, RSA.Create(1024))));
        yield return Of("An_authority_with_the_exponent_3", "certificate-weak", s => Below(s, Pki.Authority("CN=Three CA", Pki.Root, SmallExponent(2048))));
        yield return Of("A_timestamp_authoritys_certificate", "certificate-usage", s => s with { Certificate = Pki.TsaCertificate, Above = Pki.TsaRoot });
        yield return Of("Signed_before_the_run_ended", "signing-time", s => s with { At = SampleRun.Start.AddMinutes(-1) });
        yield return Of("Signed_in_the_future", "signing-time", s => s with { At = TestPki.Now.AddHours(1) });
        yield return Of("A_trial_certificate_for_an_official_bundle", "trial-marking", s => s with { Certificate = SigningKey.Trial(new FixedClock(TestPki.Now)).Certificate });
        yield return Manifest("Another_manifest_than_signed", "signature-wrong", m => m, sign: m => m.Replace("report.html", "report.htm", StringComparison.Ordinal));
        yield return Manifest("SHA1_in_the_manifest", "manifest-digest-algorithm", m => m.Replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", StringComparison.Ordinal));
        yield return Manifest("MD5_in_the_manifest", "manifest-digest-algorithm", m => m.Replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#md5", StringComparison.Ordinal));
        yield return Manifest("An_entry_listed_twice", "manifest-listed-twice", m => Regex.Replace(m, "(?s)(<asic:DataObjectReference URI=\"plan.json\".*?</asic:DataObjectReference>)", "$1$1"));
        yield return Manifest("A_document_type", "manifest-malformed", m => m.Replace("<asic:ASiCManifest", "<!DOCTYPE x [<!ENTITY a \"b\">]><asic:ASiCManifest", StringComparison.Ordinal));
        yield return Manifest("An_unknown_element", "manifest-malformed", m => m.Replace("</asic:ASiCManifest>", "<more/></asic:ASiCManifest>", StringComparison.Ordinal));
        yield return Manifest("Elements_by_the_million", "manifest-malformed", m => m.Replace("</asic:ASiCManifest>", string.Concat(Enumerable.Repeat("<a/>", 2_000_000)) + "</asic:ASiCManifest>", StringComparison.Ordinal));
        yield return Manifest("A_comment", "manifest-malformed", m => m.Replace("</asic:ASiCManifest>", "<!-- x --></asic:ASiCManifest>", StringComparison.Ordinal));
        yield return Manifest("A_URI_written_in_another_way", "manifest-malformed", m => m.Replace("plan.json", "%70lan.json", StringComparison.Ordinal));
        yield return Manifest("Another_signature_referred_to", "manifest-signature-reference", m => m.Replace("signature001", "signature009", StringComparison.Ordinal));
        yield return Manifest("No_XML_at_all", "manifest-malformed", _ => "hello");
    }

    private static IEnumerable<TestCaseData> Strangers()
    {
        static ECDsa P256() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return Of("A_certificate_that_another_agency_issued_with_its_own_key", "chain-untrusted", s => s with { Certificate = Pki.Issue("CN=Agency ECDSA", P256(), Pki.Ecdsa), Above = Pki.Ecdsa, Further = [Pki.Intermediate] });
        yield return Of("A_certificate_of_the_timestamp_authoritys_root", "chain-untrusted", s => s with { Certificate = Pki.Issue("CN=Agency ECDSA", P256(), Pki.TsaRoot), Above = Pki.TsaRoot });
        yield return Of("Two_authorities_that_issued_each_other", "chain-untrusted", s =>
        {
            using var above = Pki.Authority("CN=Loop A", null);
            using var other = Pki.Authority("CN=Loop B", null);
            var (one, two) = (Pki.Cross(above, other), Pki.Cross(other, above));
            return s with { Certificate = Pki.Issue("CN=Agency ECDSA", P256(), one), Above = one, Further = [two] };
        });
        yield return Of("A_hundred_authorities_of_the_same_name", "chain-untrusted", s =>
        {
            var crowd = Enumerable.Range(0, 100).Select(_ => Pki.Authority("CN=Test Issuing CA", null)).ToList();
            return s with { Certificate = Pki.Issue("CN=Agency ECDSA", P256(), crowd[^1]), Above = crowd[^1], Further = crowd };
        });
    }

    private static IEnumerable<TestCaseData> SignatureBytes()
    {
        yield return new TestCaseData((byte[] s) => (byte[])[.. s, 0]).SetName("Data_behind_the_signature_is_refused");
        yield return new TestCaseData((byte[] s) => s[..^3]).SetName("A_signature_cut_off_is_refused");
        yield return new TestCaseData((byte[] _) => Array.Empty<byte>()).SetName("An_empty_signature_is_refused");
        yield return new TestCaseData((byte[] s) => (byte[])[0x30, 0x80, .. s[4..], 0, 0]).SetName("A_signature_in_BER_is_refused");
    }

    [Test]
    public void The_same_bundle_signed_by_the_same_key_again_has_no_problem()
    {
        var report = Verify(new TestSigner { Certificate = Pki.Ecdsa }.Resign(Golden));
        Assert.That(report.Problems, Is.Empty);
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, true)));
    }

    [TestCaseSource(nameof(Signatures))]
    public void Is_refused(Func<byte[]> make, string code)
    {
        var report = Verify(make());
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain(code));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((false, false)));
    }

    [TestCaseSource(nameof(Strangers))]
    public void Is_intact_and_untrusted(Func<byte[]> make, string code)
    {
        var report = Verify(make());
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { code }));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, false)));
    }

    [AnsweredWith("signature-malformed")]
    [TestCaseSource(nameof(SignatureBytes))]
    public void Bytes_are_refused(Func<byte[], byte[]> change)
    {
        var report = Verify(new TestSigner { Certificate = Pki.Ecdsa }.Resign(Golden, changeSignature: change));
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("signature-malformed"));
        Assert.That(report.Valid, Is.False);
    }

    [Test]
    [AnsweredWith("chain-untrusted", What = "A stranger's certificate with the agency's name")]
    public void A_strangers_key_leaves_the_bundle_intact_and_untrusted()
    {
        var stranger = Pki.Issue("CN=Agency ECDSA", ECDsa.Create(ECCurve.NamedCurves.nistP256), Pki.Stranger);
        var report = Verify(new TestSigner { Certificate = stranger }.Resign(Golden));
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "chain-untrusted" }));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, false)));
    }

    [Test]
    [AnsweredWith("chain-untrusted", What = "An authority of the forger's own, called like ours")]
    public void A_forger_who_calls_his_authority_like_ours_is_untrusted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = TestPki.Request("CN=Test Issuing CA", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var authority = request.CreateSelfSigned(TestPki.Now.AddDays(-10), TestPki.Now.AddDays(10));
        var forged = Pki.Issue("CN=Agency ECDSA", ECDsa.Create(ECCurve.NamedCurves.nistP256), authority);
        var report = Verify(new TestSigner { Certificate = forged }.Resign(Golden));
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("chain-untrusted"));
        Assert.That(report.Trusted, Is.False);
    }

    [Test]
    [AnsweredWith("trial-marking", What = "A trial bundle renamed to look official")]
    public void A_trial_bundle_that_was_renamed_to_look_official_is_refused()
    {
        using var folder = new TestFolder();
        var path = folder.File("sample-service-uat-20260302T025500Z.asice");
        File.Copy(new SampleRun().Write(folder), path);
        var report = new BundleVerifier(new SampleJudge()).Verify(path, new VerifyPolicy());
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "trial-marking" }));
        Assert.That(report.Valid, Is.False);
    }

    private static TestSigner Below(TestSigner signer, X509Certificate2 authority) =>
        signer with { Certificate = Pki.Issue("CN=Agency", ECDsa.Create(ECCurve.NamedCurves.nistP256), authority), Above = authority };

    /// <summary>.NET makes no such key; openssl does.</summary>
    private static RSA SmallExponent(int bits)
    {
        using var folder = new TestFolder();
        var (exit, output) = OpenSsl.Run(folder.Path, $"genrsa -3 -out key.pem {bits}");
        Assert.That(exit, Is.Zero, output);
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(folder.File("key.pem")));
        return key;
    }

    private static string MakeGolden()
    {
        using var key = Pki.Key(Pki.Ecdsa);
        return new SampleRun { Trial = false }.Write(Folder, key);
    }

    private static TestCaseData Of(string name, string code, Func<TestSigner, TestSigner> change) =>
        new TestCaseData(() => change(new TestSigner { Certificate = Pki.Ecdsa }).Resign(Golden), code).SetName(name + "_is_refused");

    private static TestCaseData Manifest(string name, string code, Func<string, string> change, Func<string, string>? sign = null) => new TestCaseData(
        () =>
        {
            var signer = new TestSigner { Certificate = Pki.Ecdsa };
            return signer.Resign(Golden, m => sign is null ? Changed(m, change(m)) : m, s => sign is null ? s : signer.Sign(System.Text.Encoding.UTF8.GetBytes(sign("report.html"))));
        },
        code).SetName(name + "_is_refused");

    private static string Changed(string old, string now)
    {
        Assert.That(now, Is.Not.EqualTo(old));
        return now;
    }

    private static VerifyReport Verify(byte[] bytes)
    {
        using var folder = new TestFolder();
        var path = folder.File("sample.asice");
        File.WriteAllBytes(path, bytes);
        return new BundleVerifier(new SampleJudge()).Verify(path, Pki.Policy);
    }
}
