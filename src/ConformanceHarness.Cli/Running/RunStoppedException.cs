using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Running;

/// <summary>The run stops before or between the cases, and no case is to blame: what happened, what to do, and the exit code.</summary>
public sealed class RunStoppedException(Cause cause, LocalText problem, LocalText next, int exitCode, Exception? inner = null) : Exception(problem.En + " " + next.En, inner)
{
    public Cause Cause { get; } = cause;
    public LocalText Problem { get; } = problem;
    public LocalText Next { get; } = next;
    public int ExitCode { get; } = exitCode;

    /// <summary>True where the cases were judged already: only what comes after it failed.</summary>
    public bool AfterJudging { get; init; }
}
