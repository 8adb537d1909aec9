using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>What one observation recorded of one walk through a sub-service, for one purpose.</summary>
internal sealed partial class JourneyRun
{
    private static readonly ConditionalWeakTable<string, Regex> Patterns = [];
    private readonly CaseEvidence evidence;
    private readonly string prefix;
    private readonly List<Snapshot> snapshots;
    private readonly Lazy<HashSet<string>> before;

    private JourneyRun(CaseEvidence evidence, Observation observation, SubService service, string purpose)
    {
        this.evidence = evidence;
        Observation = observation;
        Service = service;
        Purpose = purpose;
        prefix = Steps.Of(purpose, service.Id, "");
        Visits = [.. observation.Visits.Where(v => IsOf(v.Step))];
        snapshots = [.. observation.Snapshots.Where(s => IsOf(s.Step))];
        StartMs = Visits.Count > 0 ? Visits[0].AtMs : 0;
        EndMs = observation.Visits.Where(v => v.AtMs > StartMs && !IsOf(v.Step) && v.Step.Contains(':', StringComparison.Ordinal)).Select(v => v.AtMs).DefaultIfEmpty(long.MaxValue).Min();
        // Most checks ask for no reference numbers, and every page seen before would have to be searched for them.
        before = new(() => Observation.Snapshots.Where(s => s.AtMs < StartMs || IsPart(s.Step, Steps.Landing)).SelectMany(s => References(s.Text)).ToHashSet(StringComparer.Ordinal));
    }

    public Observation Observation { get; }
    public SubService Service { get; }
    public string Purpose { get; }
    public IReadOnlyList<Visit> Visits { get; }
    public long StartMs { get; }

    /// <summary>When the next walk began.</summary>
    public long EndMs { get; }

    public Citizen? Citizen => Observation.Citizens.FirstOrDefault(c => c.Key == "first") ?? Observation.Citizens.FirstOrDefault(c => c.Key == Purpose);

    /// <summary>The last thing the citizen had in front of them, the list of requests apart.</summary>
    public Snapshot? End => SnapshotOf(Steps.End);

    public Snapshot? List => SnapshotOf(Steps.List);

    /// <summary>The press that submits.</summary>
    public Visit? Submission => Service.Submitting < 0 ? null : VisitOf(Steps.Number(Service.Submitting));

    /// <summary>The first step that could not be taken; null if all that were tried were.</summary>
    public Visit? Stuck => Visits.FirstOrDefault(v => !v.Done);

    /// <summary>Reference numbers that this walk brought forth: on its own pages and in the list afterwards.</summary>
    public IReadOnlyList<string> NewReferences => [.. NewIn(Steps.End, Steps.List)];

    /// <summary>Those that were shown at the end, the list apart.</summary>
    public IReadOnlyList<string> ShownReferences => [.. NewIn(Steps.End)];

    public IReadOnlyList<string> ListedReferences => [.. NewIn(Steps.List)];

    /// <summary>Notifications asked for from the walk's beginning until the next one began.</summary>
    public IReadOnlyList<GatewayCall> Pushes => [.. Observation.Gateway.Where(c => c.Operation == "push" && At(c) >= StartMs && At(c) < EndMs)];

    public static IEnumerable<JourneyRun> Of(CaseEvidence evidence, string purpose) =>
        from o in evidence.Observations
        from service in evidence.Service.SubServices
        let prefix = Steps.Of(purpose, service.Id, "")
        where o.Visits.Any(v => v.Step.StartsWith(prefix, StringComparison.Ordinal))
        let run = new JourneyRun(evidence, o, service, purpose)
        select run;

    public Visit? VisitOf(string part) => Visits.FirstOrDefault(v => IsPart(v.Step, part));

    public Snapshot? SnapshotOf(string part) => snapshots.LastOrDefault(s => IsPart(s.Step, part));

    /// <summary>Requests of one step that ask the service's own server to change something.</summary>
    public IReadOnlyList<Exchange> Changing(string part) =>
        [.. Observation.Exchanges.Where(e => IsPart(e.Step, part) && e.Method is not ("GET" or "HEAD" or "OPTIONS") && e.Kind is "document" or "fetch" or "xhr" or "other" && e.RedirectedFrom is null && Parts.IsFirstParty(evidence, e.Url))];

    /// <summary>The same, of all steps before one; what a notice sends when it is answered is no part of the request.</summary>
    public IReadOnlyList<Exchange> ChangingBefore(int index) => [.. Enumerable.Range(0, Math.Max(0, index)).Where(i => !Service.Journey[i].Optional).SelectMany(i => Changing(Steps.Number(i)))];

    /// <summary>True when two requests ask for the same thing: method and path, numbers and identifiers apart.</summary>
    public static bool Alike(Exchange one, Exchange other) => one.Method == other.Method && Shape(one.Url) == Shape(other.Url);

    /// <summary>Reference numbers in a text, in Arabic digits: a receipt may write ๒๕๖๙ where the list writes 2569.</summary>
    public IReadOnlyList<string> References(string written)
    {
        var text = PersonalData.AsciiDigits(written);
        // Without a pattern of the service's own: a number that is called one.
        var pattern = Patterns.GetValue(Service.Reference ?? Named, p => new Regex(PersonalData.AsciiDigits(p), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
        return [.. pattern.Matches(text).Where(m => Service.Reference is not null || m.Index < 4 || !text.AsSpan(m.Index - 4, 4).Contains("บ้าน", StringComparison.Ordinal)).Select(m => m.Groups["ref"] is { Success: true } named ? named.Value : m.Value).Where(r => !r.StartsWith("พ.ศ.", StringComparison.Ordinal) && !r.StartsWith("ค.ศ.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
    }

    // "คำขอเลขที่ ปค 200001": agencies write letters, a space and a number as their letters' numbers do; the year alone ("พ.ศ. 2569") is none.
    private const string Named = @"(?:เลขที่(?:คำขอ|คำร้อง|อ้างอิง|รับ(?:เรื่อง|แจ้ง|คำขอ|คำร้อง)?|รายการ|เรื่อง|ใบ(?:คำขอ|คำร้อง|จอง|นัด|รับ)|การจอง)?|(?:เลข|หมายเลข|รหัส)(?:คำขอ|คำร้อง|อ้างอิง|รับ(?:เรื่อง|แจ้ง|คำขอ|คำร้อง)?|รายการ|เรื่อง|การจอง|การนัดหมาย|ติดตาม(?:เรื่อง|คำขอ|สถานะ)?|คิว)|คำขอเลข|reference(?: number| no\.?)?|request (?:number|no\.?|id)|tracking (?:number|no\.?))[\s:：#]*(?<ref>(?:[A-Za-z]{1,5}|[ก-ฮ]{1,4}|(?:[ก-ฮ]{1,3}\.){1,3})[ \u00a0][0-9]{2,}[A-Za-z0-9./-]*|[A-Za-zก-ฮ0-9][A-Za-zก-ฮ0-9./-]*[0-9][A-Za-z0-9./-]*)";

    private long At(GatewayCall call) => (long)(call.ArrivedAt - Observation.StartedAt).TotalMilliseconds;

    private bool IsOf(string step) => step.StartsWith(prefix, StringComparison.Ordinal);

    private bool IsPart(string step, string part) => IsOf(step) && step.AsSpan(prefix.Length).SequenceEqual(part);

    private IEnumerable<string> NewIn(params IReadOnlyList<string> parts) =>
        parts.Select(SnapshotOf).OfType<Snapshot>().SelectMany(s => References(s.Text)).Where(r => !before.Value.Contains(r)).Distinct(StringComparer.Ordinal);

    private static string Shape(string url) => Identifier().Replace(Say.Bare(url), "#");

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-fA-F]{16,}|[0-9]+")]
    private static partial Regex Identifier();
}
