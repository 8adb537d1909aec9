using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Reports.Tests;

/// <summary>Comparisons as a page and as Markdown: both languages, and nothing of a record becomes markup.</summary>
public sealed class ComparisonReportTests
{
    private const string Evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\" | `code` [a](javascript:alert(3))";

    [Test]
    public void The_page_is_self_contained_and_tells_the_difference_in_both_languages()
    {
        var page = Page("The title is empty.");
        Assert.That(page, Does.Contain("รายงานการทดสอบซ้ำ").And.Contain("Retest report").And.Contain("1 worse, 0 better").And.Contain("หลักฐานไม่น่าเชื่อถือ").And.Contain("evidence not credible").And.Contain("The title is empty."));
        Assert.That(page, Does.Contain("default-src &#x27;none&#x27;").And.Not.Contain("src=\"http").And.Not.Contain("href=\"http"));
    }

    [Test]
    public void Nothing_of_a_record_becomes_markup_in_the_page()
    {
        var page = Page(Evil);
        Assert.That(page, Does.Not.Contain("<script>alert").And.Not.Contain("<img"));
        Assert.That(page, Does.Contain("&lt;script&gt;alert(1)"));
    }

    [Test]
    public void Nothing_of_a_record_becomes_markup_in_Markdown()
    {
        using var text = new StringWriter();
        ComparisonMarkdown.Write(Comparison(Evil), "en", text);
        var row = text.ToString().Split('\n').Single(l => l.StartsWith("| LAND", StringComparison.Ordinal));
        Assert.That(row, Does.Not.Contain("<script").And.Not.Contain("](javascript").And.Contain("▼ worse"));
        Assert.That(row.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'), Is.EqualTo(6), "a table's row stays one");
    }

    [Test]
    public void Markdown_is_written_in_the_language_asked_for()
    {
        using var text = new StringWriter();
        ComparisonMarkdown.Write(Comparison("ว่าง"), "th", text);
        Assert.That(text.ToString(), Does.Contain("# เปรียบเทียบผลการทดสอบ").And.Contain("▼ แย่ลง").And.Not.Contain("worse"));
    }

    private static string Page(string seen)
    {
        using var stream = new MemoryStream();
        RetestReport.Write(
            new RetestRecord
            {
                Format = RetestRecord.CurrentFormat,
                Submission = "submission.asice",
                SubmissionDigest = new string('0', 64),
                Signer = seen,
                Trusted = false,
                Problems = [new NamedProblem("verdict-differs", new(seen, seen))],
                Bundles = ["a.asice"],
                Comparison = Comparison(seen),
            },
            stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static RunComparison Comparison(string seen)
    {
        var at = new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);
        var run = new ComparedRun("run-1", "sample", new(seen, seen), new("กรม", "Department"), Stage.Uat, RunResult.Incomplete, true, at, at);
        return new RunComparison
        {
            Format = RunComparison.CurrentFormat,
            First = run,
            Second = run,
            Target = [new ComparedFact("landingUrl", new("Landing URL", "Landing URL"), seen, "https://service.example.go.th/")],
            Inputs = [],
            Cases =
            [
                new CaseComparison
                {
                    Case = "LAND-11",
                    Title = new(seen, seen),
                    Obligation = Obligation.Must,
                    Change = Change.Worse,
                    First = new VerdictSummary(Outcome.Passed, null, false, false, false, []),
                    Second = new VerdictSummary(Outcome.Failed, Cause.Service, false, false, false, []),
                    Difference = new FindingDifference(Channel.App, null, new Finding(null, new(seen, seen), seen, [])),
                    Reason = RetestReason.EvidenceNotCredible,
                    Why = new(seen, seen),
                },
            ],
            Counts = new Dictionary<string, int>(),
        };
    }
}
