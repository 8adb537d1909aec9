using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Policies;
using ConformanceHarness.Core.Tests.Hostile;
using ConformanceHarness.Core.Tests.Policies;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>An authority that is run with <c>openssl ca</c>, as many are: certificates, revocation and lists are openssl's, the bundle and the verifier ours.</summary>
public sealed class RevocationListsMadeByOpenSsl
{
    private readonly TestFolder folder = new();
    private readonly TestPki around = new(TimeProvider.System.GetUtcNow());
    private string bundle = "";

    [OneTimeSetUp]
    public void RunAnAuthority()
    {
        File.WriteAllText(folder.File("ca.cnf"), """
            [ca]
            default_ca = own
            [own]
            database = index.txt
            serial = serial
            crlnumber = crlnumber
            new_certs_dir = .
            certificate = ca.pem
            private_key = ca.key
            default_md = sha256
            policy = any
            [any]
            commonName = supplied
            [leaf]
            basicConstraints = critical, CA:false
            keyUsage = critical, digitalSignature
            [top]
            basicConstraints = critical, CA:true
            keyUsage = critical, keyCertSign, cRLSign
            [req]
            distinguished_name = name
            [name]
            """);
        File.WriteAllText(folder.File("index.txt"), "");
        File.WriteAllText(folder.File("serial"), "1001\n");
        File.WriteAllText(folder.File("crlnumber"), "01\n");
        // Valid when the sample run was, and now.
        const string Life = "-startdate 20250101000000Z -enddate 20450101000000Z";
        Tool("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.csr -subj /CN=CA-run-with-openssl -config ca.cnf");
        Tool($"ca -batch -config ca.cnf -selfsign -extensions top {Life} -notext -in ca.csr -out ca.pem");
        Tool("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -out other.pem -days 30 -subj /CN=Another-CA -config ca.cnf -extensions top");
        Tool("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout agency.key -out agency.csr -subj /CN=Agency -config ca.cnf");
        Tool($"ca -batch -config ca.cnf -extensions leaf {Life} -notext -in agency.csr -out agency.pem");
        Tool("ca -config ca.cnf -gencrl -crldays 7 -out good.crl");
        Tool("ca -config ca.cnf -gencrl -crldays 7 -keyfile other.key -cert other.pem -out other.crl");
        Tool("ca -config ca.cnf -gencrl -crl_lastupdate 20200101000000Z -crl_nextupdate 20200201000000Z -out expired.crl");
        Tool("ca -config ca.cnf -revoke agency.pem -crl_reason keyCompromise");
        Tool("ca -config ca.cnf -gencrl -crldays 7 -out revoked.crl");
        Tool("crl -in revoked.crl -outform DER -out revoked.der.crl");
        File.WriteAllText(folder.File("forged.crl"), Forged());
        File.WriteAllText(folder.File("tsa-root.pem"), around.TsaRoot.ExportCertificatePem());
        File.WriteAllBytes(folder.File("tsa.crl"), around.Revocations(around.TsaRoot, []));
        File.WriteAllText(folder.File("chain.pem"), File.ReadAllText(folder.File("agency.pem")) + File.ReadAllText(folder.File("ca.pem")));
        Tool("pkcs12 -export -inkey agency.key -in chain.pem -passout pass:word -out agency.p12");
        using var key = SigningKey.FromPkcs12(folder.File("agency.p12"), "word");
        // Stamped a little later, when the certificate was taken back already.
        var stamped = TimeProvider.System.GetUtcNow().AddSeconds(2);
        bundle = new SampleRun { Trial = false }.Write(folder, key, around.Tsa with { At = () => stamped });
    }

    [OneTimeTearDown]
    public void Clean() => folder.Dispose();

    [Test]
    public void The_bundle_is_trusted_without_lists_and_with_a_good_one() => Assert.Multiple(() =>
    {
        Assert.That(Codes(""), Is.Empty);
        Assert.That(Codes("good.crl"), Is.Empty);
    });

    [AnsweredWith("certificate-revoked", What = "A certificate that `openssl ca` took back (PEM and DER)")]
    [TestCase("revoked.crl")]
    [TestCase("revoked.der.crl")]
    [TestCase("good.crl, revoked.crl")]
    public void A_certificate_that_openssl_took_back_is_revoked(string lists) => Assert.That(Codes(lists), Is.EqualTo(new[] { "certificate-revoked" }));

    [Test]
    [AnsweredWith("revocation-unknown", What = "A list made by `openssl ca` that has expired")]
    public void An_expired_list_says_nothing() => Assert.That(Problems("expired.crl"), Is.EqualTo(new[] { ("revocation-unknown", "Whether the certificate was revoked is not known: CN=Agency: the list of CN=CA-run-with-openssl is out of date.") }));

    [Test]
    [AnsweredWith("revocation-unknown", What = "A list of another issuer, and none of the signer's")]
    public void Another_issuers_list_says_nothing() => Assert.That(Problems("other.crl"), Is.EqualTo(new[] { ("revocation-unknown", "Whether the certificate was revoked is not known: CN=Agency: there is no list of CN=CA-run-with-openssl.") }));

    [Test]
    [AnsweredWith("revocation-unknown", What = "A good list in which one byte was changed")]
    public void A_forged_list_says_nothing() => Assert.That(Problems("forged.crl").Single().Item2, Does.Contain("the list's signature is not one of CN=CA-run-with-openssl"));

    [Test]
    public void Openssl_says_the_same()
    {
        Assert.That(OpenSsl.Run(folder.Path, "verify -crl_check -CAfile ca.pem -CRLfile good.crl agency.pem").Output, Does.Contain("agency.pem: OK"));
        Assert.That(OpenSsl.Run(folder.Path, "verify -crl_check -CAfile ca.pem -CRLfile revoked.crl agency.pem").Output, Does.Contain("certificate revoked"));
    }

    private static IReadOnlyList<(string, string)> Shown(VerifyReport report) => [.. report.Problems.Select(p => (p.Code, p.Text.En))];

    private IEnumerable<string> Codes(string lists) => Problems(lists).Select(p => p.Item1);

    private IReadOnlyList<(string, string)> Problems(string lists)
    {
        File.WriteAllText(folder.File("policy.yaml"), $"roots: [ca.pem]\ntsaRoots: [tsa-root.pem]\n{(lists.Length == 0 ? "" : $"crls: [{lists}, tsa.crl]\n")}");
        var policy = PolicyReader.Read(folder.File("policy.yaml")) with { Now = TimeProvider.System.GetUtcNow().AddMinutes(1) };
        return Shown(new BundleVerifier(new SampleJudge()).Verify(bundle, policy));
    }

    private string Forged()
    {
        var der = PemEncoding.Find(File.ReadAllText(folder.File("good.crl"))) is var found ? Convert.FromBase64String(File.ReadAllText(folder.File("good.crl"))[found.Base64Data]) : [];
        der[^1] ^= 1;
        return PemEncoding.WriteString("X509 CRL", der);
    }

    private void Tool(string arguments)
    {
        var (exit, output) = OpenSsl.Run(folder.Path, arguments);
        Assert.That(exit, Is.Zero, arguments + "\n" + output);
    }
}
