namespace ConformanceHarness.Nightly.Nights;

/// <summary>What a night says of one target, from all attempts at it.</summary>
/// <param name="Last">the attempt that decides</param>
/// <param name="Failing">must cases that failed each time the page was judged</param>
/// <param name="Unsteady">it failed, and did not when it was tried again</param>
public sealed record TargetNight(TargetResult Last, IReadOnlyList<string> Failing, bool Unsteady, int Attempts)
{
    public string Target => Last.Target;

    public TargetState State { get; } = Last.State == TargetState.Failing && Failing.Count == 0 ? TargetState.Sound : Last.State;

    public bool Trouble => Last.Trouble && State != TargetState.Sound;

    public bool Tells => Last.Tells;

    /// <summary>What two troubles have to share to be the same: "failing LAND-01 SEC-02", "unreachable timeout".</summary>
    public string Signature => State == TargetState.Failing ? "failing " + string.Join(' ', Failing) : Name(State) + (Last.Reason is { } reason ? " " + reason : "");

    /// <param name="attempts">at least one, all of one target and night, in any order</param>
    public static TargetNight Of(IReadOnlyList<TargetResult> attempts)
    {
        var ordered = attempts.OrderBy(a => a.Attempt).ToList();
        var telling = ordered.Where(a => a.Tells).ToList();
        if (telling.Count == 0)
        {
            return new TargetNight(ordered[^1], [], false, ordered.Count);
        }

        // Tried again because of what the first attempt said: one that is well has the last word, whenever it came.
        var last = telling.LastOrDefault(a => a.State == TargetState.Sound) ?? telling[^1];
        var judged = telling.Where(a => a.State is TargetState.Failing or TargetState.Sound).ToList();
        List<string> failing = last.State == TargetState.Failing ? [.. last.Failing.Where(c => judged.All(a => a.Failing.Contains(c)))] : [];
        var well = last.State == TargetState.Sound || (last.State == TargetState.Failing && failing.Count == 0);
        return new TargetNight(last, failing, well && telling.Any(a => a.Trouble), ordered.Count);
    }

    internal static string Name(TargetState state) => char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..];
}
