using System.Text.Json;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Allure;
using ConformanceHarness.Reports.Tests.Samples;
using ConformanceHarness.Reports.Tests.Tools;

namespace ConformanceHarness.Reports.Tests;

[TestFixture]
public sealed class AllureResultsTests
{
    private SampleEvidence evidence = null!;

    [SetUp]
    public void MakeFolder() => evidence = new SampleEvidence();

    [TearDown]
    public void RemoveFolder() => evidence.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void The_real_generator_shows_every_case_in_every_channel_with_its_status(bool hostile)
    {
        var record = SampleRuns.Mixed(evidence.Folder, evidence.Screenshot(), hostile ? Hostile.EveryField() : null);
        var generated = AllureGenerator.Generate(Write(record, "results"), Path.Combine(evidence.Folder, "generated"));

        var shown = Directory.GetFiles(Path.Combine(generated, "data", "test-results"), "*.json")
            .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
            .ToDictionary(
                result => result.GetProperty("name").GetString()!.Split(' ')[0] + " " + result.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "channel").GetProperty("value").GetString(),
                result => result.GetProperty("status").GetString());
        var expected = record.Verdicts
            .SelectMany(v => v.Channels.Select(c => (Key: v.Case + " " + c.Channel.ToString().ToLowerInvariant(), Status: Status(c.Outcome))))
            .ToDictionary(e => e.Key, e => e.Status);
        Assert.That(expected, Has.Count.GreaterThan(100));
        Assert.That(shown, Is.EquivalentTo(expected));
        Assert.That(Directory.GetFiles(Path.Combine(generated, "data", "attachments"), "*.png"), Has.Length.EqualTo(1));
    }

    [Test]
    public void The_same_record_gives_the_same_files()
    {
        var record = SampleRuns.Mixed(evidence.Folder, evidence.Screenshot());
        var first = Contents(Write(record, "first"));
        Assert.That(first, Has.Count.GreaterThan(100));
        Assert.That(Contents(Write(record, "second")), Is.EqualTo(first));
    }

    [Test]
    public void Another_run_of_the_same_service_continues_the_history_under_new_ids()
    {
        var record = SampleRuns.Conformant();
        var before = Results(Write(record, "before"));
        var after = Results(Write(record with { Statement = record.Statement with { RunId = "another" } }, "after"));
        Assert.That(after.Select(r => r.GetProperty("historyId").GetString()), Is.EquivalentTo(before.Select(r => r.GetProperty("historyId").GetString())));
        Assert.That(after.Select(r => r.GetProperty("uuid").GetString()).Intersect(before.Select(r => r.GetProperty("uuid").GetString())), Is.Empty);
    }

    [Test]
    public void A_finding_is_a_step_with_what_was_expected_where_and_the_screenshot()
    {
        var results = Results(Write(SampleRuns.Mixed(evidence.Folder, evidence.Screenshot()), "results"));
        var step = results.Single(r => r.GetProperty("name").GetString()!.StartsWith("AUTH-17", StringComparison.Ordinal) && r.GetProperty("status").GetString() == "failed").GetProperty("steps")[0];
        Assert.That(step.GetProperty("name").GetString(), Does.Contain("NullReferenceException"));
        Assert.That(step.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()), Is.EqualTo(new[] { "ที่คาดหวัง", "ตำแหน่ง", "หลักฐาน" }));
        var picture = step.GetProperty("attachments")[0].GetProperty("source").GetString()!;
        Assert.That(File.Exists(Path.Combine(evidence.Folder, "results", picture)), Is.True);
    }

    [Test]
    public void Every_message_that_is_not_of_a_pass_falls_into_exactly_one_category()
    {
        var categories = AllureCategories.In("th");
        var checkedMessages = 0;
        foreach (var result in Results(Write(SampleRuns.Mixed(), "results")).Where(r => r.GetProperty("status").GetString() != "passed"))
        {
            var message = result.GetProperty("statusDetails").GetProperty("message").GetString()!;
            var matching = categories.Where(c => c.MatchedStatuses.Contains(result.GetProperty("status").GetString()) && Regex.IsMatch(message, c.MessageRegex)).ToList();
            Assert.That(matching, Has.Count.EqualTo(1), message);
            checkedMessages++;
        }

        Assert.That(checkedMessages, Is.GreaterThan(100));
    }

    [Test]
    public void A_line_break_in_a_record_adds_no_line_to_the_environment()
    {
        var folder = Write(SampleRuns.Mixed(text: t => t + "\nInjected = yes\r\nAgain = yes"), "results");
        Assert.That(File.ReadAllLines(Path.Combine(folder, "environment.properties")), Has.Length.EqualTo(9));
    }

    private static string Status(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "passed",
        Outcome.Failed => "failed",
        Outcome.CantTell => "broken",
        _ => "skipped",
    };

    private string Write(RunRecord record, string name)
    {
        var folder = Path.Combine(evidence.Folder, name);
        AllureResults.Write(record, folder);
        return folder;
    }

    private static List<JsonElement> Results(string folder) => [.. Directory.GetFiles(folder, "*-result.json").Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement)];

    private static Dictionary<string, string> Contents(string folder) => Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(File.ReadAllBytes(f)));
}
