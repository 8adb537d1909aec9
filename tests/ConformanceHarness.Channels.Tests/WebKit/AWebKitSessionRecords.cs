using ConformanceHarness.Channels.Tests.Tools;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Proxying;
using ConformanceHarness.Sessions.WebDriver.WebKit;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Channels.Tests.WebKit;

/// <summary>One visit with everything a page can do, in a real WebKit; the tests look at what was recorded.</summary>
public sealed class AWebKitSessionRecords
{
    private const string Body = """
        <h1>คำร้อง</h1>
        <label>ชื่อ <input id=name></label> <label>วันเกิด <input type=date id=born></label>
        <label>จังหวัด <select id=where><option>กรุงเทพ<option>เชียงใหม่</select></label>
        <fieldset><legend>เพศ</legend><label><input type=radio name=s value=f> หญิง</label><label><input type=radio name=s value=m> ชาย</label></fieldset>
        <input type=file id=file aria-label="เอกสาร">
        <button onclick="if (confirm('ยืนยันหรือไม่')) send()">ส่งคำร้อง</button><p id=out></p>
        <script>
          localStorage.setItem('mine', 'yes');
          TangratNative.call('setTitle', JSON.stringify([navigator.language + ' ' + document.scripts.length]));
          console.error('complaint');
          setTimeout(() => { throw new Error('boom'); }, 20);
          async function send() {
            const file = document.getElementById('file').files[0];
            const answer = await fetch('/send', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: document.getElementById('name').value, born: document.getElementById('born').value,
              where: document.getElementById('where').value, sex: document.querySelector('[name=s]:checked')?.value, file: file?.name, size: file?.size }) });
            document.getElementById('out').textContent = 'รับแล้ว ' + await answer.text();
          }
        </script>
        """;

    private Observation seen = null!;
    private ObservationRecorder recorder = null!;
    private IReadOnlyList<WidthMeasure> widths = [];
    private readonly List<Visit> visits = [];
    private string received = "";
    private string userAgent = "";
    private string folder = "";

    [OneTimeSetUp]
    public async Task Visit()
    {
        if (WebKitInstallation.Find() is not { } installation)
        {
            Assert.Ignore("WebKitGTK's WebDriver is not installed (webkit2gtk-driver, xvfb).");
            return;
        }

        await using var service = await TinyService.StartAsync(async context =>
        {
            if (context.Request.Path == "/send")
            {
                using var reader = new StreamReader(context.Request.Body);
                received = await reader.ReadToEndAsync();
                context.Response.Headers.SetCookie = "secret=s3; Secure; HttpOnly; Path=/";
                await context.Response.WriteAsync("R-42");
                return;
            }

            userAgent = context.Request.Headers.UserAgent.ToString();
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'unsafe-inline'; connect-src 'self'";
            await TinyService.Html(Body)(context);
        });
        recorder = Recorded.New();
        await using (var driver = await WebKitDriver.StartAsync(installation, new ProxyOptions { HostMap = new Dictionary<string, string> { ["eservice.example.go.th"] = new Uri(service.Address).Authority } }))
        {
            folder = driver.Folder;
            await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), recorder, CancellationToken.None);
            await session.HandOverAsync("app-1", "token-1");
            visits.Add(await session.OpenAsync("open", "https://eservice.example.go.th/", Awaited.Text("คำร้อง"), CancellationToken.None));
            foreach (var act in new[]
            {
                new PageAct(ActKind.Fill, new StepTarget("ชื่อ"), "สมหญิง ใจดี"), new PageAct(ActKind.Fill, new StepTarget("วันเกิด"), "2000-01-31"),
                new PageAct(ActKind.Choose, new StepTarget("จังหวัด"), "เชียงใหม่"), new PageAct(ActKind.Choose, new StepTarget("เพศ"), "ชาย"),
                new PageAct(ActKind.Attach, new StepTarget("เอกสาร"), File: new AttachedFile("doc.pdf", "application/pdf", [1, 2, 3])),
                new PageAct(ActKind.Tap, new StepTarget("ส่งคำร้อง")),
            })
            {
                visits.Add(await session.ActAsync("act", act, act.Kind == ActKind.Tap ? Awaited.Text("รับแล้ว R-42") : new Awaited(), CancellationToken.None));
            }

            await session.SnapshotAsync("end", SnapshotParts.Screenshot | SnapshotParts.Storage | SnapshotParts.Layout, CancellationToken.None);
            widths = await session.MeasureWidthsAsync([320, 390, 768], CancellationToken.None);
            await session.SetConditionsAsync(new NetworkConditions { Offline = true });
            visits.Add(await session.ReloadAsync("offline", new Awaited { Limit = TimeSpan.FromSeconds(3) }, CancellationToken.None));
            await session.FlushAsync(CancellationToken.None);
        }

        seen = Recorded.Of(recorder);
    }

    [Test]
    public void The_steps_are_taken() => Assert.That(visits.Take(7).Select(v => (v.Kind, v.Done, v.Error, v.SettledMs is not null)), Is.All.Matches<(string, bool Done, string? Error, bool Settled)>(v => v is { Done: true, Error: null, Settled: true }));

    [Test]
    public void What_was_written_reaches_the_service() =>
        Assert.That(received, Does.Contain("สมหญิง ใจดี").And.Contain("2000-01-31").And.Contain("เชียงใหม่").And.Contain("\"sex\":\"m\"").And.Contain("\"file\":\"doc.pdf\"").And.Contain("\"size\":3"));

    [Test]
    public void Requests_and_answers_are_recorded_with_bodies_and_cookies()
    {
        var sent = seen.Exchanges.Single(e => e.Url.EndsWith("/send", StringComparison.Ordinal));
        var page = seen.Exchanges.First(e => e.Navigation);
        Assert.Multiple(() =>
        {
            Assert.That(sent, Has.Property("Method").EqualTo("POST").And.Property("Kind").EqualTo("fetch").And.Property("Status").EqualTo(200));
            Assert.That(recorder.TextOf(sent.RequestBody), Does.Contain("สมหญิง"));
            Assert.That(recorder.TextOf(sent.ResponseBody), Is.EqualTo("R-42"));
            Assert.That(sent.ResponseHeader("set-cookie"), Does.Contain("HttpOnly"));
            Assert.That(page.Url, Is.EqualTo("https://eservice.example.go.th/"));
            Assert.That(recorder.TextOf(page.ResponseBody), Does.Contain("คำร้อง").And.Not.Contain("__conformance"), "the body as the service sent it");
            Assert.That(page.ResponseHeader("content-security-policy"), Does.Not.Contain("sha256"));
        });
    }

    [Test]
    public void What_the_page_throws_logs_and_asks_is_recorded() => Assert.Multiple(() =>
    {
        Assert.That(seen.Events.Where(e => e.Kind == "exception").Select(e => e.Detail), Has.One.Contains("boom"));
        Assert.That(seen.Events.Where(e => e.Kind == "console.error").Select(e => e.Detail), Has.One.EqualTo("complaint"));
        Assert.That(seen.Events.Where(e => e.Kind == "dialog").Select(e => (e.Name, e.Detail)), Is.EqualTo(new[] { ("confirm", "ยืนยันหรือไม่") }));
        Assert.That(seen.Events.Where(e => e.Kind == "sdk").Select(e => (e.Name, e.Detail)), Is.EqualTo(new[] { ("setTitle", "[\"th-TH 1\"]") }), "the page's own script is the only one");
    });

    [Test]
    public void The_page_is_seen_from_inside()
    {
        var end = seen.Snapshots.Single();
        Assert.Multiple(() =>
        {
            Assert.That(end.Text, Does.Contain("รับแล้ว R-42").And.Contain("สมหญิง ใจดี"));
            Assert.That(end.Storage.Select(s => (s.Key, s.Value)), Does.Contain(("mine", "yes")));
            Assert.That(end.Cookies.Select(c => (c.Name, c.HttpOnly)), Does.Contain(("secret", true)));
            Assert.That(end.Screenshot, Is.Not.Null);
            Assert.That(end.Layout, Is.Not.Null);
        });
    }

    [Test]
    public void The_screen_is_a_phones_and_the_agent_an_ios_webview() => Assert.Multiple(() =>
    {
        Assert.That(widths.Select(w => w.Viewport), Is.EqualTo(new[] { 320, 390, 768 }));
        Assert.That(userAgent, Does.Contain("iPhone").And.Not.Contain("Safari/"));
    });

    [Test]
    public void Without_a_network_a_page_does_not_load() => Assert.That(visits[^1], Has.Property("SettledMs").Null.And.Property("Error").EqualTo("net::ERR_INTERNET_DISCONNECTED"));

    [Test]
    public void Nothing_stays_behind()
    {
        Assert.That(folder, Is.Not.Empty);
        Assert.That(Path.Exists(folder), Is.False);
        Assert.That(Processes.With("HOME=" + folder), Is.Empty);
    }
}
