using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Nightly.Sharding;

/// <summary>
/// Which shard looks at which target. Each target belongs to the shard that its id draws (rendezvous hashing), so that a changed list or
/// number of shards moves few; then shards that have too much time to spend hand over the targets that are least attached to them. Pure:
/// every shard works it out for itself and finds the same.
/// </summary>
public static class ShardPlan
{
    // A shard may have this much more than its share before it hands anything over.
    private const double Tolerance = 1.05;

    /// <param name="targets">ids</param>
    /// <param name="durations">measured ms by id; a target without one counts as the median</param>
    /// <param name="shards">how many, from 1</param>
    /// <returns>shard (from 0) by id</returns>
    public static IReadOnlyDictionary<string, int> Of(IEnumerable<string> targets, IReadOnlyDictionary<string, long> durations, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var ids = targets.Order(StringComparer.Ordinal).ToList();
        var known = ids.Where(durations.ContainsKey).Select(id => durations[id]).Order().ToList();
        var median = known.Count == 0 ? 1 : known[known.Count / 2];
        var weights = ids.ToDictionary(id => id, id => Weight(durations.GetValueOrDefault(id, median)), StringComparer.Ordinal);
        var liking = ids.ToDictionary(id => id, id => Enumerable.Range(0, shards).Select(s => Draw(id, s)).ToArray(), StringComparer.Ordinal);
        var plan = ids.ToDictionary(id => id, id => Best(liking[id]), StringComparer.Ordinal);
        var loads = new double[shards];
        foreach (var id in ids)
        {
            loads[plan[id]] += weights[id];
        }

        Balance(plan, loads, weights, liking);
        return plan;
    }

    /// <summary>SHA-256 (hex) of a plan: shards that worked out the same one agree on who looks at what.</summary>
    public static string Digest(IReadOnlyDictionary<string, int> plan) => TargetsReader.Digest(plan.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Key} {p.Value}")));

    private static void Balance(Dictionary<string, int> plan, double[] loads, Dictionary<string, double> weights, Dictionary<string, ulong[]> liking)
    {
        var most = loads.Sum() / loads.Length * Tolerance;
        foreach (var from in Enumerable.Range(0, loads.Length).OrderByDescending(s => loads[s]).ThenBy(s => s))
        {
            // Those go first whose next choice comes nearest to this one.
            foreach (var id in plan.Where(p => p.Value == from).Select(p => p.Key).OrderBy(id => liking[id][from]).ThenBy(id => id, StringComparer.Ordinal).ToList())
            {
                if (loads[from] <= most)
                {
                    break;
                }

                var to = Enumerable.Range(0, loads.Length).Where(s => s != from && loads[s] + weights[id] <= most).OrderByDescending(s => liking[id][s]).Cast<int?>().FirstOrDefault();
                if (to is { } next)
                {
                    (plan[id], loads[from], loads[next]) = (next, loads[from] - weights[id], loads[next] + weights[id]);
                }
            }
        }
    }

    /// <summary>In steps of a factor of 1.4, so that a target that took a little longer last night doesn't move others.</summary>
    private static double Weight(long ms) => Math.Pow(1.4, Math.Round(Math.Log(Math.Max(1, ms), 1.4)));

    private static int Best(ulong[] liking) => Array.IndexOf(liking, liking.Max());

    private static ulong Draw(string id, int shard) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}\n{shard}"))), 0);
}
