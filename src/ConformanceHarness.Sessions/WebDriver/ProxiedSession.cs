using ConformanceHarness.Sessions.Proxying;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>A proxy that is there before its session: the session's capabilities name its address.</summary>
internal sealed class ProxiedSession
{
    private ProxiedSession(ObservationRecorder recorder, SessionOptions options) => Exchanges = new ProxiedExchanges(recorder, options.Name, options.Light, () => Step());

    public InterceptingProxy Proxy { get; private set; } = null!;

    public ProxiedExchanges Exchanges { get; }

    public Func<string> Step { get; set; } = () => "start";

    public Action<string> Reported { get; set; } = _ => { };

    public Action<string, string, string?, string?> Happened { get; set; } = (_, _, _, _) => { };

    public static async Task<ProxiedSession> StartAsync(ProxyOptions options, SessionOptions session, ObservationRecorder recorder)
    {
        var proxied = new ProxiedSession(recorder, session);
        proxied.Proxy = await InterceptingProxy.StartAsync(options, proxied.Exchanges, json => proxied.Reported(json), (kind, detail, name, source) => proxied.Happened(kind, detail, name, source));
        return proxied;
    }
}
