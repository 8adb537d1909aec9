using System.Text.Json.Serialization;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Core.Comparing;

/// <summary>How the second run's verdict stands to the first's.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Change>))]
public enum Change
{
    Same,
    Better,
    Worse,

    /// <summary>Another outcome that is neither better nor worse, or better in one channel and worse in the other.</summary>
    Different,

    /// <summary>The second run did not plan it.</summary>
    OnlyFirst,

    /// <summary>The first run did not plan it.</summary>
    OnlySecond,
}

/// <summary>One case in both runs. What a run has not is null.</summary>
public sealed record CaseComparison
{
    public required string Case { get; init; }
    public required LocalText Title { get; init; }
    public required Obligation Obligation { get; init; }
    public required Change Change { get; init; }
    public VerdictSummary? First { get; init; }
    public VerdictSummary? Second { get; init; }
    public IReadOnlyList<ChannelComparison> Channels { get; init; } = [];

    /// <summary>The first finding that is not the same; null where both passed, or where nothing differs.</summary>
    public FindingDifference? Difference { get; init; }

    /// <summary>Retest only: why it is probably so, and in words.</summary>
    public RetestReason? Reason { get; init; }
    public LocalText? Why { get; init; }

    public static CaseComparison Of(CatalogueCase @case, Verdict? first, Verdict? second)
    {
        IReadOnlyList<ChannelComparison> channels = first is null || second is null ? [] : ChannelsOf(first, second);
        return new CaseComparison
        {
            Case = @case.Id,
            Title = @case.Title,
            Obligation = @case.Obligation,
            Change = second is null ? Change.OnlyFirst : first is null ? Change.OnlySecond : Roll(channels, first, second),
            First = VerdictSummary.Of(first),
            Second = VerdictSummary.Of(second),
            Channels = channels,
            Difference = first is null || second is null ? null : FindingDifference.Of(first, second),
        };
    }

    /// <summary>failed is worse than what could not be told, and that than passed or inapplicable.</summary>
    public static Change Between(Outcome first, Outcome second) => first == second ? Change.Same : (Rank(second) - Rank(first)) switch
    {
        > 0 => Change.Better,
        < 0 => Change.Worse,
        _ => Change.Different,
    };

    private static int Rank(Outcome outcome) => outcome switch
    {
        Outcome.Failed => 0,
        Outcome.CantTell or Outcome.Untested => 1,
        _ => 2,
    };

    private static List<ChannelComparison> ChannelsOf(Verdict first, Verdict second) =>
        [.. first.Channels.Join(second.Channels, c => c.Channel, c => c.Channel, (one, other) => new ChannelComparison(one.Channel, one.Outcome, other.Outcome, Between(one.Outcome, other.Outcome)))];

    private static Change Roll(IReadOnlyList<ChannelComparison> channels, Verdict first, Verdict second)
    {
        var changes = channels.Select(c => c.Change).Where(c => c != Change.Same).Distinct().ToList();
        return channels.Count == 0 ? Between(first.Outcome, second.Outcome) : changes.Count switch { 0 => Change.Same, 1 => changes[0], _ => Change.Different };
    }
}

/// <summary>A verdict in a few words.</summary>
/// <param name="WaitsFor">cases that it waits for</param>
public sealed record VerdictSummary(Outcome Outcome, Cause? Cause, bool Flaky, bool Manual, bool Waived, IReadOnlyList<string> WaitsFor)
{
    public static VerdictSummary? Of(Verdict? verdict) => verdict is null ? null : new(verdict.Outcome, verdict.Cause, verdict.Flaky, verdict.Manual, verdict.Waived, verdict.WaitsFor);
}

public sealed record ChannelComparison(Channel Channel, Outcome First, Outcome Second, Change Change);
