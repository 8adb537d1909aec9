using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Tests.Samples;

namespace ConformanceHarness.Reports.Tests;

[TestFixture]
public sealed partial class HtmlReportStructureTests
{
    [Test]
    public void The_same_record_gives_the_same_bytes()
    {
        var first = Html(SampleRuns.Mixed());
        Assert.That(Html(SampleRuns.Mixed()), Is.EqualTo(first));
    }

    [Test]
    public void A_must_failure_comes_before_a_waived_one_and_both_before_advice()
    {
        var html = Html(SampleRuns.Mixed());
        int[] places = [.. new[] { "case-AUTH-03", "case-AUTH-17", "case-LAND-02", "case-LAND-06", "case-LAND-05" }.Select(id => html.IndexOf($"id=\"{id}\"", StringComparison.Ordinal))];
        Assert.That(places, Has.All.GreaterThan(0));
        Assert.That(places, Is.Ordered);
    }

    [Test]
    public void Every_case_has_one_place_of_its_own()
    {
        var record = SampleRuns.Mixed();
        var html = Html(record);
        var ids = CaseAnchor().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.That(ids, Is.EquivalentTo(record.Plan.Cases.Select(c => c.Case)));
    }

    [Test]
    public void A_planned_case_without_a_verdict_is_shown_as_untested_not_left_out()
    {
        var record = SampleRuns.Conformant();
        var html = Html(record with { Verdicts = [.. record.Verdicts.Where(v => v.Case != "LAND-01")] });
        Assert.That(html, Does.Contain("id=\"case-LAND-01\"").And.Contain("ไม่มีผลการตัดสินในบันทึก"));
    }

    [Test]
    public void Earlier_submissions_show_what_became_of_their_cases()
    {
        var record = SampleRuns.Mixed();
        var passed = record.Verdicts.First(v => v.Outcome == Outcome.Passed).Case;
        var earlier = new EarlierSubmission(new string('b', 64), record.Statement, [.. record.Verdicts.Select(v => v.Case == passed ? v with { Outcome = Outcome.Failed } : v)]);
        var html = Html(record with { Earlier = [earlier, earlier] });
        var section = html[html.IndexOf("<section id=\"earlier\"", StringComparison.Ordinal)..html.IndexOf("<section id=\"verify\"", StringComparison.Ordinal)];

        Assert.That(section, Does.Match($"Fixed \\(failed before\\)</span></dt>\\s*<dd>{passed}</dd>").And.Contain("Round 2").And.Contain(earlier.Bundle));
        Assert.That(html, Does.Contain("(round 1)"));
        Assert.That(Html(record), Does.Not.Contain("id=\"earlier\"").And.Not.Contain("(round 1)"));
    }

    [Test]
    public void A_verdict_that_was_never_planned_is_shown_too()
    {
        var record = SampleRuns.Conformant();
        var html = Html(record with { Plan = record.Plan with { Cases = [] } });
        Assert.That(html, Does.Contain("id=\"case-LAND-01\""));
    }

    [Test]
    public void Thai_dates_are_in_the_Buddhist_era_and_in_Thailands_time()
    {
        var html = WebUtility.HtmlDecode(Html(SampleRuns.Mixed()));
        Assert.That(html, Does.Contain("16 พฤษภาคม 2569 เวลา 09:04:09 น. (+07:00)").And.Contain("16 May 2026, 09:04:09 (+07:00)"));
    }

    [Test]
    public void A_screenshot_is_embedded_once_however_many_findings_show_it()
    {
        using var evidence = new SampleEvidence();
        var html = Html(SampleRuns.Mixed(evidence.Folder, evidence.Screenshot()));
        Assert.That(Occurrences(html, "data:image/png;base64,"), Is.EqualTo(1));
        Assert.That(Occurrences(html, "href=\"#shot-"), Is.GreaterThan(1));
    }

    [Test]
    public void A_screenshot_that_is_not_what_its_digest_says_is_not_shown()
    {
        using var evidence = new SampleEvidence();
        var digest = evidence.Screenshot();
        File.AppendAllText(Path.Combine(evidence.Folder, "evidence", "screenshots", digest + ".png"), "changed");
        Assert.That(Html(SampleRuns.Mixed(evidence.Folder, digest)), Does.Not.Contain("data:image").And.Contain("evidence/screenshots/" + digest));
    }

    [TestCase("../../../../../../etc/hostname")]
    [TestCase("/etc/hostname")]
    [TestCase("")]
    public void A_digest_that_is_none_is_never_a_path(string digest)
    {
        using var evidence = new SampleEvidence();
        Assert.That(Html(SampleRuns.Mixed(evidence.Folder, digest)), Does.Not.Contain("data:image"));
    }

    [Test]
    public void Pictures_stop_at_the_budget_and_the_report_says_where_the_rest_is()
    {
        using var evidence = new SampleEvidence();
        var run = new SampleRun { EvidenceFolder = evidence.Folder };
        for (var number = 1; number <= 6; number++)
        {
            // Noise does not pack: about 3 MB each.
            run.Observed(run.Entry(Channel.App, 1, screenshot: evidence.Screenshot(1000, 1000, noise: true, seed: number)) with { Scenario = "entry" + number });
        }

        var html = Html(run.Build());
        Assert.That(html, Has.Length.LessThan(Screenshots.Budget + 200_000));
        Assert.That(Occurrences(html, "data:image/png;base64,"), Is.InRange(2, 4));
        Assert.That(html, Does.Contain("ภาพหน้าจออยู่ในชุดผลการทดสอบ"));
    }

    [Test]
    public void A_huge_text_is_cut_and_the_cut_is_told()
    {
        var huge = new string('ก', 200_000);
        var html = Html(SampleRuns.Mixed(text: t => t + huge));
        Assert.That(html, Has.Length.LessThan(6_000_000));
        Assert.That(WebUtility.HtmlDecode(html), Does.Contain("… [+"));
    }

    [Test]
    public void Control_and_direction_characters_are_made_visible()
    {
        var html = Html(SampleRuns.Mixed(text: t => t + "\u0000\u001b\u202e\ud800"));
        Assert.That(html.Any(c => c is '\0' or '\u001b' or '\u202e' || char.IsSurrogate(c)), Is.False);
        Assert.That(WebUtility.HtmlDecode(html), Does.Contain("‹U+202E›").And.Contain("‹U+001B›").And.Contain("\ufffd"));
    }

    [TestCase(RunResult.Conformant, "ผ่านเกณฑ์ขั้นต่ำ", "Conformant")]
    [TestCase(RunResult.NotConformant, "ไม่ผ่านเกณฑ์ขั้นต่ำ", "Not conformant")]
    [TestCase(RunResult.Incomplete, "ยังไม่ครบถ้วน", "Incomplete")]
    [TestCase(RunResult.HarnessError, "เครื่องมือทดสอบขัดข้อง", "Harness error")]
    public void The_banner_says_the_result_in_the_words_of_the_process(RunResult result, string th, string en)
    {
        var html = Html(new SampleRun { Result = result }.Build());
        var banner = Banner().Match(html).Value;
        Assert.That(banner, Does.Contain($">{th}<").And.Contain($">{en}<"));
    }

    [Test]
    public void A_trial_a_filter_and_waivers_are_told_in_the_banner()
    {
        var record = new SampleRun { Filter = "LAND-*", Result = RunResult.Conformant }.Case("LAND-02", "ก", "a", Outcome.Failed, cause: Cause.Service, waived: true).Build();
        var banner = Banner().Match(Html(record)).Value;
        Assert.That(banner, Does.Contain("ผลทดลอง").And.Contain("LAND-*").And.Contain("โดยมีข้อยกเว้น"));
    }

    internal static string Html(RunRecord record)
    {
        using var stream = new MemoryStream();
        HtmlReport.Write(record, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("id=\"case-([^\"]+)\"")]
    private static partial Regex CaseAnchor();

    [GeneratedRegex("<section class=\"banner.*?</section>", RegexOptions.Singleline)]
    private static partial Regex Banner();
}
