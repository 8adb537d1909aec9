using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Resuming;

/// <summary>One run, killed without warning at three moments and gone on with each time, against the same run left alone.</summary>
[NonParallelizable]
[Platform("Linux")]
public sealed class AKilledRunGoesOn
{
    private static readonly string[] Options = ["--channel", "app", "--only", "LAND-11,AUTH-05,LAND-04", "--defect", "no-title", "--parallel", "1"];

    [Test]
    public async Task Killed_at_any_moment_it_repeats_only_what_has_no_complete_record()
    {
        using var home = new TestHome();
        // It answers an order of DGA's, which is named at its beginning only.
        var dga = new TestKey(home, "dga");
        var order = await Command.RunAsync(home, "challenge", "new", "--service", "reference", "--until", "2099-12-31", "--key", dga.File, "--key-password-env", TestKey.Variable, "--out", "คำสั่ง order.json");
        Assert.That(order.ExitCode, Is.Zero, order.All);
        string[] options = [.. Options, "--challenge", "คำสั่ง order.json"];
        await using (var first = Command.Start(home, ownGroup: false, ["run", .. options]))
        {
            var running = await LinesAsync(home, 2, first);
            var second = await Command.RunAsync(home, "run", "--resume", running);
            Assert.That(second.ExitCode, Is.EqualTo(2), second.All);
            Assert.That(second.Error, Does.Contain("Another process is working on this run"));
        }

        var folder = Directory.GetDirectories(Path.Combine(home.Folder, "reports")).Single(f => !Path.GetFileName(f).StartsWith('.'));
        var kept = new Dictionary<string, string>(Observations(folder));
        Assert.That(kept, Is.Not.Empty);
        foreach (var moment in new[] { "attempt", "end" })
        {
            var before = File.ReadAllLines(Path.Combine(folder, "ledger.jsonl")).Length;
            await using var again = Command.Start(home, ownGroup: false, "run", "--resume");
            await SeenAsync(() => Kinds(folder).Skip(before).Contains(moment), again, "a line " + moment);
            await again.DisposeAsync();
            foreach (var (name, digest) in Recorded(folder))
            {
                kept.TryAdd(name, digest);
            }
        }

        Assert.That(Directory.GetFiles(folder, "*.asice"), Is.Empty, "it was killed before the bundle was there");
        var end = await Command.RunAsync(home, "run", "--resume", folder, "--json");
        Assert.That(end.ExitCode, Is.EqualTo(4), end.All);
        var answer = JsonDocument.Parse(end.Output).RootElement;
        var ledger = LedgerReader.Read(Path.Combine(folder, "ledger.jsonl"));
        var planned = RecordJson.ReadPlan(await File.ReadAllBytesAsync(Path.Combine(folder, "plan.json"))).Scenarios;
        var now = Observations(folder);
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Breaks, Is.Empty);
            Assert.That(ledger.Lines.Where(l => l.Kind == "attempt").Select(l => l.Observation), Is.EquivalentTo(planned.Select(s => s.Id)), "each planned scenario once");
            Assert.That(ledger.Lines.Count(l => l.Kind == "resumed"), Is.EqualTo(3));
            Assert.That(kept.Where(k => now.GetValueOrDefault(k.Key) != k.Value), Is.Empty, "what was complete is as it was");
            Assert.That(answer.GetProperty("folder").GetString(), Is.EqualTo(folder));
        });

        var bundle = answer.GetProperty("bundle").GetString()!;
        var verified = await Command.RunAsync(home, "verify", "--allow-trial", "--challenge-root", dga.Root, bundle);
        Assert.That(verified.ExitCode, Is.Zero, verified.All);
        var finished = await Command.RunAsync(home, "run", "--resume", folder);
        Assert.That(finished.ExitCode, Is.EqualTo(2), finished.All);
        Assert.That(finished.Error, Does.Contain("has ended already").And.Contain(bundle));

        var alone = await Command.RunAsync(home, ["run", .. options, "--json"]);
        Assert.That(Verdicts(answer), Is.EqualTo(Verdicts(JsonDocument.Parse(alone.Output).RootElement)), "the verdicts of a run left alone");
    }

    private static List<string> Verdicts(JsonElement answer) =>
        [.. answer.GetProperty("verdicts").EnumerateArray().Select(v => $"{v.GetProperty("case")} {v.GetProperty("outcome")} {(v.TryGetProperty("cause", out var cause) ? cause.ToString() : "")} {v.GetProperty("flaky")}")];

    /// <summary>Waits until the only run's ledger holds so many lines; returns the folder.</summary>
    private static async Task<string> LinesAsync(TestHome home, int lines, Command running)
    {
        string? Folder() => Directory.Exists(Path.Combine(home.Folder, "reports")) ? Directory.GetDirectories(Path.Combine(home.Folder, "reports")).SingleOrDefault(f => !Path.GetFileName(f).StartsWith('.')) : null;
        await SeenAsync(() => Folder() is { } folder && Kinds(folder).Count >= lines, running, $"{lines} ledger lines");
        return Folder()!;
    }

    private static async Task SeenAsync(Func<bool> condition, Command running, string what)
    {
        var patience = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.That(running.HasEnded, Is.False, () => $"It ended before there was {what}.");
            Assert.That(patience.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)), $"There never was {what}.");
            await Task.Delay(10);
        }
    }

    private static List<string> Kinds(string folder)
    {
        var path = Path.Combine(folder, "ledger.jsonl");
        return File.Exists(path) ? [.. LedgerReader.Read(path).Lines.Select(l => l.Kind)] : [];
    }

    /// <summary>The observations that the ledger names, with their digests.</summary>
    private static Dictionary<string, string> Recorded(string folder) =>
        LedgerReader.Read(Path.Combine(folder, "ledger.jsonl")).Lines.Where(l => l.Kind == "attempt").ToDictionary(l => $"{l.Observation}.{l.Attempt}.json", l => l.Digest!);

    private static Dictionary<string, string> Observations(string folder) =>
        Recorded(folder).Keys.ToDictionary(n => n, n => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "evidence", "observations", n)))));
}
