using ConformanceHarness.Nightly.Pacing;

namespace ConformanceHarness.Nightly.Nights;

/// <summary>How a night is gone through.</summary>
public sealed record NightRunOptions
{
    public required string Night { get; init; }

    /// <summary>Targets at the same time.</summary>
    public int Parallel { get; init; } = 2;
    public Gentleness Gentleness { get; init; } = new();

    /// <summary>Within this an attempt is over, whatever the target does.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>How long an attempt may take to stop once it was told to; after that it is left behind.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From a first look that shows something new to the second that confirms it.</summary>
    public TimeSpan AgainAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest wish to come later that is granted.</summary>
    public TimeSpan LongestDeferral { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the night waits for our own network before it ends without verdicts.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Between two questions whether our own network is back.</summary>
    public TimeSpan OutageSpacing { get; init; } = TimeSpan.FromSeconds(30);
    public required TimeProvider Clock { get; init; }

    /// <summary>Room for another target in memory?</summary>
    public Func<bool> HasRoom { get; init; } = () => true;

    /// <summary>Asked when nothing can be reached any more: is anything?</summary>
    public Func<CancellationToken, Task<bool>> Reachable { get; init; } = _ => Task.FromResult(true);

    /// <summary>Hears of each attempt after it was kept.</summary>
    public Action<TargetResult> Told { get; init; } = _ => { };
}

/// <summary>One attempt as the engine gives it back.</summary>
/// <param name="Later">with Deferred: when the target asked to be visited again</param>
public sealed record Look(TargetResult Result, DateTimeOffset? Later = null);

/// <summary>How a night ended.</summary>
/// <param name="Down">our own network was down: there are no verdicts</param>
/// <param name="Unseen">ids of targets that were not looked at: the time window closed</param>
public sealed record NightEnd(bool Down, IReadOnlyList<string> Unseen);
