using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Sessions.Proxying;

namespace ConformanceHarness.Sessions.WebDriver.WebKit;

/// <summary>
/// WebKitGTK, the engine nearest to an iOS webview that there is on Linux: a virtual screen for all sessions, and for each session a
/// WebKitWebDriver with its MiniBrowser, because one WebKitWebDriver holds one session.
/// </summary>
public sealed partial class WebKitDriver : WebDriverDriver
{
    // What a WKWebView of iOS says: Safari's own token is missing.
    private const string AppUserAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
    private const string WebUserAgent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";

    // A phone is narrower than MiniBrowser's toolbar wants to be.
    private const string NarrowToolbar = "* { min-width: 0; padding: 0; margin: 0; border-width: 0; outline-width: 0; } toolbar { font-size: 1px; -GtkToolbar-button-relief: none; -GtkWidget-focus-padding: 0; }\n";
    private readonly WebKitInstallation installation;
    private readonly Dictionary<string, string> environment;
    private readonly OwnedProcess? screen;

    private WebKitDriver(WebDriverOptions options, WebKitInstallation installation, Dictionary<string, string> environment, OwnedProcess? screen, string version)
        : base(options, "MiniBrowser", version)
    {
        this.installation = installation;
        this.environment = environment;
        this.screen = screen;
    }

    /// <exception cref="DriverException">the screen can't be started</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "The driver owns its screen; where none is made, the screen is disposed.")]
    public static async Task<WebKitDriver> StartAsync(WebKitInstallation installation, ProxyOptions proxy, CancellationToken cancellationToken = default)
    {
        var options = new WebDriverOptions { RemoteEnd = new Uri("http://127.0.0.1:1"), Capabilities = new Dictionary<string, object>(), Engine = "webkit", Proxy = proxy };
        var folder = Directory.CreateTempSubdirectory("wkd-").FullName;
        var environment = Environment(folder);
        OwnedProcess? screen = null;
        try
        {
            if (installation.Screen is { } program)
            {
                var display = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
                screen = OwnedProcess.Start(program, ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], folder, environment, line =>
                {
                    if (line.All(char.IsAsciiDigit) && line.Length > 0)
                    {
                        display.TrySetResult(line);
                    }
                });
                environment["DISPLAY"] = ":" + await display.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            }

            return new WebKitDriver(options, installation, environment, screen, await VersionAsync(installation, folder, environment, cancellationToken)) { Folder = folder };
        }
        catch (Exception e)
        {
            if (screen is not null)
            {
                await screen.DisposeAsync();
            }

            Remove(folder);
            throw e is TimeoutException ? new DriverException($"{installation.Screen} gave no display within 20 s.", e) : e;
        }
    }

    /// <summary>The folder that the watching shells remove too, where this program dies.</summary>
    protected override string Files => Folder;

    /// <summary>Home of everything that is started here; it goes with the driver.</summary>
    internal string Folder { get; private init; } = "";

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "The session owns its end and its process; where none begins, both are disposed.")]
    public override async Task<ISession> OpenSessionAsync(SessionOptions options, ObservationRecorder recorder, CancellationToken cancellationToken)
    {
        ProxiedSession? proxied = null;
        OwnedProcess? process = null;
        try
        {
            proxied = await ProxiedSession.StartAsync(Options.Proxy!, options, recorder);
            var port = FreePort();
            var last = "";
            process = OwnedProcess.Start(installation.Driver, [$"--port={port}"], Folder, environment, line => last = line);
            await ListeningAsync(port, () => last, cancellationToken);
            // WebKitWebDriver takes the capability sslProxy for a proxy that itself speaks TLS: MiniBrowser is told instead. Not by its environment:
            // it would look for WebKitWebDriver itself behind that proxy.
            var capabilities = CapabilitiesOf(Options, null);
            capabilities["browserName"] = "MiniBrowser";
            capabilities["webkitgtk:browserOptions"] = new Dictionary<string, object>
            {
                ["binary"] = installation.MiniBrowser,
                ["args"] = new[] { "--automation", "--ignore-tls-errors", "--proxy=http://" + proxied.Proxy.Address, "--user-agent=" + (options.Channel == Channel.App ? AppUserAgent : WebUserAgent) },
            };
            var end = await RemoteEnd.ConnectAsync(new Uri($"http://127.0.0.1:{port}"), capabilities, Options.SessionLimit, Options.CommandLimit, cancellationToken);
            var (owned, folder) = (process, Files);
            try
            {
                return await WebDriverSession.StartAsync(end, options, recorder, proxied, folder, emulates: true, owned.DisposeAsync);
            }
            catch
            {
                await end.DisposeAsync();
                throw;
            }
        }
        catch
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }

            if (proxied is not null)
            {
                await proxied.Proxy.DisposeAsync();
            }

            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (screen is not null)
        {
            await screen.DisposeAsync();
        }

        await base.DisposeAsync();
        Remove(Folder);
    }

    /// <summary>A home of its own, no session bus, no graphics card: the browser is to be the same on every machine, and to leave nothing.</summary>
    private static Dictionary<string, string> Environment(string folder)
    {
        var settings = Directory.CreateDirectory(Path.Combine(folder, ".config", "gtk-3.0")).FullName;
        File.WriteAllText(Path.Combine(settings, "gtk.css"), NarrowToolbar);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = folder,
            ["XDG_CONFIG_HOME"] = Path.Combine(folder, ".config"),
            ["XDG_CACHE_HOME"] = Path.Combine(folder, ".cache"),
            ["XDG_DATA_HOME"] = Path.Combine(folder, ".local"),
            ["XDG_RUNTIME_DIR"] = folder,
            ["TMPDIR"] = folder,
            ["TZ"] = "Asia/Bangkok",
            ["GDK_BACKEND"] = "x11",
            ["NO_AT_BRIDGE"] = "1",
            ["GTK_A11Y"] = "none",
            ["GSETTINGS_BACKEND"] = "memory",
            ["GIO_USE_VFS"] = "local",
            ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:",
            ["http_proxy"] = "",
            ["https_proxy"] = "",
            ["all_proxy"] = "",
            // Composited, as on a phone, but by the processor. Neither WEBKIT_DISABLE_COMPOSITING_MODE nor WEBKIT_DISABLE_DMABUF_RENDERER may be set:
            // without compositing a screenshot waits for the page's next repaint, which a page at rest never has.
            ["LIBGL_ALWAYS_SOFTWARE"] = "1",
            ["WEBKIT_DISABLE_COMPOSITING_MODE"] = "0",
            ["WEBKIT_DISABLE_DMABUF_RENDERER"] = "0",
        };
        if (System.Environment.UserName == "root")
        {
            // WebKit's sandbox can't be made by root; in a container that is the usual user.
            environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1";
        }

        return environment;
    }

    private static async Task<string> VersionAsync(WebKitInstallation installation, string folder, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = OwnedProcess.Start(installation.MiniBrowser, ["--version"], folder, environment, line =>
        {
            if (Version().Match(line) is { Success: true } match)
            {
                said.TrySetResult(match.Value);
            }
        });
        try
        {
            return await said.Task.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        }
        catch (TimeoutException)
        {
            return "unknown";
        }
    }

    private static async Task ListeningAsync(int port, Func<string> last, CancellationToken cancellationToken)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); ;)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException e)
            {
                if (TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(20))
                {
                    throw new DriverException($"WebKitWebDriver did not begin to listen: {last()}", e);
                }
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone with its process.
        }
        catch (IOException)
        {
            // A process that is about to end still writes there; what stays is only in the way.
        }
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Version();
}
