using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ConformanceHarness.Channels.Tests.Tools;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Proxying;
using ConformanceHarness.Sessions.WebDriver;

namespace ConformanceHarness.Channels.Tests.WebDriver;

/// <summary>A real W3C endpoint: Debian's chromedriver.</summary>
public sealed class AChromedriverIsUsed
{
    private const string Driver = "/usr/bin/chromedriver";
    private const string Page = "<h1>หน้าแรก</h1><button onclick=\"document.querySelector('h1').textContent = 'ส่งแล้ว'; czp()\">ส่ง</button>";

    [Test]
    public async Task With_a_proxy_it_records_the_network_and_without_one_it_says_so()
    {
        if (!File.Exists(Driver))
        {
            Assert.Ignore("chromedriver is not installed (chromium-driver).");
        }

        var port = FreePort();
        using var process = Process.Start(new ProcessStartInfo(Driver, [$"--port={port}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await using var service = await TinyService.StartAsync(TinyService.Html(Page));
            foreach (var proxied in new[] { true, false })
            {
                var recorder = Recorded.New();
                await using (var driver = await StartAsync(port, proxied))
                {
                    Assert.That(driver.Engine, Is.EqualTo("chromium"));
                    Assert.That(driver.Records.Contains("network"), Is.EqualTo(proxied));
                    await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.Web), recorder, CancellationToken.None);
                    await session.OpenAsync("open", service.Address, Awaited.Text("หน้าแรก"), CancellationToken.None);
                    await session.ActAsync("tap", new PageAct(ActKind.Tap, new StepTarget("ส่ง")), Awaited.Text("ส่งแล้ว"), CancellationToken.None);
                    await session.SnapshotAsync("tap", SnapshotParts.None, CancellationToken.None);
                    await session.FlushAsync(CancellationToken.None);
                }

                var seen = Recorded.Of(recorder);
                Assert.Multiple(() =>
                {
                    Assert.That(seen.Visits.Select(v => (v.Done, v.SettledMs is not null)), Is.All.EqualTo((true, true)));
                    Assert.That(seen.Snapshots.Single().Text, Does.Contain("ส่งแล้ว"));
                    Assert.That(seen.Exchanges.Any(e => e is { Navigation: true, Status: 200 }), Is.EqualTo(proxied));
                    Assert.That(seen.Events.Count(e => e.Kind == "exception"), Is.EqualTo(1), "czp is not defined");
                });
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<WebDriverDriver> StartAsync(int port, bool proxied)
    {
        var chrome = new Dictionary<string, object> { ["binary"] = "/usr/bin/chromium", ["args"] = new[] { "--headless", "--no-sandbox", "--disable-gpu", "--proxy-bypass-list=<-loopback>" } };
        var options = new WebDriverOptions
        {
            RemoteEnd = new Uri($"http://127.0.0.1:{port}"),
            Capabilities = new Dictionary<string, object> { ["browserName"] = "chrome", ["goog:chromeOptions"] = chrome },
            Proxy = proxied ? new ProxyOptions() : null,
        };
        for (var begun = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return await WebDriverDriver.StartAsync(options);
            }
            catch (DriverException) when (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(10))
            {
                // Polling a condition: chromedriver has just been started.
                await Task.Delay(100);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
