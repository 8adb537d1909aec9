using System.Collections.Concurrent;

namespace ConformanceHarness.Platform.Mock;

/// <summary>What went wrong in the mock itself.</summary>
internal sealed class Faults
{
    private readonly ConcurrentQueue<string> _all = new();

    public IReadOnlyList<string> All => [.. _all];

    public void Add(string fault) => _all.Enqueue(fault);
}
