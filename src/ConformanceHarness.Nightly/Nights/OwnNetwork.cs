namespace ConformanceHarness.Nightly.Nights;

/// <summary>Tells a dead network on this side from dead services on the other. Pure.</summary>
public static class OwnNetwork
{
    private const int Recent = 12;
    private const int Least = 3;

    /// <summary>True where the most recent targets, on half as many different hosts as there are to look at (at most 12, at least 3), could none of them be reached.</summary>
    /// <param name="results">of this night, in the order in which they ended</param>
    /// <param name="hostOf">target id → host</param>
    /// <param name="hosts">how many hosts the night's targets have</param>
    public static bool LooksDown(IReadOnlyList<TargetResult> results, Func<string, string> hostOf, int hosts)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var needed = Math.Max(Least, Math.Min(Recent, hosts / 2));
        foreach (var result in results.Reverse())
        {
            if (result.State is TargetState.Declined or TargetState.NoVerdict or TargetState.Deferred)
            {
                continue;
            }

            if (result.State != TargetState.Unreachable)
            {
                return false;
            }

            seen.Add(hostOf(result.Target));
            if (seen.Count >= needed)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The results that say nothing because our own network was down: those since the last that reached anything.</summary>
    public static IReadOnlyList<TargetResult> Unsaid(IReadOnlyList<TargetResult> results) =>
        [.. results.Reverse().TakeWhile(r => r.State is TargetState.Unreachable or TargetState.NoVerdict or TargetState.Declined or TargetState.Deferred).Where(r => r.State == TargetState.Unreachable).Reverse()];
}
