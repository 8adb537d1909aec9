using System.Globalization;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Output;

/// <summary>Progress for a pipe or a log: one line for each scenario that ended.</summary>
internal sealed class PlainProgress(Screen screen) : IRunProgress
{
    private readonly Lock gate = new();
    private readonly HashSet<string> done = [];
    private int planned;

    public string? Folder { get; private set; }

    public void Planned(RunPlan plan, string folder)
    {
        Folder = folder;
        done.Clear();
        planned = plan.Scenarios.Count;
        screen.Line($"เริ่มสังเกต {planned} สถานการณ์ทดสอบ", $"Observing {planned} {(planned == 1 ? "scenario" : "scenarios")}");
    }

    public void ScenarioStarted(PlannedScenario scenario, int attempt)
    {
    }

    public void ScenarioEnded(PlannedScenario scenario, Observation observation)
    {
        lock (gate)
        {
            if (observation.End != ObservationEnd.HarnessFailed)
            {
                done.Add(scenario.Id);
            }

            screen.Line(string.Create(CultureInfo.InvariantCulture, $"[{done.Count,2}/{planned}] {Words(screen, observation)}"));
        }
    }

    public void Judged(IReadOnlyList<Verdict> verdicts)
    {
    }

    public void Writing(string what) => screen.Line(Step(screen, what));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static string Words(Screen screen, Observation observation)
    {
        var again = observation.Attempt > 1 ? screen.Say($" (ครั้งที่ {observation.Attempt})", $" (attempt {observation.Attempt})") : "";
        var why = observation.EndReason is null ? "" : ": " + Screen.Plain(observation.EndReason);
        return string.Create(CultureInfo.InvariantCulture, $"{observation.Id}{again} {screen.Say(ReportWords.Of(observation.End))} {observation.DurationMs / 1000.0:0.0} s{why}");
    }

    internal static string Step(Screen screen, string what) => what switch
    {
        "judge" => screen.Say("กำลังตัดสินจากหลักฐาน", "Judging the evidence"),
        "report" => screen.Say("กำลังเขียนรายงาน", "Writing the reports"),
        "again" => screen.Say("ทดสอบกรณีที่แย่ลงอีกครั้ง", "Trying once more what came out worse"),
        "bundle" => screen.Say("กำลังลงนามชุดผลการทดสอบ", "Signing the bundle"),
        _ => what,
    };
}

/// <summary>A listener that shows a run while it goes on.</summary>
internal interface IRunProgress : IRunListener, IAsyncDisposable
{
    /// <summary>The run's folder, once there is one.</summary>
    string? Folder { get; }
}
