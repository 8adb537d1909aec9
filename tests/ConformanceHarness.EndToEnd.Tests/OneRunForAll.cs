using System.Text.Json;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>What a run leaves, and what the other commands make of it. The run itself happens once.</summary>
public sealed class OneRunForAll
{
    private readonly TestHome home = new();
    private CommandEnd run = null!;
    private JsonElement answer;
    private string bundle = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        run = await Command.RunAsync(home, "run", "--only", "LAND-04,LAND-11", "--only", "SEC-05", "--defect", "no-title", "--reports", "ผล ของเรา", "--json");
        // Whatever passes, a part of the stage is never conformant.
        Assert.That(run.ExitCode, Is.EqualTo(4), run.All);
        answer = JsonDocument.Parse(run.Output).RootElement;
        bundle = answer.GetProperty("bundle").GetString()!;
    }

    [OneTimeTearDown]
    public void Remove() => home.Dispose();

    [Test]
    public void Standard_output_is_one_JSON_object_with_the_verdicts() => Assert.Multiple(() =>
    {
        Assert.That(answer.GetProperty("filter").GetString(), Is.EqualTo("only=LAND-04,LAND-11,SEC-05"));
        Assert.That(answer.GetProperty("trial").GetBoolean(), Is.True);
        Assert.That(answer.GetProperty("verdicts").EnumerateArray().Select(v => (v.GetProperty("case").GetString(), v.GetProperty("outcome").GetString())),
            Is.EqualTo(new[] { ("LAND-04", "passed"), ("LAND-11", "failed"), ("SEC-05", "passed") }));
        Assert.That(answer.GetProperty("counts").GetProperty("failed").GetInt32(), Is.EqualTo(1));
    });

    [Test]
    public void A_pipe_gets_no_escape_codes() => Assert.That(run.All, Does.Not.Contain('\u001b'));

    [Test]
    public void The_text_names_what_failed_why_and_what_to_do_next() =>
        Assert.That(run.Error, Does.Contain("✗ LAND-11 [should]").And.Contain("fix (").And.Contain("page visits").And.Contain("Only a part of the stage").And.Contain("./conformance verify --allow-trial \""));

    [Test]
    public void Everything_is_where_it_was_asked_for()
    {
        var folder = answer.GetProperty("folder").GetString()!;
        Assert.That(folder, Does.StartWith(Path.Combine(home.Folder, "ผล ของเรา")));
        Assert.That(File.Exists(answer.GetProperty("report").GetString()), Is.True);
        Assert.That(Directory.GetFiles(folder, "*.part", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Nothing_is_left_running_and_no_profile_remains()
    {
        Assert.That(Processes.Of(home), Is.Empty);
        Assert.That(Directory.GetDirectories(home.Temporary, "playwright*"), Is.Empty);
    }

    [Test]
    public async Task An_intact_trial_bundle_is_never_official()
    {
        var end = await Command.RunAsync(home, "verify", bundle);
        Assert.That(end.ExitCode, Is.EqualTo(5), end.All);
        Assert.That(end.Output, Does.Contain("intact, trial, never accepted as official").And.Contain("--allow-trial"));
    }

    [Test]
    public async Task It_is_good_enough_for_whoever_says_so()
    {
        var end = await Command.RunAsync(home, "verify", "--allow-trial", "--json", bundle);
        Assert.That(end.ExitCode, Is.Zero, end.All);
        var verified = JsonDocument.Parse(end.Output).RootElement.GetProperty("bundles")[0];
        Assert.That(verified.GetProperty("rejudged").GetBoolean(), Is.True);
        Assert.That(verified.GetProperty("trusted").GetBoolean(), Is.False);
    }

    [Test]
    public async Task A_changed_bundle_is_refused_beside_a_good_one()
    {
        var changed = Path.Combine(home.Folder, "changed-trial.asice");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(changed, bytes);
        var end = await Command.RunAsync(home, "verify", "--allow-trial", bundle, changed);
        Assert.That(end.ExitCode, Is.EqualTo(5), end.All);
        Assert.That(end.Output, Does.Contain("✓ " + bundle).And.Contain("✗ " + changed + ": invalid"));
    }

    [Test]
    public async Task A_text_file_is_no_bundle()
    {
        var end = await Command.RunAsync(home, "verify", "--allow-trial", home.File("letter.asice", "Dear DGA"));
        Assert.That(end.ExitCode, Is.EqualTo(5), end.All);
        Assert.That(end.Output, Does.Contain("invalid").And.Contain("- ["));
    }

    [Test]
    public async Task The_reports_can_be_written_again_from_folder_and_bundle()
    {
        foreach (var source in new[] { answer.GetProperty("folder").GetString()!, bundle })
        {
            var to = Path.Combine(home.Folder, "again");
            var end = await Command.RunAsync(home, "report", source, "--to", to);
            Assert.That(end.ExitCode, Is.Zero, end.All);
            Assert.That(await File.ReadAllBytesAsync(Path.Combine(to, "report.html")), Is.EqualTo(await File.ReadAllBytesAsync(answer.GetProperty("report").GetString()!)));
            Directory.Delete(to, recursive: true);
        }

        Assert.That(Directory.GetDirectories(home.Temporary, "conformance-report-*"), Is.Empty);
    }

    [Test]
    public async Task A_stopped_runs_folder_has_nothing_to_report()
    {
        var end = await Command.RunAsync(home, "report", home.Temporary);
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("statement.json"));
    }
}
