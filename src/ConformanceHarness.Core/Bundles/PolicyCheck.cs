using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What the verifier's policy demands of a bundle that may well be intact: its time, its inputs, its evidence and its verdicts.</summary>
internal sealed class PolicyCheck(BundleRecords records, VerifyPolicy policy)
{
    private readonly List<BundleProblem> problems = records.Problems;

    /// <param name="catalogue">the bundle's catalogue as it could be read</param>
    /// <param name="timestamp">when the signature was stamped; null: not at all</param>
    public void Run(Catalogue? catalogue, DateTimeOffset? timestamp)
    {
        if (records.Statement is not { } statement)
        {
            return;
        }

        if (timestamp is { } time && policy.Deadlines.TryGetValue(statement.Stage, out var deadline) && time > deadline)
        {
            problems.Add(PolicyProblems.Late(time, deadline));
        }

        if (!statement.Trial && !HarnessVersions.IsRelease(statement.HarnessVersion))
        {
            problems.Add(PolicyProblems.DevelopmentBuild(statement.HarnessVersion));
        }

        if (policy.HarnessVersions.Count > 0 && !HarnessVersions.IsListed(statement.HarnessVersion, policy.HarnessVersions))
        {
            problems.Add(PolicyProblems.HarnessVersion(statement.HarnessVersion, policy.HarnessVersions));
        }

        if (policy.ChallengeRequired && statement.Challenge is null)
        {
            problems.Add(PolicyProblems.ChallengeMissing);
        }

        CheckCatalogue(statement, timestamp ?? statement.EndedAt);
        CheckProvenance(statement);
        if (catalogue is not null && records.Verdicts is { } verdicts)
        {
            CheckObligations(catalogue, verdicts);
        }
    }

    private void CheckCatalogue(Statement statement, DateTimeOffset at)
    {
        if (policy.Catalogues.Count == 0)
        {
            return;
        }

        var named = policy.Catalogues.Where(c => c.Names(statement.CatalogueDigest, statement.CatalogueId, statement.CatalogueVersion)).ToList();
        if (named.Count == 0)
        {
            problems.Add(RecordProblems.CatalogueNotAccepted(statement.CatalogueDigest));
        }
        else if (named.All(c => at > c.Until))
        {
            problems.Add(PolicyProblems.CatalogueSuperseded(statement.CatalogueId, statement.CatalogueVersion, named.Max(c => c.Until!.Value)));
        }
    }

    private void CheckProvenance(Statement statement)
    {
        foreach (var accepted in policy.Provenance.Where(p => p.Stage == statement.Stage))
        {
            // "emulated/chromium/mock" → number; that the numbers are true is InputsCheck's.
            foreach (var (rests, _) in statement.Provenance.Where(p => p.Value > 0).OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                if (rests.Split('/') is not [var surface, var engine, var login]
                    || !Takes(accepted.Surfaces, surface) || !Takes(accepted.Engines, engine) || !Takes([.. accepted.Logins.Select(l => l.ToString().ToLowerInvariant())], login))
                {
                    problems.Add(PolicyProblems.Provenance(rests));
                }
            }
        }
    }

    private void CheckObligations(Catalogue catalogue, IReadOnlyList<Verdict> verdicts)
    {
        var demanded = catalogue.Cases.Where(c => policy.Obligations.Contains(c.Obligation)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var open = verdicts.Where(v => demanded.Contains(v.Case) && v.Outcome is not (Outcome.Passed or Outcome.Inapplicable) && !(v.Waived && policy.AllowWaivers)).Select(v => v.Case).ToList();
        if (open.Count > 0)
        {
            problems.Add(PolicyProblems.ObligationNotMet(open));
        }
    }

    private static bool Takes(IReadOnlyList<string> accepted, string found) => accepted.Count == 0 || accepted.Contains(found, StringComparer.Ordinal);
}
