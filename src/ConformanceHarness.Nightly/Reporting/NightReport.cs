using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>One target in tonight's report.</summary>
/// <param name="Tonight">null where it was not looked at</param>
/// <param name="Streak">telling nights in a row, tonight included, in trouble or well; 0 where tonight says nothing</param>
/// <param name="Strip">states of the nights shown, the oldest first and tonight last; null where there is none</param>
public sealed record TargetLine(NightlyTarget Target, TargetNight? Tonight, IReadOnlyList<TargetNews> News, Incident? Incident, int Streak, IReadOnlyList<TargetState?> Strip);

/// <summary>How many targets were in which state in a night.</summary>
public sealed record NightCounts(string Night, bool Down, IReadOnlyDictionary<TargetState, int> States)
{
    public int Of(TargetState state) => States.GetValueOrDefault(state);
}

/// <summary>Everything that the reports of a night tell. Pure: made from records only.</summary>
public sealed record NightReport
{
    /// <summary>Nights whose states are shown.</summary>
    public const int Shown = 30;

    public required string Night { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Our own network was down: there are no verdicts, and nothing is news.</summary>
    public required bool Down { get; init; }

    /// <summary>All targets, by id.</summary>
    public required IReadOnlyList<TargetLine> Lines { get; init; }
    public required IReadOnlyList<Incident> Incidents { get; init; }

    /// <summary>The oldest first, tonight last.</summary>
    public required IReadOnlyList<NightCounts> Trend { get; init; }

    /// <summary>True in the first night: everything is new, and there is nothing to compare with.</summary>
    public required bool First { get; init; }

    /// <summary>News of targets, those of incidents left out.</summary>
    public IEnumerable<(TargetLine Line, TargetNews News)> News =>
        Lines.SelectMany(l => l.News.Where(n => l.Incident is null || n.Kind != NewsKind.Broken).Select(n => (l, n))).OrderBy(n => n.n.Kind).ThenBy(n => n.l.Target.Id, StringComparer.Ordinal);

    public int Unseen => Lines.Count(l => l.Tonight is null);

    public int Count(TargetState state) => Lines.Count(l => l.Tonight?.State == state);

    /// <summary>As docs/exit-codes.md says for nightly.</summary>
    public int ExitCode =>
        Down ? ExitCodes.HarnessError
        : Incidents.Count > 0 || News.Any(n => n.News.Worse) ? ExitCodes.NotConformant
        : Lines.All(l => l.Tonight is { State: TargetState.NoVerdict }) ? ExitCodes.HarnessError
        : Unseen > 0 || Count(TargetState.NoVerdict) > 0 ? ExitCodes.Incomplete
        : ExitCodes.Conformant;

    /// <param name="targets">those that the night was for</param>
    /// <param name="tonight">all attempts of the night</param>
    /// <param name="before">earlier nights with verdicts and all their attempts, the newest first</param>
    public static NightReport Of(NightRecord night, DateTimeOffset ended, IReadOnlyList<NightlyTarget> targets, IReadOnlyList<TargetResult> tonight, IReadOnlyList<(NightRecord Night, IReadOnlyList<TargetResult> Results)> before)
    {
        var now = Fold(tonight);
        var earlier = before.Take(Shown - 1).Select(b => (b.Night, Targets: Fold(b.Results))).ToList();
        var bare = targets.Select(t => Line(t, now.GetValueOrDefault(t.Id), earlier, night.Down)).ToList();
        var incidents = night.Down ? [] : IncidentSearch.Of([.. bare.Where(l => l.Tonight is { Tells: true }).Select(Facts)]);
        var told = incidents.SelectMany(i => i.Targets.Select(t => (t, i))).ToDictionary(p => p.t, p => p.i, StringComparer.Ordinal);
        return new NightReport
        {
            Night = night.Night,
            StartedAt = night.StartedAt,
            EndedAt = ended,
            Down = night.Down,
            First = before.Count == 0,
            Incidents = incidents,
            Lines = [.. bare.Select(l => l with { Incident = told.GetValueOrDefault(l.Target.Id) }).OrderBy(l => l.Target.Id, StringComparer.Ordinal)],
            Trend =
            [
                .. earlier.AsEnumerable().Reverse().Select(e => new NightCounts(e.Night.Night, false, Counts(e.Targets.Values))),
                new NightCounts(night.Night, night.Down, Counts(now.Values)),
            ],
        };
    }

    /// <summary>What each target came to in a night.</summary>
    public static IReadOnlyDictionary<string, TargetNight> Fold(IReadOnlyList<TargetResult> results) =>
        results.GroupBy(r => r.Target, StringComparer.Ordinal).ToDictionary(g => g.Key, g => TargetNight.Of([.. g]), StringComparer.Ordinal);

    private static TargetLine Line(NightlyTarget target, TargetNight? now, List<(NightRecord Night, IReadOnlyDictionary<string, TargetNight> Targets)> earlier, bool down)
    {
        List<TargetNight> before = [.. earlier.Select(e => e.Targets.GetValueOrDefault(target.Id)).OfType<TargetNight>().Where(n => n.Tells)];
        IReadOnlyList<TargetNews> news = now is null || down ? [] : NightComparison.Of(now, before);
        return new TargetLine(target, now, news, null, now is { Tells: true } ? NightComparison.Streak(now, before) : 0, [.. earlier.AsEnumerable().Reverse().Select(e => e.Targets.GetValueOrDefault(target.Id)?.State), now?.State]);
    }

    private static IncidentFacts Facts(TargetLine line)
    {
        var (night, host) = (line.Tonight!, line.Target.Host);
        var broken = line.News.FirstOrDefault(n => n.Kind == NewsKind.Broken);
        var signature = broken is null ? null : broken.Cases.Count > 0 ? "failing " + string.Join(' ', broken.Cases) : night.Signature;
        return new IncidentFacts(line.Target.Id, signature, night.Last.StartedAt, host, night.Last.Address, FirstParty.Registrable(host), line.Target.Service.Agency.Th, night.Last.Server);
    }

    private static Dictionary<TargetState, int> Counts(IEnumerable<TargetNight> nights) => nights.CountBy(n => n.State).ToDictionary();
}
