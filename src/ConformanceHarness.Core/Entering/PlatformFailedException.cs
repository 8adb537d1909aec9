namespace ConformanceHarness.Core.Entering;

/// <summary>
/// The platform, or the way to it, did not do its part: no case is to blame. The texts say who has to do what, and never hold a secret.
/// </summary>
/// <param name="cause">configuration: what the agency set is wrong; environment: network, gateway or clock</param>
public sealed class PlatformFailedException(Cause cause, LocalText problem, LocalText next, Exception? inner = null) : Exception(problem.En + " " + next.En, inner)
{
    public Cause Cause { get; } = cause;
    public LocalText Problem { get; } = problem;
    public LocalText Next { get; } = next;
}
