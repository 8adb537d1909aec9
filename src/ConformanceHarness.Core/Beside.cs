using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ConformanceHarness.Core;

/// <summary>The same for every item, on all processors: results in the items' order, one item at a time handed out because sizes differ much.</summary>
internal static class Beside
{
    public static TResult[] Map<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> function)
    {
        var results = new TResult[items.Count];
        try
        {
            Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, items.Count), EnumerablePartitionerOptions.NoBuffering), i => results[i] = function(items[i]));
        }
        catch (AggregateException e)
        {
            // As a loop would have thrown it.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
