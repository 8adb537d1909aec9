using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Platform.Personas;

namespace ConformanceHarness.Platform.Proxy;

/// <summary>The real UAT gateway with the harness in between: it mints there, sees what the back end says, and can answer in the gateway's place.</summary>
public sealed class ProxyPlatform : IPlatform, IAsyncDisposable
{
    // The gateway's clock may lag behind ours; an mToken that is still good would make a service look as if it let expired ones in.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly GatewayClient _client;
    private readonly RecordingProxy _proxy;
    private readonly PersonaMaker _personas;
    private readonly TimeProvider _clock;

    private ProxyPlatform(GatewayClient client, RecordingProxy proxy, ProxyOptions options)
    {
        _client = client;
        _proxy = proxy;
        _personas = new(options.PersonaSeed);
        _clock = options.Gateway.Clock;
    }

    public LoginMode Mode => LoginMode.Proxy;

    /// <summary>Base address that the back end is pointed at in place of the real gateway.</summary>
    public Uri Address => _proxy.Address;

    /// <summary>What failed in the proxy itself. Not empty = nothing can be told about the service.</summary>
    public IReadOnlyList<string> Faults => _proxy.Faults;

    /// <summary>Every call so far, in order of arrival, with raw values.</summary>
    public IReadOnlyList<GatewayCall> Journal => _proxy.All;

    public IReadOnlyList<GatewayCall> UnmatchedCalls => _proxy.Unmatched;

    /// <param name="options">where it listens, and the gateway behind it</param>
    /// <param name="client">mints; the caller keeps and disposes it</param>
    /// <param name="cancellationToken">ends the starting</param>
    /// <exception cref="ConfigurationException">the address can't be used</exception>
    public static async Task<ProxyPlatform> StartAsync(ProxyOptions options, GatewayClient client, CancellationToken cancellationToken) =>
        new(client, await RecordingProxy.StartAsync(options, cancellationToken), options);

    public Citizen NewCitizen(string key, PersonaKind kind, string purpose = "") => _personas.Make(key, kind, purpose);

    public async Task<MintedEntry> MintAsync(Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken)
    {
        var entry = await _client.MintAsync(citizen, conduct, cancellationToken);
        _proxy.Entries.Add(entry, citizen);
        return entry;
    }

    /// <summary>The real gateway makes none for another app: the harness makes one up, and answers for it itself.</summary>
    public Task<MintedEntry> MintForForeignAppAsync(Citizen citizen, CancellationToken cancellationToken)
    {
        var entry = new MintedEntry(Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), citizen.Key, GatewayConduct.Proper);
        _proxy.Entries.Add(entry, citizen);
        return Task.FromResult(entry);
    }

    public Task ExpireAsync(MintedEntry entry, CancellationToken cancellationToken)
    {
        var left = Entries.Life + Margin - (_proxy.Entries.Find(entry.MToken) is { } live ? _proxy.Entries.Age(live) : TimeSpan.Zero);
        return left > TimeSpan.Zero ? Task.Delay(left, _clock, cancellationToken) : Task.CompletedTask;
    }

    public Citizen Known(Citizen citizen) => _proxy.Entries.UserIdOf(citizen) is { } userId ? citizen with { UserId = userId } : citizen;

    public IReadOnlyList<GatewayCall> CallsFor(IReadOnlyCollection<string> mTokens) => _proxy.For(mTokens);

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();
}
