using ConformanceHarness.Core;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>APP-09: what works in Chromium works in WebKit.</summary>
public sealed class EngineChecksTests
{
    private static readonly string Shown = $"สวัสดี {Samples.Malee.FirstName} {Samples.Malee.LastName}";

    [Test]
    public void App09_passes_what_is_alike() => Both(o => o).Passes();

    [Test]
    public void App09_fails_where_only_webkit_does_not_show_the_citizen() =>
        Both(o => o, entered: "กำลังโหลด").FailsWith("webkit does not show the citizen", Samples.Landing);

    [Test]
    public void App09_leaves_what_works_in_neither_to_other_cases() => Both(o => o, known: "ขออภัย", entered: "ขออภัย").CantTell();

    [Test]
    public void App09_fails_on_an_exception_that_only_webkit_throws() =>
        Both(o => o.Event("exception", "enter", "TypeError: navigator.vibrate is not a function", source: Samples.Landing)).FailsWith("An exception in webkit only");

    [Test]
    public void App09_leaves_a_page_that_throws_in_both_to_other_cases() =>
        Both(o => o.Event("exception", "enter", "TypeError: undefined is not an object", source: Samples.Landing), o => o.Event("exception", "enter", "TypeError: Cannot read properties of undefined", source: Samples.Landing)).Passes();

    [Test]
    public void App09_fails_where_a_journey_stops_in_webkit_only() =>
        Both(o => o.Visit("complete:certificate:0", v => v with { Done = false, Target = "ส่งคำขอ", Candidates = ["link กลับ"] }, kind: "tap"), o => o.Visit("complete:certificate:0", v => v with { Target = "ส่งคำขอ" }, kind: "tap")).FailsWith("the step 'ส่งคำขอ' does not succeed");

    [Test]
    public void App09_cant_tell_where_the_page_offers_what_the_driver_could_not_do() =>
        Both(o => o.Visit("complete:certificate:0", v => v with { Done = false, Target = "ส่งคำขอ", Candidates = ["button ส่งคำขอ"] }, kind: "tap"), o => o.Visit("complete:certificate:0", v => v with { Target = "ส่งคำขอ" }, kind: "tap")).CantTell(Cause.Harness);

    [Test]
    public void App09_fails_a_button_that_stays_disabled_in_webkit() =>
        Both(o => o.Visit("complete:certificate:0", v => v with { Done = false, Target = "ส่งคำขอ", Candidates = ["button ส่งคำขอ (disabled)"] }, kind: "tap"), o => o.Visit("complete:certificate:0", v => v with { Target = "ส่งคำขอ" }, kind: "tap")).FailsWith("does not succeed");

    [Test]
    public void App09_cant_tell_without_the_other_engine() =>
        CheckCase.Of("APP-09").Seen("entry", o => o.Citizen(Samples.Malee).Visit("enter").Page("enter", Shown)).CantTell();

    private static CheckCase Both(Func<ObservationBuilder, ObservationBuilder> webkit, Func<ObservationBuilder, ObservationBuilder>? chromium = null, string? known = null, string? entered = null) =>
        CheckCase.Of("APP-09")
            .Seen("entry", o => o.Citizen(Samples.Malee).Visit("enter").Page("enter", known ?? Shown).Visit("reload").Page("reload", known ?? Shown))
            .Seen("journeys", o => (chromium ?? (x => x))(o.Citizen(Samples.Malee).Visit("enter").Page("enter", known ?? Shown)))
            .Seen("other-engine", o => webkit(o.Citizen(Samples.Malee).Visit("enter").Page("enter", entered ?? Shown).Visit("reload").Page("reload", known ?? Shown)));
}
