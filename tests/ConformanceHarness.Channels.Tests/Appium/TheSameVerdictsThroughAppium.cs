using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Appium;
using ConformanceHarness.Sessions.Proxying;
using ConformanceHarness.Sessions.WebDriver;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>What both can observe is judged alike in Playwright's Chromium and in a Chromium that a real Appium server starts.</summary>
[NonParallelizable]
public sealed class TheSameVerdictsThroughAppium
{
    private static readonly string[] Cases = ["AUTH-01", "AUTH-02", "AUTH-03", "AUTH-04", "SEC-04", "SEC-06", "SEC-07"];

    [Test]
    public async Task For_a_service_that_exchanges_again_on_reload()
    {
        var reports = Directory.CreateTempSubdirectory("channels-same-");
        await using var server = await AppiumProcess.StartAsync();
        try
        {
            var chromium = await RunAsync(reports, request => request.StartDriver());
            var appium = await RunAsync(reports, async request =>
            {
                var sdk = ((MockPlatform)request.Platform).SdkBase.Authority;
                var proxy = new ProxyOptions { HostMap = new Dictionary<string, string> { ["czp.dga.or.th"] = sdk, ["cpt-uat.dg-paas.cloud"] = sdk }, OnlyHosts = ["localhost", "127.0.0.1"] };
                return await WebDriverDriver.StartAsync(AppiumBrowser.Options(server.Address, new Dictionary<string, object>(), null, proxy));
            });

            var lines = string.Join('\n', appium.Record.Observations.Select(o => $"{o.Id} {o.Attempt} {o.End} {o.EndReason}").Concat(appium.Record.Verdicts.SelectMany(v => v.Channels.SelectMany(c => c.Findings.Select(f => $"{v.Case} {f.Seen.En}")))));
            Assert.Multiple(() =>
            {
                Assert.That(appium.Record.Verdicts.Select(v => (v.Case, v.Outcome)), Is.EqualTo(chromium.Record.Verdicts.Select(v => (v.Case, v.Outcome))), lines);
                Assert.That(appium.Record.Verdicts.Where(v => v.Outcome == Outcome.Failed).Select(v => v.Case), Is.EqualTo(["AUTH-03"]));
                Assert.That(appium.Record.Verdicts.Where(v => v.Outcome is Outcome.CantTell or Outcome.Untested), Is.Empty);
                Assert.That(appium.Record.Observations.Select(o => (o.Provenance.Surface, o.Provenance.Engine, o.Provenance.Login)).Distinct(), Is.EqualTo([("emulated", "chromium", LoginMode.Mock)]));
            });
        }
        finally
        {
            reports.Delete(recursive: true);
        }

        await server.DisposeAsync();
        Assert.That(await server.LeftAsync(), Is.Empty);
    }

    private static async Task<RunOutcome> RunAsync(DirectoryInfo reports, Func<RunRequest, Task<ISessionDriver>> start)
    {
        var options = new RunOptions { Channels = [Channel.App], Only = Cases, Defects = new HashSet<string> { "exchange-on-reload" }, ReportsFolder = reports.FullName, WriteReports = false };
        await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, CancellationToken.None);
        return await RunEngine.RunAsync(setup.Request with { StartDriver = () => start(setup.Request) }, CancellationToken.None);
    }
}
