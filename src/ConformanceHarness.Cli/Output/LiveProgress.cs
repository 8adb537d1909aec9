using System.Diagnostics;
using System.Globalization;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ConformanceHarness.Cli.Output;

/// <summary>Progress on a terminal: what runs now and for how long, redrawn in place; only what did not go to plan stays on the screen.</summary>
internal sealed class LiveProgress(Screen screen) : IRunProgress
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> running = [];
    private readonly List<string> noteworthy = [];
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private Task drawing = Task.CompletedTask;
    private string? step;
    private int planned;
    private int done;

    public string? Folder { get; private set; }

    public void Planned(RunPlan plan, string folder)
    {
        Folder = folder;
        planned = plan.Scenarios.Count;
        if (!drawing.IsCompleted)
        {
            // A second run within one command: the display goes on, the count begins anew.
            lock (gate)
            {
                (done, step) = (0, null);
            }

            return;
        }

        drawing = screen.Ansi.Live(Draw()).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            while (await Task.WhenAny(finished.Task, Task.Delay(Redraw)) != finished.Task)
            {
                live.UpdateTarget(Draw());
            }
        });
    }

    public void ScenarioStarted(PlannedScenario scenario, int attempt)
    {
        lock (gate)
        {
            running[scenario.Id] = clock.ElapsedMilliseconds;
        }
    }

    public void ScenarioEnded(PlannedScenario scenario, Observation observation)
    {
        lock (gate)
        {
            running.Remove(scenario.Id);
            if (observation.End != ObservationEnd.HarnessFailed)
            {
                done++;
            }

            if (observation.End != ObservationEnd.Completed)
            {
                noteworthy.Add(PlainProgress.Words(screen, observation));
            }
        }
    }

    public void Judged(IReadOnlyList<Verdict> verdicts)
    {
    }

    public void Writing(string what)
    {
        lock (gate)
        {
            step = PlainProgress.Step(screen, what);
        }
    }

    public async ValueTask DisposeAsync()
    {
        finished.TrySetResult();
        await drawing;
        foreach (var line in noteworthy)
        {
            screen.Line("! " + line, Ink.Yellow);
        }
    }

    private Rows Draw()
    {
        lock (gate)
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"{screen.Say("สถานการณ์ทดสอบ", "Scenarios")} {done}/{planned} · {clock.Elapsed.TotalSeconds:0} s");
            List<IRenderable> lines = [new Text(step is null ? head : head + " · " + step, new Style(decoration: Decoration.Bold))];
            lines.AddRange(running.Select(r => new Text(string.Create(CultureInfo.InvariantCulture, $"  ▸ {r.Key} {(clock.ElapsedMilliseconds - r.Value) / 1000.0:0} s"))));
            return new Rows(lines);
        }
    }
}
