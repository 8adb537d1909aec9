using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Reporting;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Nightly.Tests;

public sealed partial class ReportingANight
{
    private static readonly NightRecord Tonight = new("2026-10-01", Samples.Midnight, null, 3, "d", false);

    [Test]
    public void A_quiet_night_ends_with_0_and_says_so()
    {
        var report = Report([Sound("a"), Failing("b", "LAND-01")], [Sound("a"), Failing("b", "LAND-01")]);
        Assert.That((report.ExitCode, NightWords.Headline(report).En, report.News.Count()), Is.EqualTo((ExitCodes.Conformant, "Nothing new to act on", 0)));
    }

    [Test]
    public void What_is_new_ends_with_1() => Assert.That(Report([Failing("a", "LAND-01")], [Sound("a")]).ExitCode, Is.EqualTo(ExitCodes.NotConformant));

    [Test]
    public void What_is_mended_ends_with_0() => Assert.That(Report([Sound("a")], [Failing("a", "LAND-01")]).ExitCode, Is.EqualTo(ExitCodes.Conformant));

    [Test]
    public void What_was_not_seen_ends_with_4()
    {
        var report = Report([Sound("a")], [Sound("a"), Sound("b")], "a", "b");
        Assert.That((report.ExitCode, report.Unseen), Is.EqualTo((ExitCodes.Incomplete, 1)));
    }

    [Test]
    public void A_night_without_a_network_has_no_verdicts()
    {
        var report = NightReport.Of(Tonight with { Down = true }, Samples.Midnight, Samples.Targets("a"), [Samples.Result("a", TargetState.Unreachable, reason: "timeout")], [Before(Sound("a"))]);
        Assert.That((report.ExitCode, report.News.Count(), report.Incidents.Count), Is.EqualTo((ExitCodes.HarnessError, 0, 0)));
    }

    [Test]
    public void Two_shards_merged_are_one_run()
    {
        var targets = Samples.Targets("a", "b", "c", "d");
        var results = new[] { Sound("a"), Failing("b", "LAND-01"), Sound("c"), Samples.Result("d", TargetState.Blocked, reason: "Web Page Blocked") };
        var whole = Markdown(results);
        var merged = Markdown([.. results.Reverse()]);
        Assert.That(merged, Is.EqualTo(whole));
        string Markdown(IReadOnlyList<TargetResult> all) => NightMarkdown.Write(NightReport.Of(Tonight, Samples.Midnight, targets, all, [Before(Sound("a"), Sound("b"))]));
    }

    [Test]
    public void JUnit_is_red_only_where_somebody_has_to_act()
    {
        using var output = new MemoryStream();
        NightJUnit.Write(Report([Failing("a", "LAND-01"), Failing("b", "SEC-02"), Sound("c")], [Failing("a", "LAND-01"), Sound("b"), Sound("c")]), output);
        var suite = XDocument.Parse(System.Text.Encoding.UTF8.GetString(output.ToArray())).Root!.Elements("testsuite").Single();
        Assert.That(((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("skipped")), Is.EqualTo(("3", "1", "1")));
    }

    [Test]
    public void What_a_list_says_is_no_markup_anywhere()
    {
        using var folder = new TemporaryFolder();
        var target = Samples.Target("a", agency: "<script>alert(1)</script> กรม | **x**");
        var report = NightReport.Of(Tonight, Samples.Midnight, [target], [Samples.Result("a", TargetState.Blocked, reason: "<b>blocked</b>")], []);
        NightSite.Write(report, folder.Path, (_, l) => AllowListLetter.Of(l.Target, l.Tonight!.Last, "agent", "c@example.go.th", []));
        var pages = string.Concat(Directory.GetFiles(folder.Path, "*.html", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.That(pages, Does.Not.Contain("<script>alert").And.Not.Contain("<b>blocked"));
        Assert.That(pages, Does.Contain("ขอความอนุเคราะห์").And.Contain("allow list"));
        Assert.That(NightMarkdown.Write(report), Does.Not.Contain("<script>").And.Not.Contain("**x**"));
    }

    [Test]
    public void The_digest_of_a_webhook_is_a_few_lines()
    {
        var digest = NightDigest.Of(Report([Failing("a", "LAND-01")], [Sound("a")]), "en");
        Assert.That((string?)digest["text"], Does.StartWith("1 new problem · 2026-10-01").And.Contain("a: Newly failing: LAND-01"));
        Assert.That((int?)digest["exitCode"], Is.EqualTo(1));
    }

    [Test]
    public void A_site_of_2633_services_is_written_swiftly_and_every_link_leads_somewhere()
    {
        using var folder = new TemporaryFolder();
        var profile = Samples.Target("x").Service;
        var targets = Enumerable.Range(0, 2633).Select(i => new NightlyTarget
        {
            Service = profile with { Id = $"s{i:0000}", Agency = new($"กรมที่ {i / 22}", $"Department {i / 22}") },
            ServiceBytes = [],
            File = "t.csv",
        }).ToList();
        var results = targets.Select((t, i) => i % 10 == 0 ? Failing(t.Id, "LAND-01") : Sound(t.Id)).ToList();
        var before = Enumerable.Range(1, 29).Select(n => (new NightRecord($"night-{n}", Samples.Midnight.AddDays(-n), null, 2633, "d", false), (IReadOnlyList<TargetResult>)results)).ToList();
        var watch = Stopwatch.StartNew();
        NightSite.Write(NightReport.Of(Tonight, Samples.Midnight, targets, results, before), Path.Combine(folder.Path, "site"), (_, _) => null);
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        var pages = Directory.GetFiles(folder.Path, "*.html", SearchOption.AllDirectories);
        Assert.That(pages, Has.Length.EqualTo(2 + 120 + 2633));
        foreach (var page in pages.Where((_, i) => i % 40 == 0).Append(Path.Combine(folder.Path, "site", "index.html")).Append(Path.Combine(folder.Path, "site", "services.html")))
        {
            foreach (Match link in Links().Matches(File.ReadAllText(page)))
            {
                Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)), Is.True, $"{page}: {link.Groups[1].Value}");
            }
        }

        Assert.That(new FileInfo(Path.Combine(folder.Path, "site", "services.html")).Length, Is.LessThan(4_000_000));
    }

    [GeneratedRegex("(?:href|src)=\"([^\"#]+)\"")]
    private static partial Regex Links();

    private static TargetResult Sound(string id) => Samples.Result(id, TargetState.Sound);

    private static TargetResult Failing(string id, params string[] cases) => Samples.Result(id, TargetState.Failing, failing: cases);

    private static (NightRecord, IReadOnlyList<TargetResult>) Before(params TargetResult[] results) => (new NightRecord("2026-09-30", Samples.Midnight.AddDays(-1), null, 3, "d", false), results);

    private static NightReport Report(TargetResult[] tonight, TargetResult[] before, params string[] ids) =>
        NightReport.Of(Tonight, Samples.Midnight, Samples.Targets(ids.Length > 0 ? ids : [.. tonight.Select(r => r.Target)]), tonight, [Before(before)]);
}
