using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>A check that fails when it finds something. It can't tell when it had nothing to look at.</summary>
internal abstract class FindingCheck : ICheck
{
    private const int Most = 8;

    /// <summary>What was looked at, said when nothing was found.</summary>
    protected abstract LocalText Passing { get; }

    protected virtual LocalText NothingSeen { get; } = new("ไม่มีหลักฐานที่จะตัดสินได้ เพราะหน้าเว็บไม่ได้โหลด", "There is nothing to judge: no page was loaded.");

    public virtual Judgement Judge(CaseEvidence evidence)
    {
        var seen = evidence.Observations.Where(o => Saw(evidence, o)).ToList();
        if (seen.Count == 0)
        {
            return Judgement.CantTell(Cause.Service, NothingSeen);
        }

        var findings = seen.SelectMany(o => Find(evidence, o)).Take(Most).ToList();
        return findings.Count > 0 ? Judgement.Failed(findings)
            : seen.Select(o => Unclear(evidence, o)).OfType<LocalText>().FirstOrDefault() is { } unclear ? Judgement.CantTell(Cause.Environment, unclear)
            : Judgement.Passed(Passing);
    }

    /// <summary>Why an observation without findings is no pass either: neither the service nor its absence of faults was to be seen. Null where it was.</summary>
    protected virtual LocalText? Unclear(CaseEvidence evidence, Observation observation) => null;

    /// <summary>True when the observation holds what this check is about.</summary>
    protected virtual bool Saw(CaseEvidence evidence, Observation observation) => observation.Exchanges.Any(e => e.Navigation && e.Status > 0);

    protected abstract IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation);
}

/// <summary>Short ways to word findings and to point at evidence.</summary>
internal static class Say
{
    public static Finding Found(LocalText expected, LocalText seen, string? where, params IReadOnlyList<EvidenceReference> evidence) => new(expected, seen, where, evidence);

    public static LocalText Text(string th, string en) => new(th, en);

    public static EvidenceReference At(Observation o, Exchange e) => new(o.Id, o.Attempt, "exchange", Number(e.Number));

    public static EvidenceReference At(Observation o, Snapshot s) => new(o.Id, o.Attempt, "snapshot", s.Session + "/" + s.Step, s.Screenshot);

    public static EvidenceReference At(Observation o, PageEvent e) => new(o.Id, o.Attempt, "event", e.Kind + "@" + Number(e.AtMs));

    public static EvidenceReference At(Observation o, GatewayCall c) => new(o.Id, o.Attempt, "gateway", Number(c.Number));

    public static EvidenceReference At(Observation o, Visit v) => new(o.Id, o.Attempt, "visit", v.Session + "/" + v.Step);

    public static EvidenceReference At(Observation o, Replay r) => new(o.Id, o.Attempt, "replay", r.Purpose + " " + r.Method + " " + r.Url);

    public static EvidenceReference At(Observation o, TransportProbe p) => new(o.Id, o.Attempt, "transport", p.Kind + " " + p.Address);

    public static string Quote(string text, int most = 160)
    {
        var line = text.ReplaceLineEndings(" ⏎ ");
        return line.Length > most ? line[..most] + "…" : line;
    }

    public static string Seconds(double ms) => (ms / 1000).ToString("0.0", CultureInfo.InvariantCulture);

    public static string Number(long n) => n.ToString(CultureInfo.InvariantCulture);

    /// <summary>The address without its query, which may hold what must not be repeated.</summary>
    public static string Bare(string url) => url.Split('?', 2)[0].Split('#', 2)[0];
}

/// <summary>Which parts of an observation a check means.</summary>
internal static class Parts
{
    private static readonly HashSet<string> LoggedIn = new(StringComparer.Ordinal)
    {
        Scenarios.Steps.Enter, Scenarios.Steps.Reload, Scenarios.Steps.Return, Scenarios.Steps.ReturnReload,
    };

    /// <summary>Steps of a citizen who entered properly, sub-services and going back included.</summary>
    public static bool IsLoggedIn(string step) => LoggedIn.Contains(step) || step.StartsWith(Scenarios.Steps.Open, StringComparison.Ordinal) || step.StartsWith(Scenarios.Steps.Back, StringComparison.Ordinal);

    public static bool IsOrdinary(string step) => IsLoggedIn(step) || step == Scenarios.Steps.Anonymous;

    public static Citizen? First(Observation o) => o.Citizens.FirstOrDefault(c => c.Key == "first");

    public static IEnumerable<Snapshot> SnapshotsOf(Observation o, params IReadOnlyList<string> steps) => o.Snapshots.Where(s => steps.Contains(s.Step));

    public static bool IsFirstParty(CaseEvidence evidence, string url) => FirstParty.Is(url, evidence.Service.Target(evidence.Stage)?.LandingUrl ?? "", evidence.Service.Hosts);

    public static bool IsWeb(string url) => url.StartsWith("http", StringComparison.OrdinalIgnoreCase) || url.StartsWith("ws", StringComparison.OrdinalIgnoreCase);

    /// <summary>Thai letters and marks: how many a text must hold to count as Thai differs by what it is.</summary>
    public static int ThaiLetters(string text) => text.Count(c => c is >= '\u0E01' and <= '\u0E4E');

    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>True where the page shows too little text for a machine to read although it shows pictures.</summary>
    public static bool OnlyPictures(Snapshot s) => s.Pictures > 0 && s.Text.Count(char.IsLetter) < 12;

    public static readonly LocalText PicturesOnly = new("หน้าเว็บแสดงข้อความเป็นรูปภาพ เครื่องมืออ่านไม่ได้", "The page shows its text as a picture, which the harness can't read.");
}
