using System.IO.Compression;
using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

public sealed class UntouchedBundleTests
{
    private static readonly BundleVerifier Verifier = new(new SampleJudge());

    [Test]
    public void A_trial_bundle_is_valid_without_roots_and_never_trusted()
    {
        using var folder = new TestFolder();
        var path = new SampleRun().Write(folder);
        var report = Verifier.Verify(path, new VerifyPolicy { Now = TestPki.Now });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Problems, Is.Empty);
            Assert.That(report.Valid, Is.True);
            Assert.That(report.Trusted, Is.False);
            Assert.That(report.SigningTime, Is.EqualTo(TestPki.Now));
            Assert.That(Path.GetFileName(path), Is.EqualTo("sample-service-uat-20260302T025500Z-trial.asice"));
        }
    }

    [TestCase(true, TestName = "A_bundle_signed_with_ECDSA_below_a_pinned_root_is_valid_and_trusted")]
    [TestCase(false, TestName = "A_bundle_signed_with_RSA_below_a_pinned_root_is_valid_and_trusted")]
    public void A_bundle_below_a_pinned_root_is_trusted(bool ecdsa)
    {
        using var folder = new TestFolder();
        var pki = TestPki.Instance;
        using var key = pki.Key(ecdsa ? pki.Ecdsa : pki.Rsa);
        var path = new SampleRun { Trial = false }.Write(folder, key);
        var report = Verifier.Verify(path, pki.Policy);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Problems, Is.Empty);
            Assert.That(report.Valid, Is.True);
            Assert.That(report.Trusted, Is.True);
            Assert.That(Path.GetFileName(path), Is.EqualTo("sample-service-uat-20260302T025500Z.asice"));
        }
    }

    [Test]
    [AnsweredWith("no-pinned-roots,no-pinned-tsa-roots", What = "An official bundle, and a verifier who names no roots")]
    public void An_official_bundle_without_pinned_roots_is_valid_and_not_trusted()
    {
        using var folder = new TestFolder();
        var pki = TestPki.Instance;
        using var key = pki.Key(pki.Ecdsa);
        var report = Verifier.Verify(new SampleRun { Trial = false }.Write(folder, key), new VerifyPolicy());
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "no-pinned-tsa-roots", "no-pinned-roots" }));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, false)));
    }

    [Test]
    public void The_container_lists_its_entries_in_the_order_of_the_format()
    {
        using var folder = new TestFolder();
        using var zip = ZipFile.OpenRead(new SampleRun().Write(folder));
        Assert.That(zip.Entries.Select(e => e.FullName), Is.EqualTo(new[]
        {
            "mimetype",
            "statement.json",
            "ledger.jsonl",
            "verdicts.json",
            "plan.json",
            "evidence/bodies/e3b0.txt",
            "evidence/observations/entry.app.1.json",
            "evidence/observations/entry.app.2.json",
            "evidence/observations/entry.web.1.json",
            "evidence/screenshots/e3b0.png",
            "catalogue/sample.yaml",
            "service.yaml",
            "report.html",
            "META-INF/ASiCManifest001.xml",
            "META-INF/signature001.p7s",
        }).Using<string>((a, b) => Short(a) == Short(b)));
    }

    [Test]
    public void The_file_begins_with_the_stored_mimetype_without_an_extra_field()
    {
        using var folder = new TestFolder();
        var bytes = File.ReadAllBytes(new SampleRun().Write(folder));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bytes[..4], Is.EqualTo("PK\u0003\u0004"u8.ToArray()));
            Assert.That(bytes[8..10], Is.EqualTo(new byte[] { 0, 0 }), "method: stored");
            Assert.That(bytes[28..30], Is.EqualTo(new byte[] { 0, 0 }), "length of the extra field");
            Assert.That(Encoding.ASCII.GetString(bytes, 30, 8 + 31), Is.EqualTo("mimetypeapplication/vnd.etsi.asic-e+zip"));
        }
    }

    [Test]
    public void Two_bundles_of_the_same_run_differ_in_the_signature_only()
    {
        using var one = new TestFolder();
        using var other = new TestFolder();
        var (a, b) = (TestZip.Read(new SampleRun().Write(one)), TestZip.Read(new SampleRun().Write(other)));
        Assert.That(a.Zip(b).Where(p => !p.First.Bytes.SequenceEqual(p.Second.Bytes)).Select(p => p.First.Name), Is.EqualTo(new[] { EntryNames.Signature }));
    }

    [Test]
    public void A_name_outside_ASCII_survives()
    {
        using var folder = new TestFolder();
        var path = new SampleRun { ChangeEntries = e => e["report.ไทย ๑.html"] = [1] }.Write(folder);
        Assert.That(Verifier.Verify(path, new VerifyPolicy()).Problems, Is.Empty);
        Assert.That(Encoding.UTF8.GetString(TestZip.Read(path).Single(e => e.Name == EntryNames.Manifest).Bytes), Does.Contain("report.%E0%B9%84%E0%B8%97%E0%B8%A2%20%E0%B9%91.html"));
    }

    [Test]
    public void A_page_of_a_million_spaces_is_no_bomb_when_the_writer_wrote_it()
    {
        using var folder = new TestFolder();
        var path = new SampleRun { ChangeEntries = e => e["report.txt"] = [.. Enumerable.Repeat((byte)' ', 3_000_000)] }.Write(folder);
        Assert.That(Verifier.Verify(path, new VerifyPolicy()).Problems, Is.Empty);
    }

    private static string Short(string name) => name.StartsWith("evidence/bodies/", StringComparison.Ordinal) || name.StartsWith("evidence/screenshots/", StringComparison.Ordinal)
        ? Path.GetDirectoryName(name) + Path.GetExtension(name)
        : name;
}
