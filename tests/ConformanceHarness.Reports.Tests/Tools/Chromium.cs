using Microsoft.Playwright;

namespace ConformanceHarness.Reports.Tests.Tools;

/// <summary>One real browser for all tests that look at pages.</summary>
internal static class Chromium
{
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable(), Args = Arguments }));
    }

    private static string Executable()
    {
        if (Environment.GetEnvironmentVariable("CONFORMANCE_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        IEnumerable<string> candidates =
        [
            "/usr/bin/chromium",
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, "chromium")),
        ];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests look at the report in a real browser: install Debian's package chromium, or name one in CONFORMANCE_CHROMIUM.");
    }
}
