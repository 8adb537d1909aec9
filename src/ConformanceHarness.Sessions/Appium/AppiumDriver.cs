using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.WebDriver;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>Sessions on an Appium server that drive the app on a device. One at a time: there is one phone.</summary>
public sealed class AppiumDriver : WebDriverDriver
{
    private readonly AppiumOptions device;

    private AppiumDriver(AppiumOptions device, WebDriverOptions options, string version)
        : base(options, "", version) => this.device = device;

    /// <summary>Looks whether the server is there and has the driver; a session would wake the phone.</summary>
    /// <exception cref="DriverException">it is not, or has not</exception>
    public static async Task<AppiumDriver> StartAsync(AppiumOptions options, CancellationToken cancellationToken = default)
    {
        var device = options.Device ?? throw new ArgumentException("Only the app on a device is driven here; a browser needs WebDriverDriver alone.", nameof(options));
        var status = await AppiumServer.StatusAsync(options.Server, cancellationToken);
        if (!status.Ready)
        {
            throw new DriverException($"The Appium server at {options.Server} takes no session: {status.Said}");
        }

        var capabilities = CapabilitiesOf(options, device);
        var wanted = (string)capabilities["appium:automationName"];
        if (!await AppiumServer.HasDriverAsync(options.Server, wanted, cancellationToken))
        {
            throw new DriverException($"The Appium server at {options.Server} has no driver {wanted}: 'appium driver install {wanted.ToLowerInvariant()}' there.");
        }

        return new AppiumDriver(
            options,
            new WebDriverOptions
            {
                RemoteEnd = options.Server,
                Capabilities = capabilities,
                Surface = IsEmulator(capabilities) ? "webview" : "device",
                Engine = device.Platform == DevicePlatformName.Android ? "chromium" : "webkit",
                Emulates = false,
                CommandLimit = options.AnswerLimit,
                SessionLimit = options.AnswerLimit + options.AnswerLimit,
            },
            capabilities.TryGetValue("appium:platformVersion", out var version) ? $"{device.Platform.ToString().ToLowerInvariant()} {version}" : device.Platform.ToString().ToLowerInvariant());
    }

    /// <summary>What the app's webview records; see <see cref="WebDriverDriver.RecordsOf"/>.</summary>
    public static IReadOnlySet<string> DeviceRecords { get; } = new HashSet<string>(RecordsOf(false), StringComparer.Ordinal);

    private protected override Task<ISession> BeginAsync(RemoteEnd end, SessionOptions options, ObservationRecorder recorder, ProxiedSession? proxied) =>
        Task.FromResult<ISession>(new DeviceSession(end, options, recorder, Files, device, new NativeScreen(end, device.Device!)));

    /// <summary>The harness's own, and what the user gives on top.</summary>
    internal static Dictionary<string, object> CapabilitiesOf(AppiumOptions options, DeviceSettings device)
    {
        var all = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["platformName"] = device.Platform == DevicePlatformName.Android ? "Android" : "iOS",
            ["appium:automationName"] = AppiumOptions.AutomationOf(device.Platform),
            [device.Platform == DevicePlatformName.Android ? "appium:appPackage" : "appium:bundleId"] = device.App,
            // The tester is logged in: the app's data stays as it is.
            ["appium:noReset"] = true,
            ["appium:newCommandTimeout"] = 120,
        };
        if (device.Platform == DevicePlatformName.Android)
        {
            // Each webview is looked into apart, by what it shows.
            all["appium:ensureWebviewsHavePages"] = true;
            all["appium:appWaitActivity"] = "*";
        }
        else
        {
            all["appium:includeSafariInWebviews"] = false;
        }

        foreach (var (name, value) in options.Capabilities)
        {
            all[name] = value;
        }

        return all;
    }

    private static bool IsEmulator(Dictionary<string, object> capabilities) =>
        capabilities.ContainsKey("appium:avd") || (capabilities.TryGetValue("appium:udid", out var udid) && udid is string name && name.StartsWith("emulator-", StringComparison.Ordinal))
        || (capabilities.TryGetValue("appium:deviceName", out var device) && device is string called && called.Contains("Simulator", StringComparison.OrdinalIgnoreCase));
}
