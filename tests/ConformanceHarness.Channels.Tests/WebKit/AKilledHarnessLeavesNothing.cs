using System.Diagnostics;
using System.Globalization;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions.WebDriver.WebKit;

namespace ConformanceHarness.Channels.Tests.WebKit;

/// <summary>However a run ends, its virtual screen, its browser and their folder go with it: nothing else would ever end them.</summary>
[NonParallelizable]
[Platform("Linux")]
public sealed class AKilledHarnessLeavesNothing
{
    [TestCase("KILL", true)]
    [TestCase("KILL", false)]
    [TestCase("TERM", true)]
    [TestCase("INT", true)]
    public async Task No_process_and_no_folder(string signal, bool wholeGroup)
    {
        if (WebKitInstallation.Find() is null)
        {
            Assert.Ignore("WebKitGTK's WebDriver is not installed (webkit2gtk-driver, xvfb).");
        }

        using var home = new TestHome();
        var sockets = Sockets();
        await using var cli = Command.Start(home, ownGroup: true, "run", "--engine", "webkit", "--only", "APP-01", "--channel", "app");
        await UntilAsync(() => cli.HasEnded || Processes.Of(home).Any(p => p.Contains("MiniBrowser", StringComparison.Ordinal) && p.Contains("--automation", StringComparison.Ordinal)), TimeSpan.FromMinutes(2));
        Assert.That(cli.HasEnded, Is.False, "it was killed too late to show anything");

        await SignalAsync(signal, wholeGroup ? -cli.ProcessId : cli.ProcessId);
        await cli.EndAsync();

        await UntilAsync(() => Processes.Of(home).Count == 0 && Directory.GetDirectories(home.Temporary).Length == 0, TimeSpan.FromSeconds(15));
        Assert.Multiple(() =>
        {
            Assert.That(Processes.Of(home), Is.Empty);
            Assert.That(Directory.GetDirectories(home.Temporary), Is.Empty);
            Assert.That(Sockets().Except(sockets), Is.Empty, "the screen removed its socket");
        });
    }

    private static string[] Sockets() => Directory.Exists("/tmp/.X11-unix") ? Directory.GetFileSystemEntries("/tmp/.X11-unix") : [];

    private static async Task UntilAsync(Func<bool> condition, TimeSpan patience)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !condition() && TimeProvider.System.GetElapsedTime(begun) < patience; await Task.Delay(100))
        {
        }
    }

    private static async Task SignalAsync(string signal, int target)
    {
        using var kill = Process.Start("/bin/kill", ["-" + signal, "--", target.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
