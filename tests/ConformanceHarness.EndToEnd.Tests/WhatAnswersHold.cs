using System.Net.WebSockets;
using System.Text;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>Answers that are hard to read are recorded all the same: their page is left at once, they never end, or they come as messages.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class WhatAnswersHold
{
    private const string Told = "สมหญิง แสนดี";
    private ChromiumDriver driver = null!;
    private TinyService service = null!;
    private string body = "";

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None) });
        service = await TinyService.StartAsync(AnswerAsync, webSockets: true);
    }

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        await driver.DisposeAsync();
        await service.DisposeAsync();
    }

    // The other host is a site of its own, and the browser takes another process for its page.
    [TestCase("fetch('/me').then(r => r.text()).then(() => location.replace(location.href.replace('localhost', '127.0.0.1') + 'next'))", false, TestName = "An_answer_whose_page_is_left_for_another_site_at_once")]
    [TestCase("fetch('/me').then(r => r.text()).then(() => location.replace(location.href.replace('localhost', '127.0.0.1') + 'next'))", true, TestName = "The_same_in_a_light_session")]
    [TestCase("fetch('/me').then(r => r.text()).then(() => location.replace('/next'))", false, TestName = "An_answer_whose_page_is_left_for_another_at_once")]
    [TestCase("fetch('/me').then(r => { if (r.ok) location.replace('/next'); })", false, TestName = "An_answer_that_is_not_read_before_its_page_is_left")]
    [TestCase("fetch('/me', { method: 'POST' }).then(() => { location.href = location.href.replace('localhost', '127.0.0.1') + 'next'; })", false, TestName = "An_answer_that_is_not_read_before_its_page_is_left_for_another_site")]
    [TestCase("fetch('/me').then(r => { window.kept = r; document.body.append('บันทึกแล้ว'); })", false, TestName = "An_answer_that_nobody_reads")]
    [TestCase("fetch('/stream').then(async r => { const p = r.body.getReader(); while (!(await p.read()).done); })", false, TestName = "An_answer_that_never_ends")]
    [TestCase("fetch('/stream?later').then(async r => { const p = r.body.getReader(); await p.read(); await p.read(); navigator.sendBeacon('/told'); })", false, TestName = "An_answer_that_never_ends_and_tells_later")]
    [TestCase("const x = new XMLHttpRequest(); x.open('POST', '/stream'); x.send()", false, TestName = "An_XMLHttpRequest_that_never_ends")]
    [TestCase("new EventSource('/events')", false, TestName = "The_messages_of_an_event_stream")]
    public async Task Is_recorded(string script, bool light)
    {
        body = $"<p>บริการ</p><script>{script}</script>";
        var seen = await SeenAsync(light);

        Assert.That(seen.Exchanges.Where(e => e.Kind is "fetch" or "xhr" or "eventsource").Select(e => recorder.TextOf(e.ResponseBody) ?? $"{e.Url} {e.Status}: {e.BodyLeftOut} {e.Failure}"), Has.Some.Contains(Told));
        Assert.That(seen.Exchanges.Where(e => e.BodyLeftOut is "gone" or "unfinished"), Is.Empty);
    }

    [TestCase(false, 40_000, false, TestName = "A_long_message_is_recorded_whole")]
    [TestCase(true, 40_000, false, TestName = "A_binary_message_is_recorded_as_text")]
    [TestCase(false, 700_000, true, TestName = "A_message_beyond_all_measure_is_cut_off_and_says_so")]
    public async Task A_message(bool binary, int length, bool cut)
    {
        body = $"<p>บริการ</p><script>new WebSocket(location.href.replace('https', 'wss') + 'socket?{(binary ? "binary" : "text")}={length}').onmessage = () => navigator.sendBeacon('/told')</script>";
        var message = (await SeenAsync()).Events.Single(e => e.Kind == "websocket.received");

        Assert.That(message.Detail, cut ? Does.EndWith(PageEvent.CutOff) : Does.Contain(Told));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var answer = context.Response;
        switch (context.Request.Path.Value)
        {
            case "/me":
                answer.ContentType = "application/json";
                await answer.WriteAsync($"{{\"name\":\"{Told}\"}}");
                break;
            case "/stream":
            case "/events":
                var events = context.Request.Path == "/events";
                answer.ContentType = events ? "text/event-stream" : "application/x-ndjson";
                await answer.WriteAsync(context.Request.QueryString.HasValue ? "begun\n" : events ? $"data: {Told}\n\n" : Told + "\n");
                await answer.Body.FlushAsync();
                if (context.Request.QueryString.HasValue)
                {
                    // Once it is read part by part, which the page's own state shows nobody: long after the page has settled.
                    await Task.Delay(4000, context.RequestAborted);
                    await answer.WriteAsync(Told + "\n");
                    await answer.Body.FlushAsync();
                }

                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/socket":
                using (var socket = await context.WebSockets.AcceptWebSocketAsync())
                {
                    var (kind, length) = (context.Request.Query.ContainsKey("binary") ? WebSocketMessageType.Binary : WebSocketMessageType.Text, int.Parse(context.Request.Query.First().Value!, System.Globalization.CultureInfo.InvariantCulture));
                    await socket.SendAsync(Encoding.UTF8.GetBytes(new string('x', length) + Told), kind, true, CancellationToken.None);
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                }

                break;
            case "/told":
                // The page says that it has read it: what the server has only sent may still be on its way.
                told.TrySetResult();
                answer.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "/next":
                await TinyService.Html("<p>หน้าถัดไป</p>")(context);
                break;
            default:
                await TinyService.Html(body)(context);
                break;
        }
    }

    private ObservationRecorder recorder = null!;
    private TaskCompletionSource told = new();

    private async Task<Observation> SeenAsync(bool light = false)
    {
        told = new TaskCompletionSource();
        recorder = new ObservationRecorder("answers", Channel.Web, 1, TimeProvider.System);
        var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.Web, light), recorder, CancellationToken.None);
        await session.OpenAsync("open", service.Address, new Awaited { Limit = TimeSpan.FromSeconds(10) }, CancellationToken.None);
        if (body.Contains("later", StringComparison.Ordinal) || body.Contains("WebSocket", StringComparison.Ordinal))
        {
            await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await session.SnapshotAsync("told", SnapshotParts.None, CancellationToken.None);
        }

        await session.DisposeAsync();
        return recorder.Finish(new Provenance("emulated", "chromium", LoginMode.None), ObservationEnd.Completed, null, [], null);
    }
}
