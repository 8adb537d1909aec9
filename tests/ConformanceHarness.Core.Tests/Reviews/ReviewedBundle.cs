using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Reviews;

/// <summary>An official bundle of the agency's PKI with a review of another PKI on it.</summary>
internal sealed class ReviewedBundle : IDisposable
{
    public static readonly BundleVerifier Verifier = new(new SampleJudge());

    /// <summary>The reviewer's: an agency's root is not good for a review.</summary>
    public static readonly TestPki Reviewers = new();

    public ReviewedBundle(ReviewDecision decision = ReviewDecision.Accepted, SampleRun? run = null, TestPki? reviewers = null)
    {
        var pki = TestPki.Instance;
        var sample = run ?? new SampleRun { Trial = false };
        using var agency = pki.Key(pki.Ecdsa);
        using var key = (reviewers ?? Reviewers).Key((reviewers ?? Reviewers).Rsa);
        Submitted = sample.Write(Folder, sample.Trial ? null : agency);
        Path = Folder.File(sample.Trial ? "reviewed-trial.asice" : "reviewed.asice");
        Verdict = ReviewWriter.Write(Submitted, Path, decision, "ครบถ้วน <b>ok</b>", new string('a', 64), key, pki.Tsa, new FixedClock(TestPki.Now));
    }

    /// <summary>The agency's policy with the reviewer's root.</summary>
    public static VerifyPolicy Policy => TestPki.Instance.Policy with { ReviewRoots = [Reviewers.Root] };

    public TestFolder Folder { get; } = new();

    public string Submitted { get; }

    public string Path { get; }

    public ReviewVerdict Verdict { get; }

    public static VerifyReport Verify(string path, VerifyPolicy? policy = null) => Verifier.Verify(path, policy ?? Policy);

    /// <summary>The bundle with changed entries, written in the format's own way.</summary>
    public VerifyReport VerifyWith(Func<List<TestEntry>, IEnumerable<TestEntry>> change)
    {
        var path = Folder.File("changed.asice");
        File.WriteAllBytes(path, TestZip.Write(change(TestZip.Read(Path, keepPacked: true))));
        return Verify(path);
    }

    public void Dispose() => Folder.Dispose();
}
