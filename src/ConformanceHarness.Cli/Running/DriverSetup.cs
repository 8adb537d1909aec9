using System.Net;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.Proxying;
using ConformanceHarness.Sessions.WebDriver;
using ConformanceHarness.Sessions.WebDriver.WebKit;

namespace ConformanceHarness.Cli.Running;

/// <summary>What opens a run's sessions: the engine of all scenarios, and the one that it is compared with.</summary>
/// <param name="Engines">as the plan names them, that of <paramref name="Start"/> first</param>
/// <param name="StartOther">null: there is no other</param>
internal sealed record DriverSetup(IReadOnlyList<PlannedEngine> Engines, Func<Task<ISessionDriver>> Start, Func<Task<ISessionDriver>>? StartOther)
{
    /// <exception cref="ConfigurationException">an option is wrong</exception>
    /// <exception cref="RunStoppedException">the engine or endpoint that was asked for is not there</exception>
    public static async Task<DriverSetup> MakeAsync(RunOptions options, ChromiumOptions chromium, bool compares, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var proxy = new ProxyOptions { HostMap = chromium.HostMap, OnlyHosts = chromium.OnlyHosts };
        Func<Task<ISessionDriver>> ofChromium = async () => await ChromiumDriver.StartAsync(chromium);
        if (options.WebDrivers.Count > 0)
        {
            return await AtEndpointsAsync(options, proxy, cancellationToken);
        }

        if (options.RemoteBrowsers.Count > 0)
        {
            var servers = new Turns<string>(options.RemoteBrowsers);
            return new DriverSetup([Running.Engines.Chromium], async () => await ChromiumDriver.ConnectAsync(servers.Next(), chromium), null);
        }

        var webkit = WebKitInstallation.Find(options.Headed);
        if (webkit is null && (compares || options.Engine == Running.Engines.WebKitName))
        {
            webkit = await WebKitPackages.EnsureAsync(options.Headed, say, cancellationToken);
        }

        Func<Task<ISessionDriver>>? ofWebKit = webkit is null ? null : async () => await WebKitDriver.StartAsync(webkit, proxy, CancellationToken.None);
        if (options.Engine == Running.Engines.WebKitName)
        {
            return new DriverSetup([Running.Engines.WebKit, Running.Engines.Chromium], ofWebKit ?? throw WebKitPackages.Missing(), ofChromium);
        }

        return ofWebKit is null ? new DriverSetup([Running.Engines.Chromium], ofChromium, null) : new DriverSetup([Running.Engines.Chromium, Running.Engines.WebKit], ofChromium, ofWebKit);
    }

    private static async Task<DriverSetup> AtEndpointsAsync(RunOptions options, ProxyOptions proxy, CancellationToken cancellationToken)
    {
        var capabilities = Capabilities(options.Capabilities);
        var endpoints = options.WebDrivers.Select(address => new WebDriverOptions
        {
            RemoteEnd = Address(address),
            Capabilities = capabilities,
            // A browser elsewhere can't reach a proxy that listens here.
            Proxy = IPAddress.TryParse(Address(address).Host, out var ip) ? (IPAddress.IsLoopback(ip) ? proxy : null) : Address(address).Host == "localhost" ? proxy : null,
        }).ToList();
        WebDriverDriver first;
        try
        {
            first = await WebDriverDriver.StartAsync(endpoints[0], cancellationToken);
        }
        catch (DriverException e)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText($"--webdriver {options.WebDrivers[0]}: {e.Message}", $"--webdriver {options.WebDrivers[0]}: {e.Message}"),
                new LocalText("ตรวจว่า endpoint ทำงานอยู่และรับ capabilities ใน --capabilities", "See whether the endpoint runs, and takes the capabilities of --capabilities."), ExitCodes.HarnessError, e);
        }

        await using (first)
        {
            var turns = new Turns<WebDriverOptions>(endpoints);
            return new DriverSetup(
                [new PlannedEngine(first.Engine, first.Surface, Running.Engines.Sorted(endpoints.Select(e => WebDriverDriver.RecordsOf(e.Proxy is not null)).Aggregate((a, b) => a.Intersect(b).ToHashSet())))],
                async () => await WebDriverDriver.StartAsync(turns.Next()), null);
        }
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : throw new ConfigurationException(
        new LocalText($"--webdriver {text}: ไม่ใช่ที่อยู่ http", $"--webdriver {text}: this is no http address."),
        new LocalText("ตัวอย่าง: --webdriver http://127.0.0.1:4444", "For example: --webdriver http://127.0.0.1:4444"));

    private static Dictionary<string, object> Capabilities(string? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllBytes(file))!.ToDictionary(c => c.Key, c => (object)c.Value, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ConfigurationException(
                new LocalText($"--capabilities {file}: {e.Message}", $"--capabilities {file}: {e.Message}"),
                new LocalText("ระบุไฟล์ JSON ที่เป็นวัตถุเดียว เช่น {\"browserName\": \"chrome\"}", "Name a JSON file with one object, for example {\"browserName\": \"chrome\"}."));
        }
    }
}

/// <summary>One after the other, over and over: several remote browsers as a pool.</summary>
internal sealed class Turns<T>(IReadOnlyList<T> all)
{
    private int next = -1;

    public T Next() => all[(int)((uint)Interlocked.Increment(ref next) % (uint)all.Count)];
}
