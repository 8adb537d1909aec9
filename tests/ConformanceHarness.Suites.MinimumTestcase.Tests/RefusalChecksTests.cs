using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

public sealed class RefusalChecksTests
{
    private const string Worded = "ไม่สามารถยืนยันตัวตนได้\nกรุณากลับไปที่แอปทางรัฐแล้วเปิดบริการใหม่";
    private static readonly PageAction Retry = new("button", "ลองอีกครั้ง", null, false, true);

    private static readonly (string Id, string Scenario)[] Cases = [("AUTH-06", "expired"), ("AUTH-07", "unknown"), ("AUTH-09", "foreign-app"), ("AUTH-10", "refused"), ("AUTH-11", "gateway-5xx"), ("AUTH-12", "gateway-silent"), ("AUTH-13", "not-json")];

    [Test]
    public void Each_refusal_passes_with_words_fails_without_and_cannot_tell_from_nothing() => Assert.Multiple(() =>
    {
        foreach (var (id, scenario) in Cases)
        {
            CheckCase.Of(id).Seen(scenario, o => o).CantTell();
            CheckCase.Of(id).Seen(scenario, o => o.Entry("way", Samples.Token).Page("way", Worded).Visit("way")).Passes();
            CheckCase.Of(id).Seen(scenario, o => o.Entry("way", Samples.Token).Page("way", "กรมตัวอย่าง\nบริการของเรา").Visit("way")).FailsWith("No error is worded", "(way)");
        }
    });

    [TestCase("ขออภัยค่ะ ขณะนี้ระบบยังไม่พร้อมให้บริการ")]
    [TestCase("ระบบตอบช้ากว่าปกติ โปรดลองใหม่ภายหลัง")]
    [TestCase("เซสชันของท่านหมดอายุแล้ว")]
    [TestCase("ลิงก์นี้ถูกใช้ไปแล้ว")]
    [TestCase("กรุณาเข้าใช้งานผ่านแอปทางรัฐเท่านั้น")]
    [TestCase("ท่านเปิดบริการนี้ได้จากแอปทางรัฐเท่านั้น")]
    [TestCase("กรุณาติดต่อเจ้าหน้าที่ กรมตัวอย่าง")]
    [TestCase("Something went wrong. Please try again.")]
    [TestCase("ไม่สามารถเข้าใช้งานได้ หากพบปัญหากรุณาติดต่อ 1111")]
    public void An_error_may_be_worded_in_many_ways(string text) => Refused(text).Passes();

    [TestCase("หากพบข้อผิดพลาด ติดต่อ 02-000-0000")]
    [TestCase("กรณีพบปัญหาการใช้งาน โทร 1111")]
    [TestCase("ติดต่อเจ้าหน้าที่ กรมตัวอย่าง")]
    [TestCase("แจ้งปัญหาการใช้งาน")]
    [TestCase("บริการออกหนังสือรับรองผ่านแอปทางรัฐ")]
    [TestCase("If you have any problems, call 1111")]
    [TestCase("Report a problem")]
    [TestCase("โทรศัพท์ ไม่ระบุ")]
    public void What_every_page_says_is_no_error(string text) => Refused("กรมตัวอย่าง\n" + text).FailsWith("No error is worded", "(expired)");

    [Test]
    public void What_the_ordinary_page_says_as_well_is_no_error()
    {
        const string Footer = "กรมตัวอย่าง\nเข้าใช้งานไม่ได้ โปรดติดต่อ 1111";
        CheckCase Beside(string refused, string ordinary) => CheckCase.Of("AUTH-06")
            .Seen("expired", o => o.Entry("way", Samples.Token).Page("way", refused).Visit("way"))
            .Seen("entry", o => o.Citizen(Samples.Malee).Page("enter", ordinary));

        Beside(Footer, Samples.HomeOf(Samples.Malee) + "\n" + Footer).FailsWith("No error is worded", "(way)");
        Beside(Worded + "\n" + Footer, Samples.HomeOf(Samples.Malee) + "\n" + Footer).Passes();
        // A page that shows nobody is no ordinary one: what it says is perhaps the error.
        Beside(Worded, Worded).Passes();
    }

    [Test]
    public void A_dialog_alone_is_not_enough() => Refused("กรมตัวอย่าง", o => o.Event("dialog", "expired", "ไม่สามารถยืนยันตัวตนได้")).FailsWith("Only a browser dialog said: ไม่สามารถ", "(expired)");

    [Test]
    public void Words_that_vanish_are_not_enough() => Refused("กรมตัวอย่าง", visit: v => v with { Timeline = [new TextMoment(900, Worded, false)] }).FailsWith("The wording vanished", "(expired)");

    [Test]
    public void A_page_that_goes_on_loading_fails() => Refused(Worded, page: s => s with { Loading = "กำลังโหลด" }).FailsWith("still says that it is loading: กำลังโหลด", "(expired)");

    [Test]
    public void A_page_that_hangs_fails() => Refused(Worded, visit: v => v with { Responsive = false }).FailsWith("The page hangs");

    [Test]
    public void A_page_that_does_not_load_fails() => Refused("", visit: v => v with { Error = "net::ERR_EMPTY_RESPONSE" }).FailsWith("net::ERR_EMPTY_RESPONSE");

    [Test]
    public void An_empty_page_fails() => Refused("").FailsWith("An empty page");

    [Test]
    public void A_picture_cannot_be_read() => Refused("", page: s => s with { Pictures = 1 }).CantTell();

    [Test]
    public void A_way_that_left_no_page_is_not_passed_by_the_others() =>
        CheckCase.Of("AUTH-10").Seen("refused", o => o.Entry("refusedResultNull", Samples.Token).Entry("refusedHttp400", Samples.OtherToken).Page("refusedResultNull", Worded)).CantTell();

    [Test]
    public void Personal_data_fails_although_an_error_is_worded() => Refused(Worded + "\n" + Samples.Full(Samples.Malee)).FailsWith("Data of another person is shown (name, surname)", "a/expired");

    [TestCase(15_000, true)]
    [TestCase(15_001, false)]
    public void Auth11_wants_the_words_in_time(long settled, bool passes)
    {
        var @case = CheckCase.Of("AUTH-11").Seen("gateway-5xx", o => o.Page("http500", Worded).Visit("http500", settled: settled));
        if (passes)
        {
            @case.Passes();
        }
        else
        {
            @case.FailsWith("only after 15.0 s", "(http500)");
        }
    }

    [Test]
    public void Auth12_goes_by_when_the_words_came_where_the_page_never_lies_still() =>
        CheckCase.Of("AUTH-12").Seen("gateway-silent", o => o.Page("silent", Worded).Visit("silent", v => v with { SettledMs = null, Timeline = [new TextMoment(31_000, Worded, false)] })).FailsWith("only after 31.0 s", "(silent)");

    [Test]
    public void Auth17_passes_a_thai_error_with_a_way_on() => Met(Worded, Retry).Passes();

    [Test]
    public void Auth17_counts_an_action_that_only_the_error_page_has() => Met(Worded, new PageAction("link", "สอบถามกรมตัวอย่าง", null, false, true), ordinary: true).Passes();

    [TestCase("เปิดเมนู")]
    [TestCase("ดาวน์โหลดคู่มือ")]
    [TestCase("ออกหนังสือรับรอง")]
    [TestCase("Facebook")]
    [TestCase("Cookie policy")]
    [TestCase("Feedback")]
    public void Auth17_fails_without_a_way_on(string name) => Met(Worded, new PageAction("button", name, null, false, true)).FailsWith("no button or link to retry", Samples.Landing);

    [Test]
    public void Auth17_fails_a_way_on_that_is_switched_off() => Met(Worded, Retry with { Enabled = false }).FailsWith("no button or link");

    [Test]
    public void Auth17_takes_where_to_open_the_service_from_as_the_way_on_where_nothing_failed() =>
        CheckCase.Of("AUTH-17").Seen("anonymous", o => o.Page("anonymous", "กรุณาเปิดบริการจากแอปทางรัฐ")).Passes();

    [TestCase("expired", "กรุณาเปิดบริการจากแอปทางรัฐ")]
    [TestCase("anonymous", "ระบบขัดข้อง ไม่สามารถใช้งานได้ในขณะนี้")]
    public void Auth17_asks_for_a_way_on_all_the_same_where_something_failed(string step, string words) =>
        CheckCase.Of("AUTH-17").Seen(step, o => o.Page(step, words)).FailsWith("no button or link", Samples.Landing);

    [Test]
    public void Auth17_fails_english_only() => Met("Something went wrong", Retry).FailsWith("the wording is not Thai: Something went wrong");

    [TestCase("   at Example.Entry.Exchange(String token) in Entry.cs:line 42", "at Example.Entry.Exchange(")]
    [TestCase("TypeError: Cannot read properties of null", "TypeError:")]
    [TestCase("http://10.1.2.3:8080/exchange", "10.1.2.3:8080")]
    [TestCase("backend.internal", "backend.internal")]
    [TestCase("gateway.test:8444", "gateway.test:8444")]
    [TestCase("api.egov.go.th", "api.egov.go.th")]
    public void Auth17_fails_what_tells_of_the_inside(string line, string inside) => Met(Worded + "\n" + line, Retry).FailsWith("it tells of the inside: " + inside, Samples.Landing);

    [Test]
    public void Auth17_fails_the_gateways_own_words() =>
        CheckCase.Of("AUTH-17").Seen("refused", o => o.Page("way", Worded + "\nMToken has been consumed", s => s with { Actions = [Retry] })
            .Call("deproc", Samples.Token, change: c => c with { Conduct = "refused", Answer = """{"result":null,"messageCode":404,"message":"MToken has been consumed"}""" })).FailsWith("it tells of the inside: MToken has been consumed");

    [Test]
    public void Auth17_fails_a_stack_trace_in_an_answer() =>
        CheckCase.Of("AUTH-17").Seen("expired", o => o.Page("expired", Worded, s => s with { Actions = [Retry] }).Request("expired", Samples.Me, body: "Traceback (most recent call last):", change: e => e with { Status = 500 })).FailsWith("An answer holds a stack trace", "GET " + Samples.Me);

    private static CheckCase Refused(string text, Func<ObservationBuilder, ObservationBuilder>? more = null, Func<Snapshot, Snapshot>? page = null, Func<Visit, Visit>? visit = null) => CheckCase.Of("AUTH-06").Seen("expired", o =>
    {
        o.Citizen(Samples.Malee).Entry("expired", Samples.Token).Page("expired", text, page).Visit("expired", visit);
        return more is null ? o : more(o);
    });

    private static CheckCase Met(string text, PageAction action, bool ordinary = false)
    {
        var @case = CheckCase.Of("AUTH-17").Seen("expired", o => o.Page("expired", text, s => s with { Actions = [action] }));
        return ordinary ? @case.Seen("anonymous", o => o.Citizen(Samples.Malee).Page("enter", Samples.HomeOf(Samples.Malee), s => s with { Actions = [new PageAction("link", "ขอหนังสือรับรอง", null, false, true)] })) : @case;
    }
}
