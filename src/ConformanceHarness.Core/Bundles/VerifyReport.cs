using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What a verifier found. All problems, not the first.</summary>
public sealed record VerifyReport
{
    public required IReadOnlyList<BundleProblem> Problems { get; init; }

    /// <summary>True when the evidence could be judged again; false only beside a problem that says why not.</summary>
    public required bool Rejudged { get; init; }

    /// <summary>Intact, and judging the evidence again gave every verdict that the bundle states.</summary>
    public bool Valid => Rejudged && Problems.All(SignatureProblems.IsAboutTrust);

    /// <summary>Valid, signer and timestamp lead to the policy's roots, and the policy has nothing against it. Never true of a trial bundle.</summary>
    public bool Trusted => Valid && LeadsToRoot && Problems.Count == 0;

    /// <summary>It rests on waivers, and the policy accepts none.</summary>
    public bool WaiversRefused => Problems.Any(p => p.Code == RecordProblems.WithWaiversCode);

    /// <summary>The policy wants a challenge answered, and it answers none of somebody trusted.</summary>
    public bool ChallengeRefused => Problems.Any(p => p.Code is "challenge-missing" or "challenge-untrusted");

    /// <summary>What the bundle says of itself; null where it can't be read. Believe it only if <see cref="Valid"/>.</summary>
    public Statement? Statement { get; init; }

    internal bool LeadsToRoot { get; init; }

    /// <summary>Subject of the signer's certificate.</summary>
    public string? Signer { get; init; }

    /// <summary>When the signer says it signed.</summary>
    public DateTimeOffset? SigningTime { get; init; }

    /// <summary>When a timestamp authority saw the signature; null where there is no timestamp, or none to be believed.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What the reviewer said; null for a bundle that nobody reviewed. Believe it only if it is <see cref="Reviews.ReviewReading.Trusted"/>.</summary>
    public Reviews.ReviewReading? Review { get; init; }

    /// <summary>Subject of the timestamp authority's certificate.</summary>
    public string? TimestampAuthority { get; init; }
}
