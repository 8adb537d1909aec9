using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Comparing;

/// <summary>Records of small runs whose one verdict in question, target and attempts a test sets.</summary>
internal static class ComparedSample
{
    public static TargetIdentity Target { get; } = new("key-1", ["192.0.2.1"], ["https://service.example.go.th/start"], "build-1");

    public static RunRecord Run(Outcome outcome = Outcome.Passed, Cause? cause = null, TargetIdentity? target = null, Func<Verdict, Verdict>? change = null, string harness = "0.1.0", ObservationEnd firstEnd = ObservationEnd.Completed, string landing = "https://service.example.go.th/start")
    {
        var judge = new SampleJudge();
        var sample = new SampleRun { Catalogue = "id: sample\ncases: LAND-05 DATA-01\n" };
        var entries = sample.Entries();
        var statement = RecordJson.ReadStatement(entries[EntryNames.Statement]);
        var verdicts = RecordJson.ReadVerdicts(entries[EntryNames.Verdicts]);
        var verdict = verdicts[0] with
        {
            Outcome = outcome,
            Cause = cause,
            Channels = [.. verdicts[0].Channels.Select(c => c with { Outcome = outcome, Cause = cause, Findings = [new Finding(null, new("พบ", $"saw {outcome}"), "https://service.example.go.th/start", [])] })],
        };
        var observation = RecordJson.ReadObservation(entries["evidence/observations/entry.app.2.json"]);
        return new RunRecord
        {
            Statement = statement with { Target = target ?? Target, HarnessVersion = harness, LandingUrl = landing },
            Catalogue = judge.ReadCatalogue("", Encoding.UTF8.GetBytes(sample.Catalogue)),
            Service = judge.ReadService(Encoding.UTF8.GetBytes(sample.Service)),
            Plan = RecordJson.ReadPlan(entries[EntryNames.Plan]),
            Observations = [observation with { Attempt = 1, End = firstEnd }, observation],
            Ledger = [],
            Verdicts = [(change ?? (v => v))(verdict), verdicts[1]],
            EvidenceFolder = "",
        };
    }
}
