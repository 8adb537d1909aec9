using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ConformanceHarness.Core;

/// <summary>The same for every item, on all processors: results in the items' order, one item at a time handed out because sizes differ much.</summary>
internal static class Beside
{
    /// <param name="weight">how much work an item is about: the largest are begun first, so that none is left for one processor at the end</param>
    public static TResult[] Map<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> function, Func<T, long>? weight = null)
    {
        var results = new TResult[items.Count];
        var order = weight is null ? Enumerable.Range(0, items.Count) : Enumerable.Range(0, items.Count).OrderByDescending(i => weight(items[i]));
        try
        {
            Parallel.ForEach(Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering), i => results[i] = function(items[i]));
        }
        catch (AggregateException e)
        {
            // As a loop would have thrown it.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
