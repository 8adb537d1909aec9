using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ConformanceHarness.EndToEnd.Tests.Tools;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>Pages that would hang a browser: each ends in verdicts, within the scenario's time, with the run unharmed.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HardPages
{
    private const string Shown = "<main><h1>บริการ</h1><p>ยินดีต้อนรับสู่บริการ</p></main>";

    // The longest first: the others end beside it.
    private static readonly Dictionary<string, RequestDelegate> Pages = new()
    {
        ["never ends loading"] = async context =>
        {
            await TinyService.Html(Shown)(context);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        },
        ["alerts in a loop"] = TinyService.Html(Shown + "<script>addEventListener('load', () => { for (;;) { alert('ประกาศ'); } })</script>"),
        ["closes itself"] = TinyService.Html(Shown + "<script>setTimeout(() => close(), 100)</script>"),
        ["redirects for ever"] = context =>
        {
            context.Response.Redirect("/?n=" + Guid.NewGuid());
            return Task.CompletedTask;
        },
        ["a script that never ends"] = TinyService.Html(Shown + "<script>setTimeout(() => { for (;;) { } }, 50)</script>"),
        ["100 MB"] = async context =>
        {
            await TinyService.Html(Shown)(context);
            var line = Encoding.UTF8.GetBytes("<!--" + new string('x', (1 << 20) - 7) + "-->");
            for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(line);
            }
        },
    };

    [Test]
    public async Task End_in_verdicts_within_their_time([ValueSource(nameof(Names))] string page)
    {
        using var home = new TestHome();
        await using var service = await TinyService.StartAsync(Pages[page]);
        var clock = Stopwatch.StartNew();
        var end = await Command.RunAsync(home, "run", "--service", home.ServiceFile(service.Address, service.Ca), "--only", "LAND-04,LAND-05,LAND-07", "--json");
        TestContext.Out.WriteLine($"{page}: {clock.Elapsed.TotalSeconds:0} s, exit code {end.ExitCode}");

        Assert.That(end.ExitCode, Is.EqualTo(1).Or.EqualTo(4).Or.Zero, end.All);
        var answer = JsonDocument.Parse(end.Output).RootElement;
        var verdicts = answer.GetProperty("verdicts").EnumerateArray().ToDictionary(v => v.GetProperty("case").GetString()!, v => v);
        TestContext.Out.WriteLine(end.Error);
        Assert.Multiple(() =>
        {
            Assert.That(verdicts.Keys, Is.EquivalentTo(new[] { "LAND-04", "LAND-05", "LAND-07" }));
            Assert.That(verdicts.Values.Select(v => v.TryGetProperty("cause", out var cause) ? cause.GetString() : null), Has.None.EqualTo("harness"), "the page is to blame, never the harness");
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(240)), "one scenario's limit of 150 s, and what is around it on a busy machine");
            Assert.That(Processes.Of(home), Is.Empty);
        });
    }

    private static string[] Names() => [.. Pages.Keys];
}
