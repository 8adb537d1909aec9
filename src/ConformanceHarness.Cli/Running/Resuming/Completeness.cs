using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>How far a run came.</summary>
internal static class Completeness
{
    /// <summary>True when an unbroken run would not try the scenario again.</summary>
    public static bool IsComplete(PlannedScenario scenario, RecordedEvidence evidence)
    {
        var attempts = evidence.Observations.Where(o => o.Id == scenario.Id && LedgerRounds.IsInLast(evidence.Lines, o)).ToList();
        return attempts is [.., var last] && last.End switch
        {
            ObservationEnd.Cancelled => false,
            ObservationEnd.HarnessFailed => attempts.Count(a => a.End == ObservationEnd.HarnessFailed) >= Observing.MostAttempts,
            _ => true,
        };
    }
}
