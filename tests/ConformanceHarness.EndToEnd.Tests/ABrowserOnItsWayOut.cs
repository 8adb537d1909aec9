using System.Diagnostics;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>A browser that ends between two scenarios refuses sessions before its end is heard of.</summary>
[Platform("Linux")]
public sealed class ABrowserOnItsWayOut
{
    [Test]
    public async Task Costs_one_attempt_and_not_the_next()
    {
        using var home = new TestHome();
        var browser = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None);
        var id = Path.Combine(home.Folder, "browser.pid");
        var script = home.File("browser", $"#!/bin/sh\necho $$ > \"{id}\"\nexec \"{browser}\" \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await using var driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = script });
        await using (await OpenAsync(driver))
        {
            Assert.That(driver.Alive, Is.True);
        }

        using (var kill = Process.Start("/bin/kill", ["-TERM", "--", "-" + (await File.ReadAllTextAsync(id)).Trim()]))
        {
            await kill.WaitForExitAsync();
        }

        Assert.That(
            async () =>
            {
                while (true)
                {
                    // For a moment it may still serve.
                    await using var session = await OpenAsync(driver);
                }
            },
            Throws.TypeOf<DriverException>());
        Assert.That(driver.Alive, Is.False, "whoever asks next gets another");
    }

    private static Task<ISession> OpenAsync(ChromiumDriver driver) =>
        driver.OpenSessionAsync(new SessionOptions("a", Channel.Web), new ObservationRecorder("ended", Channel.Web, 1, TimeProvider.System), CancellationToken.None);
}
