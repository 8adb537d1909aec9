using System.Diagnostics;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests;

// A browser and a signal each: nothing beside it.
[NonParallelizable]
[Platform("Linux")]
public sealed class StoppingARun
{
    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task Ctrl_C_keeps_what_was_recorded_and_leaves_nothing_running(string signal)
    {
        using var home = new TestHome();
        await using var cli = Command.Start(home, ownGroup: true, "run", "--only", "AUTH", "--only", "LAND");
        await cli.SeeAsync("[ 1/");
        Assert.That(Processes.Of(home), Has.Count.GreaterThan(1), "the browser runs");

        // Ctrl-C on a terminal reaches the whole group; systemd and CI send SIGTERM to the process alone.
        await Signal(signal, signal == "INT" ? -cli.ProcessId : cli.ProcessId);
        var end = await cli.EndAsync();

        Assert.That(end.ExitCode, Is.EqualTo(130), end.All);
        var folder = Directory.GetDirectories(Path.Combine(home.Folder, "reports")).Single();
        Assert.That(end.Error, Does.Contain($"./conformance run --resume \"{folder}\""));
        Assert.That(end.Error, Does.Contain("Cancelled").And.Contain(folder).And.Not.Contain("   at "));
        var ledger = LedgerReader.Read(Path.Combine(folder, "ledger.jsonl"));
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Breaks, Is.Empty);
            Assert.That(ledger.Lines.Count(l => l.Kind == "attempt"), Is.GreaterThan(0));
            Assert.That(ledger.Lines[^1].Detail, Is.EqualTo("cancelled"));
            Assert.That(Processes.Of(home), Is.Empty);
            Assert.That(Directory.GetDirectories(home.Temporary), Is.Empty, "neither the browser's profile nor anything else stays");
        });
    }

    private static async Task Signal(string signal, int target)
    {
        using var kill = Process.Start("/bin/kill", ["-" + signal, "--", target.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
