using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Reports.Feedback;
using ConformanceHarness.Reports.Inbox;
using ConformanceHarness.Reports.Tests.Inbox;
using ConformanceHarness.Reports.Tests.Samples;
using ConformanceHarness.Reports.Tests.Tools;
using Microsoft.Playwright;

namespace ConformanceHarness.Reports.Tests;

/// <summary>feedback.html and inbox.html in a real browser: of hostile bundles, on a phone and on a desk.</summary>
[TestFixture]
public sealed class PagesForReviewersInBrowserTests
{
    private readonly SampleEvidence evidence = new();
    private IPlaywright driver = null!;
    private IBrowser browser = null!;

    [OneTimeSetUp]
    public async Task Start() => (driver, browser) = await Chromium.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        await browser.CloseAsync();
        driver.Dispose();
        evidence.Dispose();
    }

    [TestCase("feedback", 390)]
    [TestCase("feedback", 1280)]
    [TestCase("inbox", 390)]
    [TestCase("inbox", 1280)]
    public async Task A_hostile_bundle_runs_nothing_asks_for_nothing_and_fits_the_screen(string kind, int width)
    {
        List<string> requests = [];
        List<string> messages = [];
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => messages.Add(message.Text);
        page.PageError += (_, error) => messages.Add(error);
        page.Dialog += (_, dialog) => messages.Add(dialog.Message);
        await page.GotoAsync(new Uri(kind == "inbox" ? Inbox() : Feedback()).AbsoluteUri);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");

        Assert.That(await page.InnerTextAsync("h1"), Does.Match(@"\p{IsThai}"));
        await page.ClickAsync("#language");
        Assert.That(await page.InnerTextAsync("h1"), Does.Not.Match(@"\p{IsThai}"));
        Assert.That(await page.EvaluateAsync<bool>("'pwned' in window"), Is.False);
        Assert.That(requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)), Is.EqualTo(new[] { page.Url }));
        Assert.That(messages, Is.Empty);
        Assert.That(await page.EvaluateAsync<int>("document.scripts.length"), Is.EqualTo(1));
        Assert.That(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).map(a => a.name).filter(n => n.startsWith('on') || n === 'style')"), Is.Empty);
        Assert.That(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[href],[src]')].map(e => e.getAttribute('href') ?? e.getAttribute('src')).filter(a => !a.startsWith('#') && !a.startsWith('data:image/png;'))"), Is.Empty);
        Assert.That(await page.InnerTextAsync("body"), Does.Contain("</script><script>window.pwned=1</script>"));
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, "it scrolls sideways");
        await context.CloseAsync();
    }

    private string Feedback()
    {
        var record = SampleRuns.Mixed(evidence.Folder, evidence.Screenshot(), Hostile.EveryField());
        var retest = new Dictionary<string, RetestedCase> { ["AUTH-03"] = new(Outcome.Failed, new(Hostile.Texts[0], Hostile.Texts[3])) };
        var words = new FeedbackWords(new(Hostile.Texts[1], Hostile.Texts[2]), new Dictionary<string, LocalText> { ["AUTH-03"] = new(Hostile.Texts[4], Hostile.Texts[5]) });
        return FeedbackReport.Write(FeedbackReport.Make(record, new string('a', 64), words, retest), record, Path.Combine(evidence.Folder, Guid.NewGuid().ToString("N"))).Html;
    }

    private string Inbox()
    {
        var statement = SampleRuns.Mixed(text: Hostile.EveryField()).Statement;
        var rows = Hostile.Texts.Select((text, i) => InboxOrderTests.Row(text, "s" + i, statement: statement) with
        {
            Statement = statement with { ServiceId = "s" + i, Agency = new(text, text), ServiceName = new(text, text) },
            Signer = "CN=" + text,
            Acceptable = i % 2 == 0,
            Valid = i % 3 != 0,
            Problems = [new BundleProblem(text, new(text, text), text)],
        });
        var path = Path.Combine(evidence.Folder, Guid.NewGuid().ToString("N") + ".html");
        using var file = File.Create(path);
        InboxPage.Write(InboxOrder.Of(rows, Hostile.Texts.Length), SampleRun.Start, file);
        return path;
    }
}
