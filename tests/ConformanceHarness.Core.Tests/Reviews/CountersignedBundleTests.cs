using System.IO.Compression;
using System.Security.Cryptography;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Reviews;

public sealed class CountersignedBundleTests
{
    [TestCase(ReviewDecision.Accepted)]
    [TestCase(ReviewDecision.Rejected)]
    public void Both_signatures_verify_and_the_review_is_told(ReviewDecision decision)
    {
        using var bundle = new ReviewedBundle(decision);
        var report = ReviewedBundle.Verify(bundle.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Problems, Is.Empty);
            Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, true)));
            Assert.That(report.Review!.Verdict, Is.EqualTo(bundle.Verdict));
            Assert.That(report.Review.Verdict!.Decision, Is.EqualTo(decision));
            Assert.That((report.Review.Signer, report.Review.Trusted, report.Review.Timestamp), Is.EqualTo(("CN=Agency RSA", true, (DateTimeOffset?)TestPki.Now)));
            Assert.That(bundle.Verdict.Bundle, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(bundle.Submitted)))));
        }
    }

    [Test]
    public void Not_a_byte_of_the_agencys_entries_is_touched()
    {
        using var bundle = new ReviewedBundle();
        var (before, after) = (File.ReadAllBytes(bundle.Submitted), File.ReadAllBytes(bundle.Path));
        var directory = before.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var end = before.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        Assert.That(directory, Is.GreaterThan(1000));
        Assert.That(after[..directory], Is.EqualTo(before[..directory]), "local entries");
        Assert.That(after.AsSpan().IndexOf(before.AsSpan(directory, end - directory)), Is.GreaterThan(directory), "the agency's records stand in the new directory as they were");
        Assert.That(TestZip.Read(bundle.Path).TakeLast(3).Select(e => e.Name), Is.EqualTo(new[] { EntryNames.Review, EntryNames.ReviewManifest, EntryNames.ReviewSignature }));
        Assert.That(File.ReadAllBytes(bundle.Submitted), Is.EqualTo(before));
    }

    [Test]
    public void Openssl_finds_both_signatures_good_and_a_changed_review_bad()
    {
        using var bundle = new ReviewedBundle();
        using var folder = new TestFolder();
        ZipFile.ExtractToDirectory(bundle.Path, folder.Path);
        File.WriteAllText(folder.File("agency.pem"), TestPki.Instance.Root.ExportCertificatePem());
        File.WriteAllText(folder.File("dga.pem"), ReviewedBundle.Reviewers.Root.ExportCertificatePem());
        string Check(string number, string root) =>
            OpenSsl.Run(folder.Path, $"cms -verify -cades -inform DER -in META-INF/signature00{number}.p7s -content META-INF/ASiCManifest00{number}.xml -binary -CAfile {root}.pem -purpose any -attime 1772420400 -out content.out").Output;
        Assert.That(Check("1", "agency"), Does.Contain("CAdES Verification successful"));
        Assert.That(Check("2", "dga"), Does.Contain("CAdES Verification successful"));
        Assert.That(Check("2", "agency"), Does.Not.Contain("successful"));
        File.AppendAllText(folder.File(EntryNames.ReviewManifest), " ");
        Assert.That(Check("2", "dga"), Does.Not.Contain("successful"));
    }

    [Test]
    public void A_second_review_is_refused_and_nothing_is_written()
    {
        using var bundle = new ReviewedBundle();
        using var key = ReviewedBundle.Reviewers.Key(ReviewedBundle.Reviewers.Ecdsa);
        var target = bundle.Folder.File("again.asice");
        Assert.That(
            () => ReviewWriter.Write(bundle.Path, target, ReviewDecision.Rejected, "", null, key, TestPki.Instance.Tsa, new FixedClock(TestPki.Now)),
            Throws.InvalidOperationException.With.Message.Contains("reviewed already"));
        Assert.That(Directory.GetFiles(bundle.Folder.Path, "again*"), Is.Empty);
    }

    [Test]
    public void An_existing_file_is_never_overwritten()
    {
        using var bundle = new ReviewedBundle();
        using var key = ReviewedBundle.Reviewers.Key(ReviewedBundle.Reviewers.Ecdsa);
        var before = File.ReadAllBytes(bundle.Path);
        Assert.That(() => ReviewWriter.Write(bundle.Submitted, bundle.Path, ReviewDecision.Rejected, "", null, key, TestPki.Instance.Tsa, new FixedClock(TestPki.Now)), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllBytes(bundle.Path), Is.EqualTo(before));
    }

    [Test]
    public void A_trial_bundle_can_be_rejected_and_never_accepted()
    {
        using var rejected = new ReviewedBundle(ReviewDecision.Rejected, new SampleRun());
        using var accepted = new ReviewedBundle(ReviewDecision.Accepted, new SampleRun());
        Assert.That(ReviewedBundle.Verify(rejected.Path).Problems, Is.Empty);
        Assert.That(ReviewedBundle.Verify(accepted.Path).Problems.Select(p => p.Code), Is.EqualTo(new[] { "review-accepts-trial" }));
    }
}
