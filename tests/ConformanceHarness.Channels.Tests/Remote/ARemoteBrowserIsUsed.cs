using ConformanceHarness.Channels.Tests.Tools;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.Channels.Tests.Remote;

/// <summary><c>--browser ws://…</c>: a real Playwright server in a process of its own gives the browsers.</summary>
[Platform("Linux")]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ARemoteBrowserIsUsed
{
    private string executable = "";

    [OneTimeSetUp]
    public async Task Find()
    {
        if ((await BrowserFinder.LookAsync(null, CancellationToken.None)).Path is { } path)
        {
            executable = path;
            return;
        }

        Assert.Ignore("There is no Chromium on this machine for the server to start.");
    }

    [Test]
    public async Task A_session_finds_the_hosts_that_the_run_means_and_records_them()
    {
        await using var server = await RemoteServer.StartAsync(executable, "--unsafe");
        await using var service = await TinyService.StartAsync(TinyService.Html("<h1>หน้าแรก</h1>"));
        var recorder = Recorded.New();
        await using (var driver = await ChromiumDriver.ConnectAsync(server.Address, new ChromiumOptions { HostMap = new Dictionary<string, string> { ["eservice.example.go.th"] = new Uri(service.Address).Authority } }))
        {
            await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), recorder, CancellationToken.None);
            await session.OpenAsync("open", "https://eservice.example.go.th/", Awaited.Text("หน้าแรก"), CancellationToken.None);
            await session.SnapshotAsync("open", SnapshotParts.Screenshot, CancellationToken.None);
            await session.FlushAsync(CancellationToken.None);
        }

        var seen = Recorded.Of(recorder);
        Assert.Multiple(() =>
        {
            Assert.That(seen.Visits.Single().SettledMs, Is.Not.Null);
            Assert.That(seen.Exchanges.First(e => e.Navigation), Has.Property("Status").EqualTo(200));
            Assert.That(seen.Snapshots.Single(), Has.Property("Screenshot").Not.Null.And.Property("Text").Contains("หน้าแรก"));
        });
    }

    [Test]
    public async Task A_server_that_ignores_the_arguments_is_refused_with_what_to_do()
    {
        await using var server = await RemoteServer.StartAsync(executable);

        Assert.That(() => ChromiumDriver.ConnectAsync(server.Address, new ChromiumOptions()), Throws.TypeOf<DriverException>().With.Message.Contains("--unsafe").And.Message.Contains(server.Address));
    }

    [Test]
    public void Nobody_there_is_no_driver() =>
        Assert.That(() => ChromiumDriver.ConnectAsync("ws://127.0.0.1:9/", new ChromiumOptions()), Throws.TypeOf<DriverException>().With.Message.Contains("ws://127.0.0.1:9/"));

    [Test]
    public async Task A_run_takes_its_sessions_from_two_servers()
    {
        await using var one = await RemoteServer.StartAsync(executable, "--unsafe");
        await using var two = await RemoteServer.StartAsync(executable, "--unsafe");
        var reports = Directory.CreateTempSubdirectory("remote-").FullName;
        try
        {
            var options = new RunOptions { RemoteBrowsers = [one.Address, two.Address], Only = ["AUTH-01", "LAND-03", "APP-09"], Channels = [Channel.App], ReportsFolder = reports, WriteReports = false };
            RunOutcome outcome;
            await using (var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, CancellationToken.None))
            {
                outcome = await RunEngine.RunAsync(setup.Request, CancellationToken.None);
            }

            Assert.Multiple(() =>
            {
                Assert.That(outcome.Record.Verdicts.Select(v => (v.Case, v.Outcome)), Is.EquivalentTo(new[] { ("AUTH-01", Outcome.Passed), ("LAND-03", Outcome.Passed), ("APP-09", Outcome.Untested) }), "with one engine only there is nothing to compare");
                Assert.That(outcome.Record.Observations.Select(o => (o.Provenance.Engine, o.End)), Is.Not.Empty.And.All.EqualTo(("chromium", ObservationEnd.Completed)));
            });
        }
        finally
        {
            Directory.Delete(reports, recursive: true);
        }
    }
}
