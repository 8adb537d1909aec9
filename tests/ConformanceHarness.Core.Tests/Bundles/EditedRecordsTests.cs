using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>An agency that holds the right key and signs something untrue: signatures and digests are all in order.</summary>
public sealed class EditedRecordsTests
{
    private const string App2 = "evidence/observations/entry.app.2.json";

    private static readonly string Zeros = new('0', 64);

    private static IEnumerable<TestCaseData> Edits()
    {
        yield return Of("A_failed_verdict_edited_to_passed", "verdict-differs", new SampleRun { Greeting = "ลาก่อน", ChangeVerdicts = v => [.. v.Select(Passed)] });
        yield return Of("Findings_edited", "findings-differ", new SampleRun { ChangeVerdicts = v => [.. v.Select(x => x with { Channels = [.. x.Channels.Select(c => c with { Findings = [new Finding(null, new("ดี", "fine"), null, [])] })] })] });
        yield return Of("A_verdict_left_out", "verdict-missing", new SampleRun { ChangeVerdicts = v => [.. v.Skip(1)] });
        yield return Of("A_verdict_twice", "verdict-doubled", new SampleRun { ChangeVerdicts = v => [.. v, v[0]] });
        yield return Of("A_verdict_on_no_planned_case", "verdict-unplanned", new SampleRun { ChangeVerdicts = v => [.. v, v[0] with { Case = "SEC-99" }] });
        yield return Of("A_waived_mark_without_a_waiver", "waiver-missing", new SampleRun { Greeting = "ลาก่อน", ChangeVerdicts = v => [.. v.Select(x => x with { Waived = x.Outcome == Outcome.Failed })] });
        yield return Of("An_expired_waiver", "waiver-expired", new SampleRun { Greeting = "ลาก่อน", Service = "id: sample-service\nlanding: https://service.example.go.th/start\nwaiver: LAND-05 2026-03-01\n" });
        yield return Of("A_waiver_of_a_case_that_passes", "waiver-of-passed-case", new SampleRun { Service = "id: sample-service\nlanding: https://service.example.go.th/start\nwaiver: LAND-05 2027-01-01\n" });
        yield return Of("Counts_edited", "counts-differ", new SampleRun { ChangeStatement = s => s with { Counts = new Dictionary<string, int> { ["passed"] = 99 } } });
        yield return Of("The_result_edited", "result-differs", new SampleRun { ChangeStatement = s => s with { Result = RunResult.Conformant } });
        yield return Of("With_waivers_edited", "record-differs", new SampleRun { ChangeStatement = s => s with { WithWaivers = true } });
        yield return Of("Provenance_edited", "record-differs", new SampleRun { ChangeStatement = s => s with { Provenance = new Dictionary<string, int> { ["device/webkit/device"] = 3 } } });
        yield return Of("Another_format", "statement-format", new SampleRun { ChangeStatement = s => s with { Format = "conformance-harness-bundle/2" } });
        yield return Of("An_end_before_the_start", "statement-times", new SampleRun { ChangeStatement = s => s with { EndedAt = s.StartedAt.AddSeconds(-1) } });
        yield return Of("Another_Landing_URL", "record-differs", new SampleRun { ChangeStatement = s => s with { LandingUrl = "https://other.example.go.th/" } });
        yield return Of("Another_services_id", "record-differs", new SampleRun { ChangeStatement = s => s with { ServiceId = "other-service" } });
        yield return Of("Another_stage", "record-differs", new SampleRun { ChangeStatement = s => s with { Stage = Stage.Preproduction } });
        yield return Of("Another_catalogue_digest", "catalogue-missing", new SampleRun { ChangeStatement = s => s with { CatalogueDigest = Zeros } });
        yield return Of("Another_service_file_digest", "service-digest", new SampleRun { ChangeStatement = s => s with { ServiceFileDigest = Zeros } });
        yield return Of("A_case_taken_out_of_the_plan", "plan-differs", new SampleRun { ChangePlan = p => p with { Cases = [.. p.Cases.Skip(1)] } });
        yield return Of("A_case_planned_as_inapplicable", "plan-differs", new SampleRun { ChangePlan = p => p with { Cases = [.. p.Cases.Select(c => c with { Decided = new(Outcome.Inapplicable, null, new("ไม่", "no")) })] } });
        yield return Of("Another_plan_than_the_ledger_starts_with", "plan-not-as-started", new SampleRun { ChangeEntries = e => e[EntryNames.Plan] = [.. e[EntryNames.Plan], (byte)'\n'] });
        yield return Of("Ledger_lines_swapped", "ledger-broken", new SampleRun { ChangeLedgerLines = l => [l[0], l[2], l[1], l[3], l[4]] });
        yield return Of("A_ledger_line_left_out", "ledger-broken", new SampleRun { ChangeLedgerLines = l => [l[0], l[1], l[3], l[4]] });
        yield return Of("The_ledgers_last_line_left_out", "ledger-head", new SampleRun { ChangeEntries = e => e[EntryNames.Ledger] = WithoutLastLine(e[EntryNames.Ledger]) });
        yield return Of("A_failed_first_attempt_left_out_and_the_chain_made_again", "ledger-attempts", new SampleRun { ChangeLedgerLines = l => Chained([l[0], l[2], l[3], l[4]]) });
        yield return Of("A_ledger_of_ten_million_empty_lines", "ledger-broken", new SampleRun { ChangeEntries = e => e[EntryNames.Ledger] = [.. Enumerable.Repeat((byte)'\n', 10_000_000)] });
        yield return Of("An_attempt_without_its_file", "observation-missing", new SampleRun { ChangeEntries = e => e.Remove("evidence/observations/entry.app.1.json") });
        yield return Of("An_observation_without_a_ledger_line", "observation-not-in-ledger", new SampleRun { ChangeEntries = e => e["evidence/observations/entry.app.9.json"] = e["evidence/observations/entry.app.2.json"] });
        yield return Of("Evidence_edited_after_the_attempt", "observation-digest", new SampleRun { ChangeEntries = e => e["evidence/observations/entry.web.1.json"] = Replaced(e["evidence/observations/entry.web.1.json"], "สมชาย", "สมหญิง") });
        yield return Of("An_observation_of_another_channel", "observation-differs", new SampleRun { ChangeEntries = e => e["evidence/observations/entry.web.1.json"] = e["evidence/observations/entry.app.2.json"] });
        yield return Of("An_observation_that_is_not_planned", "ledger-unplanned", new SampleRun { ChangeObservation = o => o.Channel == Channel.Web ? o with { Scenario = "tour" } : o });
        yield return Of("A_body_that_is_not_what_its_name_says", "evidence-digest", new SampleRun { ChangeEntries = e => Edit(e, EntryNames.Bodies) });
        yield return Of("A_screenshot_that_is_not_what_its_name_says", "evidence-digest", new SampleRun { ChangeEntries = e => Edit(e, EntryNames.Screenshots) });
        yield return Of("A_body_left_out", "evidence-missing", new SampleRun { ChangeEntries = e => e.Remove(e.Keys.Single(k => k.StartsWith(EntryNames.Bodies, StringComparison.Ordinal))) });
        yield return Of("Evidence_that_has_no_place", "evidence-name", new SampleRun { ChangeEntries = e => e["evidence/notes.txt"] = [1] });
        yield return Of("An_unknown_member_in_the_statement", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Plan] = Replaced(e[EntryNames.Plan], "\"stage\"", "\"more\": 1, \"stage\"") });
        yield return Of("A_doubled_member_in_the_verdicts", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Verdicts] = Replaced(e[EntryNames.Verdicts], "\"manual\": false", "\"manual\": false, \"manual\": false") });
        yield return Of("Verdicts_that_are_no_JSON", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Verdicts] = "nothing"u8.ToArray() });
        yield return Of("A_service_file_that_can_not_be_read", "input-refused", new SampleRun { ChangeEntries = e => e[EntryNames.Service] = "x"u8.ToArray() });
        yield return Of("A_member_twice_in_an_observation", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = Replaced(e[App2], "\"scenario\":\"entry\"", "\"scenario\":\"entry\",\"scenario\":\"entry\"") });
        yield return Of("A_member_twice_by_an_escape", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = Replaced(e[App2], "\"scenario\":\"entry\"", "\"scenario\":\"entry\",\"\\u0073cenario\":\"tour\"") });
        yield return Of("Null_in_an_observation", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = Replaced(e[App2], "\"scenario\":\"entry\"", "\"scenario\":null") });
        yield return Of("Half_a_character_in_an_observation", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = Replaced(e[App2], "สวัสดี", "\\ud83d") });
        yield return Of("Bytes_that_are_no_UTF8_in_an_observation", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = NoUtf8(e[App2]) });
        yield return Of("Bytes_that_are_no_UTF8_in_the_verdicts", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Verdicts] = NoUtf8(e[EntryNames.Verdicts]) });
        yield return Of("Half_a_character_in_the_plan", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Plan] = Replaced(e[EntryNames.Plan], "\"catalogueId\": \"sample\"", "\"catalogueId\": \"\\udc00\"") });
        yield return Of("Half_a_character_in_the_ledger", "ledger-broken", new SampleRun { ChangeLedgerLines = l => [Replaced(l[0], "\"detail\":\"", "\"detail\":\"\\ud800"), .. l.Skip(1)] });
        yield return Of("A_byte_order_mark_before_the_plan", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Plan] = [.. Encoding.UTF8.Preamble, .. e[EntryNames.Plan]] });
        yield return Of("A_comment_in_the_plan", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Plan] = [.. "{ /* official */"u8, .. e[EntryNames.Plan].AsSpan(1)] });
        yield return Of("Nesting_without_end", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Verdicts] = [.. Enumerable.Repeat((byte)'[', 1_000_000)] });
        yield return Of("Nesting_without_end_in_a_member", "record-malformed", new SampleRun { ChangeEntries = e => e[EntryNames.Plan] = Replaced(e[EntryNames.Plan], "\"channels\": [", "\"channels\": [" + new string('[', 100_000)) });
        yield return Of("A_number_beyond_all_bounds", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = Replaced(e[App2], "\"attempt\":2", "\"attempt\":1e400") });
        yield return Of("A_number_of_a_million_digits", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = Replaced(e[App2], "\"attempt\":2", "\"attempt\":" + new string('9', 1_000_000)) });
        yield return Of("An_attempt_beyond_all_numbers", "ledger-broken", new SampleRun { ChangeLedgerLines = l => [l[0], Replaced(l[1], "\"attempt\":1", "\"attempt\":99999999999999999999"), .. l.Skip(2)] });
        yield return Of("A_record_of_70_MB", "entry-damaged", new SampleRun { ChangeEntries = e => e[EntryNames.Plan] = [.. e[EntryNames.Plan], .. Enumerable.Repeat((byte)' ', 70_000_000)] });
        yield return Of("An_observation_of_70_MB", "record-malformed", new SampleRun { ChangeEntries = e => e[App2] = [.. e[App2], .. Enumerable.Repeat((byte)' ', 70_000_000)] });
        yield return Of("A_run_that_ended_before_time_began", "record-malformed", new SampleRun { ChangeStatement = s => s with { EndedAt = DateTimeOffset.MinValue.AddDays(1) } });
        yield return Of("A_run_that_ends_with_time", "record-malformed", new SampleRun { ChangeStatement = s => s with { StartedAt = DateTimeOffset.MaxValue, EndedAt = DateTimeOffset.MaxValue } });
        yield return Of("Evidence_of_an_earlier_run", "observation-time", new SampleRun { ChangeObservation = o => o with { StartedAt = SampleRun.Start.AddDays(-3) } });
        yield return Of("Evidence_from_after_the_run", "observation-time", new SampleRun { ChangeObservation = o => o with { StartedAt = SampleRun.Start.AddHours(1) } });
        yield return Of("Attempts_of_an_earlier_run_in_the_ledger", "observation-time", new SampleRun { ChangeLedgerLines = l => Chained(l.Select(x => RecordJson.ReadLedgerLine(x)).Select(x => RecordJson.Write(x with { At = x.At.AddDays(-3) }))) });
        yield return Of("A_run_moved_to_another_day", "observation-time", new SampleRun { ChangeStatement = s => s with { StartedAt = s.StartedAt.AddDays(-30), EndedAt = s.EndedAt.AddDays(-30) } });
        yield return Of("No_verdicts", "entry-missing,rejudge-failed", new SampleRun { ChangeEntries = e => e.Remove(EntryNames.Verdicts) });
    }

    [Test]
    public void A_failing_run_that_says_so_has_no_problem() => Assert.That(Verify(new SampleRun { Greeting = "ลาก่อน" }).Problems, Is.Empty);

    [Test]
    public void A_failure_with_a_valid_waiver_has_no_problem()
    {
        var report = Verify(new SampleRun { Greeting = "ลาก่อน", Service = "id: sample-service\nlanding: https://service.example.go.th/start\nwaiver: LAND-05 2026-03-02\n" });
        Assert.That(report.Problems, Is.Empty);
        Assert.That(report.Statement!.WithWaivers, Is.True);
    }

    [TestCaseSource(nameof(Edits))]
    public void Is_caught(object run, string code)
    {
        var report = Verify((SampleRun)run);
        Assert.That(report.Problems.Select(p => p.Code), Is.SupersetOf(code.Split(',')));
        Assert.That(report.Valid, Is.False);
    }

    [Test]
    public void An_edited_verdict_is_named_with_what_it_says_and_what_the_evidence_gives()
    {
        var report = Verify(new SampleRun { Greeting = "ลาก่อน", ChangeVerdicts = v => [.. v.Select(Passed)] });
        Assert.That(report.Problems.Single(p => p.Code == "verdict-differs" && p.Text.En.StartsWith("LAND-05", StringComparison.Ordinal)).Text.En,
            Is.EqualTo("LAND-05: it says passed (app passed, web passed), judging the evidence again gives failed/service (app failed, web failed)."));
    }

    [Test]
    [AnsweredWith("record-differs", What = "A statement with a Landing URL of five million letters: the answer quotes its beginning")]
    public void A_text_without_end_is_quoted_in_part()
    {
        var report = Verify(new SampleRun { ChangeStatement = s => s with { LandingUrl = "https://service.example.go.th/" + new string('x', 5_000_000) } });
        var told = report.Problems.Single(p => p.Code == "record-differs").Text;
        Assert.That(Math.Max(told.En.Length, told.Th.Length), Is.LessThan(1100));
        Assert.That(told.En, Does.StartWith("landingUrl: it says 'https://service.example.go.th/xxx").And.Contain("[+"));
    }

    [Test]
    public void A_catalogue_that_the_policy_does_not_name_is_refused()
    {
        var report = Verify(new SampleRun(), new VerifyPolicy { Catalogues = [new(Zeros)] });
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "catalogue-not-accepted" }));
    }

    [Test]
    public void A_catalogue_that_the_policy_names_is_accepted()
    {
        var digest = SampleJudge.Digest(Encoding.UTF8.GetBytes(new SampleRun().Catalogue));
        Assert.That(Verify(new SampleRun(), new VerifyPolicy { Catalogues = [new(digest)] }).Problems, Is.Empty);
    }

    private static TestCaseData Of(string name, string code, SampleRun run) => new TestCaseData(run, code).SetName(name + "_is_caught");

    private static Verdict Passed(Verdict verdict) => verdict.Outcome == Outcome.Untested ? verdict : verdict with
    {
        Outcome = Outcome.Passed,
        Cause = null,
        Channels = [.. verdict.Channels.Select(c => c with { Outcome = Outcome.Passed, Cause = null })],
    };

    private static void Edit(Dictionary<string, byte[]> entries, string prefix)
    {
        var name = entries.Keys.Single(k => k.StartsWith(prefix, StringComparison.Ordinal));
        entries[name] = [.. entries[name], 1];
    }

    private static byte[] NoUtf8(byte[] bytes)
    {
        var copy = bytes.ToArray();
        var at = Array.FindIndex(copy, b => b >= 0x80);
        Assert.That(at, Is.Positive);
        copy[at] = 0xFF;
        return copy;
    }

    private static byte[] Replaced(byte[] bytes, string old, string now)
    {
        var text = Encoding.UTF8.GetString(bytes);
        Assert.That(text, Does.Contain(old));
        return Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal));
    }

    private static byte[] WithoutLastLine(byte[] ledger) => ledger[..(ledger.AsSpan(0, ledger.Length - 1).LastIndexOf((byte)'\n') + 1)];

    /// <summary>What a forger does: numbers and hashes made again.</summary>
    private static List<byte[]> Chained(IEnumerable<byte[]> lines)
    {
        var chained = new List<byte[]>();
        foreach (var line in lines.Select(l => RecordJson.ReadLedgerLine(l)))
        {
            var previous = chained.Count == 0 ? LedgerReader.NoLine : SampleJudge.Digest(chained[^1]);
            chained.Add(RecordJson.Write(line with { Number = chained.Count + 1, Previous = previous }));
        }

        return chained;
    }

    private static VerifyReport Verify(SampleRun run, VerifyPolicy? policy = null)
    {
        using var folder = new TestFolder();
        return new BundleVerifier(new SampleJudge()).Verify(run.Write(folder), policy ?? new VerifyPolicy());
    }
}
