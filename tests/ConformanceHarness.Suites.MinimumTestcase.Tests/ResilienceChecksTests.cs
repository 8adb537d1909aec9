using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>RES-01 to RES-03.</summary>
public sealed class ResilienceChecksTests
{
    private const string Home = "กรมตัวอย่าง\nสวัสดี คุณน้ำผึ้ง\nขอหนังสือรับรอง";
    private const string Form = "กรมตัวอย่าง\nขอหนังสือรับรอง\nวัตถุประสงค์";
    private const string Told = "กรมตัวอย่าง\nเชื่อมต่อไม่ได้ กรุณาตรวจสอบสัญญาณอินเทอร์เน็ต แล้วลองอีกครั้ง";
    private static readonly PageAction Again = new("button", "ลองอีกครั้ง", null, false, true);

    [TestCase("RES-01", "offline")]
    [TestCase("RES-02", "slow-network")]
    [TestCase("RES-03", "server-failing")]
    public void Nothing_to_look_at_is_no_pass(string id, string scenario) => CheckCase.Of(id).Seen(scenario, o => o.Page("enter", Home)).CantTell();

    [Test]
    public void Res01_passes_a_worded_message_and_a_retry_that_works() => Offline(Told, retried: Form).Passes();

    [Test]
    public void Res01_passes_going_on_by_going_back() => Offline(Told, wentOn: Form).Passes();

    [TestCase("กรมตัวอย่าง\nสวัสดี คุณน้ำผึ้ง\nขอหนังสือรับรอง\nขณะนี้ท่านออฟไลน์อยู่")]
    [TestCase("กรมตัวอย่าง\nไม่มีการเชื่อมต่ออินเทอร์เน็ต")]
    [TestCase("Department of Examples\nYou are offline. Check your connection.")]
    [TestCase("กรมตัวอย่าง\nไม่ได้เชื่อมต่ออินเทอร์เน็ต")]
    [TestCase("กรมตัวอย่าง\nสัญญาณขาดหาย กำลังรอเครือข่าย")]
    public void Res01_knows_the_words_for_a_lost_network(string text) => Offline(text, retried: Form).Passes();

    // The scenario tries to recover where it reads one of these, and the check judges by the same.
    [TestCase("กรมตัวอย่าง\nขาดการเชื่อมต่ออินเทอร์เน็ต ระบบจะทำงานต่อเมื่อเชื่อมต่อได้", 1)]
    [TestCase("กรมตัวอย่าง\nเซิร์ฟเวอร์ขัดข้องชั่วคราว", 1)]
    [TestCase("กรมตัวอย่าง\nขอใช้บริการอินเทอร์เน็ตประชารัฐ\nสัญญาณไฟจราจร\nขอเชื่อมต่อท่อระบายน้ำ", 0)]
    [TestCase("ออฟไลน์", 0)]
    public void What_tells_of_a_lost_network_is_a_sentence(string text, int lines) => Assert.That(Checks.TroubleWording.Lines(text).Count(), Is.EqualTo(lines));

    [Test]
    public void Res01_fails_the_browsers_own_error_page() =>
        Offline("", wentOn: Form, change: s => s with { Url = "chrome-error://chromewebdata/" }).FailsWith("browser's own error page");

    [Test]
    public void Res01_fails_a_blank_page() => Offline("กรม", wentOn: Form).FailsWith("A blank page");

    [Test]
    public void Res01_fails_silence() => Offline(Home, retried: Form).FailsWith("Nothing tells of it");

    [Test]
    public void Res01_fails_loading_for_ever() => Offline("กรมตัวอย่างกำลังโหลดข้อมูล", retried: Form, change: s => s with { Loading = "กำลังโหลด" }).FailsWith("goes on loading");

    [Test]
    public void Res01_fails_what_does_not_recover() => Offline(Told, retried: Told, wentOn: Told).FailsWith("With the network back it does not go on");

    [Test]
    public void Res01_takes_a_standing_notice_for_no_message()
    {
        const string Notice = Home + "\nระบบปิดปรับปรุงทุกวันอาทิตย์ ขออภัยในความไม่สะดวก";
        Offline(Notice, retried: Notice, home: Notice).FailsWith("Nothing tells of it");
    }

    [Test]
    public void Res01_can_not_tell_where_nothing_was_asked_of_the_network() => Offline(Form, lost: false).CantTell();

    [Test]
    public void Res03_passes_a_worded_error_and_a_retry_that_works() => Failing(Told, [Again], retried: Form).Passes();

    [Test]
    public void Res03_fails_without_a_way_to_try_again() => Failing(Told, [new("button", "ปิด", null, false, true)], wentOn: Form).FailsWith("no button or link to try again");

    [Test]
    public void Res03_fails_a_retry_that_can_not_be_pressed() => Failing(Told, [Again with { Enabled = false }], wentOn: Form).FailsWith("no button or link to try again");

    [Test]
    public void Res03_fails_a_retry_that_does_nothing() => Failing(Told, [Again], retried: Told, wentOn: Form).FailsWith("trying again did not work");

    [Test]
    public void Res03_fails_silence() => Failing(Home, [Again], retried: Form).FailsWith("Nothing tells of it");

    [Test]
    public void Res03_does_not_apply_to_pages_that_come_whole_from_the_server() =>
        Assert.That(Calm(o => o.Request("trouble:certificate", Samples.Landing, "document")).Judge().Outcome, Is.EqualTo(Core.Outcome.Inapplicable));

    [Test]
    public void Res03_can_not_tell_of_an_api_that_was_not_called_while_it_failed() => Calm(o => o.Request("enter", Samples.Me)).CantTell();

    [Test]
    public void Res03_can_not_tell_when_no_sub_service_could_be_opened() =>
        CheckCase.Of("RES-03").Seen("server-failing", o => o.Page("enter", Home).Visit("trouble:/", kind: "reload").Page("trouble:/", Home)).CantTell();

    [Test]
    public void Res03_does_not_apply_where_no_page_missed_what_failed() => Assert.That(NotMissed(o => o).Judge().Outcome, Is.EqualTo(Core.Outcome.Inapplicable));

    [Test]
    public void Res03_does_not_take_a_clock_that_went_on_for_something_missed() =>
        Assert.That(NotMissed(o => o, "\nเวลา ๑๒:๓๐:๐๑ น.", "\nเวลา ๑๒:๓๐:๐๙ น.").Judge().Outcome, Is.EqualTo(Core.Outcome.Inapplicable));

    [Test]
    public void Res03_takes_a_number_that_became_0_for_something_missed() =>
        Assert.That(NotMissed(o => o, "\nคำขอของท่าน 0 รายการ", "\nคำขอของท่าน 3 รายการ").Judge().Outcome, Is.EqualTo(Core.Outcome.Failed));

    [Test]
    public void Res03_can_not_tell_of_another_api_that_was_not_called_while_it_failed() => NotMissed(o => o.Request("enter", Samples.Me + "/requests")).CantTell();

    [Test]
    public void Res03_judges_the_landing_page_where_no_sub_service_asks_for_data() =>
        Calm(o => o.Request("trouble:/", Samples.Me, change: e => e with { Status = 500 }), again: "กรมตัวอย่าง\nสวัสดี")
            .FailsWith(("Nothing tells of it", "https://uat.example.go.th/service (trouble:/)"), ("There is no button or link to try again", "https://uat.example.go.th/service (trouble:/)"));

    [Test]
    public void Res02_passes_a_page_that_says_it_is_loading() => Slow(4000, (500, "", false), (700, "กำลังโหลดข้อมูลของท่าน", true), (4000, Home, false)).Passes();

    [Test]
    public void Res02_passes_a_page_that_is_there_at_once() => Slow(900, (500, "", false), (900, Home, false)).Passes();

    [Test]
    public void Res02_fails_a_page_that_settles_late() => Slow(31_000, (500, "", false), (700, "กำลังโหลดข้อมูลของท่าน", true), (31_000, Home, false)).FailsWith("Settled in 31.0 s");

    [Test]
    public void Res02_fails_a_page_that_never_settles() => Slow(null, (500, "", false), (700, "กำลังโหลดข้อมูลของท่าน", true)).FailsWith("Not settled");

    [Test]
    public void Res02_fails_a_blank_start() => Slow(5000, (500, "", false), (5000, Home, false)).FailsWith("told nothing for 4.5 s");

    [Test]
    public void Res02_fails_a_frame_without_content_or_loading_state() => Slow(6000, (500, "กรมตัวอย่าง", false), (6000, Home, false)).FailsWith("told nothing for 5.5 s");

    [Test]
    public void Res02_fails_a_loading_state_that_goes_before_the_content_comes() =>
        Slow(9000, (500, "", false), (700, "กำลังโหลดข้อมูลของท่าน", true), (2000, "กรม", false), (9000, Home, false)).FailsWith("told nothing for 7.0 s");

    [Test]
    public void Res02_fails_a_loading_state_that_was_not_painted() =>
        Slow(6000, 5500, (500, "กำลังโหลดข้อมูลของท่าน", true), (6000, Home, false)).FailsWith("told nothing for 5.0 s");

    private static CheckCase Offline(string met, string? retried = null, string? wentOn = null, string home = Home, bool lost = true, Func<Snapshot, Snapshot>? change = null) =>
        CheckCase.Of("RES-01").Seen("offline", o => Met(lost ? o.Request("trouble:certificate", Samples.Me, change: e => e with { Status = 0, Failure = "net::ERR_INTERNET_DISCONNECTED" }) : o, home, met, change ?? (s => s), retried, wentOn));

    private static CheckCase Failing(string met, IReadOnlyList<PageAction> actions, string? retried = null, string? wentOn = null, string kind = "fetch") =>
        CheckCase.Of("RES-03").Seen("server-failing", o => Met(o.Request("trouble:certificate", Samples.Landing, kind, change: e => e with { Status = 500 }), Home, met, s => s with { Actions = actions }, retried, wentOn));

    /// <summary>A sub-service and then the landing page are opened while the API would fail, and look as ever.</summary>
    private static CheckCase Calm(Func<ObservationBuilder, ObservationBuilder> more, string again = Home) =>
        CheckCase.Of("RES-03").Seen("server-failing", o => more(o.Page("enter", Home).Visit("trouble:certificate", kind: "tap").Page("trouble:certificate", Form).Visit("trouble:/", kind: "reload").Page("trouble:/", again)));

    /// <summary>Something that a page asks for fails, and the page looks the same once it works again.</summary>
    private static CheckCase NotMissed(Func<ObservationBuilder, ObservationBuilder> more, string met = "", string wentOn = "") =>
        CheckCase.Of("RES-03").Seen("server-failing", o => more(o.Page("enter", Home).Visit("trouble:certificate", kind: "tap").Page("trouble:certificate", Form + met).Request("trouble:certificate", Samples.Me, change: e => e with { Status = 500 })
            .Visit("go-on:certificate").Page("go-on:certificate", Form + wentOn).Visit("trouble:/", kind: "reload").Page("trouble:/", Home).Request("trouble:/", Samples.Me, change: e => e with { Status = 500 })));

    private static ObservationBuilder Met(ObservationBuilder o, string home, string met, Func<Snapshot, Snapshot> change, string? retried, string? wentOn)
    {
        o.Page("enter", home).Visit("trouble:certificate", kind: "tap").Page("trouble:certificate", met, change);
        if (retried is not null)
        {
            o.Visit("retry:certificate", kind: "tap").Page("retry:certificate", retried);
        }

        return wentOn is null ? o : o.Visit("go-on:certificate", kind: "tap").Page("go-on:certificate", wentOn);
    }

    private static CheckCase Slow(long? settled, params (long At, string Text, bool Loading)[] moments) => Slow(settled, moments[0].At + 100, moments);

    private static CheckCase Slow(long? settled, double painted, params (long At, string Text, bool Loading)[] moments) => CheckCase.Of("RES-02").Seen("slow-network", o => o.Visit("slow", v => v with
    {
        LimitMs = 45_000,
        Unsettled = settled is null ? "loading: กำลังโหลด" : null,
        Vitals = new WebVitals(painted, 0, painted),
        Timeline = [.. moments.Select(m => new TextMoment(m.At, m.Text, m.Loading))],
    }, settled: settled));
}
