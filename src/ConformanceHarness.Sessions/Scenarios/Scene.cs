using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.Probes;

namespace ConformanceHarness.Sessions.Scenarios;

/// <summary>What a scenario has at hand: the service, the platform, sessions and probes. All that happens through it is recorded.</summary>
public sealed class Scene : IAsyncDisposable
{
    /// <summary>Between the name of an entry's step and the number of what a new citizen is asked after it: "enter:first-visit:1".</summary>
    public const string FirstVisit = ":first-visit:";

    private readonly ISessionDriver? driver;
    private readonly ISecretSink secrets;
    private readonly List<ISession> sessions = [];
    private readonly List<string> mTokens = [];
    private string? entering;

    public Scene(ServiceProfile service, StageTarget target, Channel channel, IPlatform platform, ISessionDriver? driver, ObservationRecorder recorder, HttpProbe probe, ISecretSink secrets, bool readOnly = false)
    {
        Service = service;
        Target = target;
        Channel = channel;
        Platform = platform;
        this.driver = driver;
        Recorder = recorder;
        Probe = probe;
        this.secrets = secrets;
        ReadOnly = readOnly;
    }

    /// <summary>True in production: sessions only look, no entry is made, and the probe sends nothing that can change data.</summary>
    public bool ReadOnly { get; }

    /// <summary>True where the citizen is a real person in the app on a device: there is one of them, and one webview.</summary>
    public bool OnDevice => Platform.Mode == LoginMode.Device;

    /// <summary>Folder that the service file's relative paths start from; null where there is none.</summary>
    public string? ServiceFolder { get; init; }

    /// <summary>Who signs citizens in where the channel's login is OpenID Connect; null where nobody logs in so.</summary>
    public ILoginProvider? Provider { get; init; }

    /// <summary>True where citizens of this channel come in through the provider, and never with an mToken.</summary>
    public bool ByProvider => Provider is not null && Service.Login(Channel) == LoginProtocol.OpenIdConnect;

    public ServiceProfile Service { get; }
    public StageTarget Target { get; }
    public Channel Channel { get; }
    public IPlatform Platform { get; }
    public ObservationRecorder Recorder { get; }
    public HttpProbe Probe { get; }

    /// <summary>All mTokens that were handed to the service here, real or not.</summary>
    public IReadOnlyCollection<string> MTokens => mTokens;

    public async Task<ISession> SessionAsync(string name, CancellationToken cancellationToken, bool light = false, PersonListening? listening = null)
    {
        var session = await (driver ?? throw new InvalidOperationException("This scenario declares that it needs no browser.")).OpenSessionAsync(new SessionOptions(name, Channel, light, ReadOnly, listening), Recorder, cancellationToken);
        lock (sessions)
        {
            sessions.Add(session);
        }

        return ReadOnly ? ReadOnlySession.Around(session) : session;
    }

    public Citizen Citizen(string key, PersonaKind kind)
    {
        var citizen = Platform.NewCitizen(key, kind, $"{Recorder.Scenario}/{Channel}");
        // Whoever uses the Biz Portal does so for a company.
        citizen = ByProvider && Channel == Channel.Biz ? Provider!.Represent(citizen) : citizen;
        Recorder.Add(citizen);
        return citizen;
    }

    /// <summary>Mints an entry for the citizen and hands it to the session's native side.</summary>
    public async Task<MintedEntry> MintAsync(string name, Citizen citizen, CancellationToken cancellationToken, GatewayConduct conduct = GatewayConduct.Proper)
    {
        if (ReadOnly)
        {
            throw new ReadOnlyException("A login changes data, and this stage is read-only.");
        }

        if (OnDevice)
        {
            entering = citizen.Key;
            return new MintedEntry(Service.AppId, "", citizen.Key, conduct);
        }

        if (ByProvider)
        {
            return await SigningInAsync(name, citizen, conduct, cancellationToken);
        }

        var entry = await Platform.MintAsync(citizen, conduct, cancellationToken);
        Note(name, citizen.Key, entry.AppId, entry.MToken, conduct.ToString());
        return entry;
    }

    /// <summary>The mToken is never handed over: it tells the gateway's journal which calls are about this scenario's citizen (notifications).</summary>
    private async Task<MintedEntry> SigningInAsync(string name, Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken)
    {
        if (Platform.Mode == LoginMode.Mock)
        {
            var kept = await Platform.MintAsync(citizen, conduct, cancellationToken);
            secrets.Add("mToken", kept.MToken);
            lock (mTokens)
            {
                mTokens.Add(kept.MToken);
            }
        }

        Recorder.Add(new Entry(name, citizen.Key, null, null, Target.LandingUrl, char.ToLowerInvariant(conduct.ToString()[0]) + conduct.ToString()[1..], Recorder.NowMs));
        return new MintedEntry("", "", citizen.Key, conduct) { SignsIn = citizen };
    }

    /// <summary>Notes a pair that is to be handed over, whoever made it; the mToken is a secret from here on.</summary>
    public void Note(string name, string? citizen, string appId, string mToken, string conduct)
    {
        secrets.Add("mToken", mToken);
        lock (mTokens)
        {
            mTokens.Add(mToken);
        }

        Recorder.Add(new Entry(name, citizen, appId, mToken, Address(appId, mToken), char.ToLowerInvariant(conduct[0]) + conduct[1..], Recorder.NowMs));
    }

    /// <summary>Brings the citizen in as the channel does: with the pair in the address, or through the provider.</summary>
    public Task<Visit> EnterAsync(ISession session, string step, MintedEntry entry, Awaited awaited, CancellationToken cancellationToken) => entry.SignsIn is { } citizen
        ? PastFirstVisitAsync(session, step, awaited, a => new ProviderEntry(this, session).EnterAsync(step, citizen, a, cancellationToken), cancellationToken)
        : EnterAsync(session, step, entry.AppId, entry.MToken, awaited, cancellationToken);

    /// <summary>Opens the Landing URL with the pair, as the channel does.</summary>
    public Task<Visit> EnterAsync(ISession session, string step, string appId, string mToken, Awaited awaited, CancellationToken cancellationToken) =>
        PastFirstVisitAsync(session, step, awaited, a => OpenAsync(session, step, appId, mToken, a, cancellationToken), cancellationToken);

    /// <summary>A citizen whom the service does not know yet is asked something first; then comes what was waited for.</summary>
    private async Task<Visit> PastFirstVisitAsync(ISession session, string step, Awaited awaited, Func<Awaited, Task<Visit>> enter, CancellationToken cancellationToken)
    {
        // Where a refusal is waited for nobody gets so far.
        if (Service.FirstVisit.Count == 0 || awaited.Texts.Count == 0)
        {
            return await enter(awaited);
        }

        PageAct ActOf(JourneyStep asked) => new(asked.Kind == StepKind.Choose ? ActKind.Choose : ActKind.Tap, asked.Target, asked.Value);
        var first = Service.FirstVisit[0];
        var visit = await enter(awaited with { Texts = [.. awaited.Texts, .. new[] { first.Value ?? first.Target.Name }.OfType<string>()] });
        if (!visit.Done || !await session.OffersAsync(ActOf(first), cancellationToken))
        {
            return visit;
        }

        for (var i = 0; i < Service.FirstVisit.Count && visit.Done; i++)
        {
            visit = await session.ActAsync(step + FirstVisit + (i + 1).ToString(CultureInfo.InvariantCulture), ActOf(Service.FirstVisit[i]), i == Service.FirstVisit.Count - 1 ? awaited : new Awaited(), cancellationToken);
        }

        return visit;
    }

    private async Task<Visit> OpenAsync(ISession session, string step, string appId, string mToken, Awaited awaited, CancellationToken cancellationToken)
    {
        if (mToken.Length == 0 && OnDevice && session is IEnteringSession device)
        {
            var entered = await device.EnterAsync(step, awaited, cancellationToken);
            // What is not known to be a secret would be written as it stands.
            Note(step, entering, entered.AppId ?? Service.AppId, entered.MToken ?? throw new DriverException("The app opened the e-Service, and neither the page's address nor the SDK tells the entry's mToken: nothing can be recorded without it being known."), "proper");
            return entered.Visit;
        }

        await session.HandOverAsync(appId, mToken);
        return await session.OpenAsync(step, Address(appId, mToken), awaited, cancellationToken);
    }

    /// <summary>The Landing URL with the pair added to whatever query it has.</summary>
    public string Address(string appId, string mToken)
    {
        var builder = new UriBuilder(Target.LandingUrl);
        var pair = $"appId={Uri.EscapeDataString(appId)}&mToken={Uri.EscapeDataString(mToken)}";
        builder.Query = builder.Query.Length > 1 ? builder.Query[1..] + "&" + pair : pair;
        return builder.Uri.AbsoluteUri;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in sessions)
        {
            await session.DisposeAsync();
        }

        sessions.Clear();
    }
}

/// <summary>Takes note of values that must never be written; see Redactor in Core.</summary>
public interface ISecretSink
{
    void Add(string kind, string value);
}
