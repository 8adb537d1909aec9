using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Suites.Runner;

/// <summary>One line for each fact of the run, on the test platform's progress output.</summary>
internal sealed class ProgressLines : IRunListener
{
    public void Planned(RunPlan plan, string folder) => TestContext.Progress.WriteLine($"{plan.Cases.Count} cases, {plan.Scenarios.Count} scenarios → {folder}");

    public void ScenarioStarted(PlannedScenario scenario, int attempt)
    {
        if (attempt > 1)
        {
            TestContext.Progress.WriteLine($"{scenario.Id}: attempt {attempt}");
        }
    }

    public void ScenarioEnded(PlannedScenario scenario, Observation observation) => TestContext.Progress.WriteLine($"{observation.Id}: {observation.End}, {observation.DurationMs / 1000.0:F1} s {observation.EndReason}");

    public void Judged(IReadOnlyList<Verdict> verdicts) => TestContext.Progress.WriteLine($"{verdicts.Count} cases judged");

    public void Writing(string what)
    {
    }
}
