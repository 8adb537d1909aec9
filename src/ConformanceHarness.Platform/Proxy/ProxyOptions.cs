using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Gateway;

namespace ConformanceHarness.Platform.Proxy;

/// <summary>Settings of the recording proxy. They hold secrets and therefore have no text form.</summary>
public sealed class ProxyOptions
{
    /// <summary>Where the back end finds the proxy; port 0 takes any free one. http only on loopback.</summary>
    public Uri Listen { get; init; } = new("https://127.0.0.1:0");

    /// <summary>Issues the proxy's own certificate. The caller keeps and disposes it.</summary>
    public required LocalAuthority Authority { get; init; }

    /// <summary>The real gateway, and with what the harness mints there.</summary>
    public required GatewayClientOptions Gateway { get; init; }

    /// <summary>How long the real gateway may take for a call of the back end before the proxy says so (HTTP 504).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
    public int PersonaSeed { get; init; } = 1;
}
