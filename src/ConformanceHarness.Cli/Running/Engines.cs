using ConformanceHarness.Core.Planning;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.WebDriver;
using ConformanceHarness.Sessions.WebDriver.WebKit;

namespace ConformanceHarness.Cli.Running;

/// <summary>The engines that a run can have on this machine, and what their sessions record.</summary>
internal static class Engines
{
    public const string ChromiumName = "chromium";
    public const string WebKitName = "webkit";

    /// <summary>Switches the comparison of engines on (APP-09). Off by default: sessions of WebKit still hang now and then, and would hold up every run.</summary>
    public const string Variable = "CONFORMANCE_COMPARE_ENGINES";

    public static bool Compares => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    public static PlannedEngine Chromium { get; } = new(ChromiumName, "emulated", Sorted(ChromiumDriver.AllRecords));

    public static PlannedEngine WebKit { get; } = new(WebKitName, "emulated", Sorted(WebDriverDriver.RecordsOf(proxied: true)));

    /// <summary>The engine of all scenarios first, then the one to compare it with, where that is wanted and installed.</summary>
    /// <param name="main">chromium | webkit</param>
    public static IReadOnlyList<PlannedEngine> Ordinary(string main = ChromiumName) =>
        main == WebKitName ? [WebKit, Chromium] : !Compares || WebKitInstallation.Find() is null ? [Chromium] : [Chromium, WebKit];

    /// <summary>Sorted, because it is signed.</summary>
    public static IReadOnlyList<string> Sorted(IEnumerable<string> records) => [.. records.Order(StringComparer.Ordinal)];
}
