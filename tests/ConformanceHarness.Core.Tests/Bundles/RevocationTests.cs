using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>What the policy's revocation lists say about signer, intermediate and timestamp authority, before and after the timestamp.</summary>
public sealed class RevocationTests
{
    private static readonly TestPki Pki = TestPki.Instance;
    private static readonly DateTimeOffset Before = TestPki.Now.AddDays(-1);
    private static readonly DateTimeOffset After = TestPki.Now.AddDays(1);
    private readonly TestFolder folder = new();
    private string bundle = "";

    [OneTimeSetUp]
    public void Sign()
    {
        using var key = Pki.Key(Pki.Ecdsa);
        bundle = new SampleRun { Trial = false }.Write(folder, key);
    }

    [OneTimeTearDown]
    public void Clean() => folder.Dispose();

    private static IEnumerable<TestCaseData> Revoked()
    {
        yield return Of("The_signer_before_the_timestamp", Pki.Ecdsa, Before, X509RevocationReason.KeyCompromise, "certificate-revoked");
        yield return Of("The_signer_before_the_timestamp_without_a_reason", Pki.Ecdsa, Before, null, "certificate-revoked");
        yield return Of("The_signer_after_the_timestamp", Pki.Ecdsa, After, X509RevocationReason.KeyCompromise);
        yield return Of("Another_signer", Pki.Rsa, Before, X509RevocationReason.KeyCompromise);
        yield return Of("The_intermediate_before_the_timestamp", Pki.Intermediate, Before, X509RevocationReason.CACompromise, "certificate-revoked");
        yield return Of("The_intermediate_after_the_timestamp", Pki.Intermediate, After, X509RevocationReason.CACompromise);
        yield return Of("The_timestamp_authority_before", Pki.TsaCertificate, Before, X509RevocationReason.Superseded, "timestamp-certificate-revoked");
        yield return Of("The_timestamp_authority_after_in_good_order", Pki.TsaCertificate, After, X509RevocationReason.CessationOfOperation);
        yield return Of("The_timestamp_authority_after_by_compromise", Pki.TsaCertificate, After, X509RevocationReason.KeyCompromise, "timestamp-certificate-revoked");
        yield return Of("The_timestamp_authority_after_without_a_reason", Pki.TsaCertificate, After, null, "timestamp-certificate-revoked");
    }

    [TestCaseSource(nameof(Revoked))]
    public void Is_judged(X509Certificate2 certificate, DateTimeOffset at, X509RevocationReason? reason, string[] codes)
    {
        var report = Verify(Lists(certificate, at, reason));
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(codes));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, codes.Length == 0)));
    }

    [Test]
    [AnsweredWith("revocation-unknown", What = "Lists of all authorities but one")]
    public void Where_one_authority_has_no_list_it_is_said()
    {
        var report = Verify([RevocationList.Read(Pki.Revocations(Pki.Root, [])), RevocationList.Read(Pki.Revocations(Pki.TsaRoot, []))]);
        Assert.That(report.Problems.Select(p => (p.Code, p.Text.En)), Is.EqualTo(new[] { ("revocation-unknown", "Whether the certificate was revoked is not known: CN=Agency ECDSA: there is no list of CN=Test Issuing CA.") }));
        Assert.That(report.Trusted, Is.False);
    }

    [Test]
    [AnsweredWith("revocation-unknown", What = "A list that a stranger signed in the authority's name")]
    public void A_list_that_a_stranger_signed_in_the_authoritys_name_counts_for_nothing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = TestPki.Request("CN=Test Issuing CA", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var forger = request.CreateSelfSigned(TestPki.Now.AddDays(-10), TestPki.Now.AddDays(10));
        var report = Verify([.. Lists().Skip(1), RevocationList.Read(Pki.Revocations(forger, []))]);
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "revocation-unknown" }));
        Assert.That(report.Problems[0].Text.En, Does.Contain("signature"));
    }

    [Test]
    [AnsweredWith("revocation-unknown", What = "A list that was out of date when the bundle was signed")]
    public void A_list_that_was_out_of_date_when_it_was_signed_says_nothing()
    {
        var old = RevocationList.Read(Pki.Revocations(Pki.Intermediate, [], TestPki.Now.AddDays(-20), TestPki.Now.AddDays(-10)));
        var report = Verify([old, .. Lists().Skip(1)]);
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "revocation-unknown" }));
        Assert.That(report.Problems[0].Text.En, Does.Contain("out of date"));
        Assert.That(Verify([old, .. Lists()]).Problems, Is.Empty, "a newer one is there too");
    }

    [Test]
    public void Openssl_makes_and_reads_the_same_lists()
    {
        var path = folder.File("list.crl");
        File.WriteAllBytes(path, Pki.Revocations(Pki.Intermediate, [(Pki.Ecdsa, Before, X509RevocationReason.KeyCompromise)]));
        File.WriteAllText(folder.File("issuer.pem"), Pki.Intermediate.ExportCertificatePem());
        var checkedBy = OpenSsl.Run(folder.Path, "crl -inform DER -in list.crl -CAfile issuer.pem -outform PEM -out list.pem -noout");
        var pem = OpenSsl.Run(folder.Path, "crl -inform DER -in list.crl -outform PEM -out list.pem");
        Assert.That(checkedBy.Output, Does.Contain("verify OK"));
        Assert.That(pem.ExitCode, Is.Zero, pem.Output);
        var read = RevocationList.Read(File.ReadAllBytes(folder.File("list.pem")));
        Assert.That((read.Issuer, read.ThisUpdate), Is.EqualTo(("CN=Test Issuing CA", TestPki.Now)));
        Assert.That(Verify([read, .. Lists()]).Problems.Select(p => p.Code), Is.EqualTo(new[] { "certificate-revoked" }));
    }

    [Test]
    public void What_is_no_list_is_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => RevocationList.Read([]), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => RevocationList.Read(Pki.Root.RawData), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => RevocationList.Read("-----BEGIN CERTIFICATE-----"u8.ToArray()), Throws.InstanceOf<CryptographicException>());
    });

    private static TestCaseData Of(string name, X509Certificate2 certificate, DateTimeOffset at, X509RevocationReason? reason, params string[] codes) =>
        new TestCaseData(certificate, at, reason, codes).SetName("Revoked_" + name + (codes.Length == 0 ? "_is_no_problem" : "_is_" + codes[0]));

    private static IReadOnlyList<RevocationList> Lists(X509Certificate2? revoked = null, DateTimeOffset at = default, X509RevocationReason? reason = null) =>
    [
        .. new[] { Pki.Intermediate, Pki.Root, Pki.TsaRoot }.Select(a => RevocationList.Read(Pki.Revocations(
            a, revoked is not null && revoked.Issuer == a.Subject ? [(revoked, at, reason)] : [], After, After.AddDays(7)))),
    ];

    private VerifyReport Verify(IReadOnlyList<RevocationList> lists) =>
        new BundleVerifier(new SampleJudge()).Verify(bundle, Pki.Policy with { RevocationLists = lists, Now = After.AddHours(1) });
}
