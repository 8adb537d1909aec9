using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>Chains of submissions: a good one of three holds, and one from which anything was dropped does not.</summary>
public sealed class ResubmittedBundlesTests
{
    private static readonly SampleRun Failing = new() { Greeting = "ลาก่อน" };

    private static IEnumerable<TestCaseData> Forged()
    {
        var renumbered = "";
        yield return Of("An_earlier_attempt_dropped", ["previous-ledger", "previous-evidence"], new SampleRound
        {
            // The failed first attempt vanishes, and the later one takes its number.
            ChangeEntries = e =>
            {
                var bytes = RecordJson.Write(RecordJson.ReadObservation(e[EntryNames.Observation("entry", Channel.Web, 2)]) with { Attempt = 1 });
                e[EntryNames.Observation("entry", Channel.Web, 1)] = bytes;
                e.Remove(EntryNames.Observation("entry", Channel.Web, 2));
                renumbered = SampleJudge.Digest(bytes);
            },
            ChangeLines = lines => lines.Where(l => l is not { Observation: "entry.web", Attempt: 1 }).Select(l => l.Observation == "entry.web" ? l with { Attempt = 1, Digest = renumbered } : l),
        });
        yield return Of("An_earlier_attempt_dropped_from_the_ledger_alone", ["previous-ledger", "ledger-attempts", "observation-not-in-ledger"], new SampleRound { ChangeLines = lines => lines.Where(l => l is not { Observation: "entry.app", Attempt: 1 }) });
        yield return Of("A_taken_over_observation_that_is_not_in_the_ledger", ["observation-not-in-ledger"], new SampleRound { ChangeEntries = e => e[EntryNames.Observation("entry", Channel.App, 9)] = RecordJson.Write(RecordJson.ReadObservation(e[EntryNames.Observation("entry", Channel.App, 2)]) with { Attempt = 9 }) });
        yield return Of("A_taken_over_observation_changed", ["previous-evidence", "observation-digest"], new SampleRound { ChangeEntries = e => Change(e, EntryNames.Observation("entry", Channel.Web, 1), "ลาก่อน", "สวัสดี") });
        yield return Of("A_taken_over_observation_gone", ["previous-evidence", "observation-missing"], new SampleRound { ChangeEntries = e => e.Remove(EntryNames.Observation("entry", Channel.Web, 1)) });
        yield return Of("A_previous_digest_in_upper_case", ["previous-digest"], new SampleRound { PreviousDigest = new string('A', 64) });
        yield return Of("A_previous_digest_of_another_length", ["previous-digest"], new SampleRound { PreviousDigest = "abc123" });
        yield return Of("A_takeover_written_otherwise", ["previous-line", "previous-unexpected", "record-differs"], new SampleRound { ChangeLines = lines => lines.Select(l => l.Kind == "resumed" ? l with { Detail = l.Detail + " more" } : l) });
        yield return Of("A_statement_that_names_no_previous_bundle", ["record-differs"], new SampleRound { ChangeStatement = s => s with { PreviousBundle = null } });
        yield return Of("A_statement_that_names_another_previous_bundle", ["record-differs"], new SampleRound { ChangeStatement = s => s with { PreviousBundle = new string('b', 64) } });
        yield return Of("A_takeover_hidden", ["previous-unexpected", "record-differs"], new SampleRound { ChangeLines = lines => lines.Where(l => l.Kind != "resumed") });
        yield return Of("The_earlier_verdicts_edited", ["previous-differs"], new SampleRound { ChangeEntries = e => Change(e, "previous/001/verdicts.json", "failed", "passed") });
        yield return Of("The_earlier_statement_gone", ["previous-missing"], new SampleRound { ChangeEntries = e => e.Remove("previous/001/statement.json") });
        yield return Of("The_earlier_manifest_edited", ["previous-signature"], new SampleRound { ChangeEntries = e => Change(e, "previous/001/manifest.xml", "report.html", "report.htm1") });
        yield return Of("A_file_smuggled_in_beside_it", ["previous-unexpected"], new SampleRound { ChangeEntries = e => e["previous/002/statement.json"] = e["previous/001/statement.json"] });
    }

    [TestCaseSource(nameof(Forged))]
    public void Is_refused(string[] codes, object round)
    {
        using var folder = new TestFolder();
        var report = Verify(((SampleRound)round).Write(folder, Failing.Write(folder)));

        Assert.That(report.Valid, Is.False);
        Assert.That(codes, Is.SubsetOf(report.Problems.Select(p => p.Code)), () => string.Join('\n', report.Problems));
    }

    [Test]
    public void A_chain_of_three_holds_and_shows_all_attempts()
    {
        using var folder = new TestFolder();
        var second = new SampleRound { Greeting = "ลาก่อน" }.Write(folder, Failing.Write(folder));
        var third = new SampleRound().Write(folder, second);
        var report = Verify(third);

        Assert.Multiple(() =>
        {
            Assert.That(report.Problems, Is.Empty);
            Assert.That(report.Valid, Is.True);
            Assert.That(report.Statement!.PreviousBundle, Is.EqualTo(SampleJudge.Digest(File.ReadAllBytes(second))));
        });

        using var bundle = BundleReader.Open(third);
        var lines = LedgerReader.Read(bundle.ReadAll(bundle.Find(EntryNames.Ledger)!)).Lines;
        Assert.That(lines.Where(l => l.Observation == "entry.app").Select(l => l.Attempt), Is.EqualTo([1, 2, 3, 4]));
        Assert.That(Verdicts(bundle).Select(v => (v.Case, v.Outcome, v.Flaky)), Is.EqualTo([("LAND-05", Outcome.Passed, false), ("DATA-01", Outcome.Passed, false), ("A11Y-05", Outcome.Untested, false)]), "fixed, not flaky");
    }

    [Test]
    public void Passed_on_a_later_attempt_of_the_same_round_is_flaky()
    {
        using var folder = new TestFolder();
        var path = new SampleRound { FailsFirst = true }.Write(folder, Failing.Write(folder));

        Assert.That(Verify(path).Valid, Is.True);
        using var bundle = BundleReader.Open(path);
        Assert.That(Verdicts(bundle).Where(v => v.Flaky).Select(v => v.Case), Is.EqualTo(["LAND-05"]));
    }

    [Test]
    public void The_first_of_a_chain_of_three_is_forged()
    {
        using var folder = new TestFolder();
        var second = new SampleRound { Greeting = "ลาก่อน" }.Write(folder, Failing.Write(folder));
        var third = new SampleRound { ChangeLines = lines => lines.Select(l => l is { Kind: "resumed" } && l.Detail!.Contains(SampleJudge.Digest(File.ReadAllBytes(second)), StringComparison.Ordinal) is false ? l with { Detail = LedgerRounds.Detail(new string('c', 64), LedgerRounds.Takeover(l)!.Value.PlanDigest) } : l) };
        var report = Verify(third.Write(folder, second));

        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("previous-ledger").And.Contain("record-differs"));
    }

    [Test]
    public void Another_services_bundle_is_no_earlier_submission()
    {
        using var folder = new TestFolder();
        var other = new SampleRun { Service = "id: other-service\nlanding: https://service.example.go.th/start\n" }.Write(folder);
        var report = Verify(new SampleRound
        {
            ChangeEntries = e => e[EntryNames.Service] = Encoding.UTF8.GetBytes("id: sample-service\nlanding: https://service.example.go.th/start\n"),
            ChangeStatement = s => s with { ServiceId = "sample-service", ServiceFileDigest = SampleJudge.Digest(Encoding.UTF8.GetBytes("id: sample-service\nlanding: https://service.example.go.th/start\n")) },
        }.Write(folder, other));

        Assert.That(report.Problems.Where(p => p.Entry == "previous/001/statement.json").Select(p => p.Text.En), Has.One.Contains("'other-service'").And.One.Contains("'sample-service'"));
    }

    [AnsweredWith("previous-trial", What = "An official bundle that rests on a trial one")]
    [TestCase(false)]
    [TestCase(true)]
    public void An_official_bundle_rests_on_an_official_one(bool official)
    {
        using var folder = new TestFolder();
        using var key = TestPki.Instance.Key(TestPki.Instance.Ecdsa);
        var first = new SampleRun { Trial = !official }.Write(folder, official ? key : null);
        var report = new BundleVerifier(new SampleJudge()).Verify(new SampleRound { Trial = false }.Write(folder, first, key), TestPki.Instance.Policy);

        Assert.That(report.Problems.Select(p => p.Code), official ? Is.Empty : Is.EqualTo(new[] { "previous-trial" }), () => string.Join('\n', report.Problems));
        Assert.That(report.Trusted, Is.EqualTo(official));
    }

    private static TestCaseData Of(string name, string[] codes, SampleRound round) => new TestCaseData(codes, round).SetName(name);

    private static IReadOnlyList<Verdict> Verdicts(BundleReader bundle) => RecordJson.ReadVerdicts(bundle.ReadAll(bundle.Find(EntryNames.Verdicts)!));

    private static void Change(Dictionary<string, byte[]> entries, string name, string old, string now)
    {
        var text = Encoding.UTF8.GetString(entries[name]);
        Assert.That(text, Does.Contain(old));
        entries[name] = Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal));
    }

    private static VerifyReport Verify(string path) => new BundleVerifier(new SampleJudge()).Verify(path, new VerifyPolicy());
}
