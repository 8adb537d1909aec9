namespace ConformanceHarness.Nightly.Pacing;

/// <summary>How much the night may ask of others at once.</summary>
public sealed record Gentleness
{
    /// <summary>Targets of one host at the same time.</summary>
    public int PerHost { get; init; } = 1;

    /// <summary>Targets of one agency at the same time.</summary>
    public int PerAgency { get; init; } = 2;

    /// <summary>Between the end of one target and the beginning of the next on the same host.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Null: at any hour.</summary>
    public TimeWindow? Window { get; init; }
}
