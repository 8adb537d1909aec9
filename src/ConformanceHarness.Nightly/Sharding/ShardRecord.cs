using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Sharding;

/// <summary>What one shard of a night leaves for <c>nightly merge</c>.</summary>
public sealed record ShardRecord
{
    public required string Night { get; init; }

    /// <summary>From 1.</summary>
    public required int Shard { get; init; }
    public required int Of { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>See TargetList: all shards must have read the same list.</summary>
    public required string TargetsDigest { get; init; }

    /// <summary>See ShardPlan: all shards must have worked out the same plan.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>Digest of the catalogue that was judged by.</summary>
    public required string Catalogue { get; init; }

    /// <summary>Our own network was down when the shard ended.</summary>
    public required bool Down { get; init; }

    /// <summary>Ids that fell to this shard, sorted.</summary>
    public required IReadOnlyList<string> Targets { get; init; }
    public required IReadOnlyList<TargetResult> Results { get; init; }
}
