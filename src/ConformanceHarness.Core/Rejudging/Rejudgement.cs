using System.Text.Json.Serialization;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Rejudging;

/// <summary>Why judging a bundle's evidence again gives something else than it states.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RejudgeReason>))]
public enum RejudgeReason
{
    /// <summary>The same suite and catalogue give something else: the verdict is not the one that was judged.</summary>
    VerdictEdited,

    /// <summary>The bundle is not intact: what is judged now is not what was judged then.</summary>
    EvidenceChanged,

    /// <summary>The bundle was judged by another build of the suite.</summary>
    OtherSuite,

    /// <summary>The catalogue that was given has another rule for the case.</summary>
    CatalogueChanged,
}

/// <summary>One verdict in one channel that comes out differently.</summary>
/// <param name="Channel">null: what differs is not of one channel (waived, attested, missing)</param>
/// <param name="OutcomeDiffers">false: only what was found differs</param>
public sealed record RejudgedDifference(string Case, LocalText Title, Channel? Channel, bool OutcomeDiffers, Outcome? Stated, Outcome? Judged, IReadOnlyList<Finding> StatedFindings, IReadOnlyList<Finding> JudgedFindings, RejudgeReason Reason, LocalText Why);

/// <summary>A bundle's verdicts beside those that its evidence gives. Pure.</summary>
/// <param name="Stated">what the bundle says</param>
/// <param name="Judged">what judging gives</param>
public sealed class Rejudgement(IReadOnlyList<Verdict> Stated, IReadOnlyList<Verdict> Judged)
{
    /// <param name="titles">the catalogue that the judgement rests on</param>
    /// <param name="reason">the likely reason for a case, and in words</param>
    public IReadOnlyList<RejudgedDifference> Differences(Catalogue titles, Func<string, (RejudgeReason Reason, LocalText Why)> reason)
    {
        var known = titles.Cases.ToDictionary(c => c.Id, c => c.Title, StringComparer.Ordinal);
        var (stated, judged) = (ById(Stated), ById(Judged));
        return [.. Stated.Concat(Judged).Select(v => v.Case).Distinct(StringComparer.Ordinal)
            .SelectMany(id => Of(id, known.GetValueOrDefault(id) ?? new(id, id), stated.GetValueOrDefault(id), judged.GetValueOrDefault(id), () => reason(id)))];
    }

    private static Dictionary<string, Verdict> ById(IEnumerable<Verdict> verdicts) => verdicts.DistinctBy(v => v.Case).ToDictionary(v => v.Case, StringComparer.Ordinal);

    private static IEnumerable<RejudgedDifference> Of(string id, LocalText title, Verdict? stated, Verdict? judged, Func<(RejudgeReason Reason, LocalText Why)> reason)
    {
        RejudgedDifference Make(Channel? channel, bool outcome, Outcome? said, Outcome? found, IReadOnlyList<Finding>? one, IReadOnlyList<Finding>? other)
        {
            var (why, words) = reason();
            return new(id, title, channel, outcome, said, found, one ?? [], other ?? [], why, words);
        }

        if (stated is null || judged is null)
        {
            yield return Make(null, true, stated?.Outcome, judged?.Outcome, stated?.Channels.SelectMany(c => c.Findings).ToList(), judged?.Channels.SelectMany(c => c.Findings).ToList());
            yield break;
        }

        var found = false;
        foreach (var channel in stated.Channels.Concat(judged.Channels).Select(c => c.Channel).Distinct())
        {
            var (one, other) = (stated.Channels.FirstOrDefault(c => c.Channel == channel), judged.Channels.FirstOrDefault(c => c.Channel == channel));
            if (!Same(stated, one, other))
            {
                found = true;
                var outcome = one?.Outcome != other?.Outcome || one?.Cause != other?.Cause || one?.Flaky != other?.Flaky;
                yield return Make(channel, outcome, one?.Outcome, other?.Outcome, one?.Findings, other?.Findings);
            }
        }

        if (!found && !RecordJson.Write([stated]).AsSpan().SequenceEqual(RecordJson.Write([judged])))
        {
            yield return Make(null, true, stated.Outcome, judged.Outcome, null, null);
        }
    }

    /// <summary>As they are written: what JSON does not show is not there.</summary>
    private static bool Same(Verdict frame, ChannelVerdict? one, ChannelVerdict? other) => one is not null && other is not null
        && RecordJson.Write([frame with { Channels = [one] }]).AsSpan().SequenceEqual(RecordJson.Write([frame with { Channels = [other] }]));
}
