using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Prints a page of the harness's own on A4 paper (Chromium shapes Thai rightly). No script of the page runs and nothing is fetched.</summary>
public static class PagePrinter
{
    /// <param name="executable">the browser; null: Playwright's own</param>
    /// <param name="html">file to print</param>
    /// <param name="pdf">file to write; it is there only when it is whole</param>
    /// <param name="cancellationToken">stops waiting; the browser is ended</param>
    /// <exception cref="DriverException">the browser does not start, or does not print</exception>
    public static async Task PrintAsync(string? executable, string html, string pdf, CancellationToken cancellationToken)
    {
        var folder = new BrowserFolder();
        var part = pdf + ".part";
        IPlaywright? playwright = null;
        try
        {
            playwright = await folder.Inside(Playwright.CreateAsync);
            await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = executable,
                Headless = true,
                Args = [.. ChromiumDriver.Arguments(new ChromiumOptions())],
                Timeout = 60_000,
            }).WaitAsync(cancellationToken);
            var context = await browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false, Offline = true, Locale = "th-TH" });
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(Path.GetFullPath(html)).AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 }).WaitAsync(cancellationToken);
            await page.PdfAsync(new PagePdfOptions { Path = part, Format = "A4", PrintBackground = true, PreferCSSPageSize = true, Tagged = true, Outline = true }).WaitAsync(TimeSpan.FromMinutes(3), cancellationToken);
            File.Move(part, pdf, overwrite: true);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            throw new DriverException("The browser did not print the page: " + ChromiumDriver.FirstLine(e.Message), e);
        }
        finally
        {
            playwright?.Dispose();
            await folder.RemoveAsync();
            File.Delete(part);
        }
    }
}
