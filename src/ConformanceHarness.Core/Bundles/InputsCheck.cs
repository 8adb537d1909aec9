using System.Globalization;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Bundles;

/// <summary>The statement and the plan against the catalogue and the service file that the bundle brings along.</summary>
internal sealed class InputsCheck(BundleRecords records, IBundleJudge judge)
{
    private const string Format = "conformance-harness-bundle/1";

    private readonly List<BundleProblem> problems = records.Problems;

    public Catalogue? Catalogue { get; private set; }
    public ServiceProfile? Service { get; private set; }

    public void Run(IReadOnlyList<Observation> observations)
    {
        if (records.Statement is not { } statement)
        {
            return;
        }

        if (statement.Format != Format)
        {
            problems.Add(RecordProblems.Format(statement.Format));
        }

        if (statement.EndedAt < statement.StartedAt)
        {
            problems.Add(RecordProblems.Times);
        }

        ReadCatalogue(statement);
        ReadService(statement);
        CheckProvenance(statement, observations);
        if (records.Plan is { } plan)
        {
            CheckPlan(statement, plan);
        }
    }

    private void ReadCatalogue(Statement statement)
    {
        var entry = records.Digests.FirstOrDefault(d => d.Key.StartsWith(EntryNames.Catalogues, StringComparison.Ordinal) && d.Value == statement.CatalogueDigest).Key;
        if (entry is null || records.Bytes(entry) is not { } yaml)
        {
            problems.Add(RecordProblems.CatalogueMissing);
            return;
        }

        Catalogue = Refusable(entry, () => judge.ReadCatalogue(entry, yaml));
        if (Catalogue is { } catalogue)
        {
            records.Expect(EntryNames.Statement, "catalogueId", statement.CatalogueId, catalogue.Id);
            records.Expect(EntryNames.Statement, "catalogueVersion", statement.CatalogueVersion, catalogue.Version);
        }
    }

    private void ReadService(Statement statement)
    {
        if (records.Bytes(EntryNames.Service) is not { } yaml)
        {
            return;
        }

        if (records.Digests[EntryNames.Service] != statement.ServiceFileDigest)
        {
            problems.Add(RecordProblems.ServiceDigest);
        }

        Service = Refusable(EntryNames.Service, () => judge.ReadService(yaml));
        if (Service is not { } service)
        {
            return;
        }

        records.Expect(EntryNames.Statement, "serviceId", statement.ServiceId, service.Id);
        records.Expect(EntryNames.Statement, "serviceName", statement.ServiceName.ToString(), service.Name.ToString());
        records.Expect(EntryNames.Statement, "agency", statement.Agency.ToString(), service.Agency.ToString());
        records.Expect(EntryNames.Statement, "landingUrl", statement.LandingUrl, service.Target(statement.Stage)?.LandingUrl);
        if (!statement.Trial && service.Target(statement.Stage)?.StandIn is not null)
        {
            problems.Add(RecordProblems.StandIn);
        }
    }

    private void CheckProvenance(Statement statement, IReadOnlyList<Observation> observations)
    {
        static string Show(IEnumerable<KeyValuePair<string, int>> counts) =>
            string.Join(", ", counts.Where(c => c.Value != 0).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}={c.Value}")));
        var found = observations.CountBy(o => o.Provenance.Kind);
        records.Expect(EntryNames.Statement, "provenance", Show(statement.Provenance), Show(found));
        if (!statement.Trial && statement.Stage != Stage.Uat && observations.Any(o => o.Provenance.Login == LoginMode.Mock))
        {
            problems.Add(RecordProblems.MockedLogin);
        }
    }

    private void CheckPlan(Statement statement, RunPlan plan)
    {
        records.Expect(EntryNames.Plan, "catalogueId", plan.CatalogueId, statement.CatalogueId);
        records.Expect(EntryNames.Plan, "catalogueVersion", plan.CatalogueVersion, statement.CatalogueVersion);
        records.Expect(EntryNames.Plan, "catalogueDigest", plan.CatalogueDigest, statement.CatalogueDigest);
        records.Expect(EntryNames.Plan, "stage", plan.Stage.ToString(), statement.Stage.ToString());
        records.Expect(EntryNames.Plan, "channels", string.Join(',', plan.Channels), string.Join(',', statement.Channels));
        records.Expect(EntryNames.Plan, "filter", plan.Filter, statement.Filter);
        if (!statement.Trial && plan.Filter is not null)
        {
            problems.Add(RecordProblems.Filtered);
        }

        if (Catalogue is null || Service is null)
        {
            return;
        }

        var again = Refusable(EntryNames.Plan, () => judge.Replan(Catalogue, Service, statement));
        if (again is not null && !RecordJson.Write(again).AsSpan().SequenceEqual(RecordJson.Write(plan)))
        {
            problems.Add(RecordProblems.PlanDiffers);
        }
    }

    /// <summary>The judge reads what a stranger may have written: whatever it throws becomes a problem.</summary>
    private T? Refusable<T>(string entry, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            problems.Add(RecordProblems.InputRefused(entry, problem.Message));
            return null;
        }
    }
}
