using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Reviews;

namespace ConformanceHarness.Cli.Commands;

/// <summary>Whether a bundle is taken, from what the verifier found and what its user asked for: the same for one file and for an inbox.</summary>
internal static class Acceptance
{
    /// <summary>Whether the answer to a bundle is 0. One that its reviewer rejected is never accepted, however sound it is.</summary>
    public static bool Of(VerifyReport report, bool rootsGiven, bool trialAllowed) => report.Review?.Verdict?.Decision != ReviewDecision.Rejected && Unreviewed(report, rootsGiven, trialAllowed);

    /// <summary>That nobody vouches for a signer is no news where no root was given.</summary>
    public static IEnumerable<BundleProblem> Told(VerifyReport report, bool rootsGiven) =>
        report.Problems.Where(p => rootsGiven || p.Code is not ("no-pinned-roots" or "no-pinned-tsa-roots" or "review-no-pinned-roots" or "review-no-pinned-tsa-roots"));

    private static bool Unreviewed(VerifyReport report, bool rootsGiven, bool trialAllowed) =>
        rootsGiven ? report.Trusted : report is { Valid: true, WaiversRefused: false, ChallengeRefused: false } && (report.Statement is { Trial: false } || trialAllowed);
}
