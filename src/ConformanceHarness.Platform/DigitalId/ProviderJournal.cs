using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>Every call in order of arrival. Thread-safe.</summary>
internal sealed class ProviderJournal
{
    private readonly Lock gate = new();
    private readonly List<ProviderCall> calls = [];
    private int arrived;

    public int NextNumber() => Interlocked.Increment(ref arrived);

    public void Add(ProviderCall call)
    {
        lock (gate)
        {
            calls.Add(call);
        }
    }

    public IReadOnlyList<ProviderCall> All
    {
        get
        {
            lock (gate)
            {
                return [.. calls.OrderBy(c => c.Number)];
            }
        }
    }
}
