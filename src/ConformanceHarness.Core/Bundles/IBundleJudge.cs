using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// Lets the verifier do again what the run did, from the bundle's own inputs. It may throw whatever it likes (a suite that is missing, a
/// wrong catalogue): the verifier reports it as a problem.
/// </summary>
public interface IBundleJudge
{
    /// <summary>The verifier's own catalogue, with which a superseded one is compared; null where it has none.</summary>
    Catalogue? Own => null;

    /// <param name="entry">the entry's name, for messages</param>
    Catalogue ReadCatalogue(string entry, byte[] yaml);

    ServiceProfile ReadService(byte[] yaml);

    /// <summary>The plan that these inputs give, with the statement's stage, channels and filter.</summary>
    /// <param name="engines">those that the run had, as its plan says; null where it does not say</param>
    RunPlan Replan(Catalogue catalogue, ServiceProfile service, Statement statement, IReadOnlyList<PlannedEngine>? engines);

    /// <summary>Judges the evidence; waivers count as of the end of the run (<see cref="WaiverDay"/>).</summary>
    Judged Rejudge(BundleEvidence evidence);

    /// <summary>The day on which waivers must still be valid: that of the run's end, in Thailand.</summary>
    static DateOnly WaiverDay(Statement statement) => DateOnly.FromDateTime(statement.EndedAt.ToOffset(TimeSpan.FromHours(7)).DateTime);
}

/// <summary>What judging rests on: signed, complete, and with its digests checked.</summary>
public sealed record BundleEvidence
{
    public required Statement Statement { get; init; }
    public required Catalogue Catalogue { get; init; }
    public required ServiceProfile Service { get; init; }
    public required RunPlan Plan { get; init; }

    /// <summary>What judging rests on, in ledger order: of each scenario all attempts of the last round (<see cref="LedgerRounds.Latest"/>).</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }
    public required IReadOnlyList<LedgerLine> Ledger { get; init; }

    /// <summary>Read from the bundle when asked for; each is checked against its digest.</summary>
    public required IBodies Bodies { get; init; }
}
