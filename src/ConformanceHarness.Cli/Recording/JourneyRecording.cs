using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Probes;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Recording;

/// <summary>A browser in which a person walks one sub-service's journey, entered as a run enters, while it is noted what they do.</summary>
internal sealed class JourneyRecording : IAsyncDisposable
{
    private readonly RunRequest request;
    private readonly StageTarget target;
    private readonly SubService service;
    private readonly ObservationRecorder recorder;
    private readonly List<PersonAct> acts = [];
    private readonly Lock gate = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpProbe probe = new();
    private Citizen? citizen;
    private ISessionDriver? driver;
    private Scene? scene;
    private ISession? session;

    private JourneyRecording(RunRequest request, StageTarget target, SubService service, Channel channel)
    {
        this.request = request;
        this.target = target;
        this.service = service;
        recorder = new ObservationRecorder("record", channel, 1, request.Clock);
    }

    /// <summary>The browser in which the person acts.</summary>
    public ISession Session => session ?? throw new InvalidOperationException("The recording has not been started.");

    /// <summary>False where the service shows nobody logged in.</summary>
    public bool LoggedIn { get; private set; }

    /// <summary>Ends when the window is closed.</summary>
    public Task Closed => closed.Task;

    public IReadOnlyList<PersonAct> Acts
    {
        get
        {
            lock (gate)
            {
                return [.. acts];
            }
        }
    }

    /// <param name="automated">a script acts in the browser, not a person</param>
    /// <exception cref="DriverException">the browser can't be started</exception>
    public static async Task<JourneyRecording> StartAsync(RunRequest request, SubService service, Channel channel, bool automated, CancellationToken cancellationToken)
    {
        var target = request.Service.Target(request.Stage) ?? throw new InvalidOperationException("The stage was checked before.");
        var recording = new JourneyRecording(request, target, service, channel);
        try
        {
            await recording.EnterAsync(automated, cancellationToken);
            return recording;
        }
        catch
        {
            await recording.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was done so far, as steps.</summary>
    public JourneyDraft Draft()
    {
        var seen = recorder.Finish(new Provenance("emulated", "chromium", target.Login), ObservationEnd.Completed, null, [], null);
        var today = DateOnly.FromDateTime(recorder.StartedAt.ToOffset(TimeSpan.FromHours(7)).Date);
        var drafting = new JourneyDrafting(
            service,
            new CitizenValues(citizen!, today),
            url => FirstParty.Is(url, target.LandingUrl, request.Service.Hosts),
            text => request.Redactor.Redact(text) != text);
        return drafting.Draft(Acts, seen.Exchanges, seen.Events);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (scene is not null)
            {
                await scene.DisposeAsync();
            }
        }
        catch (DriverException)
        {
            // The person closed the browser: that is how a recording ends.
        }

        if (driver is not null)
        {
            await driver.DisposeAsync();
        }

        probe.Dispose();
    }

    private async Task EnterAsync(bool automated, CancellationToken cancellationToken)
    {
        driver = await request.StartDriver().WaitAsync(cancellationToken);
        var listening = new PersonListening(Note, () => closed.TrySetResult(), automated);
        scene = new Scene(request.Service, target, recorder.Channel, request.Platform, driver, recorder, probe, new Secrets(request.Redactor)) { Provider = request.Provider };
        session = await scene.SessionAsync("a", cancellationToken, listening: listening);
        citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var entry = await scene.MintAsync("enter", citizen, cancellationToken);
        var visit = await scene.EnterAsync(session, "enter", entry, Awaited.Text(citizen.FirstName, citizen.LastName), cancellationToken);
        LoggedIn = visit.SettledMs is not null;
    }

    private void Note(PersonAct act)
    {
        lock (gate)
        {
            acts.Add(act);
        }
    }

    private sealed class Secrets(Redactor redactor) : ISecretSink
    {
        public void Add(string kind, string value) => redactor.Add(kind, value);
    }
}
