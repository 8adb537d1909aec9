using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Tests.Comparing;

/// <summary>The likely reason of a case that a retest sees otherwise.</summary>
public sealed class RetestsAreExplained
{
    private static readonly TargetIdentity OtherBuild = ComparedSample.Target with { BuildFingerprint = "build-2" };
    private static readonly TargetIdentity NoBuild = ComparedSample.Target with { BuildFingerprint = null };

    private static IEnumerable<TestCaseData> Reasons()
    {
        static TestCaseData Of(string name, RetestReason? reason, RunRecord first, RunRecord second, RunRecord? again = null) => new TestCaseData(first, second, again, reason).SetName(name);
        var (passed, failed) = (ComparedSample.Run(), ComparedSample.Run(Outcome.Failed, Cause.Service));
        yield return Of("The_same_needs_no_reason", null, passed, passed);
        yield return Of("Another_build", RetestReason.TargetChanged, passed, ComparedSample.Run(Outcome.Failed, Cause.Service, OtherBuild), failed);
        yield return Of("Another_key_where_nobody_knows_the_build", RetestReason.TargetChanged, ComparedSample.Run(target: NoBuild), ComparedSample.Run(Outcome.Failed, Cause.Service, NoBuild with { TlsKeyHash = "key-2" }));
        yield return Of("Other_redirects_of_the_same_build", RetestReason.TargetChanged, passed, ComparedSample.Run(Outcome.Failed, Cause.Service, ComparedSample.Target with { RedirectChain = ["https://service.example.go.th/other"] }));
        yield return Of("The_same_build_fails_twice", RetestReason.EvidenceNotCredible, passed, failed, failed);
        yield return Of("The_same_build_behind_a_renewed_key_fails_twice", RetestReason.EvidenceNotCredible, passed, ComparedSample.Run(Outcome.Failed, Cause.Service, ComparedSample.Target with { TlsKeyHash = "key-2" }), failed);
        yield return Of("Tried_again_it_passes", RetestReason.Flaky, passed, failed, passed);
        yield return Of("A_flaky_pass", RetestReason.Flaky, ComparedSample.Run(change: v => v with { Flaky = true }), failed, failed);
        yield return Of("Attempts_that_ended_otherwise", RetestReason.Flaky, passed, ComparedSample.Run(Outcome.Failed, Cause.Service, firstEnd: ObservationEnd.TimedOut), failed);
        yield return Of("The_network_of_the_retest", RetestReason.Environment, passed, ComparedSample.Run(Outcome.CantTell, Cause.Environment, OtherBuild));
        yield return Of("The_configuration_of_the_retest", RetestReason.Environment, passed, ComparedSample.Run(Outcome.Untested, Cause.Configuration));
        yield return Of("The_harness_of_the_submission", RetestReason.Environment, ComparedSample.Run(Outcome.CantTell, Cause.Harness), passed);
        yield return Of("It_waits_for_another_case", RetestReason.FollowsFrom, passed, ComparedSample.Run(Outcome.Untested, Cause.Service, change: v => v with { WaitsFor = ["AUTH-01"] }));
        yield return Of("Another_version_of_the_harness", RetestReason.OtherHarness, passed, ComparedSample.Run(Outcome.Failed, Cause.Service, harness: "0.2.0"), failed);
        yield return Of("Better_and_nothing_tells_why", RetestReason.Unexplained, failed, passed);
        yield return Of("Worse_without_a_known_build", RetestReason.Unexplained, ComparedSample.Run(target: NoBuild), ComparedSample.Run(Outcome.Failed, Cause.Service, NoBuild), failed);
    }

    [TestCaseSource(nameof(Reasons))]
    public void Has_its_reason(object first, object second, object? again, RetestReason? reason)
    {
        var explained = RetestReasons.Explain(new RetestFacts((RunRecord)first, (RunRecord)second, new HashSet<string>(), (RunRecord?)again));
        Assert.That((explained.Cases[0].Reason, explained.Cases[0].Why is null), Is.EqualTo((reason, reason is null)));
        Assert.That(explained.Cases[1].Reason, Is.Null);
    }

    [Test]
    public void A_verdict_that_its_own_evidence_does_not_give_is_not_credible_even_where_the_retest_agrees()
    {
        var explained = RetestReasons.Explain(new RetestFacts(ComparedSample.Run(), ComparedSample.Run(), new HashSet<string> { "LAND-05" }));
        Assert.That((explained.Cases[0].Change, explained.Cases[0].Reason), Is.EqualTo((Change.Same, RetestReason.EvidenceNotCredible)));
    }
}
