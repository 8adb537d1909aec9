using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Resuming;

/// <summary>Fail, fix, resubmit, and once more: three bundles, each resting on the one before.</summary>
[NonParallelizable]
[Platform("Linux")]
public sealed class ResubmittingAFix
{
    private readonly TestHome home = new();
    private string first = null!;

    [OneTimeSetUp]
    public async Task Fail()
    {
        var run = await Command.RunAsync(home, "run", "--channel", "app", "--only", "LAND-11,LAND-02,AUTH-05", "--defect", "no-title", "--json");
        Assert.That(run.ExitCode, Is.EqualTo(4), run.All);
        var answer = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(Outcome(answer, "LAND-11"), Is.EqualTo("failed"));
        first = answer.GetProperty("bundle").GetString()!;
    }

    [OneTimeTearDown]
    public void Remove() => home.Dispose();

    [Test]
    public async Task A_fixed_case_is_observed_again_even_after_a_kill_and_the_rest_is_taken_over()
    {
        string folder;
        await using (var killed = Command.Start(home, ownGroup: false, "run", "--failed-from", first, "--only", "LAND-11", "--parallel", "1"))
        {
            folder = await ObservedAsync(killed);
        }

        var second = await Command.RunAsync(home, "run", "--resume", folder, "--json");
        Assert.That(second.ExitCode, Is.EqualTo(4), second.All);
        var answer = JsonDocument.Parse(second.Output).RootElement;
        var lines = LedgerReader.Read(Path.Combine(folder, "ledger.jsonl")).Lines;
        var before = LedgerReader.Read(Path.Combine(Path.GetDirectoryName(first)!, "ledger.jsonl")).Lines;
        Assert.Multiple(() =>
        {
            Assert.That(Outcome(answer, "LAND-11"), Is.EqualTo("passed"));
            Assert.That(answer.GetProperty("verdicts").EnumerateArray().Any(v => v.GetProperty("flaky").GetBoolean()), Is.False, "fixed is not flaky");
            Assert.That(answer.GetProperty("previousBundle").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(first)))));
            Assert.That(second.Error, Does.Contain("fixed: LAND-11"));
            Assert.That(lines.Take(before.Count), Is.EqualTo(before), "the earlier ledger is kept as it was");
            Assert.That(lines.Where(l => l.Kind == "attempt").CountBy(l => l.Observation!).Select(c => (c.Key, c.Value)), Is.EquivalentTo(new[] { ("entry.app", 2), ("sparse.app", 2), ("anonymous.app", 2), ("transport.any", 1) }));
        });

        await Intact(answer.GetProperty("bundle").GetString()!);
        await Third(answer.GetProperty("bundle").GetString()!);
    }

    [Test]
    public async Task A_changed_bundle_is_refused_before_anything_is_observed()
    {
        var changed = Path.Combine(home.Folder, "changed-trial.asice");
        var bytes = await File.ReadAllBytesAsync(first);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(changed, bytes);
        foreach (var (language, said, next) in new[] { ("en", "the bundle is not valid [", "tells all of it"), ("th", "ชุดผลไม่ถูกต้อง [", "ดูปัญหาทั้งหมดด้วย") })
        {
            var end = await Command.RunAsync(home, "run", "--failed-from", changed, "--lang", language, "--reports", "none");
            Assert.That(end.ExitCode, Is.EqualTo(5), end.All);
            Assert.That(end.Error, Does.Contain($"--failed-from {changed}").And.Contain(said).And.Contain(next));
        }

        Assert.That(Directory.Exists(Path.Combine(home.Folder, "none")), Is.False);
    }

    [TestCase("service id is reference, and now it is permit-office", "--fixture", "permit-office")]
    [TestCase("channels is App, and now it is Web", "--channel", "web")]
    [TestCase("there is no such file", "--failed-from", "missing.asice")]
    public async Task What_does_not_belong_together_is_refused(string said, params string[] options)
    {
        var end = await Command.RunAsync(home, options[0] == "--failed-from" ? ["run", .. options] : ["run", "--failed-from", first, .. options]);
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain(said));
    }

    /// <summary>One probe only: what is observed again is the third round's, and the report shows the two before it.</summary>
    private async Task Third(string second)
    {
        var third = await Command.RunAsync(home, "run", "--failed-from", second, "--only", "LAND-02", "--json");
        Assert.That(third.ExitCode, Is.EqualTo(4), third.All);
        var answer = JsonDocument.Parse(third.Output).RootElement;
        var report = await File.ReadAllTextAsync(answer.GetProperty("report").GetString()!);
        Assert.That(report, Does.Contain("id=\"earlier\"").And.Contain("Round 2").And.Contain("ครั้งที่ 2 (รอบที่ 3)"));
        await Intact(answer.GetProperty("bundle").GetString()!);
    }

    private async Task Intact(string bundle)
    {
        var verified = await Command.RunAsync(home, "verify", "--allow-trial", bundle);
        Assert.That(verified.ExitCode, Is.Zero, verified.All);
    }

    /// <summary>Waits until the resubmission has recorded an attempt of its own; returns its folder.</summary>
    private async Task<string> ObservedAsync(Command running)
    {
        var reports = Path.Combine(home.Folder, "reports");
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var folder = Directory.GetDirectories(reports).SingleOrDefault(f => !Path.GetFileName(f).StartsWith('.') && f != Path.GetDirectoryName(first) && File.Exists(Path.Combine(f, "ledger.jsonl")));
            if (folder is not null && LedgerReader.Read(Path.Combine(folder, "ledger.jsonl")).Lines.SkipWhile(l => LedgerRounds.Takeover(l) is null).Any(l => l.Kind == "attempt"))
            {
                return folder;
            }

            Assert.That(running.HasEnded, Is.False, "It ended before it had recorded anything.");
            Assert.That(patience.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)));
            await Task.Delay(10);
        }
    }

    private static string? Outcome(JsonElement answer, string id) => answer.GetProperty("verdicts").EnumerateArray().Single(v => v.GetProperty("case").GetString() == id).GetProperty("outcome").GetString();
}
