using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.EndToEnd.Tests.Tools;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests.Official;

public sealed class TheAuthorityFailsAfterTheRun
{
    [Test]
    public async Task There_is_no_bundle_at_all_and_what_was_recorded_is_kept()
    {
        using var home = new TestHome();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var service = await TinyService.StartAsync(TinyService.Html("<h1>บริการ</h1>"));
        var times = 0;
        var proper = KeyFiles.Pki.Tsa with { At = TimeProvider.System.GetUtcNow };
        await using var tsa = await TinyTsa.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref times) > 1)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            context.Response.ContentType = "application/timestamp-reply";
            await context.Response.Body.WriteAsync(proper.Answer(body.ToArray(), default));
        });
        var file = home.ServiceFile(service.Address, service.Ca);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("login: mock", "login: none", StringComparison.Ordinal), limit.Token);
        var key = new KeyFiles(home).Good();
        var options = new RunOptions
        {
            ServiceFile = file,
            Only = ["LAND-04"],
            ReportsFolder = Path.Combine(home.Folder, "reports"),
            Official = new OfficialSigning(() => SigningKey.FromPkcs12(key, KeyFiles.Password), new HttpTimestampAuthority(new Uri(tsa.Address), pauses: [TimeSpan.Zero, TimeSpan.Zero])),
        };
        await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, limit.Token);

        var stopped = (await Assert.ThrowsAsync<RunStoppedException>(() => RunEngine.RunAsync(setup.Request, limit.Token)))!;

        var folder = Directory.GetDirectories(Path.Combine(home.Folder, "reports")).Single();
        Assert.Multiple(() =>
        {
            Assert.That(times, Is.EqualTo(4), "once before the run, three times after it");
            Assert.That((stopped.ExitCode, stopped.Cause, stopped.AfterJudging), Is.EqualTo((3, Cause.Environment, true)));
            Assert.That(stopped.Problem.En, Does.Contain("There is no official bundle").And.Contain("HTTP 503").And.Contain(folder));
            Assert.That(stopped.Problem.Th, Does.Contain("ไม่มีชุดผลทางการ"));
            Assert.That(File.Exists(Path.Combine(folder, "report.html")), Is.True);
            Assert.That(Directory.EnumerateFiles(folder, "*.asice*", SearchOption.AllDirectories), Is.Empty);
        });
    }
}
