namespace ConformanceHarness.Core.Evidence;

/// <summary>
/// What held up the harness' own machine during a visit, measured outside the browser. What the browser, its pages and the harness itself take of
/// the machine is not counted: a page that keeps every processor busy is the service's own doing.
/// </summary>
/// <param name="OtherLoad">share of all processors, 0 to 1, that other programs took while next to nothing was left idle; null where the system does not tell</param>
/// <param name="StalledMs">how long the harness' own clock stood still: the machine slept, or gave it no time at all</param>
public sealed record MachineStrain(double? OtherLoad, long StalledMs)
{
    /// <summary>The least that something measured would have taken had the machine done nothing else.</summary>
    public double Undisturbed(double ms) => Math.Max(0, ms - StalledMs) * (1 - Math.Clamp(OtherLoad ?? 0, 0, 1));
}
