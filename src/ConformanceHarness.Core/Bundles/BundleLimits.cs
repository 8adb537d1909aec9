namespace ConformanceHarness.Core.Bundles;

/// <summary>How large a bundle may be before it is taken for a bomb. Sizes in bytes.</summary>
public sealed record BundleLimits
{
    public int Entries { get; init; } = 20_000;

    /// <summary>Unpacked, one entry.</summary>
    public long Entry { get; init; } = 256L << 20;

    /// <summary>Unpacked, all entries.</summary>
    public long Total { get; init; } = 2L << 30;

    /// <summary>Unpacked, one entry that has to be in memory as a whole: a record, the manifest, a body.</summary>
    public int Record { get; init; } = 64 << 20;

    /// <summary>Unpacked, all records and observations: they are in memory together. A run of a whole stage has less than a twentieth of it.</summary>
    public long Records { get; init; } = 256L << 20;
}
