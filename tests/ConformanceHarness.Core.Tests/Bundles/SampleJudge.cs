using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>The real planner and the real judge over a catalogue of three cases; its "YAML" is a list of key: value lines.</summary>
internal sealed class SampleJudge : IBundleJudge
{
    private static readonly ScenarioFacts[] Scenarios = [new("entry", NeedsBrowser: true, new HashSet<LoginMode> { LoginMode.Mock })];

    private static readonly Abilities Sessions = new(new Dictionary<Channel, IReadOnlySet<string>>
    {
        [Channel.App] = new HashSet<string> { "text" },
        [Channel.Web] = new HashSet<string> { "text" },
    });

    public Catalogue? Own { get; init; }

    public Catalogue ReadCatalogue(string entry, byte[] yaml)
    {
        var lines = Lines(yaml);
        return new Catalogue
        {
            Id = lines["id"],
            Version = "1",
            Title = new("ตัวอย่าง", "Sample"),
            Digest = Digest(yaml),
            Cases = [.. lines["cases"].Split(' ').Select(Case)],
        };
    }

    public ServiceProfile ReadService(byte[] yaml)
    {
        var lines = Lines(yaml);
        return new ServiceProfile
        {
            Id = lines["id"],
            Agency = new("กรมตัวอย่าง", "Sample Department"),
            Category = new("ทั่วไป", "General"),
            Name = new("บริการตัวอย่าง", "Sample service"),
            AppId = "4e5f0f8a-0000-4000-8000-000000000001",
            Channels = [Channel.App, Channel.Web],
            Targets = [.. new[] { Stage.Uat, Stage.Preproduction }.Select(s => new StageTarget(s, lines["landing"], LoginMode.Mock, StandIn: lines.ContainsKey("standIn") ? new StandIn("ca.crt", "127.0.0.1:1", "127.0.0.1:2") : null))],
            Gateway = new GatewaySettings { ConsumerKey = new("KEY", null), ConsumerSecret = new("SECRET", null) },
            Waivers = lines.TryGetValue("waiver", out var waiver) ? [Waiver(waiver.Split(' '))] : [],
            Digest = Digest(yaml),
        };
    }

    public RunPlan Replan(Catalogue catalogue, ServiceProfile service, Statement statement, IReadOnlyList<PlannedEngine>? engines) =>
        Planner.Plan(catalogue, service, statement.Stage, null, null, Scenarios, Sessions);

    public Judged Rejudge(BundleEvidence evidence) =>
        new CaseJudge(evidence.Catalogue, evidence.Service, evidence.Plan, new Dictionary<string, ICheck> { ["greeting"] = new Greeting(), ["letter"] = new Letter() })
            .Judge(evidence.Observations, evidence.Bodies, IBundleJudge.WaiverDay(evidence.Statement));

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static Dictionary<string, string> Lines(byte[] yaml) =>
        Encoding.UTF8.GetString(yaml).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1]);

    private static Waiver Waiver(string[] parts) => new(parts[0], "reason", "owner", "approver", DateOnly.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));

    private static CatalogueCase Case(string id) => new()
    {
        Id = id,
        Title = new("กรณี", "Case"),
        Obligation = Obligation.Must,
        Stages = [Stage.Uat, Stage.Preproduction],
        Channels = [Channel.App, Channel.Web],
        Decision = id == "A11Y-05" ? Decision.Person : Decision.Check,
        Check = id switch { "LAND-05" => "greeting", "DATA-01" => "letter", _ => null },
        Scenarios = id == "A11Y-05" ? [] : ["entry"],
        Evidence = ["text"],
        Source = "test",
        Fix = new("แก้ไข", "Fix it"),
        Fixer = "developer",
    };

    /// <summary>Passes when the page greets.</summary>
    private sealed class Greeting : ICheck
    {
        public Judgement Judge(CaseEvidence evidence) => evidence.Of("entry")!.Snapshots.All(s => s.Text.Contains("สวัสดี", StringComparison.Ordinal))
            ? Judgement.Passed(new("พบคำทักทาย", "It greets."))
            : Judgement.Failed(new Finding(new("คำทักทาย", "a greeting"), new("ไม่พบ", "none"), null, []));
    }

    /// <summary>Passes when the recorded document holds the word.</summary>
    private sealed class Letter : ICheck
    {
        public Judgement Judge(CaseEvidence evidence) => evidence.Of("entry")!.Exchanges.Any(e => evidence.Bodies.Text(e.ResponseBody)!.Contains("ทดสอบ", StringComparison.Ordinal))
            ? Judgement.Passed(new("พบ", "Found."))
            : Judgement.Failed(new Finding(new("ทดสอบ", "ทดสอบ"), new("ไม่พบ", "none"), null, []));
    }
}
