using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Judging;

/// <summary>A catalogue, service and evidence so small that each test says all that matters.</summary>
internal static class JudgeSample
{
    public static readonly LocalText Word = new("คำ", "word");

    public static CatalogueCase Case(string id, Obligation obligation = Obligation.Must, string? check = "page", string[]? dependsOn = null, string[]? scenarios = null, Decision decision = Decision.Check, string? feature = null) => new()
    {
        Id = id,
        Title = Word,
        Obligation = obligation,
        Stages = [Stage.Uat],
        Channels = [Channel.App, Channel.Web],
        Decision = decision,
        Check = decision == Decision.Check ? check : null,
        NotBuilt = decision == Decision.NotBuilt ? Word : null,
        Feature = feature,
        Scenarios = decision == Decision.Check ? scenarios ?? ["entry"] : [],
        Evidence = decision == Decision.Check ? ["text"] : [],
        DependsOn = dependsOn ?? [],
        Source = "test",
        Fix = Word,
        Fixer = "developer",
    };

    public static Catalogue Of(params CatalogueCase[] cases) => new() { Id = "sample", Version = "1", Title = Word, Digest = "d", Cases = cases };

    public static ServiceProfile Service { get; } = new()
    {
        Id = "sample",
        Agency = Word,
        Category = Word,
        Name = Word,
        AppId = "app",
        Channels = [Channel.App, Channel.Web],
        Targets = [new StageTarget(Stage.Uat, "https://uat.example.go.th/", LoginMode.Mock)],
        Gateway = new GatewaySettings { ConsumerKey = new("K", null), ConsumerSecret = new("S", null) },
        Digest = "d",
    };

    public static Abilities Sessions { get; } = new(new Dictionary<Channel, IReadOnlySet<string>> { [Channel.App] = new HashSet<string> { "text", "bodies" }, [Channel.Web] = new HashSet<string> { "text", "bodies" } });

    public static ScenarioFacts[] Scenarios { get; } = [new("entry", true, new HashSet<LoginMode> { LoginMode.Mock }), new("tour", true, new HashSet<LoginMode> { LoginMode.Mock }), new("transport", false, new HashSet<LoginMode> { LoginMode.Mock })];

    /// <summary>Passes on "good", fails on "bad", and otherwise can't tell; other checks misbehave as their names say.</summary>
    public static Dictionary<string, ICheck> Checks { get; } = new()
    {
        ["page"] = new Made(e => e.Observations.SelectMany(o => o.Snapshots).Select(s => s.Text).ToList() is var texts && texts.Contains("bad") ? Judgement.Failed(new Finding(Word, Word, "here", []))
            : texts.Contains("good") ? Judgement.Passed(Word)
            : Judgement.CantTell(Cause.Service, Word)),
        ["blind"] = new Made(_ => Judgement.Passed(Word)),
        ["blindFailure"] = new Made(_ => Judgement.Failed(new Finding(Word, Word, null, []))),
        ["silent"] = new Made(e => e.Observations.Count > 0 ? Judgement.Failed([]) : Judgement.Passed(Word)),
        ["broken"] = new Made(e => throw new InvalidOperationException(e.Observations.Count + " oops")),
        ["inapplicable"] = new Made(_ => Judgement.Inapplicable(Word)),
    };

    public static Observation Seen(string text, string scenario = "entry", Channel channel = Channel.App, int attempt = 1, ObservationEnd end = ObservationEnd.Completed) => new()
    {
        Scenario = scenario,
        Channel = channel,
        Attempt = attempt,
        Provenance = new Provenance("emulated", "chromium", LoginMode.Mock),
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationMs = 1,
        End = end,
        EndReason = end == ObservationEnd.Completed ? null : "why",
        Snapshots = [new Snapshot { Step = "enter", Session = "a", AtMs = 1, Url = "https://uat.example.go.th/", Text = text }],
    };

    public static RunPlan Plan(Catalogue catalogue, ServiceProfile? service = null, IReadOnlyList<Channel>? channels = null, IReadOnlyList<string>? only = null) =>
        Planner.Plan(catalogue, service ?? Service, Stage.Uat, channels, only, Scenarios, Sessions);

    public static Judged Judge(Catalogue catalogue, IReadOnlyList<Observation> observations, ServiceProfile? service = null, IReadOnlyList<Channel>? channels = null) =>
        new CaseJudge(catalogue, service ?? Service, Plan(catalogue, service, channels ?? [Channel.App]), Checks).Judge(observations, new NoBodies(), new DateOnly(2026, 5, 1));

    private sealed class Made(Func<CaseEvidence, Judgement> judge) : ICheck
    {
        public Judgement Judge(CaseEvidence evidence) => judge(evidence);
    }

    private sealed class NoBodies : IBodies
    {
        public string? Text(string? digest) => null;
    }
}
