using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>A service that tells by an event stream when the citizen is logged in: nothing else is under way meanwhile.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class WaitingForAStream
{
    private const string Name = "สมหญิง ใจดี";
    private const string Shows = "<p id=p>กรมตัวอย่าง</p><script>const e=new EventSource('/stream');e.onmessage=m=>{document.getElementById('p').textContent=m.data}</script>";

    // Longer than a page without anything under way is waited for.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3.5);
    private readonly System.Diagnostics.Stopwatch started = new();

    [Test]
    public async Task The_name_that_comes_late_is_waited_for()
    {
        var visit = await VisitAsync(Shows, TimeSpan.FromSeconds(30));
        Assert.That(visit.Unsettled, Is.Null);
    }

    [Test]
    public async Task A_stream_that_was_closed_keeps_nothing_waiting()
    {
        var visit = await VisitAsync(Shows + "<script>e.close()</script>", TimeSpan.FromSeconds(60));
        Assert.That(visit.Unsettled, Is.EqualTo("what the citizen waits for is not shown"));
        Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
    }

    private async Task<Visit> VisitAsync(string page, TimeSpan limit)
    {
        await using var service = await TinyService.StartAsync(async context =>
        {
            if (context.Request.Path != "/stream")
            {
                await TinyService.Html(page)(context);
                return;
            }

            context.Response.ContentType = "text/event-stream";
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Slow, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            await context.Response.WriteAsync($"data: {Name}\n\n", CancellationToken.None);
            await context.Response.Body.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None) });
        var recorder = new ObservationRecorder("waiting", Channel.App, 1, TimeProvider.System);
        await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), recorder, CancellationToken.None);
        started.Restart();
        return await session.OpenAsync("enter", service.Address, Awaited.Text(Name) with { Limit = limit }, CancellationToken.None);
    }
}
