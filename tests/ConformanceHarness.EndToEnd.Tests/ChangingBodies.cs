using System.Security.Cryptography;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>A body that is changed on its way keeps the files that go with it, which Chromium shows to nobody.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class ChangingBodies
{
    private const string Form = "<form id=f method=post enctype=multipart/form-data action=/send><input name=owner value=own-citizen><label>หลักฐาน <input type=file name=proof></label><label>เพิ่มเติม <input type=file name=more></label><button>ส่ง</button></form>";
    private static readonly byte[] File = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
    private ChromiumDriver driver = null!;
    private TinyService service = null!;
    private string page = "";

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None) });
        service = await TinyService.StartAsync(AnswerAsync);
    }

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        await driver.DisposeAsync();
        await service.DisposeAsync();
    }

    [TestCase(Form, TestName = "A_form_that_is_sent_by_the_browser_keeps_its_file")]
    [TestCase(Form + "<script>f.onsubmit = e => { e.preventDefault(); fetch('/send', { method: 'POST', body: new FormData(f) }).then(r => r.text()).then(t => { document.body.innerHTML = t; }); }</script>", TestName = "A_form_that_a_script_sends_keeps_its_file")]
    public async Task Is_whole(string written)
    {
        page = written;
        var (whole, text) = await SendAsync();

        Assert.That(whole, Is.True);
        Assert.That(text, Does.Contain($"other-citizen 300000 {Digest(File)} 0"));
    }

    [Test]
    public async Task What_the_page_made_of_a_file_is_kept_too()
    {
        page = Form + "<script>f.onsubmit = e => { e.preventDefault(); const d = new FormData(f); d.set('proof', new Blob(['made here'], { type: 'image/png' }), 'made.png'); fetch('/send', { method: 'POST', body: d }).then(r => r.text()).then(t => { document.body.innerHTML = t; }); }</script>";
        var (whole, text) = await SendAsync();

        Assert.That(whole, Is.True);
        Assert.That(text, Does.Contain($"other-citizen 9 {Digest("made here"u8.ToArray())} 0"));
    }

    private async Task<(bool? Whole, string Text)> SendAsync()
    {
        bool? whole = null;
        var recorder = new ObservationRecorder("changing", Channel.App, 1, TimeProvider.System);
        await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), recorder, CancellationToken.None);
        var awaited = new Awaited { Limit = TimeSpan.FromSeconds(10) };
        await session.OpenAsync("open", service.Address, awaited, CancellationToken.None);
        await session.ActAsync("attach", new PageAct(ActKind.Attach, new StepTarget("หลักฐาน")) { File = new AttachedFile("หลักฐาน ๑.pdf", "application/pdf", File) }, awaited, CancellationToken.None);
        await session.RewriteAsync(request =>
        {
            whole = request.Whole;
            return request.Whole ? request.Body.Replace("own-citizen", "other-citizen", StringComparison.Ordinal) : null;
        });
        await session.ActAsync("send", new PageAct(ActKind.Tap, new StepTarget("ส่ง")), awaited, CancellationToken.None);
        return (whole, (await session.SnapshotAsync("sent", SnapshotParts.None, CancellationToken.None)).Text);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await TinyService.Html(page)(context);
            return;
        }

        var form = await context.Request.ReadFormAsync();
        var proof = form.Files["proof"]!;
        using var copy = new MemoryStream();
        await proof.CopyToAsync(copy);
        await TinyService.Html($"<p>ได้รับแล้ว {form["owner"]} {proof.Length} {Digest(copy.ToArray())} {form.Files["more"]?.Length ?? 0}</p>")(context);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
}
