using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Tests.Samples;
using ConformanceHarness.Reports.Tests.Tools;
using Microsoft.Playwright;

namespace ConformanceHarness.Reports.Tests;

/// <summary>What only a real browser can show; every page is opened from file:// as a reader would.</summary>
[TestFixture]
public sealed class HtmlReportInBrowserTests
{
    private readonly SampleEvidence evidence = new();
    private IPlaywright driver = null!;
    private IBrowser browser = null!;

    [OneTimeSetUp]
    public async Task Start() => (driver, browser) = await Chromium.StartAsync();

    [TearDown]
    public async Task ClosePages()
    {
        foreach (var context in browser.Contexts)
        {
            await context.CloseAsync();
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await browser.CloseAsync();
        driver.Dispose();
        evidence.Dispose();
    }

    [Test]
    public async Task A_hostile_record_runs_nothing_and_asks_for_nothing()
    {
        List<string> requests = [];
        List<string> messages = [];
        var page = await Open(
            SampleRuns.Mixed(evidence.Folder, evidence.Screenshot(), Hostile.EveryField()),
            prepare: p =>
            {
                p.Request += (_, request) => requests.Add(request.Url);
                p.Console += (_, message) => messages.Add(message.Text);
                p.PageError += (_, error) => messages.Add(error);
                p.Dialog += (_, dialog) => messages.Add(dialog.Message);
            });
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        await page.ClickAsync("#language");

        Assert.That(await page.EvaluateAsync<bool>("'pwned' in window"), Is.False);
        Assert.That(requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)), Is.EqualTo(new[] { page.Url }));
        Assert.That(messages, Is.Empty);
        Assert.That(await page.EvaluateAsync<int>("document.scripts.length"), Is.EqualTo(1));
        Assert.That(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).map(a => a.name).filter(n => n.startsWith('on') || n === 'style')"), Is.Empty);
        Assert.That(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[href],[src]')].map(e => e.getAttribute('href') ?? e.getAttribute('src')).filter(a => !a.startsWith('#') && !a.startsWith('data:image/png;'))"), Is.Empty);
        Assert.That(await page.InnerTextAsync("body"), Does.Contain("</script><script>window.pwned=1</script>"));
    }

    [Test]
    public async Task The_policy_stops_a_script_that_is_not_the_reports_own()
    {
        var page = await Open(SampleRuns.Mixed());
        await page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s); const b = document.createElement('button'); b.setAttribute('onclick', 'window.pwned = 1'); document.body.append(b); b.click(); }");
        Assert.That(await page.EvaluateAsync<bool>("'pwned' in window"), Is.False);
    }

    [Test]
    public async Task The_report_is_Thai_first_and_a_button_makes_it_English_and_back()
    {
        var page = await Open(SampleRuns.Mixed());
        Assert.That(await page.InnerTextAsync("h1"), Does.Contain("ไม่ผ่านเกณฑ์ขั้นต่ำ").And.Not.Contain("Not conformant"));

        await page.FocusAsync("#language");
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await page.InnerTextAsync("h1"), Does.Contain("Not conformant").And.Not.Contain("ไม่ผ่าน"));
        Assert.That(await page.EvaluateAsync<string>("document.documentElement.lang"), Is.EqualTo("en"));
        Assert.That(await page.TitleAsync(), Does.StartWith("Not conformant"));

        await page.ClickAsync("#language");
        Assert.That(await page.InnerTextAsync("h1"), Does.Contain("ไม่ผ่านเกณฑ์ขั้นต่ำ"));
    }

    [Test]
    public async Task Without_script_both_languages_are_there()
    {
        var page = await Open(SampleRuns.Mixed(), options: new() { JavaScriptEnabled = false });
        var text = await page.Locator("h1").InnerTextAsync();
        Assert.That(text, Does.Contain("ไม่ผ่านเกณฑ์ขั้นต่ำ").And.Contain("Not conformant"));
        Assert.That(await page.Locator("#language").IsVisibleAsync(), Is.False);
    }

    [Test]
    public async Task Nothing_scrolls_sideways([Values(320, 390, 768, 1280)] int width, [Values] bool hostile, [Values] bool script)
    {
        var record = SampleRuns.Mixed(evidence.Folder, evidence.Screenshot(1280, 400), hostile ? Hostile.EveryField() : t => t + new string('x', 300));
        var page = await Open(record, options: new() { ViewportSize = new() { Width = width, Height = 800 }, JavaScriptEnabled = script });
        // Scripts are off for the page, not for the test's own questions.
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        var measured = await page.EvaluateAsync<int[]>("[window.innerWidth, document.documentElement.scrollWidth]");
        Assert.That(measured[0], Is.EqualTo(width));
        Assert.That(measured[1], Is.LessThanOrEqualTo(width), await page.EvaluateAsync<string>("w => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 60)).slice(0, 5).join('\\n')", width));
    }

    [Test]
    public async Task Paper_shows_the_failures_and_what_is_collapsed_on_screen()
    {
        var page = await Open(SampleRuns.Mixed());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.That(await page.Locator("#case-AUTH-03").IsVisibleAsync(), Is.True);
        Assert.That(await page.Locator("#language").IsVisibleAsync(), Is.False);
        // 186 mm: A4 less its margins.
        await page.SetViewportSizeAsync(703, 1000);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(703));
        // The collapsed part takes up room on paper without any script.
        Assert.That(await page.EvaluateAsync<double>("document.querySelector('#case-SVC-01').getBoundingClientRect().height"), Is.GreaterThan(5));
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        Assert.That(pdf, Has.Length.GreaterThan(20_000));
    }

    [Test]
    public async Task A_link_into_a_collapsed_part_opens_it()
    {
        var page = await Open(SampleRuns.Mixed());
        await page.EvaluateAsync("document.querySelector('#cases details').open = true");
        await page.ClickAsync("a[href='#case-SVC-02']");
        await Assertions.Expect(page.Locator("#case-SVC-02")).ToBeInViewportAsync();
    }

    [Test]
    public async Task Text_keeps_the_contrast_of_WCAG_AA([Values] bool dark)
    {
        var page = await Open(SampleRuns.Mixed(), options: new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        var measured = await page.EvaluateAsync<string[]>(Contrast);
        Assert.That(measured[0], Is.Not.EqualTo("0"), "texts measured");
        Assert.That(measured.Skip(1), Is.Empty);
    }

    private const string Contrast = """
        () => {
          const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return { r: m[0], g: m[1], b: m[2], a: m[3] ?? 1 }; };
          const light = c => { const f = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }; return .2126 * f(c.r) + .7152 * f(c.g) + .0722 * f(c.b); };
          const over = (t, u) => ({ r: t.r * t.a + u.r * (1 - t.a), g: t.g * t.a + u.g * (1 - t.a), b: t.b * t.a + u.b * (1 - t.a), a: 1 });
          const bad = [];
          let count = 0;
          for (const e of document.querySelectorAll('body *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
            const layers = [];
            let opacity = 1;
            for (let at = e; at; at = at.parentElement) { const s = getComputedStyle(at); opacity *= Number(s.opacity); const c = parse(s.backgroundColor); layers.push(c); if (c.a === 1) break; }
            let paper = { r: 255, g: 255, b: 255, a: 1 };
            for (const c of layers.reverse()) paper = over(c, paper);
            const ink = parse(getComputedStyle(e).color);
            ink.a *= opacity;
            const [a, b] = [light(over(ink, paper)), light(paper)].sort((x, y) => y - x);
            const ratio = (a + .05) / (b + .05);
            count++;
            if (ratio < 4.5) bad.push(ratio.toFixed(2) + ' ' + e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40));
          }
          return [String(count), ...bad];
        }
        """;

    private async Task<IPage> Open(RunRecord record, BrowserNewContextOptions? options = null, Action<IPage>? prepare = null)
    {
        var path = Path.Combine(evidence.Folder, Guid.NewGuid().ToString("N") + ".html");
        await using (var file = File.Create(path))
        {
            HtmlReport.Write(record, file);
        }

        var context = await browser.NewContextAsync(options ?? new());
        var page = await context.NewPageAsync();
        prepare?.Invoke(page);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return page;
    }
}
