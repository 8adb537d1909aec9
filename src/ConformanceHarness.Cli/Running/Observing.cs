using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
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
    private readonly DriverPool? beside = request.StartBeside is { } start ? new(start) : null;
    private readonly HttpProbe probe = new(request.Stage == Stage.Production, Reach.Of(target), request.UserAgent);
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
        foreach (var pool in planned.Select(p => scenarios[p.Scenario]).Where(s => s is { NeedsBrowser: true, OtherEngine: false }).Select(PoolOf).Distinct().ToList())
        {
            await StartAsync(pool, cancellationToken);
        }

        // Long ones first, so that the last worker does not start one when the others are done.
        var together = planned.Where(p => !Alone(scenarios[p.Scenario])).OrderByDescending(p => scenarios[p.Scenario].Limit).ThenBy(p => p.Scenario == "entry" ? 0 : 1);
        await Parallel.ForEachAsync(together, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.Parallel), CancellationToken = cancellationToken }, async (p, token) => await ObserveAsync(scenarios[p.Scenario], p, token));
        foreach (var alone in planned.Where(p => Alone(scenarios[p.Scenario])))
        {
            await ObserveAsync(scenarios[alone.Scenario], alone, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await drivers.DisposeAsync();
        await others.DisposeAsync();
        if (beside is not null)
        {
            await beside.DisposeAsync();
        }

        probe.Dispose();
    }

    private static bool NeedsCitizen(Scenario scenario) => !scenario.Logins.Contains(LoginMode.None);

    private DriverPool PoolOf(Scenario scenario) => scenario.OtherEngine ? others : beside is null || NeedsCitizen(scenario) ? drivers : beside;

    /// <summary>There is one device, and one citizen who holds it. A second engine that starts beside the first takes from it the time that it is judged by.</summary>
    private bool Alone(Scenario scenario) => scenario.Exclusive || scenario.OtherEngine || (target.Login == LoginMode.Device && NeedsCitizen(scenario));

    /// <summary>A browser that can't even be started once is the machine's trouble: no case is to hear of it.</summary>
    private async Task StartAsync(DriverPool pool, CancellationToken cancellationToken)
    {
        try
        {
            await pool.GetAsync(cancellationToken);
        }
        catch (DriverException e) when (target.Login == LoginMode.Device && pool == drivers)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText("เริ่มใช้เครื่องทดสอบไม่ได้: " + e.Message, e.Message),
                new LocalText("ตรวจด้วย ./conformance doctor --service FILE --stage … แล้วดู docs/device.md", "Run ./conformance doctor with the same --service and --stage; docs/device.md has the steps."),
                ExitCodes.HarnessError, e);
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
            if (observation.End is not (ObservationEnd.HarnessFailed or ObservationEnd.EnvironmentFailed))
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
        // Whoever is signed in by the harness's provider was not logged in by a real one, whatever mints the entries of the app. Whoever looks
        // without a citizen while the citizen enters through a device has not logged in by it.
        var login = ByProvider(planned) ? LoginMode.Mock
            : target.Login == LoginMode.Device && !NeedsCitizen(scenario) ? LoginMode.None
            : target.Login;
        var provenance = new Provenance("none", "none", login);
        var (end, reason) = (ObservationEnd.Completed, (string?)null);
        IReadOnlyCollection<string> mTokens = [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(scenario.Limit + (request.Platform.EntryPatience * scenario.Entries(request.Service)));
        try
        {
            ISessionDriver? driver = null;
            if (scenario.NeedsBrowser)
            {
                driver = await PoolOf(scenario).GetAsync(limit.Token);
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
        catch (PlatformFailedException e) when (request.Platform.Mode == LoginMode.Assisted)
        {
            // Without the person nothing goes on: what is recorded stays, and the run goes on from there.
            throw new RunStoppedException(e.Cause, e.Problem, e.Next, e.Cause == Cause.Configuration ? ExitCodes.UsageOrConfiguration : ExitCodes.HarnessError, e);
        }
        catch (PlatformFailedException e)
        {
            (end, reason) = (ObservationEnd.EnvironmentFailed, $"{e.Problem.En} {e.Next.En}");
        }
        catch (Exception e) when (e is not (IOException or RunStoppedException or ConfigurationException))
        {
            (end, reason) = (ObservationEnd.HarnessFailed, e is DriverException ? e.Message : $"{e.GetType().Name}: {e.Message}");
        }

        var raw = recorder.Finish(provenance, end, reason, request.Platform.CallsFor(mTokens), request.GatewayAddress, ByProvider(planned) ? request.Provider!.CallsFor([.. recorder.Citizens.Select(c => c.UserId)]) : null);
        return store.Keep(recorder, raw with { Citizens = [.. raw.Citizens.Select(request.Platform.Known)] });
    }
}
