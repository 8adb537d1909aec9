using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Running.Resuming;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.EndToEnd.Tests.Resuming;

/// <summary>Folders that a run may go on in, and those that are refused, each with what differs and what to do.</summary>
public sealed class WhatMayGoOn
{
    private string reports = null!;

    [SetUp]
    public void Make() => reports = Directory.CreateTempSubdirectory("conformance-may-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(reports, recursive: true);

    [Test]
    public void The_newest_that_has_not_ended_and_that_nobody_works_on()
    {
        var (old, open, busy, done, foreign) = (Folder("a", 1), Folder("b", 2), Folder("c", 3), Folder("d", 4), Folder("e", 5, n => n with { Arguments = null }));
        File.WriteAllText(Path.Combine(done, "x.asice"), "");
        Folder(".new-half", 6);
        using var held = FolderLock.Take(busy);
        using (var found = ResumedRun.Newest(reports))
        {
            Assert.That(found.Folder, Is.EqualTo(open));
            Assert.That(Refusal(() => ResumedRun.Open(open)).Problem.En, Does.Contain("Another process"));
        }

        Directory.Delete(open, recursive: true);
        Directory.Delete(old, recursive: true);
        Assert.That(Refusal(() => ResumedRun.Newest(reports)).Problem.En, Does.Contain("is being worked on by another process"));
        Assert.That(Refusal(() => ResumedRun.Newest(Path.Combine(reports, "none"))).Problem.En, Does.Contain("there is no unfinished run"));
        Assert.That(Refusal(() => ResumedRun.Open(foreign)).Problem.En, Does.Contain("no run that ./conformance run began"));
        Assert.That(Refusal(() => ResumedRun.Open(done)), Has.Property("Problem").Property("En").Contains("has ended already").And.Property("Problem").Property("Th").Contains("เสร็จแล้ว"));
        Assert.That(Refusal(() => ResumedRun.Open(Path.Combine(reports, "nowhere"))).Problem.En, Does.Contain("there is no such folder"));
    }

    [Test]
    public void Another_harness_or_another_build_of_the_suite_is_refused()
    {
        var version = Refusal(() => ResumedRun.Open(Folder("a", 1, n => n with { HarnessVersion = "0.0.9" })));
        var suite = Refusal(() => ResumedRun.Open(Folder("b", 1, n => n with { Suites = new Dictionary<string, string> { ["x"] = "y" } })));
        Assert.Multiple(() =>
        {
            Assert.That(version.Problem.En, Does.Contain("begun with 0.0.9, this is " + RunEngine.HarnessVersion).And.Not.Contain("suite"));
            Assert.That(version.Next.En, Does.Contain("begin a new run"));
            Assert.That(suite.Problem.En, Does.Contain("the suite ConformanceHarness.Suites.MinimumTestcase is another build"));
        });
    }

    [Test]
    public void Other_inputs_are_refused_and_each_is_named()
    {
        using var run = ResumedRun.Open(Folder("a", 1));
        Assert.That(() => SameInputs.CheckFiles(run, "my.yaml", [1], [2]), Throws.Nothing);
        var both = Refusal(() => SameInputs.CheckFiles(run, "my.yaml", [1, 1], [2, 2]));
        Assert.Multiple(() =>
        {
            Assert.That(both.Problem.En, Does.Contain("the service file my.yaml").And.Contain(Path.Combine(run.Folder, "service.yaml")).And.Contain("the catalogue"));
            Assert.That(both.Problem.Th, Does.Contain("ไฟล์บริการ my.yaml").And.Contain("รายการกรณีทดสอบ"));
            Assert.That(both.Next.En, Does.Contain("Put back"));
            Assert.That(Refusal(() => SameInputs.CheckFiles(run, "my.yaml", [1], [2, 2])).Problem.En, Does.Not.Contain("service file"));
        });
    }

    [Test]
    public void A_refused_folder_is_left_as_it_is()
    {
        var folder = Folder("a", 1);
        File.AppendAllText(Path.Combine(folder, "ledger.jsonl"), "{\"number\":2,\"prev");
        var before = File.ReadAllBytes(Path.Combine(folder, "ledger.jsonl"));
        using (var run = ResumedRun.Open(folder))
        {
            Assert.That(run.Evidence.Torn, Is.Not.Empty);
            Refusal(() => SameInputs.CheckFiles(run, "my.yaml", [9], [2]));
        }

        Assert.That(File.ReadAllBytes(Path.Combine(folder, "ledger.jsonl")), Is.EqualTo(before));
        Assert.That(Directory.Exists(Path.Combine(folder, FolderMending.SetAside)), Is.False);
    }

    private static ConfigurationException Refusal(Action action)
    {
        try
        {
            action();
        }
        catch (ConfigurationException refused)
        {
            return refused;
        }

        throw new AssertionException("It was not refused.");
    }

    private static ConfigurationException Refusal(Func<IDisposable> open) => Refusal(() => open().Dispose());

    private string Folder(string name, int minute, Func<RunNotes, RunNotes>? change = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(reports, name)).FullName;
        var suite = MinimumTestcaseSuite.Load();
        var notes = new RunNotes { HarnessVersion = RunEngine.HarnessVersion, Suites = new Dictionary<string, string> { [suite.Id] = SuiteFacts.Digest(suite) }, Arguments = ["run"], WorkingFolder = reports };
        File.WriteAllBytes(Path.Combine(folder, RunNotes.FileName), RunNotes.Write(change is null ? notes : change(notes)));
        File.SetLastWriteTimeUtc(Path.Combine(folder, RunNotes.FileName), new DateTime(2026, 3, 2, 3, minute, 0, DateTimeKind.Utc));
        File.WriteAllBytes(Path.Combine(folder, "service.yaml"), [1]);
        Directory.CreateDirectory(Path.Combine(folder, "catalogue"));
        File.WriteAllBytes(Path.Combine(folder, "catalogue", "c.yaml"), [2]);
        using var ledger = new LedgerWriter(Path.Combine(folder, "ledger.jsonl"), TimeProvider.System);
        ledger.Start(new string('a', 64));
        return folder;
    }
}
