using System.Reflection;
using System.Text.Json;
using ConformanceHarness.Core;
using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Chromium through Playwright: one browser process, a context of its own for each session.</summary>
public sealed class ChromiumDriver : ISessionDriver
{
    internal static readonly string Observer = Resource("observer.js").Replace("/*measures.js*/ (() => ({}))", Resource("measures.js"), StringComparison.Ordinal);

    /// <summary>A host that is nowhere (RFC 2606), and is led to a port where nobody listens.</summary>
    private const string Known = "conformance-harness.invalid";
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly BrowserFolder folder;

    private readonly string? comment;
    private volatile bool ended;

    private ChromiumDriver(IPlaywright playwright, IBrowser browser, BrowserFolder folder, string? comment)
    {
        this.comment = comment;
        this.playwright = playwright;
        this.browser = browser;
        this.folder = folder;
    }

    public string Surface => "emulated";

    public string Engine => "chromium";

    public string EngineVersion => browser.Version;

    public bool Alive => browser.IsConnected && !ended;

    public IReadOnlySet<string> Records => AllRecords;

    /// <summary>What sessions of Chromium record and can do, known before one is started.</summary>
    public static IReadOnlySet<string> AllRecords { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "network", "bodies", "text", "console", "storage", "cookies", "screenshots", "timings", "sdk", "windows", "history",
        "audit", "layout", "conditions", "keys",
    };

    /// <exception cref="DriverException">the browser can't be started; the message is the browser's own</exception>
    public static async Task<ChromiumDriver> StartAsync(ChromiumOptions options)
    {
        var folder = new BrowserFolder();
        IPlaywright? playwright = null;
        IBrowser? browser = null;
        try
        {
            // Starts the driver's process before it returns its task.
            playwright = await folder.Inside(Playwright.CreateAsync);
            browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = options.Executable,
                Headless = !options.Headed,
                Args = [.. Arguments(options)],
                Timeout = 60_000,
            });
            return new ChromiumDriver(playwright, browser, folder, options.AgentComment);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            throw new DriverException($"The browser {options.Executable ?? "of Playwright"} could not be started: {FirstLine(e.Message)}{(BrowserFolder.TooLong is { } t ? $" (TMPDIR={t.Path} is longer than the {BrowserFolder.LongestTemporary} bytes that Chromium can use)" : "")}", e);
        }
        finally
        {
            if (browser is null)
            {
                playwright?.Dispose();
                await folder.RemoveAsync();
            }
        }
    }

    /// <summary>A browser of a Playwright server (<c>playwright run-server --unsafe</c> of the same minor version), started there for this driver alone.</summary>
    /// <param name="server">ws://…</param>
    /// <exception cref="DriverException">there is no such server, it starts no browser, or not with the arguments that it was given</exception>
    public static async Task<ChromiumDriver> ConnectAsync(string server, ChromiumOptions options)
    {
        var folder = new BrowserFolder();
        IPlaywright? playwright = null;
        IBrowser? browser = null;
        ChromiumDriver? started = null;
        try
        {
            playwright = await folder.Inside(Playwright.CreateAsync);
            var launch = JsonSerializer.Serialize(new Dictionary<string, object> { ["headless"] = true, ["args"] = Arguments(options with { HostMap = new Dictionary<string, string>(options.HostMap) { [Known] = "127.0.0.1:1" } }).ToArray() });
            browser = await playwright.Chromium.ConnectAsync(server, new BrowserTypeConnectOptions { Timeout = 30_000, Headers = new Dictionary<string, string> { ["x-playwright-launch-options"] = launch } });
            started = await HeardAsync(browser)
                ? new ChromiumDriver(playwright, browser, folder, options.AgentComment)
                : throw new DriverException($"The Playwright server {server} starts browsers without the arguments that it is given, so that they would find other hosts than the run means: start it with --unsafe (playwright run-server --unsafe).");
            return started;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            throw new DriverException($"The Playwright server {server} gave no browser: {FirstLine(e.Message)}", e);
        }
        finally
        {
            if (started is null)
            {
                playwright?.Dispose();
                await folder.RemoveAsync();
            }
        }
    }

    /// <summary>A server drops what its client may not set, and says nothing: only a browser that was given its rules knows this host.</summary>
    private static async Task<bool> HeardAsync(IBrowser browser)
    {
        var page = await browser.NewPageAsync();
        try
        {
            await page.GotoAsync($"http://{Known}/", new PageGotoOptions { Timeout = 10_000 });
            return true;
        }
        catch (PlaywrightException e)
        {
            return !e.Message.Contains("ERR_NAME_NOT_RESOLVED", StringComparison.Ordinal);
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    public async Task<ISession> OpenSessionAsync(SessionOptions options, ObservationRecorder recorder, CancellationToken cancellationToken)
    {
        IBrowserContext? context = null;
        try
        {
            context = await browser.NewContextAsync(ContextOptions(options)).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            var session = new ChromiumSession(context, options, recorder, folder.Path);
            await session.StartAsync(Observer).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return session;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // A browser on its way out refuses contexts for a while before its end is heard of: the next attempt is to find another.
            ended |= context is null && e is PlaywrightException && e.Message.Contains("has been closed", StringComparison.Ordinal);
            throw new DriverException("The browser did not open a session: " + FirstLine(e.Message), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await browser.CloseAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // The browser is gone already, or hangs: disposing Playwright below ends the driver process and with it the browser.
        }

        playwright.Dispose();
        await folder.RemoveAsync();
    }

    internal static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException("Missing resource " + name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();

    internal static IEnumerable<string> Arguments(ChromiumOptions options)
    {
        foreach (var argument in new[] { "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync" })
        {
            yield return argument;
        }

        if (OperatingSystem.IsLinux() && Environment.UserName == "root")
        {
            // Chromium refuses to start as root with its sandbox; in a container that is the usual user.
            yield return "--no-sandbox";
        }

        if (options.TrustedKey is { } key)
        {
            yield return "--ignore-certificate-errors-spki-list=" + key;
        }

        var rules = options.HostMap.Select(m => $"MAP {m.Key} {m.Value}").ToList();
        if (options.OnlyHosts is not null)
        {
            rules.Add("MAP * ~NOTFOUND");
            rules.AddRange(options.OnlyHosts.Select(h => "EXCLUDE " + h));
        }

        if (rules.Count > 0)
        {
            yield return "--host-resolver-rules=" + string.Join(", ", rules);
        }
    }

    private BrowserNewContextOptions ContextOptions(SessionOptions session)
    {
        var major = browser.Version.Split('.')[0];
        var options = new BrowserNewContextOptions
        {
            // A bad certificate fails LAND-01; the rest is observed all the same.
            IgnoreHTTPSErrors = true,
            Locale = "th-TH",
            TimezoneId = "Asia/Bangkok",
            // A service worker sends requests of its own, past the guard of a read-only session.
            ServiceWorkers = session.ReadOnly ? ServiceWorkerPolicy.Block : ServiceWorkerPolicy.Allow,
        };
        if (session.Channel == Channel.App)
        {
            options.UserAgent = $"Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UD1A.230805.019; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/{major}.0.0.0 Mobile Safari/537.36";
            options.ViewportSize = new ViewportSize { Width = 390, Height = 760 };
            options.IsMobile = true;
            options.HasTouch = true;
            options.DeviceScaleFactor = 1;
        }
        else
        {
            options.UserAgent = $"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36";
            options.ViewportSize = new ViewportSize { Width = 1280, Height = 800 };
        }

        options.UserAgent += comment is null ? "" : " " + comment;
        return options;
    }
}
