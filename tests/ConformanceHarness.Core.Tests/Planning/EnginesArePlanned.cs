using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using static ConformanceHarness.Core.Tests.Judging.JudgeSample;

namespace ConformanceHarness.Core.Tests.Planning;

/// <summary>What no session of the run can show is decided before it, and named.</summary>
public sealed class EnginesArePlanned
{
    private static readonly PlannedEngine Chromium = new("chromium", "emulated", ["bodies", "history", "text"]);
    private static readonly PlannedEngine WebKit = new("webkit", "emulated", ["text"]);
    private static readonly ScenarioFacts[] Scenarios =
        [new("entry", true, new HashSet<LoginMode> { LoginMode.Mock }), new("other", true, new HashSet<LoginMode> { LoginMode.Mock }, OtherEngine: true)];

    [Test]
    public void A_case_that_the_engine_can_not_show_is_untested_with_what_is_missing()
    {
        var planned = Plan([WebKit, Chromium], Case("A-01") with { Evidence = ["text", "bodies"] }).Cases[0];

        Assert.That((planned.Decided?.Outcome, planned.Decided?.Cause), Is.EqualTo((Outcome.Untested, Cause.Harness)));
        Assert.That(planned.Decided?.Reason.En, Does.Contain("webkit").And.Contain("bodies").And.Not.Contain("text"));
    }

    [Test]
    public void A_comparison_needs_two_engines()
    {
        var @case = Case("A-01", scenarios: ["entry", "other"]) with { Evidence = ["text"] };
        var alone = Plan([Chromium], @case);

        Assert.Multiple(() =>
        {
            Assert.That(alone.Cases[0].Decided, Is.EqualTo(new PlannedOutcome(Outcome.Untested, Cause.Harness, Planner.NoOtherEngine)));
            Assert.That(alone.Scenarios, Is.Empty, "nothing is visited for it");
            Assert.That(Plan([Chromium, WebKit], @case).Cases[0].Decided, Is.Null);
        });
    }

    [Test]
    public void A_comparison_needs_both_to_show_it() =>
        Assert.That(Plan([Chromium, WebKit], Case("A-01", scenarios: ["entry", "other"]) with { Evidence = ["bodies"] }).Cases[0].Decided?.Reason.En, Does.Contain("webkit can't record").And.Contain("bodies"));

    [Test]
    public void The_plan_names_its_engines_so_that_it_can_be_made_again()
    {
        var plan = Plan([Chromium, WebKit], Case("A-01"));
        var again = Plan(RecordJson.ReadPlan(RecordJson.Write(plan)).Engines!, Case("A-01"));

        Assert.That(RecordJson.Write(again), Is.EqualTo(RecordJson.Write(plan)));
    }

    [Test]
    public void A_plan_of_before_engines_were_named_is_made_again_to_the_byte() =>
        Assert.That(System.Text.Encoding.UTF8.GetString(RecordJson.Write(Planner.Plan(Of(Case("A-01")), Service, Stage.Uat, null, null, Scenarios, Sessions))), Does.Not.Contain("engines"));

    private static RunPlan Plan(IReadOnlyList<PlannedEngine> engines, CatalogueCase @case) => Planner.Plan(Of(@case), Service, Stage.Uat, null, null, Scenarios, Abilities.Of(engines));
}
