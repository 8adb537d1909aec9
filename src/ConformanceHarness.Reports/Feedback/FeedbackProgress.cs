using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>What became of one item of the feedback.</summary>
public enum ProgressState
{
    /// <summary>Passed, or does not apply any more.</summary>
    Fixed,

    /// <summary>Failed again.</summary>
    Open,

    /// <summary>There is no answer this time either.</summary>
    Undecided,

    /// <summary>The run did not plan it: a filter, another stage, or another catalogue.</summary>
    NotTested,
}

/// <summary>One item of the feedback beside the verdict of the run that read it.</summary>
public sealed record ProgressItem(FeedbackItem Item, ProgressState State, Outcome? Now, LocalText? Seen);

/// <summary>Feedback on an earlier bundle, case by case against a new run. Pure.</summary>
public sealed record FeedbackProgress(FeedbackDocument Feedback, IReadOnlyList<ProgressItem> Items)
{
    public static FeedbackProgress Of(FeedbackDocument feedback, RunRecord record)
    {
        var verdicts = record.Verdicts.DistinctBy(v => v.Case).ToDictionary(v => v.Case, StringComparer.Ordinal);
        return new(feedback, [.. feedback.Items.Select(i => One(i, verdicts.GetValueOrDefault(i.Case)))]);
    }

    public int Count(ProgressState state) => Items.Count(i => i.State == state);

    private static ProgressItem One(FeedbackItem item, Verdict? now) => new(
        item,
        now?.Outcome switch
        {
            null => ProgressState.NotTested,
            Outcome.Passed or Outcome.Inapplicable => ProgressState.Fixed,
            Outcome.Failed => ProgressState.Open,
            _ => ProgressState.Undecided,
        },
        now?.Outcome,
        now is null or { Outcome: Outcome.Passed } ? null : now.Channels.Where(c => c.Outcome == now.Outcome).SelectMany(c => c.Findings).FirstOrDefault()?.Seen);
}
