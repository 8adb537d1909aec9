using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Cli.Running;

/// <summary>Hears the facts of a run as they happen: progress on a terminal, lines in a pipe, nothing in a test.</summary>
public interface IRunListener
{
    void Planned(RunPlan plan, string folder);

    void ScenarioStarted(PlannedScenario scenario, int attempt);

    void ScenarioEnded(PlannedScenario scenario, Observation observation);

    void Judged(IReadOnlyList<Verdict> verdicts);

    void Writing(string what);
}

/// <summary>Hears nothing.</summary>
public sealed class SilentListener : IRunListener
{
    public void Planned(RunPlan plan, string folder)
    {
    }

    public void ScenarioStarted(PlannedScenario scenario, int attempt)
    {
    }

    public void ScenarioEnded(PlannedScenario scenario, Observation observation)
    {
    }

    public void Judged(IReadOnlyList<Verdict> verdicts)
    {
    }

    public void Writing(string what)
    {
    }
}
