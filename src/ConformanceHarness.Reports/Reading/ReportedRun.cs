using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Reports.Reading;

/// <summary>
/// The record joined for reading. Every planned case appears exactly once, a planned case without a verdict as untested by the harness's
/// fault; a verdict that was never planned is added at the end: a report hides nothing that the record holds.
/// </summary>
internal sealed class ReportedRun
{
    private static readonly LocalText NoVerdict = new("ไม่มีผลการตัดสินในบันทึก", "The record holds no verdict");

    private readonly Dictionary<(string Id, int Attempt), Observation> observations = [];

    public ReportedRun(RunRecord record)
    {
        Record = record;
        foreach (var observation in record.Observations)
        {
            observations.TryAdd((observation.Id, observation.Attempt), observation);
        }

        var catalogue = new Dictionary<string, CatalogueCase>(StringComparer.Ordinal);
        foreach (var @case in record.Catalogue.Cases)
        {
            catalogue.TryAdd(@case.Id, @case);
        }

        var planned = record.Plan.Cases.DistinctBy(c => c.Case).ToList();
        var plannedIds = planned.Select(c => c.Case).ToHashSet(StringComparer.Ordinal);
        var verdicts = record.Verdicts.DistinctBy(v => v.Case).ToDictionary(v => v.Case, StringComparer.Ordinal);
        Cases =
        [
            .. planned.Select(p => Join(p.Case, p, catalogue.GetValueOrDefault(p.Case), verdicts.GetValueOrDefault(p.Case))),
            .. record.Verdicts.DistinctBy(v => v.Case).Where(v => !plannedIds.Contains(v.Case)).Select(v => Join(v.Case, null, catalogue.GetValueOrDefault(v.Case), v)),
        ];
        Channels = [.. Cases.SelectMany(c => c.Channels).Select(c => c.Channel).Concat(record.Plan.Channels).Distinct().Order()];
    }

    public RunRecord Record { get; }
    public IReadOnlyList<ReportedCase> Cases { get; }

    /// <summary>Every channel that any case has, in a fixed order.</summary>
    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>Failed cases: those that decide, then waived ones, then advice.</summary>
    public IEnumerable<ReportedCase> Failures => Cases.Where(c => c.Outcome == Outcome.Failed).OrderBy(c => c.Obligation).ThenBy(c => c.Waived);

    public IEnumerable<ReportedCase> Of(Outcome outcome) => Cases.Where(c => c.Outcome == outcome).OrderBy(c => c.Obligation);

    public int Count(Outcome outcome, Obligation obligation) => Cases.Count(c => c.Outcome == outcome && c.Obligation == obligation);

    public Observation? Observation(EvidenceReference reference) => observations.GetValueOrDefault((reference.Observation, reference.Attempt));

    /// <summary>The last attempt at each of a case's scenarios in one channel.</summary>
    public IEnumerable<Observation> ObservationsOf(ReportedCase @case, Channel channel) =>
        (@case.Planned?.Scenarios ?? [])
        .SelectMany(s => Record.Observations.Where(o => (o.Id == s || o.Scenario == s) && (o.Channel == channel || o.Channel == Channel.Any || channel == Channel.Any)))
        .GroupBy(o => o.Id)
        .Select(attempts => attempts.MaxBy(o => o.Attempt)!);

    private ReportedCase Join(string id, PlannedCase? planned, CatalogueCase? catalogued, Verdict? verdict)
    {
        var outcome = verdict?.Outcome ?? planned?.Decided?.Outcome ?? Outcome.Untested;
        return new ReportedCase
        {
            Id = id,
            Title = catalogued?.Title ?? new(id, id),
            // A case that the catalogue does not know is never taken for mere advice.
            Obligation = catalogued?.Obligation ?? Obligation.Must,
            Decision = planned?.Decision ?? catalogued?.Decision ?? Decision.Check,
            Outcome = outcome,
            Cause = verdict is null ? planned?.Decided is { } decided ? decided.Cause : Cause.Harness : verdict.Cause,
            Flaky = verdict?.Flaky ?? false,
            Manual = verdict?.Manual ?? false,
            Waived = verdict?.Waived ?? false,
            WaitsFor = verdict?.WaitsFor ?? [],
            Channels = [.. ChannelsOf(planned, verdict, outcome)],
            Planned = planned,
            Fix = catalogued?.Fix ?? new("", ""),
            Fixer = catalogued?.Fixer ?? "",
            Source = catalogued?.Source ?? "",
            Waiver = Record.Service.Waivers.FirstOrDefault(w => w.Case == id),
            Attestation = Record.Service.Answer(id, Record.Plan.Stage),
        };
    }

    private static IEnumerable<ChannelVerdict> ChannelsOf(PlannedCase? planned, Verdict? verdict, Outcome outcome)
    {
        var judged = verdict?.Channels ?? [];
        foreach (var channel in judged.DistinctBy(c => c.Channel))
        {
            yield return channel;
        }

        if (judged.Any(c => c.Channel == Channel.Any))
        {
            yield break;
        }

        var expected = planned?.Channels is { Count: > 0 } channels ? channels : judged.Count == 0 ? [Channel.Any] : [];
        foreach (var missing in expected.Except(judged.Select(c => c.Channel)))
        {
            yield return Missing(missing, planned, verdict, outcome, judged.Count > 0);
        }
    }

    private static ChannelVerdict Missing(Channel channel, PlannedCase? planned, Verdict? verdict, Outcome outcome, bool othersJudged)
    {
        if (planned?.Decided is { } decided && !othersJudged)
        {
            return new(channel, decided.Outcome, decided.Cause, Flaky: false, [new Finding(null, decided.Reason, null, [])]);
        }

        // A verdict that names no channel speaks for all of them; one that names some of them says nothing of the others.
        return verdict is not null && !othersJudged
            ? new(channel, outcome, verdict.Cause, verdict.Flaky, [])
            : new(channel, Outcome.Untested, Cause.Harness, Flaky: false, [new Finding(null, NoVerdict, null, [])]);
    }
}
