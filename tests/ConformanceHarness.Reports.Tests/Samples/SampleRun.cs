using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Reports.Tests.Samples;

/// <summary>Builds a run's record case by case. <see cref="Text"/> can replace every free text of the record by a hostile one.</summary>
internal sealed class SampleRun
{
    public static readonly DateTimeOffset Start = new(2026, 5, 16, 2, 4, 9, TimeSpan.Zero);

    private readonly List<CatalogueCase> catalogue = [];
    private readonly List<PlannedCase> planned = [];
    private readonly List<Verdict> verdicts = [];
    private readonly List<Waiver> waivers = [];
    private readonly List<Attestation> attestations = [];
    private readonly List<Observation> observations = [];

    public string EvidenceFolder { get; init; } = "no-such-folder";

    /// <summary>Applied to every free text.</summary>
    public Func<string, string> Text { get; init; } = text => text;
    public bool Trial { get; init; } = true;
    public string? Filter { get; init; }
    public RunResult Result { get; init; } = RunResult.NotConformant;
    public IReadOnlyList<Channel> Channels { get; init; } = [Channel.App, Channel.Web];

    public SampleRun Case(
        string id,
        string th,
        string en,
        Outcome outcome,
        Obligation obligation = Obligation.Must,
        Cause? cause = null,
        Decision decision = Decision.Check,
        IReadOnlyList<ChannelVerdict>? channels = null,
        LocalText? reason = null,
        string fixer = "developer",
        bool waived = false,
        bool flaky = false,
        bool manual = false,
        IReadOnlyList<string>? waitsFor = null)
    {
        catalogue.Add(new CatalogueCase
        {
            Id = id,
            Title = Local(th, en),
            Obligation = obligation,
            Stages = [Stage.Uat],
            Channels = Channels,
            Decision = decision,
            NotBuilt = decision == Decision.NotBuilt ? reason : null,
            Source = Text("DGA Developer Guidelines, Authentication"),
            Fix = Local("ให้เครื่องแม่ข่ายแลก mToken เพียงครั้งเดียวต่อการเข้าใช้งานหนึ่งครั้ง และเก็บผลไว้ในเซสชัน", "Let the server exchange the mToken once for each entry, and keep the result in the session."),
            Fixer = fixer,
        });
        var decided = outcome == Outcome.Inapplicable || decision != Decision.Check ? new PlannedOutcome(outcome, cause, reason ?? Local("ไม่มีเหตุผล", "no reason")) : null;
        planned.Add(new PlannedCase(id, decision, Channels, decision == Decision.Check ? ["entry"] : [], decided));
        channels ??= [.. Channels.Select(c => new ChannelVerdict(c, outcome, cause, flaky, [new Finding(null, reason ?? Local("ตรวจหน้าแรก 3 ครั้ง", "Looked at 3 landing pages"), null, [])]))];
        verdicts.Add(new Verdict { Case = id, Outcome = outcome, Cause = cause, Flaky = flaky, Manual = manual, Waived = waived, WaitsFor = waitsFor ?? [], Channels = channels });
        if (waived)
        {
            waivers.Add(new Waiver(id, Text("รอการต่ออายุใบรับรองตามสัญญา"), Text("นายสมชาย ใจดี"), Text("ผู้อำนวยการกองเทคโนโลยีสารสนเทศ"), new DateOnly(2026, 7, 31)));
        }

        if (manual)
        {
            attestations.Add(new Attestation(id, outcome, Text("นางสาวสุดา ทดสอบ"), new DateOnly(2026, 5, 15), Text("ไม่พบโฆษณาก่อนเข้าบริการ"), [Text("photo-1.png")]));
        }

        return this;
    }

    public SampleRun Observed(Observation observation)
    {
        observations.Add(observation);
        return this;
    }

    public LocalText Local(string th, string en) => new(Text(th), Text(en));

    public Finding Finding(string? expectedTh, string? expectedEn, string seenTh, string seenEn, string? where = null, params EvidenceReference[] evidence) =>
        new(expectedTh is null ? null : Local(expectedTh, expectedEn!), Local(seenTh, seenEn), where is null ? null : Text(where), evidence);

    public Observation Entry(Channel channel, int attempt, ObservationEnd end = ObservationEnd.Completed, string? screenshot = null) => new()
    {
        Scenario = "entry",
        Channel = channel,
        Attempt = attempt,
        Provenance = new Provenance("emulated", "chromium", LoginMode.Mock, Text("156.0.8078.73")),
        StartedAt = Start.AddSeconds(attempt * 5),
        DurationMs = 4210,
        End = end,
        EndReason = end == ObservationEnd.Completed ? null : Text("The browser closed before the page was there."),
        Exchanges = [new Exchange { Number = 12, Step = "entry", Session = "a", AtMs = 410, Method = Text("POST"), Url = Text("https://eservice.example.go.th/api/login?appId=9f1c&mToken=‹mToken #1 9f3c›"), Kind = "fetch", Status = 500 }],
        Gateway = [new GatewayCall { Number = 3, Operation = "deproc", ArrivedAt = Start.AddSeconds(7), Method = "POST", Path = Text("/ws/dga/czp/uat/v1/core/shield/data/deproc"), Status = 200, Conduct = Text("proper") }],
        Snapshots = [new Snapshot { Step = "reload", Session = "a", AtMs = 3900, Url = Text("https://eservice.example.go.th/home"), Title = Text("หน้าแรก"), Screenshot = screenshot }],
    };

    public RunRecord Build()
    {
        var statement = new Statement
        {
            Trial = Trial,
            RunId = Text("20260516T020409Z-7f3a"),
            ServiceId = "land-tax",
            ServiceName = Local("ระบบชำระภาษีที่ดินและสิ่งปลูกสร้าง", "Land and Building Tax Payment"),
            Agency = Local("กรมตัวอย่างการบริการประชาชน", "Department of Sample Public Services"),
            Stage = Stage.Uat,
            Channels = Channels,
            LandingUrl = Text("https://eservice.example.go.th/landing"),
            Target = new TargetIdentity(new string('a', 64), [Text("203.0.113.10")], [Text("https://eservice.example.go.th/landing"), Text("https://eservice.example.go.th/home")], Text("build 1.4.2")),
            CatalogueId = Text("minimum-testcase"),
            CatalogueVersion = Text("2569.1"),
            CatalogueDigest = new string('b', 64),
            ServiceFileDigest = new string('c', 64),
            HarnessVersion = Text("0.1.0"),
            Suites = new Dictionary<string, string> { [Text("minimum-testcase")] = new string('d', 64) },
            Filter = Filter is null ? null : Text(Filter),
            StartedAt = Start,
            EndedAt = Start.AddSeconds(47.5),
            Provenance = new Dictionary<string, int> { [Text("emulated/chromium/mock")] = Math.Max(1, observations.Count) },
            PageVisits = 31,
            Result = Result,
            WithWaivers = Result == RunResult.Conformant && waivers.Count > 0,
            Counts = verdicts.GroupBy(v => v.Outcome).ToDictionary(g => g.Key.ToString(), g => g.Count()),
            LedgerHead = new string('e', 64),
            Challenge = Text("challenge-1"),
        };
        return new RunRecord
        {
            Statement = statement,
            Catalogue = new Catalogue { Id = Text("minimum-testcase"), Version = Text("2569.1"), Title = Local("รายการทดสอบขั้นต่ำ", "Minimum Testcase"), Cases = catalogue, Digest = new string('b', 64) },
            Service = new ServiceProfile
            {
                Id = "land-tax",
                Agency = statement.Agency,
                Category = Local("ภาษี", "Taxes"),
                Name = statement.ServiceName,
                AppId = Text("app"),
                Channels = Channels,
                Targets = [new StageTarget(Stage.Uat, statement.LandingUrl, LoginMode.Mock)],
                Gateway = new GatewaySettings { ConsumerKey = new SecretReference("KEY", null), ConsumerSecret = new SecretReference("SECRET", null) },
                Waivers = waivers,
                Attestations = attestations,
                Digest = new string('c', 64),
            },
            Plan = new RunPlan
            {
                CatalogueId = statement.CatalogueId,
                CatalogueVersion = statement.CatalogueVersion,
                CatalogueDigest = statement.CatalogueDigest,
                Stage = Stage.Uat,
                Channels = Channels,
                Filter = statement.Filter,
                Cases = planned,
                Scenarios = [.. Channels.Select(c => new PlannedScenario("entry", c, [.. planned.Where(p => p.Scenarios.Count > 0).Select(p => p.Case)]))],
            },
            Observations = observations,
            Ledger = [new LedgerLine { Number = 1, Previous = new string('0', 64), Kind = "start", At = Start, Detail = Text("plan") }],
            Verdicts = verdicts,
            EvidenceFolder = EvidenceFolder,
        };
    }
}
