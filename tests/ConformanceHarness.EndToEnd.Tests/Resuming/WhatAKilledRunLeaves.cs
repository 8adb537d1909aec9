using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Cli.Running.Resuming;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.EndToEnd.Tests.Resuming;

/// <summary>Folders as a kill, a full disk or a lost file leaves them: what counts as recorded, and what is set aside.</summary>
public sealed class WhatAKilledRunLeaves
{
    private string folder = null!;

    [SetUp]
    public void Record()
    {
        folder = Directory.CreateTempSubdirectory("conformance-resume-").FullName;
        using var ledger = new LedgerWriter(In("ledger.jsonl"), TimeProvider.System);
        ledger.Start(new string('a', 64));
        foreach (var (scenario, attempt) in new[] { ("entry", 1), ("tour", 1), ("tour", 2), ("outside", 1) })
        {
            var observation = Seen(scenario, attempt, attempt == 1 && scenario == "tour" ? ObservationEnd.HarnessFailed : ObservationEnd.Completed);
            var bytes = RecordJson.Write(observation);
            Write($"evidence/observations/{observation.Id}.{attempt}.json", bytes);
            ledger.Attempt(observation, Digest(bytes));
        }
    }

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Nothing_is_touched_where_every_record_is_complete()
    {
        var before = File.ReadAllBytes(In("ledger.jsonl"));
        var evidence = RecordedEvidence.Look(folder);
        Assert.That(FolderMending.Mend(folder, evidence), Is.Null);
        Assert.Multiple(() =>
        {
            Assert.That(evidence.Observations.Select(o => $"{o.Id}#{o.Attempt}"), Is.EqualTo(["entry.app#1", "tour.app#1", "tour.app#2", "outside.app#1"]));
            Assert.That(evidence.Lost, Is.Empty);
            Assert.That(File.ReadAllBytes(In("ledger.jsonl")), Is.EqualTo(before));
            Assert.That(Directory.Exists(In(FolderMending.SetAside)), Is.False);
            Assert.That(new[] { "entry", "tour", "outside", "markup" }.Where(s => Completeness.IsComplete(new PlannedScenario(s, Channel.App, []), evidence)), Is.EqualTo(["entry", "tour", "outside"]));
        });
    }

    [TestCase(1)]
    [TestCase(60)]
    public void A_ledger_cut_in_the_middle_of_a_line_goes_on_before_it(int bytes)
    {
        var whole = File.ReadAllBytes(In("ledger.jsonl"));
        File.WriteAllBytes(In("ledger.jsonl"), whole[..^bytes]);
        var evidence = RecordedEvidence.Look(folder);
        var detail = FolderMending.Mend(folder, evidence);
        Resume(detail);

        Assert.Multiple(() =>
        {
            Assert.That(evidence.Torn, Is.Not.Empty);
            Assert.That(detail, Does.Contain("a torn ledger line").And.Contain("3 files"), "the last observation, its body and its screenshot have no ledger line any more");
            Assert.That(File.ReadAllBytes(In("set-aside/1/ledger-torn-line.txt")), Is.EqualTo(evidence.Torn));
            Assert.That(File.Exists(In("set-aside/1/evidence/observations/outside.app.1.json")), Is.True);
            Assert.That(Chain(), Is.EqualTo(["start", "entry.app#1", "tour.app#1", "tour.app#2", "resumed"]));
        });
    }

    [TestCase("missing: evidence/bodies/")]
    [TestCase("damaged: evidence/bodies/")]
    [TestCase("missing: evidence/screenshots/")]
    [TestCase("observation missing")]
    [TestCase("observation of another digest")]
    public void An_attempt_without_a_complete_record_is_set_aside_and_the_others_stay(string why)
    {
        var lost = Seen("entry", 1, ObservationEnd.Completed);
        var (body, picture, observation) = (In($"evidence/bodies/{lost.Snapshots[0].Html}.txt"), In($"evidence/screenshots/{lost.Snapshots[0].Screenshot}.png"), In("evidence/observations/entry.app.1.json"));
        switch (why.Split(' ')[^1], why[0])
        {
            case ("evidence/bodies/", 'm'): File.Delete(body); break;
            case ("evidence/bodies/", _): File.AppendAllText(body, "x"); break;
            case ("evidence/screenshots/", _): File.Delete(picture); break;
            case ("missing", _): File.Delete(observation); break;
            default: File.AppendAllText(observation, " "); break;
        }

        var evidence = RecordedEvidence.Look(folder);
        Assert.That(evidence.Lost.Select(l => l.ToString()), Has.One.StartsWith($"entry.app#1 ({why}"));
        var detail = FolderMending.Mend(folder, evidence);
        Resume(detail);

        Assert.Multiple(() =>
        {
            Assert.That(detail, Does.StartWith("set aside: entry.app#1 ("));
            Assert.That(Chain(), Is.EqualTo(["start", "tour.app#1", "tour.app#2", "outside.app#1", "resumed"]));
            Assert.That(File.Exists(In("set-aside/1/ledger.jsonl")), Is.True, "the ledger as it was");
            Assert.That(File.Exists(observation), Is.False);
            Assert.That(Completeness.IsComplete(new PlannedScenario("entry", Channel.App, []), evidence), Is.False);
            Assert.That(RecordedEvidence.Look(folder).Strays, Is.Empty);
        });
    }

    [Test]
    public void A_later_attempt_does_not_outlive_the_one_before_it()
    {
        File.Delete(In("evidence/observations/tour.app.1.json"));
        var evidence = RecordedEvidence.Look(folder);
        Resume(FolderMending.Mend(folder, evidence));
        Assert.That(Chain(), Is.EqualTo(["start", "entry.app#1", "outside.app#1", "resumed"]));
        Assert.That(File.Exists(In("set-aside/1/evidence/observations/tour.app.2.json")), Is.True);
    }

    [Test]
    public void Half_written_files_are_set_aside()
    {
        Write("evidence/bodies/abc.txt.7.part", [1]);
        Write("evidence/observations/markup.app.1.json", [1]);
        Write("sample-uat-trial.asice.part", [1]);
        var evidence = RecordedEvidence.Look(folder);
        Assert.That(FolderMending.Mend(folder, evidence), Is.EqualTo("set aside: 3 files of no complete record"));
        Assert.That(Directory.GetFiles(folder, "*.part", SearchOption.AllDirectories), Is.All.Contain("set-aside"));
        Assert.That(File.Exists(In("set-aside/1/sample-uat-trial.asice.part")), Is.True);
        Assert.That(File.Exists(In("set-aside/1/evidence/observations/markup.app.1.json")), Is.True);
    }

    [Test]
    public void A_ledger_damaged_elsewhere_is_refused_with_its_line()
    {
        var text = File.ReadAllText(In("ledger.jsonl")).Replace("\"observation\":\"tour.app\",\"attempt\":1", "\"observation\":\"tour.web\",\"attempt\":1", StringComparison.Ordinal);
        File.WriteAllText(In("ledger.jsonl"), text);
        var refused = Assert.Throws<ConfigurationException>(() => RecordedEvidence.Look(folder))!;
        Assert.That((refused.File, refused.Line), Is.EqualTo((In("ledger.jsonl"), 4)));
        Assert.That(File.ReadAllText(In("ledger.jsonl")), Is.EqualTo(text));
    }

    [Test]
    public void Placeholders_go_on_after_those_in_the_evidence()
    {
        var evidence = RecordedEvidence.Look(folder);
        Assert.That(evidence.Placeholders, Is.EqualTo(new Dictionary<string, int> { ["mToken"] = 7, ["cookie"] = 2 }));
        var redactor = new Redactor([1, 2, 3]);
        redactor.GoOnAfter(evidence.Placeholders);
        redactor.Add("mToken", "a-secret-of-the-resumed-half");
        redactor.Add("token", "another-kind-of-secret");
        Assert.That(redactor.Redact("a-secret-of-the-resumed-half another-kind-of-secret"), Does.StartWith("‹mToken #8 ").And.Contain("‹token #1 "));
    }

    [Test]
    public void One_process_at_a_time()
    {
        using (FolderLock.Take(folder))
        {
            Assert.That(() => FolderLock.Take(folder), Throws.TypeOf<ConfigurationException>().With.Message.Contains("Another process"));
        }

        Assert.That(() => FolderLock.Take(folder).Dispose(), Throws.Nothing);
    }

    [Test]
    public void A_cancelled_attempt_and_a_first_harness_failure_are_tried_again()
    {
        using (var ledger = new LedgerWriter(In("ledger.jsonl"), TimeProvider.System))
        {
            foreach (var observation in new[] { Seen("markup", 1, ObservationEnd.Cancelled), Seen("slow", 1, ObservationEnd.HarnessFailed), Seen("late", 1, ObservationEnd.TimedOut) })
            {
                var bytes = RecordJson.Write(observation);
                Write($"evidence/observations/{observation.Id}.1.json", bytes);
                ledger.Attempt(observation, Digest(bytes));
            }
        }

        var evidence = RecordedEvidence.Look(folder);
        Assert.That(new[] { "markup", "slow", "late" }.Select(s => Completeness.IsComplete(new PlannedScenario(s, Channel.App, []), evidence)), Is.EqualTo([false, false, true]));
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static readonly DateTimeOffset Time = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    private Observation Seen(string scenario, int attempt, ObservationEnd end)
    {
        var body = Encoding.UTF8.GetBytes($"<p>{scenario} {attempt} ‹mToken #7 9f3c base64› ‹mToken #x› ‹cookie #2 00ff›");
        var picture = Encoding.UTF8.GetBytes($"picture of {scenario} {attempt}");
        Write($"evidence/bodies/{Digest(body)}.txt", body);
        Write($"evidence/screenshots/{Digest(picture)}.png", picture);
        return new Observation
        {
            Scenario = scenario,
            Channel = Channel.App,
            Attempt = attempt,
            Provenance = new("emulated", "chromium", LoginMode.Mock, "150.0"),
            StartedAt = Time,
            DurationMs = 3,
            End = end,
            Snapshots = [new Snapshot { Step = "open", Session = "a", AtMs = 9, Url = "https://service.example.go.th/", Title = "t", Text = "‹mToken #3 9f3c›", Html = Digest(body), Screenshot = Digest(picture) }],
        };
    }

    private void Resume(string? detail)
    {
        using var ledger = new LedgerWriter(In("ledger.jsonl"), TimeProvider.System);
        ledger.Resumed(detail);
    }

    /// <summary>The ledger's lines, which must be a whole chain.</summary>
    private List<string> Chain()
    {
        var read = LedgerReader.Read(In("ledger.jsonl"));
        Assert.That(read.Breaks, Is.Empty);
        return [.. read.Lines.Select(l => l.Observation is null ? l.Kind : $"{l.Observation}#{l.Attempt}")];
    }

    private void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllBytes(In(name), bytes);
    }

    private string In(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));
}
