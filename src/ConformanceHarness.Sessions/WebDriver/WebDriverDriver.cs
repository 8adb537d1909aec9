using ConformanceHarness.Core;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.Proxying;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>Sessions at a W3C WebDriver endpoint: a Selenium Grid, a chromedriver, an Appium server.</summary>
public class WebDriverDriver : ISessionDriver
{
    /// <summary>In milliseconds; a number that no page has, because observer.js knows the driver's own timer by it.</summary>
    private const int ScriptLimit = 10_007;
    private readonly WebDriverOptions options;
    private readonly Lazy<BrowserFolder> folder = new(() => new BrowserFolder());
    private volatile bool failed;

    /// <summary>Opens one session to learn what the endpoint's browser is, and closes it again.</summary>
    protected WebDriverDriver(WebDriverOptions options, string browserName, string browserVersion)
    {
        this.options = options;
        Engine = options.Engine ?? EngineOf(browserName);
        EngineVersion = browserVersion;
    }

    public string Surface => options.Surface;

    public string Engine { get; }

    public string EngineVersion { get; }

    public bool Alive => !failed;

    public IReadOnlySet<string> Records => RecordsOf(options.Proxy is not null);

    protected WebDriverOptions Options => options;

    /// <summary>Folder for files that are attached; it goes with the driver.</summary>
    protected virtual string Files => folder.Value.Path;

    /// <summary>
    /// What sessions record and can do: from inside the page, and with a proxy from the network too. Neither WebDriver nor a script tells
    /// the session history, when the largest content was painted, or gives the accessibility engine a world of its own.
    /// </summary>
    public static IReadOnlySet<string> RecordsOf(bool proxied) => proxied
        ? new HashSet<string>(StringComparer.Ordinal) { "network", "bodies", "text", "console", "storage", "cookies", "screenshots", "sdk", "windows", "layout", "conditions" }
        : new HashSet<string>(StringComparer.Ordinal) { "text", "storage", "cookies", "screenshots", "layout" };

    /// <exception cref="DriverException">there is no endpoint, or it gives no session</exception>
    public static async Task<WebDriverDriver> StartAsync(WebDriverOptions options, CancellationToken cancellationToken = default)
    {
        var end = await RemoteEnd.ConnectAsync(options.RemoteEnd, CapabilitiesOf(options, null), options.SessionLimit, options.CommandLimit, cancellationToken);
        await using (end)
        {
            return new WebDriverDriver(options, end.BrowserName, end.BrowserVersion);
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "The session that is begun owns its end and ends it.")]
    public virtual async Task<ISession> OpenSessionAsync(SessionOptions options, ObservationRecorder recorder, CancellationToken cancellationToken)
    {
        var proxied = this.options.Proxy is { } known ? await ProxiedSession.StartAsync(known, options, recorder) : null;
        try
        {
            var end = await RemoteEnd.ConnectAsync(this.options.RemoteEnd, CapabilitiesOf(this.options, proxied?.Proxy.Address), this.options.SessionLimit, this.options.CommandLimit, cancellationToken);
            return await BeginAsync(end, options, recorder, proxied);
        }
        catch (Exception e)
        {
            failed |= e is DriverException;
            if (proxied is not null)
            {
                await proxied.Proxy.DisposeAsync();
            }

            throw;
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (folder.IsValueCreated)
        {
            await folder.Value.RemoveAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the session of a connected remote end; override to enter by a native path first.</summary>
    private protected virtual async Task<ISession> BeginAsync(RemoteEnd end, SessionOptions options, ObservationRecorder recorder, ProxiedSession? proxied)
    {
        try
        {
            return await WebDriverSession.StartAsync(end, options, recorder, proxied, Files, this.options.Emulates);
        }
        catch
        {
            await end.DisposeAsync();
            throw;
        }
    }

    /// <summary>The asked-for capabilities, and those that every session needs.</summary>
    internal static Dictionary<string, object> CapabilitiesOf(WebDriverOptions options, string? proxy)
    {
        var all = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            // A bad certificate fails LAND-01; the rest is observed all the same.
            ["acceptInsecureCerts"] = true,
            ["pageLoadStrategy"] = "none",
            ["unhandledPromptBehavior"] = "ignore",
            ["timeouts"] = new Dictionary<string, object> { ["script"] = ScriptLimit, ["pageLoad"] = 60_000, ["implicit"] = 0 },
        };
        if (proxy is not null)
        {
            all["proxy"] = new Dictionary<string, object> { ["proxyType"] = "manual", ["httpProxy"] = proxy, ["sslProxy"] = proxy };
        }

        foreach (var (name, value) in options.Capabilities)
        {
            all[name] = value;
        }

        ChromedriverPort.Add(all, options.RemoteEnd);

        return all;
    }

    internal static string EngineOf(string browser) => browser.ToLowerInvariant() switch
    {
        "safari" or "minibrowser" or "webkit" or "epiphany" or "wpe" => "webkit",
        "firefox" => "gecko",
        _ => "chromium",
    };
}
