using ConformanceHarness.Reports.Tests.Samples;

namespace ConformanceHarness.Reports.Tests;

[TestFixture]
public sealed class RunReportsTests
{
    [Test]
    public void All_reports_are_written_and_nothing_temporary_is_left()
    {
        using var evidence = new SampleEvidence();
        var folder = Path.Combine(evidence.Folder, "run");
        var paths = RunReports.WriteAll(SampleRuns.Mixed(), folder);
        Assert.That(paths, Is.EqualTo(new ReportPaths(Path.Combine(folder, "report.html"), Path.Combine(folder, "junit.xml"), Path.Combine(folder, "allure-results"), Path.Combine(folder, "summary.md"))));
        Assert.That(Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "report.html", "junit.xml", "allure-results", "summary.md" }));
    }

    [Test]
    public void Writing_again_replaces_what_was_there_and_leaves_no_result_of_before()
    {
        using var evidence = new SampleEvidence();
        RunReports.WriteAll(SampleRuns.Mixed(), evidence.Folder);
        var paths = RunReports.WriteAll(SampleRuns.Conformant(), evidence.Folder);
        Assert.That(Directory.GetFiles(paths.Allure, "*-result.json"), Has.Length.EqualTo(6));
        Assert.That(File.ReadAllText(paths.Summary), Does.StartWith("## ✅"));
    }

    [Test]
    public void A_report_that_cannot_be_written_leaves_nothing_half_written()
    {
        using var evidence = new SampleEvidence();
        Directory.CreateDirectory(Path.Combine(evidence.Folder, "report.html"));
        Assert.That(() => RunReports.WriteAll(SampleRuns.Mixed(), evidence.Folder), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(File.Exists(Path.Combine(evidence.Folder, "report.html.tmp")), Is.False);
    }
}
