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

    public static PlannedEngine Chromium { get; } = new(ChromiumName, "emulated", Sorted(ChromiumDriver.AllRecords));

    public static PlannedEngine WebKit { get; } = new(WebKitName, "emulated", Sorted(WebDriverDriver.RecordsOf(proxied: true)));

    /// <summary>The engine of all scenarios first, then the one to compare it with, where that is wanted and installed.</summary>
    /// <param name="main">chromium | webkit</param>
    public static IReadOnlyList<PlannedEngine> Ordinary(string main = ChromiumName) =>
        main == WebKitName ? [WebKit, Chromium] : WebKitInstallation.Find() is null ? [Chromium] : [Chromium, WebKit];

    /// <summary>Sorted, because it is signed.</summary>
    public static IReadOnlyList<string> Sorted(IEnumerable<string> records) => [.. records.Order(StringComparer.Ordinal)];
}
