using ConformanceHarness.Sessions.Proxying;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>A W3C WebDriver endpoint and what to ask of it.</summary>
public sealed record WebDriverOptions
{
    /// <summary>Address that <c>POST session</c> is added to, for example http://127.0.0.1:4444 or …:4444/wd/hub.</summary>
    public required Uri RemoteEnd { get; init; }

    /// <summary>
    /// Capabilities by name; values as JSON knows them (text, number, bool, list, dictionary). Those that the driver sees to itself
    /// (proxy, acceptInsecureCerts, unhandledPromptBehavior, timeouts) need not be among them; what is given here wins.
    /// </summary>
    public required IReadOnlyDictionary<string, object> Capabilities { get; init; }

    /// <summary>emulated | webview | device</summary>
    public string Surface { get; init; } = "emulated";

    /// <summary>chromium | webkit; null: by what the endpoint's browser calls itself.</summary>
    public string? Engine { get; init; }

    /// <summary>
    /// What the sessions' own proxies know; null: sessions have none, which leaves network, bodies, lost and slow networks and what a page
    /// throws while it loads unrecorded. A proxy listens on this machine: only a browser on this machine can use it.
    /// </summary>
    public ProxyOptions? Proxy { get; init; }

    /// <summary>User agent, viewport and window size of a channel are set where the browser takes them; false: the browser is what it is (a device).</summary>
    public bool Emulates { get; init; } = true;

    /// <summary>Longest time for one command, a new session left out.</summary>
    public TimeSpan CommandLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest time for a new session: a browser starts, or a device wakes.</summary>
    public TimeSpan SessionLimit { get; init; } = TimeSpan.FromSeconds(90);
}
