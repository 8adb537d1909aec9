using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Rejudging;

/// <summary>Judges for the verifier and keeps what came of it; where another catalogue is given, judges the same evidence by that one too.</summary>
internal sealed class KeepingJudge(IBundleJudge judge, Catalogue? other) : IBundleJudge
{
    /// <summary>By the bundle's own catalogue; null where it could not be judged.</summary>
    public Judged? Own { get; private set; }

    /// <summary>By the other catalogue.</summary>
    public Judged? Other { get; private set; }

    /// <summary>Why the other catalogue can't be used with this bundle.</summary>
    public LocalText? OtherProblem { get; private set; }

    public Catalogue? Catalogue { get; private set; }

    public Catalogue ReadCatalogue(string entry, byte[] yaml) => judge.ReadCatalogue(entry, yaml);

    public ServiceProfile ReadService(byte[] yaml) => judge.ReadService(yaml);

    public RunPlan Replan(Catalogue catalogue, ServiceProfile service, Statement statement, IReadOnlyList<PlannedEngine>? engines) => judge.Replan(catalogue, service, statement, engines);

    public Judged Rejudge(BundleEvidence evidence)
    {
        Catalogue = evidence.Catalogue;
        Own = judge.Rejudge(evidence);
        if (other is not null)
        {
            try
            {
                Other = judge.Rejudge(evidence with { Catalogue = other, Plan = judge.Replan(other, evidence.Service, evidence.Statement, evidence.Plan.Engines) });
            }
            catch (ConfigurationException e)
            {
                OtherProblem = e.Problem;
            }
        }

        return Own;
    }
}
