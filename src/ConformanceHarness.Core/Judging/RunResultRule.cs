using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Core.Judging;

/// <summary>The roll-up of verdicts to a run result, defined here and nowhere else.</summary>
public static class RunResultRule
{
    /// <summary>
    /// notConformant: a must case failed and is not waived. harnessError: otherwise, a must case could not be told because of the harness.
    /// incomplete: otherwise, a must case is untested or cantTell, a waiver is in error, only a part of the stage was
    /// planned, or no must case passed at all. Else conformant.
    /// </summary>
    /// <param name="filter">the plan's filter: a part of the stage is never conformant</param>
    public static RunResult Of(IReadOnlyList<Verdict> verdicts, Catalogue catalogue, IReadOnlyList<WaiverProblem> waiverProblems, string? filter)
    {
        var musts = catalogue.Cases.Where(c => c.Obligation == Obligation.Must).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var relevant = verdicts.Where(v => musts.Contains(v.Case)).ToList();
        return relevant.Any(v => v is { Outcome: Outcome.Failed, Waived: false }) ? RunResult.NotConformant
            : relevant.Any(v => v is { Outcome: Outcome.CantTell, Cause: Cause.Harness }) ? RunResult.HarnessError
            : relevant.Any(v => v.Outcome is Outcome.CantTell or Outcome.Untested) || waiverProblems.Count > 0 || filter is not null || !relevant.Any(v => v.Outcome == Outcome.Passed || v.Waived) ? RunResult.Incomplete
            : RunResult.Conformant;
    }

    /// <summary>The outcome of a case over its channels: the worst that a reader must know of.</summary>
    public static ChannelVerdict Worst(IReadOnlyList<ChannelVerdict> channels) => channels.MaxBy(c => Weight(c.Outcome)) ?? throw new ArgumentException("A case without a channel has no verdict.", nameof(channels));

    private static int Weight(Outcome outcome) => outcome switch
    {
        Outcome.Failed => 4,
        Outcome.CantTell => 3,
        Outcome.Untested => 2,
        Outcome.Passed => 1,
        _ => 0,
    };
}

/// <summary>A waiver that must not stand as it is: expired, or for a case that did not fail.</summary>
public sealed record WaiverProblem(string Case, LocalText Problem);
