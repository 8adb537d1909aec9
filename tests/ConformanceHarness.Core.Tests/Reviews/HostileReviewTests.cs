using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Reviews;

/// <summary>What somebody could try with the reviewer's part, and the problem that names it.</summary>
public sealed class HostileReviewTests
{
    [Test]
    [AnsweredWith("review-changed")]
    public void An_edited_decision_is_found()
    {
        using var bundle = new ReviewedBundle(ReviewDecision.Rejected);
        var report = bundle.VerifyWith(entries => entries.Select(e => e.Name == EntryNames.Review ? e with { Bytes = Replace(e.Bytes, "rejected", "accepted") } : e));
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-changed" }));
        Assert.That((report.Valid, report.Review!.Trusted), Is.EqualTo((false, false)));
    }

    [Test]
    [AnsweredWith("review-chain-untrusted")]
    public void A_review_signed_by_a_stranger_is_not_trusted()
    {
        using var bundle = new ReviewedBundle(reviewers: new TestPki());
        var report = ReviewedBundle.Verify(bundle.Path);
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-chain-untrusted" }));
        Assert.That((report.Valid, report.Trusted, report.Review!.Trusted), Is.EqualTo((true, false, false)));
    }

    [Test]
    [AnsweredWith("review-chain-untrusted")]
    public void The_agency_itself_is_no_reviewer()
    {
        using var bundle = new ReviewedBundle(reviewers: TestPki.Instance);
        Assert.That(Codes(ReviewedBundle.Verify(bundle.Path)), Is.EqualTo(new[] { "review-chain-untrusted" }));
    }

    [Test]
    [AnsweredWith("review-no-pinned-roots")]
    public void Without_review_roots_nobody_vouches_for_it()
    {
        using var bundle = new ReviewedBundle();
        var report = ReviewedBundle.Verify(bundle.Path, TestPki.Instance.Policy);
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-no-pinned-roots" }));
        Assert.That((report.Valid, report.Trusted, report.Review!.Trusted), Is.EqualTo((true, false, false)));
    }

    [Test]
    [AnsweredWith("review-of-another")]
    public void A_review_moved_to_another_bundle_is_found()
    {
        using var bundle = new ReviewedBundle();
        using var other = new ReviewedBundle(run: new SampleRun { Trial = false, Greeting = "สวัสดี คุณมานี" });
        var reviews = TestZip.Read(other.Path, keepPacked: true).TakeLast(3).ToList();
        var report = bundle.VerifyWith(entries => entries.SkipLast(3).Concat(reviews));
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-of-another" }));
        Assert.That(report.Problems.Select(p => p.Text.En), Has.Some.Contains("statement.json").And.Some.Contains("the agency's signature").And.Some.Contains("the agency's file"));
    }

    [Test]
    [AnsweredWith("review-manifest-malformed")]
    public void A_manifest_that_covers_less_is_found_even_if_it_is_properly_signed()
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries => Resigned(entries, m => m.Remove(m.IndexOf("<asic:DataObjectReference", StringComparison.Ordinal), m.IndexOf("</asic:DataObjectReference>", StringComparison.Ordinal) + 28 - m.IndexOf("<asic:DataObjectReference", StringComparison.Ordinal))));
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-manifest-malformed" }));
        Assert.That(report.Problems[0].Text.En, Does.Contain("it must list"));
    }

    [Test]
    [AnsweredWith("review-manifest-malformed")]
    public void A_manifest_that_names_the_agencys_signature_is_found()
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries => Resigned(entries, m => m.Replace("signature002", "signature001", StringComparison.Ordinal)));
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-manifest-malformed" }));
    }

    [Test]
    [AnsweredWith("review-reviewer")]
    public void A_review_that_names_another_reviewer_is_found()
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries =>
        {
            var changed = Replace(entries.Single(e => e.Name == EntryNames.Review).Bytes, "CN=Agency RSA", "CN=DGA Director");
            return Resigned([.. entries.Select(e => e.Name == EntryNames.Review ? e with { Bytes = changed } : e)], m => Digest(m, changed));
        });
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-reviewer" }));
    }

    [AnsweredWith("review-malformed,review-time", What = "A review that says what none can say: another decision, format or member, decided before the run's end or after its signature")]
    [TestCase("\"decision\": \"accepted\"", "\"decision\": \"maybe\"", "review-malformed")]
    [TestCase("conformance-harness-review/1", "conformance-harness-review/9", "review-malformed")]
    [TestCase("\"note\"", "\"Note\"", "review-malformed")]
    [TestCase("2026-03-02T03:00:00", "2026-03-02T01:00:00", "review-time")]
    [TestCase("2026-03-02T03:00:00", "2026-03-02T05:00:00", "review-time")]
    public void A_review_that_says_what_none_can_say_is_found(string from, string to, string code)
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries =>
        {
            var changed = Replace(entries.Single(e => e.Name == EntryNames.Review).Bytes, from, to);
            return Resigned([.. entries.Select(e => e.Name == EntryNames.Review ? e with { Bytes = changed } : e)], m => Digest(m, changed));
        });
        Assert.That(Codes(report), Is.EqualTo(new[] { code }));
    }

    [Test]
    [AnsweredWith("review-timestamp-missing")]
    public void A_review_without_a_timestamp_is_found()
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries => Resigned(entries, m => m, tsa: false));
        Assert.That(Codes(report), Is.EqualTo(new[] { "review-timestamp-missing" }));
    }

    [AnsweredWith("review-incomplete", What = "A part of the review missing")]
    [TestCase(EntryNames.Review)]
    [TestCase(EntryNames.ReviewManifest)]
    [TestCase(EntryNames.ReviewSignature)]
    public void A_part_that_is_missing_is_found(string name)
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries => entries.Where(e => e.Name != name));
        Assert.That(Codes(report), Does.Contain("review-incomplete"));
        Assert.That(report.Valid, Is.False);
    }

    [Test]
    [AnsweredWith("review-trial-key")]
    public void A_review_signed_with_a_key_made_on_the_fly_is_found()
    {
        using var bundle = new ReviewedBundle();
        using var trial = SigningKey.Trial(new FixedClock(TestPki.Now));
        var report = bundle.VerifyWith(entries => Resigned(entries, m => m, certificate: trial.Certificate));
        Assert.That(Codes(report), Does.Contain("review-trial-key"));
        Assert.That((report.Valid, report.Review!.Trusted), Is.EqualTo((false, false)));
    }

    [Test]
    [AnsweredWith("review-accepts-trial")]
    public void A_review_that_accepts_a_trial_bundle_is_found()
    {
        using var bundle = new ReviewedBundle(run: new SampleRun());
        Assert.That(Codes(ReviewedBundle.Verify(bundle.Path)), Does.Contain("review-accepts-trial"));
    }

    [Test]
    [AnsweredWith("review-incomplete,entry-not-signed")]
    public void Something_behind_the_review_is_found()
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries => entries.Append(new TestEntry("review/more.txt", [1])));
        Assert.That(Codes(report), Does.Contain("review-incomplete").And.Contain("entry-not-signed"));
    }

    [Test]
    [AnsweredWith("entry-not-signed,entry-order")]
    public void An_entry_that_nobody_signed_is_found_beside_a_review()
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries => entries.SkipLast(3).Append(new TestEntry("extra.txt", [1])).Concat(entries.TakeLast(3)));
        Assert.That(Codes(report), Does.Contain("entry-not-signed").And.Contain("entry-order"));
    }

    [Test]
    public void The_agencys_part_is_judged_as_before()
    {
        using var bundle = new ReviewedBundle();
        var report = bundle.VerifyWith(entries => entries.Select(e => e.Name == EntryNames.Verdicts ? e with { Bytes = Replace(e.Bytes, "passed", "failed") } : e));
        Assert.That(Codes(report), Does.Contain("entry-digest").And.Contain("verdict-differs"));
    }

    [Test]
    public void No_flipped_byte_of_the_review_survives()
    {
        using var bundle = new ReviewedBundle();
        var golden = File.ReadAllBytes(bundle.Path);
        var path = bundle.Folder.File("flipped.asice");
        var start = golden.AsSpan().IndexOf("review/verdict.json"u8) - 30;
        var survivors = new List<int>();
        for (var at = start; at < golden.Length; at += 7)
        {
            golden[at] ^= 0xFF;
            File.WriteAllBytes(path, golden);
            golden[at] ^= 0xFF;
            if (ReviewedBundle.Verify(path) is { Trusted: true } or { Review.Trusted: true, Valid: true })
            {
                survivors.Add(at);
            }
        }

        Assert.That(golden.Length - start, Is.GreaterThan(3000));
        Assert.That(survivors, Is.Empty);
    }

    private static IEnumerable<TestEntry> Resigned(List<TestEntry> entries, Func<string, string> change, bool tsa = true, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null)
    {
        var manifest = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(entries.Single(e => e.Name == EntryNames.ReviewManifest).Bytes)));
        var signer = new TestSigner { Certificate = certificate ?? ReviewedBundle.Reviewers.Rsa, Above = ReviewedBundle.Reviewers.Intermediate, Tsa = tsa ? TestPki.Instance.Tsa : null };
        return entries.Select(e => e.Name switch
        {
            EntryNames.ReviewManifest => e with { Bytes = manifest },
            EntryNames.ReviewSignature => e with { Bytes = signer.Sign(manifest) },
            _ => e,
        });
    }

    private static string Digest(string manifest, byte[] review)
    {
        var at = manifest.IndexOf("<ds:DigestValue>", manifest.IndexOf("review/verdict.json", StringComparison.Ordinal), StringComparison.Ordinal) + 16;
        return manifest[..at] + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(review)) + manifest[manifest.IndexOf('<', at)..];
    }

    private static byte[] Replace(byte[] bytes, string from, string to)
    {
        var text = Encoding.UTF8.GetString(bytes);
        Assert.That(text, Does.Contain(from));
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Codes(VerifyReport report) => report.Problems.Select(p => p.Code).Distinct();
}
