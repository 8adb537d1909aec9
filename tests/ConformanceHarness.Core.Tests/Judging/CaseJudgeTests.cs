using System.Globalization;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Services;
using static ConformanceHarness.Core.Tests.Judging.JudgeSample;

namespace ConformanceHarness.Core.Tests.Judging;

public sealed class CaseJudgeTests
{
    [TestCase("good", Outcome.Passed, null)]
    [TestCase("bad", Outcome.Failed, Cause.Service)]
    [TestCase("", Outcome.CantTell, Cause.Service)]
    public void Gives_what_the_check_says(string text, Outcome outcome, Cause? cause) => Assert.That(One("page", Seen(text)), Is.EqualTo((outcome, cause)));

    [TestCase("blind", TestName = "A_pass_without_looking_is_the_harness_fault")]
    [TestCase("blindFailure", TestName = "A_failure_without_looking_is_the_harness_fault")]
    [TestCase("silent", TestName = "A_failure_without_a_reason_is_the_harness_fault")]
    [TestCase("broken", TestName = "An_exception_is_the_harness_fault")]
    [TestCase("nobody", TestName = "A_check_that_is_not_there_is_the_harness_fault")]
    public void Audits_the_check(string check) => Assert.That(One(check, Seen("good")), Is.EqualTo((Outcome.CantTell, (Cause?)Cause.Harness)));

    [Test]
    public void Inapplicable_needs_no_look() => Assert.That(One("inapplicable", Seen("good")).Outcome, Is.EqualTo(Outcome.Inapplicable));

    [TestCase(ObservationEnd.HarnessFailed, "good", Outcome.CantTell, Cause.Harness)]
    [TestCase(ObservationEnd.HarnessFailed, "bad", Outcome.CantTell, Cause.Harness)]
    [TestCase(ObservationEnd.EnvironmentFailed, "bad", Outcome.CantTell, Cause.Environment)]
    [TestCase(ObservationEnd.Cancelled, "bad", Outcome.Untested, Cause.Harness)]
    [TestCase(ObservationEnd.TimedOut, "good", Outcome.CantTell, Cause.Service)]
    [TestCase(ObservationEnd.TimedOut, "bad", Outcome.Failed, Cause.Service)]
    public void An_observation_that_did_not_complete_proves_no_pass(ObservationEnd end, string text, Outcome outcome, Cause cause) =>
        Assert.That(One("page", Seen(text, end: end)), Is.EqualTo((outcome, (Cause?)cause)));

    [TestCase("https://uat.example.go.th/api/list", "fetch", "too large", "bodies", Outcome.CantTell)]
    [TestCase("https://uat.example.go.th/api/list", "fetch", "gone", "bodies", Outcome.CantTell)]
    [TestCase("https://uat.example.go.th/api/list", "fetch", "unfinished", "bodies", Outcome.CantTell)]
    [TestCase("https://uat.example.go.th/api/list", "fetch", "binary", "bodies", Outcome.Passed)]
    [TestCase("https://uat.example.go.th/api/list", "fetch", null, "bodies", Outcome.Passed)]
    [TestCase("https://uat.example.go.th/film.mp4", "media", "too large", "bodies", Outcome.Passed)]
    [TestCase("https://elsewhere.example.com/list", "fetch", "too large", "bodies", Outcome.Passed)]
    [TestCase("https://uat.example.go.th/api/list", "fetch", "too large", "text", Outcome.Passed)]
    public void An_answer_that_was_not_recorded_proves_no_pass_of_a_case_that_reads_answers(string url, string kind, string? leftOut, string evidence, Outcome outcome)
    {
        var exchange = new Exchange { Number = 1, Step = "enter", Session = "a", AtMs = 1, Method = "GET", Url = url, Kind = kind, Status = 200, BodyLeftOut = leftOut };

        Assert.That(Only(Of(Case("A-01") with { Evidence = ["text", evidence] }), Seen("good") with { Exchanges = [exchange] }).Outcome, Is.EqualTo(outcome));
    }

    [TestCase("wss://uat.example.go.th/api/live", PageEvent.CutOff, "bodies", Outcome.CantTell)]
    [TestCase("wss://uat.example.go.th/api/live", "", "bodies", Outcome.Passed)]
    [TestCase("wss://elsewhere.example.com/live", PageEvent.CutOff, "bodies", Outcome.Passed)]
    [TestCase("wss://uat.example.go.th/api/live", PageEvent.CutOff, "text", Outcome.Passed)]
    public void Nor_does_a_message_that_was_cut_off(string url, string end, string evidence, Outcome outcome)
    {
        var message = new PageEvent { Kind = "websocket.received", Step = "enter", Session = "a", AtMs = 1, Detail = "{}" + end, Source = url };

        Assert.That(Only(Of(Case("A-01") with { Evidence = ["text", evidence] }), Seen("good") with { Events = [message] }).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public void Nothing_observed_is_untested() => Assert.That(One("page"), Is.EqualTo((Outcome.Untested, (Cause?)Cause.Harness)));

    [Test]
    public void A_missing_scenario_beside_a_good_one_is_untested() => Assert.That(Only(Of(Case("A-01", scenarios: ["entry", "tour"])), Seen("good")).Outcome, Is.EqualTo(Outcome.Untested));

    [Test]
    public void A_failure_stands_although_another_scenario_was_not_observed() => Assert.That(Only(Of(Case("A-01", scenarios: ["entry", "tour"])), Seen("bad"), Seen("", "tour", end: ObservationEnd.HarnessFailed)).Outcome, Is.EqualTo(Outcome.Failed));

    [Test]
    public void Passed_on_a_later_attempt_is_passed_and_flaky()
    {
        var verdict = Only(Of(Case("A-01")), Seen("bad"), Seen("good", attempt: 2));

        Assert.That((verdict.Outcome, verdict.Flaky, verdict.Channels[0].Flaky), Is.EqualTo((Outcome.Passed, true, true)));
    }

    [TestCase("good", ObservationEnd.Completed)]
    [TestCase("bad", ObservationEnd.HarnessFailed)]
    public void A_later_attempt_for_another_reason_is_not_flaky(string first, ObservationEnd end)
    {
        var verdict = Only(Of(Case("A-01")), Seen(first, end: end), Seen("good", attempt: 2));

        Assert.That((verdict.Outcome, verdict.Flaky), Is.EqualTo((Outcome.Passed, false)));
    }

    [TestCase("bad")]
    [TestCase("")]
    public void A_case_waits_for_the_one_it_depends_on_and_names_it(string text)
    {
        var verdicts = Judge(Of(Case("B-01", dependsOn: ["A-01"]), Case("A-01")), [Seen(text)]).Verdicts;

        Assert.Multiple(() =>
        {
            Assert.That(verdicts.Select(v => v.Case), Is.EqualTo(["B-01", "A-01"]), "the plan's order");
            Assert.That(verdicts[0].Outcome, Is.EqualTo(Outcome.Untested));
            Assert.That(verdicts[0].WaitsFor, Is.EqualTo(["A-01"]));
            Assert.That(verdicts[0].Channels[0].Findings[0].Seen.En, Is.EqualTo("Waits for A-01 to pass."));
        });
    }

    [Test]
    public void A_dependency_counts_in_its_own_channel_only()
    {
        var verdict = Judge(Of(Case("A-01"), Case("B-01", dependsOn: ["A-01"])), [Seen("good"), Seen("bad", channel: Channel.Web)], channels: [Channel.App, Channel.Web]).Verdicts[1];

        Assert.That(verdict.Channels.Select(c => (c.Channel, c.Outcome)), Is.EqualTo([(Channel.App, Outcome.Passed), (Channel.Web, Outcome.Untested)]));
        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Untested));
    }

    [Test]
    public void The_worst_channel_speaks_for_the_case() =>
        Assert.That(Judge(Of(Case("A-01")), [Seen("good"), Seen("bad", channel: Channel.Web)], channels: [Channel.App, Channel.Web]).Verdicts[0].Outcome, Is.EqualTo(Outcome.Failed));

    [Test]
    public void A_case_for_a_person_waits_until_it_is_attested()
    {
        var catalogue = Of(Case("A-01", decision: Decision.Person));
        var attested = Service with { Attestations = [new Attestation("A-01", Outcome.Passed, "สมหญิง", new DateOnly(2026, 4, 30), "ตรวจแล้ว", ["photo.png"])] };
        var verdict = Judge(catalogue, [], attested).Verdicts[0];

        Assert.Multiple(() =>
        {
            Assert.That(Judge(catalogue, []).Verdicts[0].Outcome, Is.EqualTo(Outcome.Untested));
            Assert.That((verdict.Outcome, verdict.Manual), Is.EqualTo((Outcome.Passed, true)));
            Assert.That(verdict.Channels[0].Findings[0].Seen.Th, Is.EqualTo("สมหญิง, 2026-04-30: ตรวจแล้ว"));
            Assert.That(verdict.Channels[0].Findings[0].Where, Is.EqualTo("photo.png"));
        });
    }

    [Test]
    public void An_answer_for_another_stage_does_not_count()
    {
        var @case = Case("A-01", decision: Decision.Person);
        Attestation Answer(Stage? stage) => new("A-01", Outcome.Passed, "name", new DateOnly(2026, 5, 1), "words", [], stage);
        Outcome With(params Attestation[] answers) => Judge(Of(@case), [], Service with { Attestations = answers }).Verdicts[0].Outcome;

        Assert.Multiple(() =>
        {
            Assert.That(With(Answer(Stage.Preproduction)), Is.EqualTo(Outcome.Untested));
            Assert.That(With(Answer(Stage.Uat)), Is.EqualTo(Outcome.Passed));
            Assert.That(With(Answer(null)), Is.EqualTo(Outcome.Passed));
            Assert.That(With(Answer(Stage.Uat) with { Outcome = Outcome.Failed }, Answer(null)), Is.EqualTo(Outcome.Failed), "the answer for this very stage comes first");
        });
    }

    [Test]
    public void A_valid_waiver_leaves_the_failure_visible()
    {
        var judged = Judge(Of(Case("A-01")), [Seen("bad")], Waived("2026-05-01"));

        Assert.That((judged.Verdicts[0].Outcome, judged.Verdicts[0].Waived, judged.WaiverProblems.Count), Is.EqualTo((Outcome.Failed, true, 0)));
    }

    [TestCase("bad", "2026-04-30", "The waiver expired on 2026-04-30.")]
    [TestCase("good", "2026-05-01", "The waiver is no longer needed: the case passes.")]
    public void A_waiver_that_must_not_stand_is_named(string text, string expires, string problem)
    {
        var judged = Judge(Of(Case("A-01")), [Seen(text)], Waived(expires));

        Assert.That((judged.Verdicts[0].Waived, judged.WaiverProblems.Single().Problem.En), Is.EqualTo((false, problem)));
    }

    [Test]
    public void The_same_evidence_gives_the_same_bytes_in_any_order_and_culture()
    {
        var catalogue = Of(Case("A-01", scenarios: ["entry", "tour"]), Case("B-01", dependsOn: ["A-01"]), Case("C-01", check: "silent"), Case("D-01", decision: Decision.Person), Case("E-01", decision: Decision.NotBuilt));
        Observation[] observations = [Seen("bad"), Seen("good", attempt: 2), Seen("good", "tour"), Seen("good", channel: Channel.Web), Seen("bad", "tour", Channel.Web)];
        var service = Waived("2026-04-30");
        string Told(IEnumerable<Observation> seen)
        {
            var judged = Judge(catalogue, [.. seen], service, [Channel.App, Channel.Web]);
            return Convert.ToHexString(RecordJson.Write(judged.Verdicts)) + string.Join(';', judged.WaiverProblems.Select(p => p.Case + p.Problem.Th + p.Problem.En));
        }

        var before = CultureInfo.CurrentCulture;
        try
        {
            var first = Told(observations);
            var others = new[] { "th-TH", "tr-TR", "de-DE", "ar-SA" }.Select(name =>
            {
                CultureInfo.CurrentCulture = new CultureInfo(name);
                return Told(observations.Reverse());
            }).ToList();

            Assert.That(others, Is.All.EqualTo(first));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static ServiceProfile Waived(string expires) => Service with { Waivers = [new Waiver("A-01", "reason", "owner", "approver", DateOnly.ParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture))] };

    private static Verdict Only(Catalogue catalogue, params Observation[] observations) => Judge(catalogue, observations).Verdicts.Single();

    private static (Outcome Outcome, Cause? Cause) One(string check, params Observation[] observations) => Only(Of(Case("A-01", check: check)), observations) is var v ? (v.Outcome, v.Cause) : default;
}
