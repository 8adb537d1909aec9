using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Rejudging;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Comparing;

/// <summary>rejudge: what comes out differently, why, and the exit code.</summary>
public sealed class BundlesAreJudgedAgain
{
    private static readonly Dictionary<string, string> Ours = new() { ["sample"] = "abc" };

    [Test]
    public void An_honest_bundle_comes_out_the_same()
    {
        var rejudged = Judge(new SampleRun { ChangeStatement = BySuite("abc") });
        Assert.That((rejudged.Judged, rejudged.SameSuite, rejudged.Broken.Count, rejudged.Differences.Count, rejudged.ExitCode), Is.EqualTo((true, true, 0, 0, 0)));
    }

    [Test]
    public void A_failing_bundle_that_says_so_comes_out_the_same() => Assert.That(Judge(new SampleRun { Greeting = "ลาก่อน", ChangeStatement = BySuite("abc") }).ExitCode, Is.Zero);

    [Test]
    public void Verdicts_edited_and_signed_again_with_a_proper_key_are_caught()
    {
        using var folder = new TestFolder();
        using var key = TestPki.Instance.Key(TestPki.Instance.Ecdsa);
        var made = Edited("abc").Write(folder);
        // Signed as its agency would, after the edit: no digest and no signature tells.
        var path = folder.File("sample-service-uat-again-trial.asice");
        File.WriteAllBytes(path, new TestSigner { Certificate = TestPki.Instance.Ecdsa }.Resign(made));
        var rejudged = Judge(path, Ours, null);

        Assert.That(rejudged.Broken, Is.Empty);
        Assert.That(rejudged.Differences.Select(d => (d.Case, d.Channel, d.Stated, d.Judged, d.Reason)), Is.EqualTo(new (string, Channel?, Outcome?, Outcome?, RejudgeReason)[]
        {
            ("LAND-05", Channel.App, Outcome.Passed, Outcome.Failed, RejudgeReason.VerdictEdited),
            ("LAND-05", Channel.Web, Outcome.Passed, Outcome.Failed, RejudgeReason.VerdictEdited),
        }));
        Assert.That(rejudged.Differences[0].JudgedFindings.Single().Seen.En, Is.EqualTo("none"));
        Assert.That((rejudged.ExitCode, rejudged.Forged.Single()), Is.EqualTo((5, "LAND-05")));
    }

    [Test]
    public void The_same_difference_under_another_suite_may_be_the_suites()
    {
        var rejudged = Judge(Edited("other"));
        Assert.That(rejudged.Differences.Select(d => d.Reason).Distinct(), Is.EqualTo(new[] { RejudgeReason.OtherSuite }));
        Assert.That((rejudged.SameSuite, rejudged.ExitCode, rejudged.Forged.Count), Is.EqualTo((false, 1, 0)));
    }

    [Test]
    public void Edited_findings_are_caught_where_the_outcome_holds()
    {
        var rejudged = Judge(new SampleRun { Greeting = "ลาก่อน", ChangeStatement = BySuite("abc"), ChangeVerdicts = v => [.. v.Select(x => x with { Channels = [.. x.Channels.Select(c => c.Outcome == Outcome.Failed ? c with { Findings = [new Finding(null, new("เล็กน้อย", "a trifle"), null, [])] } : c)] })] });
        Assert.That(rejudged.Differences.Select(d => (d.Case, d.OutcomeDiffers)), Is.EqualTo(new[] { ("LAND-05", false), ("LAND-05", false) }));
        Assert.That((rejudged.ExitCode, rejudged.Forged.Count), Is.EqualTo((5, 0)));
    }

    [Test]
    public void A_verdict_left_out_is_caught()
    {
        var rejudged = Judge(new SampleRun { ChangeStatement = BySuite("abc"), ChangeVerdicts = v => [.. v.Skip(1)] });
        Assert.That(rejudged.Differences.Select(d => (d.Case, d.Stated, d.Judged)), Is.EqualTo(new (string, Outcome?, Outcome?)[] { ("LAND-05", null, Outcome.Passed) }));
        Assert.That(rejudged.ExitCode, Is.EqualTo(5));
    }

    [Test]
    public void Evidence_of_another_service_is_broken_whatever_the_verdicts_say()
    {
        var other = new SampleRun { Greeting = "สวัสดี คุณอื่น" }.Entries();
        var rejudged = Judge(new SampleRun { ChangeStatement = BySuite("abc"), ChangeEntries = e => Array.ForEach([.. e.Keys.Where(k => k.StartsWith(EntryNames.Observations, StringComparison.Ordinal))], k => e[k] = other[k]) });
        Assert.That(rejudged.Broken.Select(p => p.Code), Does.Contain("observation-digest"));
        Assert.That(rejudged.ExitCode, Is.EqualTo(5));
    }

    [Test]
    public void A_text_file_can_not_be_judged()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("letter.asice"), "Dear DGA");
        var rejudged = Judge(folder.File("letter.asice"), Ours, null);
        Assert.That((rejudged.Judged, rejudged.ExitCode), Is.EqualTo((false, 5)));
    }

    [Test]
    public void Another_catalogue_is_named_with_what_changed_in_the_case()
    {
        var own = new SampleJudge().ReadCatalogue("", Encoding.UTF8.GetBytes(new SampleRun().Catalogue));
        var stricter = own with { Version = "2", Cases = [.. own.Cases.Select(c => c.Id == "DATA-01" ? c with { Check = "greeting", Parameters = new Dictionary<string, string> { ["word"] = "สวัสดี" } } : c)] };
        using var folder = new TestFolder();
        var rejudged = Judge(new SampleRun { Greeting = "ลาก่อน", ChangeStatement = BySuite("abc") }.Write(folder), Ours, stricter);
        Assert.That(rejudged.Differences.Select(d => (d.Case, d.Stated, d.Judged, d.Reason, d.Why.En)).Distinct(), Is.EqualTo(new (string, Outcome?, Outcome?, RejudgeReason, string)[]
        {
            ("DATA-01", Outcome.Passed, Outcome.Failed, RejudgeReason.CatalogueChanged, "parameter word: – → สวัสดี; check: letter → greeting"),
        }));
        Assert.That((rejudged.By, rejudged.ExitCode), Is.EqualTo(("sample 2", 1)));
    }

    private static SampleRun Edited(string suite) => new()
    {
        Greeting = "ลาก่อน",
        ChangeStatement = BySuite(suite),
        ChangeVerdicts = v => [.. v.Select(x => x.Outcome != Outcome.Failed ? x : x with { Outcome = Outcome.Passed, Cause = null, Channels = [.. x.Channels.Select(c => c with { Outcome = Outcome.Passed, Cause = null, Findings = [new Finding(null, new("พบคำทักทาย", "It greets."), null, [])] })] })],
    };

    private static Func<Statement, Statement> BySuite(string digest) => s => s with { Suites = new Dictionary<string, string> { ["sample"] = digest } };

    private static RejudgedBundle Judge(SampleRun run)
    {
        using var folder = new TestFolder();
        return Judge(run.Write(folder), Ours, null);
    }

    private static RejudgedBundle Judge(string path, IReadOnlyDictionary<string, string> suites, Catalogue? other) =>
        RejudgedBundle.Of(path, new SampleJudge(), suites, other, new VerifyPolicy());
}
