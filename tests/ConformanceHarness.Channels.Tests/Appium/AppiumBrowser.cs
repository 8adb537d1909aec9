using ConformanceHarness.Sessions.Proxying;
using ConformanceHarness.Sessions.WebDriver;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>A browser on an Appium server: what its chromium driver starts beside the server, or a browser of a phone that the capabilities name.</summary>
internal static class AppiumBrowser
{
    private static readonly string[] Arguments = ["--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=th-TH"];

    /// <param name="given">capabilities that go before the harness's own</param>
    /// <param name="executable">the browser beside the server; null: the driver looks for one</param>
    /// <param name="proxy">what sessions' proxies know; used where the browser runs on this machine</param>
    public static WebDriverOptions Options(Uri server, IReadOnlyDictionary<string, object> given, string? executable, ProxyOptions? proxy)
    {
        var phone = given.TryGetValue("platformName", out var platform) && platform is string name && (name.Equals("android", StringComparison.OrdinalIgnoreCase) || name.Equals("ios", StringComparison.OrdinalIgnoreCase));
        var here = server.IsLoopback && !phone;
        var capabilities = phone ? new Dictionary<string, object>(StringComparer.Ordinal) : Chromium(executable ?? (here ? Found("chromium", "google-chrome-stable", "google-chrome") : null), here);
        foreach (var (key, value) in given)
        {
            capabilities[key] = value;
        }

        return new WebDriverOptions
        {
            RemoteEnd = server,
            Capabilities = capabilities,
            Surface = phone ? "device" : "emulated",
            Emulates = !phone,
            Proxy = here ? proxy : null,
        };
    }

    private static Dictionary<string, object> Chromium(string? executable, bool here)
    {
        var arguments = new List<string>(Arguments) { "--touch-events=enabled" };
        if (OperatingSystem.IsLinux() && Environment.UserName == "root")
        {
            arguments.Add("--no-sandbox");
        }

        if (here)
        {
            // Chromium asks no proxy for this machine's own addresses, where a service under test may well be.
            arguments.Add("--proxy-bypass-list=<-loopback>");
        }

        var options = new Dictionary<string, object>(StringComparer.Ordinal) { ["args"] = arguments.ToArray() };
        if (executable is not null)
        {
            options["binary"] = executable;
        }

        var capabilities = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["platformName"] = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "mac" : "linux",
            ["appium:automationName"] = "Chromium",
            ["browserName"] = "chrome",
            // One session may rest while another of the same scenario is at work; Appium ends it after a minute.
            ["appium:newCommandTimeout"] = 300,
            ["goog:chromeOptions"] = options,
        };
        if (here && Found("chromedriver") is { } driver)
        {
            capabilities["appium:executable"] = driver;
        }

        return capabilities;
    }

    private static string? Found(params string[] names) =>
        names.SelectMany(n => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(p => p.Length > 0).Select(p => Path.Combine(p, n))).FirstOrDefault(File.Exists);
}
