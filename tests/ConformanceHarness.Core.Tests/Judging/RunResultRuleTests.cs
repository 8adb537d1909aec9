using ConformanceHarness.Core.Judging;
using static ConformanceHarness.Core.Tests.Judging.JudgeSample;

namespace ConformanceHarness.Core.Tests.Judging;

public sealed class RunResultRuleTests
{
    [TestCase("", RunResult.Incomplete, TestName = "Nothing_judged_is_never_conformant")]
    [TestCase("inapplicable", RunResult.Incomplete, TestName = "Nothing_that_applies_is_never_conformant")]
    [TestCase("passed", RunResult.Conformant, TestName = "All_passed_is_conformant")]
    [TestCase("passed inapplicable", RunResult.Conformant, TestName = "Inapplicable_does_not_hinder")]
    [TestCase("passed untested", RunResult.Incomplete, TestName = "Untested_is_incomplete")]
    [TestCase("passed cantTell", RunResult.Incomplete, TestName = "CantTell_is_incomplete")]
    [TestCase("passed harness untested", RunResult.HarnessError, TestName = "A_broken_harness_is_told")]
    [TestCase("passed harness failed", RunResult.NotConformant, TestName = "A_failure_outweighs_a_broken_harness")]
    [TestCase("passed waived", RunResult.Conformant, TestName = "A_waived_failure_does_not_hinder")]
    [TestCase("passed should:failed should:harness", RunResult.Conformant, TestName = "A_should_case_decides_nothing")]
    [TestCase("should:passed", RunResult.Incomplete, TestName = "A_should_case_alone_is_never_conformant")]
    public void Rolls_up(string verdicts, RunResult result) => Assert.That(Result(verdicts, []), Is.EqualTo(result));

    [Test]
    public void A_waiver_in_error_is_incomplete() => Assert.That(Result("passed", [new WaiverProblem("A-00", Word)]), Is.EqualTo(RunResult.Incomplete));

    [Test]
    public void A_part_of_the_stage_is_never_conformant()
    {
        var catalogue = Of([Case("A-00", Obligation.Must)]);

        Assert.That(RunResultRule.Of([Verdict("A-00", "passed")], catalogue, [], "only=A-00"), Is.EqualTo(RunResult.Incomplete));
        Assert.That(RunResultRule.Of([Verdict("A-00", "passed")], catalogue, [], filter: null), Is.EqualTo(RunResult.Conformant));
    }

    [TestCase(Outcome.Passed, Outcome.Failed, Outcome.Failed)]
    [TestCase(Outcome.CantTell, Outcome.Untested, Outcome.CantTell)]
    [TestCase(Outcome.Passed, Outcome.Untested, Outcome.Untested)]
    [TestCase(Outcome.Inapplicable, Outcome.Passed, Outcome.Passed)]
    public void The_worst_channel_counts(Outcome first, Outcome second, Outcome worst) =>
        Assert.That(RunResultRule.Worst([new(Channel.App, first, null, false, []), new(Channel.Web, second, null, false, [])]).Outcome, Is.EqualTo(worst));

    private static RunResult Result(string verdicts, IReadOnlyList<WaiverProblem> problems)
    {
        var words = verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var catalogue = Of([.. words.Select((w, i) => Case($"A-{i:00}", w.StartsWith("should:", StringComparison.Ordinal) ? Obligation.Should : Obligation.Must))]);
        return RunResultRule.Of([.. words.Select((w, i) => Verdict($"A-{i:00}", w.Split(':')[^1]))], catalogue, problems, filter: null);
    }

    private static Verdict Verdict(string id, string word)
    {
        var (outcome, cause) = word switch
        {
            "waived" or "failed" => (Outcome.Failed, (Cause?)Cause.Service),
            "harness" => (Outcome.CantTell, Cause.Harness),
            "cantTell" => (Outcome.CantTell, Cause.Service),
            "untested" => (Outcome.Untested, Cause.Harness),
            "inapplicable" => (Outcome.Inapplicable, null),
            _ => (Outcome.Passed, null),
        };
        return new Verdict { Case = id, Outcome = outcome, Cause = cause, Waived = word == "waived", Channels = [] };
    }
}
