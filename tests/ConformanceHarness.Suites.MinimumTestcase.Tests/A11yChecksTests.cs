using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

public sealed class A11yChecksTests
{
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
    private static readonly Audit Clean = new("axe-core 4.14.0", Tags, [], 0, 20, 1);
    private static readonly TouchTarget Button = new() { Kind = "button", Name = "ปิด", Element = "button.x", X = 100, Y = 100, Width = 48, Height = 48 };

    [TestCase("A11Y-01")]
    [TestCase("A11Y-02")]
    [TestCase("A11Y-03")]
    public void Nothing_to_look_at_is_no_pass(string id) => CheckCase.Of(id).Seen("entry", o => o.Page("enter", "สวัสดี")).CantTell();

    [Test]
    public void A11y01_passes_clean_pages() => Audited(Clean, Clean).Passes();

    [Test]
    public void A11y01_leaves_moderate_violations_to_others() => Audited(With("region", "moderate"), With("tabindex", "minor")).Passes();

    [TestCase("color-contrast", "serious", "สีตัวอักษร")]
    [TestCase("label", "critical", "ป้ายชื่อ")]
    [TestCase("a-rule-of-next-year", "serious", "Elements must be good")]
    public void A11y01_names_element_rule_and_remedy_in_both_languages(string rule, string impact, string thai)
    {
        var judgement = Audited(With(rule, impact), Clean).Judge();

        Assert.That(judgement.Outcome, Is.EqualTo(Outcome.Failed));
        Assert.That(judgement.Findings, Has.Count.EqualTo(1));
        Assert.That(judgement.Findings[0].Seen.Th, Does.Contain(thai).And.Contain(rule).And.Contain("<p class=\"soft\">").And.Contain("วิธีแก้"));
        Assert.That(judgement.Findings[0].Seen.En, Does.Contain(rule).And.Contain("Fix any").And.Contain("<p class=\"soft\">"));
        Assert.That(judgement.Findings[0].Where, Does.Contain(".soft"));
    }

    [Test]
    public void A11y01_says_once_what_stands_on_every_page() => Audited(With("color-contrast", "serious"), With("color-contrast", "serious")).FailsWith("color-contrast");

    [Test]
    public void A11y01_can_not_tell_of_a_sub_service_that_did_not_open() =>
        CheckCase.Of("A11Y-01").Seen("entry", o => o.Page("enter", "สวัสดี", s => s with { Audit = Clean })).Seen("tour", o => o.Page("enter", "สวัสดี")).CantTell();

    [Test]
    public void A11y01_judges_the_landing_page_alone_where_nobody_can_log_in() =>
        CheckCase.Of("A11Y-01").Seen("anonymous", o => o.Page("anonymous", "ยังไม่ได้เข้าสู่บริการ", s => s with { Audit = Clean })).Passes();

    [Test]
    public void A11y01_does_not_pass_an_engine_that_failed() => Audited(Clean with { Failure = "exception", Passes = 0 }, Clean).CantTell(Cause.Harness);

    [Test]
    public void A11y01_does_not_pass_an_engine_that_looked_at_nothing() =>
        CheckCase.Of("A11Y-01").Seen("entry", o => o.Page("enter", "สวัสดี", s => s with { Audit = Clean with { Passes = 0 } })).CantTell();

    [Test]
    public void A11y01_does_not_take_other_rules_for_its_own() => Audited(Clean with { Tags = ["wcag2a"] }, Clean).CantTell(Cause.Harness);

    [Test]
    public void A11y02_passes_large_targets() => Targets(Button, Button with { Element = "a.y", Y = 160 }).Passes();

    [Test]
    public void A11y02_fails_small_targets_close_together() =>
        Targets(Small("a.one", 100), Small("a.two", 118)).FailsWith(("16×16", "a.one"), ("16×16", "a.two"));

    [Test]
    public void A11y02_passes_a_small_target_that_stands_alone() => Targets(Small("a.one", 100), Small("a.two", 140)).Passes();

    [Test]
    public void A11y02_compares_within_one_document() => Targets(Small("a.one", 100), Small("a.two", 118) with { Frame = 1 }).Passes();

    [Test]
    public void A11y02_fails_a_small_target_beside_a_large_one() =>
        Targets(Small("a.one", 100), Button with { Element = "button.big", X = 118 }).FailsWith("16×16", "a.one");

    [Test]
    public void A11y02_excepts_lines_of_text_native_controls_and_second_ways() =>
        Targets(
            Small("a.line", 100) with { InLine = true },
            Small("input", 110) with { Kind = "field", Native = true },
            Small("a.icon", 118) with { Href = "https://uat.example.go.th/help" },
            Button with { Kind = "link", Element = "a.help", Y = 300, Href = "https://uat.example.go.th/help" }).Passes();

    [Test]
    public void A11y02_wants_44_px_of_what_sends_a_form() => Targets(Button with { Height = 36, Submits = true, Name = "x" }).FailsWith("48×36");

    [TestCase("ยืนยันส่งคำขอ", "button")]
    [TestCase("ถัดไป", "button")]
    [TestCase("Continue", "button")]
    [TestCase("ขอหนังสือรับรอง กดเพื่อเริ่ม", "link")]
    public void A11y02_wants_44_px_of_what_leads_on(string name, string kind) => Targets(Button with { Height = 36, Name = name, Kind = kind }).FailsWith("48×36");

    [TestCase("ปิด", "button")]
    [TestCase("ยกเลิก", "button")]
    [TestCase("ถัดไป", "link")]
    [TestCase("ยืนยันรหัส", "field")]
    public void A11y02_wants_24_px_of_the_rest(string name, string kind) => Targets(Button with { Height = 36, Name = name, Kind = kind }).Passes();

    [Test]
    public void A11y02_takes_half_a_pixel_for_rounding() => Targets(Button with { Height = 43.6, Submits = true }).Passes();

    [Test]
    public void A11y03_passes_text_that_grows() => Zoomed(z => z).Passes();

    [Test]
    public void A11y03_passes_what_was_cut_and_wide_before() =>
        Zoomed(z => z with { Before = Layout with { Content = 900, Cut = [new("ยาว", "p", "ellipsis")] }, After = Layout with { Content = 900 } }).Passes();

    [Test]
    public void A11y03_fails_each_way_of_losing_text()
    {
        Zoomed(z => z with { Lost = ["เลขประจำตัวประชาชน"] }).FailsWith("Text disappears: เลขประจำตัวประชาชน");
        Zoomed(z => z with { After = Layout with { Cut = [new("ขอหนังสือรับรอง", "a.tile", "hidden")] } }).FailsWith("Text is cut off: ขอหนังสือรับรอง", "a.tile");
        Zoomed(z => z with { After = Layout with { Overlaps = [new("กรมตัวอย่าง", "ระบบบริการ", "span.portal")] } }).FailsWith("Text lies over text", "span.portal");
        Zoomed(z => z with { After = Layout with { Content = 520, Widest = "h1 500px" } }).FailsWith("520 px on a screen of 390 px", "h1");
    }

    [Test]
    public void A11y03_leaves_a_field_that_scrolls_by_itself() => Zoomed(z => z with { After = Layout with { Cut = [new("ยาว", "input", "field")] } }).Passes();

    [Test]
    public void A11y03_can_not_tell_where_the_text_did_not_grow()
    {
        Zoomed(z => z with { Enlarged = 0.1 }).CantTell();
        Zoomed(z => z with { Percent = 150 }).CantTell();
    }

    private static TextLayout Layout { get; } = new(390, 390, null, [], []);

    private static TouchTarget Small(string element, double x) => new() { Kind = "link", Name = element, Element = element, X = x, Y = 100, Width = 16, Height = 16 };

    private static Audit With(string rule, string impact) => Clean with
    {
        Violations = [new(rule, impact, "Elements must be good", "https://dequeuniversity.com/rules/axe/4.14/" + rule, [new(".soft", "<p class=\"soft\">", "Fix any of the following: be good")], 3)],
    };

    private static CheckCase Audited(Audit landing, Audit form) => CheckCase.Of("A11Y-01")
        .Seen("entry", o => o.Page("enter", "สวัสดี", s => s with { Audit = landing }))
        .Seen("tour", o => o.Page("open:certificate", "ขอหนังสือรับรอง", s => s with { Audit = form }));

    private static CheckCase Targets(params TouchTarget[] targets) => CheckCase.Of("A11Y-02").Seen("entry", o => o.Page("return", "สวัสดี", s => s with { Targets = targets }));

    private static CheckCase Zoomed(Func<TextZoom, TextZoom> change) =>
        CheckCase.Of("A11Y-03").Seen("tour", o => o.Page("open:certificate", "ขอหนังสือรับรอง", s => s with { TextZoom = change(new TextZoom(200, Layout, Layout, [], 1)) }));
}
