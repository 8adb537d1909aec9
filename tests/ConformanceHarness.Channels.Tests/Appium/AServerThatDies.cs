using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Appium;
using ConformanceHarness.Sessions.WebDriver;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>A real Appium server is switched off while a scenario runs on it: the harness's trouble, tried once more, and nothing stays behind.</summary>
[NonParallelizable]
public sealed class AServerThatDies
{
    [Test]
    public async Task In_mid_scenario_is_the_harness_cause_and_both_attempts_are_in_the_ledger()
    {
        var reports = Directory.CreateTempSubdirectory("channels-dying-");
        await using var server = await AppiumProcess.StartAsync();
        var left = new List<string>();
        try
        {
            var options = new RunOptions { Channels = [Channel.App], Only = ["LAND-11"], ReportsFolder = reports.FullName, WriteReports = false };
            await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, CancellationToken.None);
            Dying? dying = null;
            var request = setup.Request with
            {
                Parallel = 1,
                StartDriver = async () =>
                {
                    var driver = await WebDriverDriver.StartAsync(AppiumBrowser.Options(server.Address, new Dictionary<string, object>(), null, null));
                    return dying is null ? dying = new Dying(driver, server.KillAsync) : driver;
                },
                // Whoever minds the server starts it again, where it was.
                Listener = new Minding(async () =>
                {
                    left.AddRange(await server.LeftAsync());
                    await server.StartAgainAsync();
                }),
            };

            var run = await RunEngine.RunAsync(request, CancellationToken.None);

            var entry = run.Record.Observations.Where(o => o.Scenario == dying!.Killed).OrderBy(o => o.Attempt).ToList();
            Assert.Multiple(() =>
            {
                Assert.That(entry.Select(o => (o.Attempt, o.End)), Is.EqualTo([(1, ObservationEnd.HarnessFailed), (2, ObservationEnd.Completed)]), string.Join('\n', run.Record.Observations.Select(o => $"{o.Id} {o.Attempt} {o.End} {o.EndReason}")));
                Assert.That(run.Record.Ledger.Count(l => l.Observation == entry[0].Id), Is.EqualTo(2));
                Assert.That(run.Record.Verdicts.Single().Outcome, Is.EqualTo(Outcome.Passed));
                Assert.That(left, Is.Empty);
            });
        }
        finally
        {
            reports.Delete(recursive: true);
        }

        await server.DisposeAsync();
        Assert.That(await server.LeftAsync(), Is.Empty);
    }

    private sealed class Minding(Func<Task> start) : IRunListener
    {
        public void Planned(RunPlan plan, string folder)
        {
        }

        public void ScenarioStarted(PlannedScenario scenario, int attempt)
        {
        }

        public void ScenarioEnded(PlannedScenario scenario, Observation observation)
        {
            if (observation is { Attempt: 1, End: ObservationEnd.HarnessFailed })
            {
                start().GetAwaiter().GetResult();
            }
        }

        public void Judged(IReadOnlyList<Verdict> verdicts)
        {
        }

        public void Writing(string what)
        {
        }
    }

    /// <summary>Its first session is hardly open when the server is gone.</summary>
    private sealed class Dying(ISessionDriver driver, Func<Task> die) : ISessionDriver
    {
        private int opened;

        public string Surface => driver.Surface;

        public string Engine => driver.Engine;

        public string EngineVersion => driver.EngineVersion;

        public IReadOnlySet<string> Records => driver.Records;

        public bool Alive => driver.Alive;

        public string? Killed { get; private set; }

        public async Task<ISession> OpenSessionAsync(SessionOptions options, ObservationRecorder recorder, CancellationToken cancellationToken)
        {
            var session = await driver.OpenSessionAsync(options, recorder, cancellationToken);
            if (Interlocked.Increment(ref opened) == 1)
            {
                Killed = recorder.Scenario;
                await die();
            }

            return session;
        }

        public ValueTask DisposeAsync() => driver.DisposeAsync();
    }
}
