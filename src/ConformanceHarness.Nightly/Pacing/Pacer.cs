namespace ConformanceHarness.Nightly.Pacing;

/// <summary>Something that waits for its turn.</summary>
/// <param name="NotBefore">asked for by the target (Retry-After), or so that a second look comes later than the first</param>
public sealed record Waiting<T>(T Item, string Host, string Agency, DateTimeOffset NotBefore);

/// <summary>Decides what may begin now. Not thread-safe; it has no clock of its own.</summary>
public sealed class Pacer<T>(Gentleness gentleness)
{
    private readonly List<Waiting<T>> queue = [];
    private readonly Dictionary<string, int> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> agencies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> free = new(StringComparer.OrdinalIgnoreCase);

    public int Count => queue.Count;

    public void Add(Waiting<T> waiting) => queue.Add(waiting);

    /// <summary>The first in the queue that may begin; it counts as begun. Null where none may, and then <paramref name="next"/> is when one may as far as time goes (null: only after another ends).</summary>
    public Waiting<T>? Take(DateTimeOffset now, out DateTimeOffset? next)
    {
        next = null;
        for (var i = 0; i < queue.Count; i++)
        {
            var waiting = queue[i];
            if (hosts.GetValueOrDefault(waiting.Host) >= gentleness.PerHost || agencies.GetValueOrDefault(waiting.Agency) >= gentleness.PerAgency)
            {
                continue;
            }

            var at = free.TryGetValue(waiting.Host, out var spaced) && spaced > waiting.NotBefore ? spaced : waiting.NotBefore;
            if (at > now)
            {
                next = next is null || at < next ? at : next;
                continue;
            }

            queue.RemoveAt(i);
            hosts[waiting.Host] = hosts.GetValueOrDefault(waiting.Host) + 1;
            agencies[waiting.Agency] = agencies.GetValueOrDefault(waiting.Agency) + 1;
            next = null;
            return waiting;
        }

        return null;
    }

    public void Ended(Waiting<T> waiting, DateTimeOffset now)
    {
        hosts[waiting.Host]--;
        agencies[waiting.Agency]--;
        free[waiting.Host] = now + gentleness.Spacing;
    }

    /// <summary>Nothing on this host before then: it asked for that.</summary>
    public void HoldBack(string host, DateTimeOffset until) => free[host] = free.TryGetValue(host, out var already) && already > until ? already : until;
}
