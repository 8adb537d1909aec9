using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>
/// A small but complete run: two channels, a first attempt that failed, a body and a screenshot. Tests change a record, and everything that
/// follows from it is made again, so that exactly one thing is wrong.
/// </summary>
internal sealed class SampleRun
{
    public static readonly DateTimeOffset Start = TestPki.Now.AddMinutes(-10);

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("<!doctype html><title>ทดสอบ</title>" + string.Concat(Enumerable.Range(0, 60).Select(i => $"<p>{i}</p>")));
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4];

    public string Catalogue { get; init; } = "id: sample\ncases: LAND-05 DATA-01 A11Y-05\n";

    public string Service { get; init; } = "id: sample-service\nlanding: https://service.example.go.th/start\n";

    public bool Trial { get; init; } = true;

    public Stage Stage { get; init; } = Stage.Uat;

    public string Greeting { get; init; } = "สวัสดี คุณสมชาย";

    public Func<Statement, Statement> ChangeStatement { get; init; } = s => s;

    public Func<RunPlan, RunPlan> ChangePlan { get; init; } = p => p;

    public Func<IReadOnlyList<Verdict>, IReadOnlyList<Verdict>> ChangeVerdicts { get; init; } = v => v;

    public Func<List<byte[]>, IEnumerable<byte[]>> ChangeLedgerLines { get; init; } = l => l;

    public Func<Observation, Observation> ChangeObservation { get; init; } = o => o;

    /// <summary>Entry → content; what it returns goes into the bundle.</summary>
    public Action<Dictionary<string, byte[]>> ChangeEntries { get; init; } = _ => { };

    public Dictionary<string, byte[]> Entries()
    {
        var judge = new SampleJudge();
        var (catalogueBytes, serviceBytes) = (Encoding.UTF8.GetBytes(Catalogue), Encoding.UTF8.GetBytes(Service));
        var (catalogue, service) = (judge.ReadCatalogue("", catalogueBytes), judge.ReadService(serviceBytes));
        var entries = new Dictionary<string, byte[]>();
        var draft = Draft(catalogue.Id, catalogue.Digest, service.Id, service.Digest, service.Targets[0].LandingUrl);
        var plan = ChangePlan(judge.Replan(catalogue, service, draft, null));
        var planBytes = RecordJson.Write(plan);
        var (observations, ledger) = Observe(entries, planBytes);
        var head = LedgerReader.Read(ledger).Head;
        var judged = judge.Rejudge(new BundleEvidence
        {
            Statement = draft,
            Catalogue = catalogue,
            Service = service,
            Plan = plan,
            Observations = observations,
            Ledger = [],
            Bodies = new OneBody(),
        });
        var verdicts = ChangeVerdicts(judged.Verdicts);
        var statement = draft with
        {
            LedgerHead = head,
            Counts = verdicts.CountBy(v => char.ToLowerInvariant(v.Outcome.ToString()[0]) + v.Outcome.ToString()[1..]).ToDictionary(),
            Result = RunResultRule.Of(verdicts, catalogue, judged.WaiverProblems, plan.Filter),
            WithWaivers = verdicts.Any(v => v.Waived),
            Provenance = observations.CountBy(o => "emulated/chromium/mock").ToDictionary(),
        };
        entries[EntryNames.Statement] = RecordJson.Write(ChangeStatement(statement));
        entries[EntryNames.Plan] = planBytes;
        entries[EntryNames.Verdicts] = RecordJson.Write(verdicts);
        entries[EntryNames.Ledger] = ledger;
        entries[EntryNames.Body(SampleJudge.Digest(Body))] = Body;
        entries[EntryNames.Screenshot(SampleJudge.Digest(Png))] = Png;
        entries["catalogue/sample.yaml"] = catalogueBytes;
        entries[EntryNames.Service] = serviceBytes;
        entries["report.html"] = Encoding.UTF8.GetBytes("<!doctype html><title>รายงาน</title>");
        ChangeEntries(entries);
        return entries;
    }

    public BundleContents Contents() => Entries().Aggregate(new BundleContents(), (contents, entry) => contents.AddBytes(entry.Key, entry.Value));

    /// <summary>Writes the bundle into the folder and returns its path.</summary>
    public string Write(TestFolder folder, SigningKey? key = null, ITimestampAuthority? tsa = null)
    {
        var clock = new FixedClock(TestPki.Now);
        using var trial = SigningKey.Trial(clock);
        return BundleWriter.Write(folder.Path, Contents(), key ?? trial, clock, [], key is { IsTrial: false } ? tsa ?? TestPki.Instance.Tsa : null);
    }

    private Statement Draft(string catalogueId, string catalogueDigest, string serviceId, string serviceDigest, string landing) => new()
    {
        Trial = Trial,
        RunId = "20260302-0001",
        ServiceId = serviceId,
        ServiceName = new("บริการตัวอย่าง", "Sample service"),
        Agency = new("กรมตัวอย่าง", "Sample Department"),
        Stage = Stage,
        Channels = [Channel.App, Channel.Web],
        LandingUrl = landing,
        Target = new TargetIdentity(null, ["192.0.2.1"], [landing], null),
        CatalogueId = catalogueId,
        CatalogueVersion = "1",
        CatalogueDigest = catalogueDigest,
        ServiceFileDigest = serviceDigest,
        HarnessVersion = "0.1.0",
        Suites = new Dictionary<string, string>(),
        StartedAt = Start,
        EndedAt = Start.AddMinutes(5),
        Provenance = new Dictionary<string, int>(),
        PageVisits = 3,
        Result = RunResult.Incomplete,
        Counts = new Dictionary<string, int>(),
        LedgerHead = "",
    };

    private (List<Observation> Observations, byte[] Ledger) Observe(Dictionary<string, byte[]> entries, byte[] plan)
    {
        using var folder = new TestFolder();
        var path = folder.File("ledger.jsonl");
        Observation[] attempts =
        [
            Attempt(Channel.App, 1) with { End = ObservationEnd.EnvironmentFailed, EndReason = "connection reset", Snapshots = [], Exchanges = [] },
            Attempt(Channel.App, 2),
            Attempt(Channel.Web, 1),
        ];
        using (var ledger = new LedgerWriter(path, new FixedClock(Start)))
        {
            ledger.Start(SampleJudge.Digest(plan));
            foreach (var observation in attempts.Select(ChangeObservation))
            {
                var bytes = RecordJson.Write(observation);
                entries[EntryNames.Observation(observation.Scenario, observation.Channel, observation.Attempt)] = bytes;
                ledger.Attempt(observation, SampleJudge.Digest(bytes));
            }

            ledger.End();
        }

        var lines = File.ReadAllBytes(path).AsSpan();
        var list = new List<byte[]>();
        foreach (var range in lines.Split((byte)'\n'))
        {
            list.Add(lines[range].ToArray());
        }

        list.RemoveAt(list.Count - 1);
        return ([.. attempts.Select(ChangeObservation)], [.. ChangeLedgerLines(list).SelectMany(l => l.Append((byte)'\n'))]);
    }

    private Observation Attempt(Channel channel, int attempt) => new()
    {
        Scenario = "entry",
        Channel = channel,
        Attempt = attempt,
        Provenance = new("emulated", "chromium", LoginMode.Mock, "150.0"),
        StartedAt = Start.AddSeconds(5),
        DurationMs = 1200,
        End = ObservationEnd.Completed,
        Exchanges = [new Exchange { Number = 1, Step = "open", Session = "a", AtMs = 3, Method = "GET", Url = "https://service.example.go.th/start", Kind = "document", Navigation = true, Status = 200, ResponseBody = SampleJudge.Digest(Body) }],
        Snapshots = [new Snapshot { Step = "open", Session = "a", AtMs = 900, Url = "https://service.example.go.th/start", Title = "ตัวอย่าง", Text = Greeting, Screenshot = SampleJudge.Digest(Png) }],
    };

    private sealed class OneBody : IBodies
    {
        public string? Text(string? digest) => digest is null ? null : Encoding.UTF8.GetString(Body);
    }
}
