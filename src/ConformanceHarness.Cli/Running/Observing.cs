using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Probes;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Running;

/// <summary>Runs the planned scenarios: several at once, exclusive ones alone, once more after the harness itself failed.</summary>
internal sealed class Observing(RunRequest request, StageTarget target, EvidenceStore store, IReadOnlyList<Observation> before) : IAsyncDisposable
{
    /// <summary>How often a scenario is tried when the harness itself fails.</summary>
    public const int MostAttempts = 2;

    private readonly DriverPool drivers = new(request.StartDriver, request.Drivers);
    private readonly DriverPool others = new(request.StartOtherDriver ?? request.StartDriver);
    private readonly HttpProbe probe = new(request.Stage == Stage.Production, Reach.Of(target));
    private readonly List<Observation> observations = [.. before];

    // Scenarios observed more than once (one visit per case): each gets a place of its own among the evidence.
    private readonly Dictionary<string, int> visits = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>All attempts so far, those of before first, in the order in which they ended.</summary>
    public IReadOnlyList<Observation> Observations
    {
        get
        {
            lock (gate)
            {
                return [.. observations];
            }
        }
    }

    public async Task RunAsync(IReadOnlyList<PlannedScenario> planned, CancellationToken cancellationToken)
    {
        var scenarios = request.Suite.Scenarios.ToDictionary(s => s.Name, StringComparer.Ordinal);
        if (planned.Any(p => scenarios[p.Scenario] is { NeedsBrowser: true, OtherEngine: false }))
        {
            await StartBrowserAsync(cancellationToken);
        }

        // Long ones first, so that the last worker does not start one when the others are done.
        var together = planned.Where(p => !scenarios[p.Scenario].Exclusive).OrderByDescending(p => scenarios[p.Scenario].Limit).ThenBy(p => p.Scenario == "entry" ? 0 : 1);
        await Parallel.ForEachAsync(together, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.Parallel), CancellationToken = cancellationToken }, async (p, token) => await ObserveAsync(scenarios[p.Scenario], p, token));
        foreach (var alone in planned.Where(p => scenarios[p.Scenario].Exclusive))
        {
            await ObserveAsync(scenarios[alone.Scenario], alone, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await drivers.DisposeAsync();
        await others.DisposeAsync();
        probe.Dispose();
    }

    /// <summary>A browser that can't even be started once is the machine's trouble: no case is to hear of it.</summary>
    private async Task StartBrowserAsync(CancellationToken cancellationToken)
    {
        try
        {
            await drivers.GetAsync(cancellationToken);
        }
        catch (DriverException e)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText("เบราว์เซอร์เริ่มทำงานไม่ได้: " + e.Message, e.Message),
                new LocalText("ตรวจด้วย ./conformance doctor หรือระบุเบราว์เซอร์อื่นด้วย --browser-path", "Run ./conformance doctor, or name another browser with --browser-path."),
                ExitCodes.HarnessError, e);
        }
    }

    private async Task ObserveAsync(Scenario scenario, PlannedScenario planned, CancellationToken cancellationToken)
    {
        var before = AttemptsBefore(planned);
        for (var attempt = before + 1; attempt <= before + MostAttempts; attempt++)
        {
            request.Listener.ScenarioStarted(planned, attempt);
            var observation = await AttemptAsync(scenario, planned, attempt, cancellationToken);
            lock (gate)
            {
                observations.Add(observation);
            }

            request.Listener.ScenarioEnded(planned, observation);
            cancellationToken.ThrowIfCancellationRequested();
            if (observation.End != ObservationEnd.HarnessFailed)
            {
                return;
            }
        }
    }

    private bool ByProvider(PlannedScenario planned) => request.Provider is not null && request.Service.Login(planned.Channel) == LoginProtocol.OpenIdConnect;

    private int AttemptsBefore(PlannedScenario planned)
    {
        lock (gate)
        {
            var visit = visits[planned.Id] = visits.GetValueOrDefault(planned.Id) + 1;
            return before.Count(o => o.Id == planned.Id) + ((visit - 1) * MostAttempts);
        }
    }

    private async Task<Observation> AttemptAsync(Scenario scenario, PlannedScenario planned, int attempt, CancellationToken cancellationToken)
    {
        var recorder = new ObservationRecorder(scenario.Name, planned.Channel, attempt, request.Clock);
        // Whoever is signed in by the harness's provider was not logged in by a real one, whatever mints the entries of the app.
        var login = ByProvider(planned) ? LoginMode.Mock : target.Login;
        var provenance = new Provenance("none", "none", login);
        var (end, reason) = (ObservationEnd.Completed, (string?)null);
        IReadOnlyCollection<string> mTokens = [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(scenario.Limit);
        try
        {
            ISessionDriver? driver = null;
            if (scenario.NeedsBrowser)
            {
                driver = await (scenario.OtherEngine ? others : drivers).GetAsync(limit.Token);
                provenance = new Provenance(driver.Surface, driver.Engine, login, driver.EngineVersion);
            }

            await using var scene = new Scene(request.Service, target, planned.Channel, request.Platform, driver, recorder, probe, store, request.Stage == Stage.Production) { ServiceFolder = request.ServiceFolder, Provider = request.Provider };
            mTokens = scene.MTokens;
            await scenario.ObserveAsync(scene, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            (end, reason) = cancellationToken.IsCancellationRequested
                ? (ObservationEnd.Cancelled, "The user stopped the run.")
                : (ObservationEnd.TimedOut, $"It took more than {scenario.Limit.TotalSeconds} s.");
        }
        catch (Exception e) when (e is not IOException)
        {
            (end, reason) = (ObservationEnd.HarnessFailed, e is DriverException ? e.Message : $"{e.GetType().Name}: {e.Message}");
        }

        return store.Keep(recorder, recorder.Finish(provenance, end, reason, request.Platform.CallsFor(mTokens), request.GatewayAddress, ByProvider(planned) ? request.Provider!.CallsFor([.. recorder.Citizens.Select(c => c.UserId)]) : null));
    }
}
