namespace ConformanceHarness.Core.Timestamps;

/// <summary>There is no usable timestamp, and so no official bundle.</summary>
/// <param name="unreachable">true where it may work later or from elsewhere: the authority did not answer, or is out of order</param>
public sealed class TimestampException(LocalText problem, LocalText next, bool unreachable = false, Exception? inner = null)
    : Exception(problem.En + " " + next.En, inner)
{
    public LocalText Problem { get; } = problem;
    public LocalText Next { get; } = next;
    public bool Unreachable { get; } = unreachable;
}
