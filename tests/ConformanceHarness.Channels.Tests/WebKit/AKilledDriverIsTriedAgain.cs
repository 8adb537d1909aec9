using System.Collections.Concurrent;
using System.Diagnostics;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Sessions.WebDriver.WebKit;

namespace ConformanceHarness.Channels.Tests.WebKit;

/// <summary>WebKitWebDriver is killed in the middle of a scenario: the harness failed, not the service. It is tried once more, and nothing stays.</summary>
[NonParallelizable]
public sealed class AKilledDriverIsTriedAgain
{
    [Test]
    public async Task In_a_fresh_session_with_both_attempts_in_the_ledger()
    {
        if (WebKitInstallation.Find() is null)
        {
            Assert.Ignore("WebKitGTK's WebDriver is not installed (webkit2gtk-driver, xvfb).");
        }

        var reports = Directory.CreateTempSubdirectory("kill-").FullName;
        var before = Ours().Select(p => p.Id).ToHashSet();
        try
        {
            using var killer = new Killer(before);
            var options = new RunOptions { Engine = "webkit", Only = ["APP-01"], Channels = [Channel.App], ReportsFolder = reports, WriteReports = false };
            RunOutcome outcome;
            await using (var setup = await RunSetup.MakeAsync(options, killer, _ => { }, CancellationToken.None))
            {
                outcome = await RunEngine.RunAsync(setup.Request, CancellationToken.None);
            }

            var attempts = outcome.Record.Observations.GroupBy(o => o.Id).First(g => g.Count() > 1).ToList();
            Assert.Multiple(() =>
            {
                Assert.That(killer.Killed, Is.True);
                Assert.That(attempts.Select(a => (a.Attempt, a.End)), Is.EqualTo(new[] { (1, ObservationEnd.HarnessFailed), (2, ObservationEnd.Completed) }));
                Assert.That(attempts[0].EndReason, Does.Contain("WebDriver"));
                Assert.That(attempts.Select(a => a.Provenance.Engine), Is.All.EqualTo("webkit"));
                Assert.That(outcome.Record.Ledger.Where(l => l.Observation == attempts[0].Id).Select(l => l.Attempt), Is.EqualTo(new int?[] { 1, 2 }));
                Assert.That(outcome.Record.Verdicts.Single().Outcome, Is.EqualTo(Outcome.Passed));
                Assert.That(outcome.Record.Verdicts.Single().Flaky, Is.False, "the harness failed at first, not the service");
                Assert.That(Ours().Select(p => p.Id).Except(before), Is.Empty, "no process is left");
            });
        }
        finally
        {
            Directory.Delete(reports, recursive: true);
        }
    }

    private static List<Process> Ours() => [.. Process.GetProcesses().Where(p => p.ProcessName is "WebKitWebDriver" or "Xvfb" or "MiniBrowser" && Runs(p))];

    /// <summary>False for one that has ended and waits for its parent to hear of it: in a container nobody may be there for that.</summary>
    private static bool Runs(Process process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process.Id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ends the first WebKitWebDriver that holds a browser.</summary>
    private sealed class Killer(HashSet<int> before) : IRunListener, IDisposable
    {
        private readonly CancellationTokenSource over = new();
        private Task? watching;

        public bool Killed { get; private set; }

        public void Planned(RunPlan plan, string folder)
        {
        }

        public void ScenarioStarted(PlannedScenario scenario, int attempt) => watching ??= Task.Run(WatchAsync);

        public void ScenarioEnded(PlannedScenario scenario, Observation observation)
        {
        }

        public void Judged(IReadOnlyList<Verdict> verdicts)
        {
        }

        public void Writing(string what)
        {
        }

        public void Dispose()
        {
            over.Cancel();
            over.Dispose();
        }

        private async Task WatchAsync()
        {
            while (!Killed && !over.IsCancellationRequested)
            {
                var running = Ours().Where(p => !before.Contains(p.Id)).ToList();
                if (running.Any(p => p.ProcessName == "MiniBrowser") && running.FirstOrDefault(p => p.ProcessName == "WebKitWebDriver") is { } driver)
                {
                    driver.Kill();
                    Killed = true;
                }

                await Task.Delay(50);
            }
        }
    }
}
