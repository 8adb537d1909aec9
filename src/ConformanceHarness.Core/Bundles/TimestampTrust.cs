using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Whether a timestamp is from a time that is possible, and from an authority that the policy trusts.</summary>
internal static class TimestampTrust
{
    /// <summary>Authorities are off by a second at most (ETSI EN 319 421); one that allows itself more than this says nothing about a deadline.</summary>
    private static readonly TimeSpan MostInaccurate = TimeSpan.FromMinutes(1);

    public static void Check(TimestampCheck timestamp, Statement? statement, VerifyPolicy policy, List<BundleProblem> problems)
    {
        if (timestamp is not { Time: { } time, Authority: { } authority })
        {
            // Said already.
            return;
        }

        if (timestamp.Accuracy > MostInaccurate)
        {
            problems.Add(TimestampProblems.Accuracy(timestamp.Accuracy));
        }

        var margin = TrustCheck.Tolerance + (timestamp.Accuracy > MostInaccurate ? TimeSpan.Zero : timestamp.Accuracy);
        if (statement is not null && statement.EndedAt - time > margin)
        {
            problems.Add(TimestampProblems.BeforeRun(time, statement.EndedAt));
        }

        if (policy.Now is { } now && time - now > margin)
        {
            problems.Add(TimestampProblems.InFuture(time));
        }

        if (policy.TsaRoots.Count == 0)
        {
            problems.Add(TimestampProblems.NoRoots);
            return;
        }

        using var chain = CertificateChain.Of(authority, timestamp.Certificates, policy.TsaRoots, time, TimestampRules.Purpose);
        if (!chain.Trusted)
        {
            problems.Add(TimestampProblems.Untrusted(chain.Why));
            return;
        }

        // The authority's own was looked at; a root's signature proves nothing.
        problems.AddRange(chain.Certificates.Skip(1).SkipLast(1).SelectMany(c => new[] { CertificateRules.AlgorithmProblem(c), CertificateRules.AuthorityKeyProblem(c) }).OfType<LocalText>().Select(TimestampProblems.CertificateWeak));
        new RevocationCheck(policy.RevocationLists, policy.Now, time, problems).Look(chain.Certificates, ofTimestamp: true);
    }
}
