using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>SVC, NOTI, APP-04, APP-05 and A11Y-04 on small records. The journey: fill (1), tap (2), confirm (3), expect (4).</summary>
public sealed class JourneyChecksTests
{
    private const string Reference = "AB-2569-000123";
    private const string Submit = "https://uat.example.go.th/requests";
    private const string Done = "ได้รับคำขอของท่านแล้ว\nเลขที่คำขอ\n" + Reference;

    private static readonly ServiceProfile Described = Samples.Service with
    {
        Features = ["notification", "requestList", "attachments", "sendFile", "scanQrCode"],
        SendFile = [new JourneyStep(StepKind.Tap, new StepTarget("ดาวน์โหลด"))],
        ScanQrCode = [new JourneyStep(StepKind.Tap, new StepTarget("สแกน"))],
        SubServices =
        [
            Samples.Service.SubServices[0] with
            {
                Journey =
                [
                    new JourneyStep(StepKind.Fill, new StepTarget("วัตถุประสงค์"), "สมัครงาน"),
                    new JourneyStep(StepKind.Tap, new StepTarget("ส่งคำขอ")),
                    new JourneyStep(StepKind.Confirm, new StepTarget("ยืนยัน")),
                    new JourneyStep(StepKind.Expect, new StepTarget("เลขที่คำขอ")),
                ],
                Cancel = new StepTarget("ยกเลิก"),
                Reference = @"AB-\d{4}-\d{6}",
            },
        ],
    };

    [TestCase("SVC-03", "journey-trials")]
    [TestCase("SVC-04", "journeys")]
    [TestCase("SVC-05", "journeys")]
    [TestCase("SVC-06", "journey-trials")]
    [TestCase("SVC-07", "journey-trials")]
    [TestCase("SVC-08", "journeys")]
    [TestCase("SVC-09", "journey-trials")]
    [TestCase("SVC-10", "attachments", Cause.Configuration)]
    [TestCase("NOTI-01", "journeys")]
    [TestCase("NOTI-02", "journeys")]
    [TestCase("NOTI-03", "push-fails")]
    [TestCase("NOTI-04", "journeys")]
    [TestCase("APP-04", "app-tools")]
    [TestCase("APP-05", "app-tools")]
    [TestCase("A11Y-04", "keyboard")]
    public void Nothing_walked_is_no_pass(string id, string scenario, Cause cause = Cause.Service) => Case(id).Seen(scenario, o => o.Visit("enter")).CantTell(cause);

    [TestCase("SVC-03", "journey-trials")]
    [TestCase("SVC-04", "journeys")]
    [TestCase("SVC-09", "journey-trials")]
    [TestCase("NOTI-01", "journeys")]
    [TestCase("NOTI-03", "push-fails")]
    public void A_journey_that_is_not_described_is_a_matter_of_the_service_file(string id, string scenario) =>
        CheckCase.Of(id).Seen(scenario, o => o.Visit("enter")).CantTell(Cause.Configuration);

    [TestCase("แบบฟอร์ม\nขอหนังสือรับรอง\nวัตถุประสงค์")]
    [TestCase("ขั้นตอนที่ 1 ขอหนังสือรับรอง (ออนไลน์)\nวัตถุประสงค์")]
    public void Svc01_passes_a_page_that_says_its_name(string page) => Opened(page).Passes();

    [TestCase("แบบฟอร์มคำขอ\nวัตถุประสงค์", TestName = "Svc01_fails_a_page_without_the_name")]
    [TestCase("แบบฟอร์มคำขอ\nยื่นขอหนังสือรับรองและรับเป็นไฟล์หรือทางไปรษณีย์ได้ภายในสามวันทำการ", TestName = "Svc01_fails_a_sentence_that_holds_the_name")]
    public void Svc01_fails(string page) => Opened(page).FailsWith("does not show 'ขอหนังสือรับรอง'", Samples.Landing);

    [Test]
    public void Svc01_fails_a_name_that_is_only_a_link_of_the_menu() =>
        Opened("เมนู\nขอหนังสือรับรอง\nแบบฟอร์มคำขอ", s => s with { Title = "กรมตัวอย่าง", Actions = [new PageAction("link", "ขอหนังสือรับรอง", "/1", false, true)] }).FailsWith("does not show");

    [Test]
    public void Svc01_fails_a_landing_page_on_which_nothing_happened() => Opened(Samples.HomeOf(Samples.Malee)).FailsWith("does not show");

    [Test]
    public void Svc01_fails_a_way_that_ends_before_the_page() =>
        Case("SVC-01").Seen("tour", o => o.Page("enter", "หน้าแรก").Visit("way:open:certificate:1", v => v with { Done = false, Target = "บริการทั้งหมด", Candidates = ["button บริการ"] }, kind: "tap")).FailsWith("'บริการทั้งหมด' was not found. Nearest on the page: button บริการ");

    [Test]
    public void Svc01_fails_four_taps() =>
        Case("SVC-01").Seen("tour", o => o.Page("enter", "หน้าแรก").Visit("way:open:certificate:1", kind: "tap").Visit("way:open:certificate:2", kind: "tap").Visit("way:open:certificate:3", kind: "tap").Visit("open:certificate", kind: "tap").Page("open:certificate", "ขอหนังสือรับรอง")).FailsWith("takes 4 taps");

    [Test]
    public void Svc01_names_what_comes_nearest_to_a_link_that_is_not_there() =>
        Case("SVC-01").Seen("tour", o => o.Page("enter", "หน้าแรก").Visit("open:certificate", v => v with { Done = false, Target = "ขอหนังสือรับรอง", Candidates = ["link หนังสือรับรอง"] }, kind: "tap")).FailsWith("Nearest on the page: link หนังสือรับรอง");

    [Test]
    public void Svc02_passes_a_clean_page() => Case("SVC-02").Seen("tour", o => o.Visit("open:certificate").Request("open:certificate", Samples.Me)).Passes();

    [Test]
    public void Svc02_fails_an_exception() => Case("SVC-02").Seen("tour", o => o.Visit("open:certificate").Event("exception", "open:certificate", "TypeError")).FailsWith("TypeError");

    [Test]
    public void Svc02_fails_a_failed_request_but_not_one_of_another_host() =>
        Case("SVC-02").Seen("tour", o => o.Visit("open:certificate").Request("open:certificate", Samples.Me, change: e => e with { Status = 500 }).Request("open:certificate", "https://fonts.example.com/a", change: e => e with { Status = 0, Failure = "net::ERR_NAME_NOT_RESOLVED" })).FailsWith("failed: 500");

    [Test]
    public void Svc03_passes_messages_at_the_fields() => Emptied("แบบฟอร์ม\nวัตถุประสงค์\nกรุณากรอกวัตถุประสงค์\nส่งคำขอ").Passes();

    [Test]
    public void Svc03_passes_messages_that_the_fields_themselves_carry() =>
        Emptied("แบบฟอร์ม\nวัตถุประสงค์\nส่งคำขอ", s => s with { Fields = [new PageField("text", "purpose", "วัตถุประสงค์", "", true, "โปรดกรอกฟิลด์นี้")] }).Passes();

    [Test]
    public void Svc03_takes_no_hint_for_a_message() =>
        Emptied("แบบฟอร์ม\nวัตถุประสงค์\nส่งคำขอ", s => s with { Fields = [new PageField("text", "purpose", "วัตถุประสงค์", "", true, "แบบฟอร์ม\nThe field is required.")] }).FailsWith("not in Thai");

    [TestCase("แบบฟอร์ม\nวัตถุประสงค์\nส่งคำขอ", "No message at any field")]
    [TestCase("แบบฟอร์ม\nวัตถุประสงค์\nThis field is required\nส่งคำขอ", "No message at any field")]
    [TestCase("โปรดตรวจสอบข้อมูล\nแบบฟอร์ม\nคำอธิบาย\nเงื่อนไข\nวัตถุประสงค์\nส่งคำขอ", "No message at any field")]
    public void Svc03_fails_without_a_Thai_message_at_a_field(string text, string seen) => Emptied(text).FailsWith(seen);

    [Test]
    public void Svc03_fails_a_message_of_the_fields_in_English() =>
        Emptied("แบบฟอร์ม\nวัตถุประสงค์", s => s with { Fields = [new PageField("text", "purpose", "วัตถุประสงค์", "", true, "Please fill out this field")] }).FailsWith("not in Thai");

    [Test]
    public void Svc03_fails_an_empty_form_that_is_recorded() => Emptied(Done).FailsWith("recorded as a request " + Reference);

    [Test]
    public void Svc04_passes_a_new_reference_number() => Walked("SVC-04").Passes();

    [Test]
    public void Svc04_fails_a_number_that_was_there_before() =>
        Case("SVC-04").Seen("journeys", o => o.Visit("complete:certificate:landing").Page("complete:certificate:landing", "คำขอของท่าน " + Reference, at: 1).Visit("complete:certificate:3", kind: "tap", at: 5).Page("complete:certificate:end", Done, at: 9)).FailsWith("No new reference number");

    [Test]
    public void Svc04_says_which_step_was_not_found() =>
        Case("SVC-04").Seen("journeys", o => o.Visit("complete:certificate:landing").Visit("complete:certificate:1", v => v with { Done = false, Target = "วัตถุประสงค์", Candidates = ["text เหตุผล"] }, kind: "fill").Page("complete:certificate:end", "แบบฟอร์ม")).FailsWith("There is no field 'วัตถุประสงค์'. Nearest on the page: text เหตุผล");

    [TestCase("ได้รับแล้ว เลขที่คำขอ: กค.0012/2569")]
    [TestCase("Reference number 8F3K-00291")]
    [TestCase("ระบบได้รับคำขอของท่านแล้ว\nหมายเลขคำขอ: ปค 200001")]
    [TestCase("เลขที่คำร้อง ยผ.00001/2569")]
    [TestCase("เลขรับเรื่อง\nสว-1130-00007")]
    [TestCase("เลขที่รับเรื่อง ก.พ. 123/2569")]
    public void Svc04_knows_a_number_by_its_name_where_no_pattern_is_given(string text) =>
        CheckCase.Of("SVC-04").Serving(Described with { SubServices = [Described.SubServices[0] with { Reference = null }] })
            .Seen("journeys", o => o.Visit("complete:certificate:landing").Page("complete:certificate:landing", "บ้านเลขที่ 99/12 หน้าแรก", at: 1).Visit("complete:certificate:3", kind: "tap", at: 5).Page("complete:certificate:end", text, at: 9)).Passes();

    [TestCase("ที่อยู่ บ้านเลขที่ 99/12 บันทึกแล้ว")]
    [TestCase("เลขที่คำขอ พ.ศ. 2569")]
    [TestCase("เลขที่คำขอ วันที่ยื่น 12/3/2569")]
    [TestCase("ติดต่อหมายเลข โทร 02-000-0000")]
    public void Svc04_takes_no_other_number_for_a_request(string text) =>
        CheckCase.Of("SVC-04").Serving(Described with { SubServices = [Described.SubServices[0] with { Reference = null }] })
            .Seen("journeys", o => o.Visit("complete:certificate:landing").Visit("complete:certificate:3", kind: "tap", at: 5).Page("complete:certificate:end", text, at: 9)).FailsWith("No new reference number");

    [Test]
    public void Svc05_passes_a_request_that_is_sent_at_the_confirmation() => Walked("SVC-05").Passes();

    [Test]
    public void Svc05_fails_a_request_that_is_sent_before_it() => Walked("SVC-05", sentAt: 2).FailsWith("sent before the confirmation");

    [Test]
    public void Svc05_fails_a_confirmation_that_is_not_there() =>
        Case("SVC-05").Seen("journeys", o => o.Visit("complete:certificate:landing").Visit("complete:certificate:2", kind: "tap", at: 3).Visit("complete:certificate:3", v => v with { Done = false, Target = "ยืนยัน" }, kind: "tap", at: 5).Page("complete:certificate:end", Done, at: 9)).FailsWith("There is no confirmation 'ยืนยัน'");

    [TestCase(true)]
    [TestCase(false)]
    public void Svc05_takes_the_browsers_own_question_for_a_confirmation(bool asked)
    {
        var direct = Described with { SubServices = [Described.SubServices[0] with { Journey = [.. Described.SubServices[0].Journey.Where(s => s.Kind != StepKind.Confirm)] }] };
        var judged = CheckCase.Of("SVC-05").Serving(direct).Seen("journeys", o => (asked ? o.Event("dialog", "complete:certificate:2", "ยืนยันหรือไม่", "confirm") : o)
            .Visit("complete:certificate:landing").Visit("complete:certificate:2", kind: "tap", at: 5).Request("complete:certificate:2", Submit, change: Posted).Page("complete:certificate:end", Done, at: 9));
        if (asked)
        {
            judged.Passes();
        }
        else
        {
            judged.FailsWith("nothing asks for a confirmation");
        }
    }

    [Test]
    public void Svc06_passes_one_request() => Twice(o => o.Request("twice:certificate:3", Submit, change: Posted)).Passes();

    [Test]
    public void Svc06_passes_two_sendings_that_the_list_shows_as_one() => Twice(o => o.Request("twice:certificate:3", Submit, change: Posted).Request("twice:certificate:3", Submit, change: Posted).Page("twice:certificate:list", "คำขอ " + Reference, at: 20)).Passes();

    [Test]
    public void Svc06_fails_two_numbers_in_the_list() => Twice(o => o.Page("twice:certificate:list", $"คำขอ {Reference}\nคำขอ AB-2569-000124", at: 20)).FailsWith("2 requests were recorded");

    [Test]
    public void Svc06_fails_two_notifications() => Twice(o => Pushed(Pushed(o, 12), 13)).FailsWith("2 notifications");

    [Test]
    public void Svc06_fails_a_double_tap_that_breaks_the_journey() => Twice(o => o, "เกิดข้อผิดพลาด").FailsWith("there is no reference number");

    [Test]
    public void Svc06_cannot_tell_two_sendings_that_nothing_counts() =>
        CheckCase.Of("SVC-06").Serving(Described with { Features = [] }).Seen("journey-trials", o => o.Visit("twice:certificate:landing").Visit("twice:certificate:3", kind: "doubleTap", at: 5)
            .Request("twice:certificate:3", Submit, change: Posted).Request("twice:certificate:3", Submit, change: Posted).Page("twice:certificate:end", Done, at: 9)).CantTell();

    [Test]
    public void Svc07_passes_a_request_that_stays_the_citizens_own() => Foreign(o => Pushed(o, 12)).Passes();

    [Test]
    public void Svc07_passes_a_refusal() => Foreign(o => o, "ไม่อนุญาตให้ยื่นแทนผู้อื่น").Passes();

    [Test]
    public void Svc07_takes_silence_for_no_refusal() => Foreign(o => o, "กรมตัวอย่าง").CantTell();

    [Test]
    public void Svc07_fails_a_notification_to_the_other() => Foreign(o => Pushed(o, 12, Samples.Anan.UserId)).FailsWith("went to the other citizen");

    [Test]
    public void Svc07_fails_a_request_in_the_others_list() =>
        Foreign(o => o.Page("otherCitizen:certificate:otherBefore", "ยังไม่มีคำขอ", session: "b", at: 2).Page("otherCitizen:certificate:otherList", "คำขอ " + Reference, session: "b", at: 20)).FailsWith("in the list of the other citizen");

    [Test]
    public void Svc07_cannot_tell_a_request_that_nothing_shows_again() => Foreign(o => o).CantTell();

    [Test]
    public void Svc07_cannot_tell_when_nothing_could_be_changed() =>
        Case("SVC-07").Seen("journey-trials", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Visit("otherCitizen:certificate:landing").Visit("otherCitizen:certificate:3", kind: "tap", at: 5).Page("otherCitizen:certificate:end", Done, at: 9)).CantTell();

    [Test]
    public void Svc08_passes_the_number_in_the_list() => Walked("SVC-08", list: "คำขอของท่าน\n" + Reference).Passes();

    [Test]
    public void Svc08_passes_the_number_in_the_lists_own_digits() => Walked("SVC-08", list: "คำขอของท่าน\nAB-๒๕๖๙-๐๐๐๑๒๓").Passes();

    [Test]
    public void Svc08_fails_another_number_in_Thai_digits() => Walked("SVC-08", list: "คำขอของท่าน\nAB-๒๕๖๙-๐๐๐๑๒๔").FailsWith("is not in the list");

    [Test]
    public void Svc08_fails_a_list_without_it() => Walked("SVC-08", list: "ยังไม่มีคำขอ").FailsWith("is not in the list");

    [Test]
    public void Svc09_passes_when_nothing_is_recorded() => Cancelled(o => o).Passes();

    [Test]
    public void Svc09_fails_a_request_that_is_recorded_all_the_same() => Cancelled(o => o.Page("cancel:certificate:list", "คำขอ " + Reference, at: 20)).FailsWith("recorded although it was cancelled");

    [Test]
    public void Svc09_fails_when_the_usual_request_is_sent() => Cancelled(o => o.Request("cancel:certificate:cancelling", Submit, change: Posted)).FailsWith("was sent all the same");

    [Test]
    public void Svc09_fails_the_usual_request_with_another_token_and_draft_number() =>
        Pressed("action=submit&draft=17&token=aZ81kQ", "action=submit&draft=18&token=Qq93zz").FailsWith("was sent all the same");

    [Test]
    public void Svc09_passes_a_form_whose_other_button_was_pressed() => Pressed("draft=17&action=submit", "draft=17&action=cancel").Passes();

    [Test]
    public void Svc09_passes_another_request_than_the_usual() => Cancelled(o => o.Request("cancel:certificate:cancelling", Submit + "/draft/delete", change: Posted)).Passes();

    [Test]
    public void Svc09_fails_without_a_way_to_cancel() => Cancelled(o => o, done: false).FailsWith("nothing called 'ยกเลิก'");

    [Test]
    public void Svc10_passes_worded_errors() => Attached("ไฟล์ต้องเป็น PDF หรือ JPEG ชนิดไฟล์ไม่ถูกต้อง").Passes();

    [TestCase("แบบฟอร์ม\nแนบไฟล์", "nothing is said about an .exe file")]
    [TestCase("ได้รับคำขอแล้ว AB-2569-000123", "an .exe file was accepted")]
    public void Svc10_fails_a_file_that_is_taken_or_dropped_silently(string text, string seen) => Attached(text).FailsWith(seen);

    [Test]
    public void Noti01_passes_one_notification() => Notified("NOTI-01").Passes();

    [Test]
    public void Noti01_fails_no_notification() => Walked("NOTI-01").FailsWith("no notification was sent");

    [Test]
    public void Noti01_fails_two() => Notified("NOTI-01", times: 2).FailsWith("2 notifications were sent");

    [TestCase("8f1c0000-0000-4000-8000-000000000002", "ได้รับคำขอแล้ว", null, "not addressed to this citizen")]
    [TestCase(null, "Request received", null, "not in Thai")]
    [TestCase(null, "ได้รับคำขอเลขที่ undefined แล้ว", null, "The message says undefined")]
    [TestCase(null, "เรียน คุณ{{name}} ได้รับคำขอแล้ว", null, "The message says {{name}}")]
    [TestCase(null, "ได้รับคำขอแล้ว", "11111111-2222-4333-8444-555555555555", "appId is not this service's")]
    public void Noti01_fails_a_wrong_notification(string? userId, string message, string? appId, string seen) => Notified("NOTI-01", message: message, userId: userId, appId: appId).FailsWith(seen);

    [TestCase("null")]
    [TestCase("\"2026-05-04T10:02:00+07:00\"")]
    public void Noti02_passes_a_documented_time(string time) => Notified("NOTI-02", time: time).Passes();

    [TestCase("\"2569-05-04T10:02:00+07:00\"")]
    [TestCase("\"2026-05-04T10:02:31+07:00\"")]
    [TestCase("\"2026-05-04T03:02:00Z\"")]
    [TestCase("\"\"")]
    public void Noti02_fails_another_time(string time) => Notified("NOTI-02", time: time).FailsWith("sendDateTime is");

    [Test]
    public void Noti03_passes_journeys_that_complete() => PushFailing(Done).Passes();

    [Test]
    public void Noti03_fails_a_journey_that_breaks() => PushFailing("เกิดข้อผิดพลาด").FailsWith(("the gateway answers 500, the journey does not complete", null), ("not subscribed", null), ("stays silent", null));

    [Test]
    public void Noti03_cannot_tell_when_no_notification_was_tried() => PushFailing(Done, tried: false).CantTell();

    [Test]
    public void Noti04_passes_a_message_without_citizen_id() => Notified("NOTI-04").Passes();

    [TestCase("คำขอของ 1234567890121")]
    [TestCase("คำขอของ 1-2345-67890-12-1")]
    public void Noti04_fails_a_whole_citizen_id(string message) => Notified("NOTI-04", message: message).FailsWith("the whole citizen id");

    [TestCase("[\"JVBERi0xLjQ=\",\"certificate.pdf\"]")]
    public void App04_passes_a_documented_call(string arguments) => Sent("sendFileToNativeWithName", arguments).Passes();

    [TestCase("[\"data:application/pdf;base64,JVBERi0xLjQ=\",\"certificate.pdf\"]", "data: prefix")]
    [TestCase("[\"JVBERi0xLjQ=\",\"certificate\"]", "extension")]
    [TestCase("[\"JVBERi0xLjQ=\",\"certificate.exe\"]", "extension")]
    [TestCase("[\"%PDF-1.4\",\"certificate.pdf\"]", "no base64")]
    public void App04_fails_another_call(string arguments, string seen) => Sent("sendFileToNativeWithName", arguments).FailsWith(seen);

    [Test]
    public void App04_fails_a_download_of_the_pages_own() =>
        Case("APP-04").Seen("app-tools", o => o.Visit("sendFile:app:in1", kind: "tap").Event("download", "sendFile:app:in1", "certificate.pdf")).FailsWith("was downloaded");

    [Test]
    public void App05_passes_the_sdks_scanner() => Case("APP-05").Seen("app-tools", o => o.Visit("scanQrCode:app:in1", kind: "tap").Event("sdk", "scanQrCode:app:in1", "[]", "scanQrCode")).Passes();

    [Test]
    public void App05_fails_another_scanner() => Case("APP-05").Seen("app-tools", o => o.Visit("scanQrCode:app:in1", kind: "tap")).FailsWith("scanQrCode was not called");

    [Test]
    public void A11y04_passes_a_journey_by_keyboard() => Case("A11Y-04").Seen("keyboard", o => Walk(o, "keyboard", 3, null)).Passes();

    [Test]
    public void A11y04_fails_what_Tab_does_not_reach() =>
        Case("A11Y-04").Seen("keyboard", o => o.Visit("keyboard:certificate:2", v => v with { Done = false, Target = "ส่งคำขอ", Candidates = ["button ส่งคำขอ"] }, kind: "tap").Page("keyboard:certificate:end", "แบบฟอร์ม")).FailsWith("can't be reached with the Tab key");

    private static CheckCase Case(string id) => CheckCase.Of(id).Serving(Described);

    private static Exchange Posted(Exchange e) => e with { Method = "POST" };

    private static CheckCase Opened(string page, Func<Snapshot, Snapshot>? change = null) =>
        Case("SVC-01").Seen("tour", o => o.Page("enter", Samples.HomeOf(Samples.Malee)).Visit("open:certificate", kind: "tap").Page("open:certificate", page, change ?? (s => s with { Title = "กรมตัวอย่าง" })));

    private static CheckCase Emptied(string text, Func<Snapshot, Snapshot>? change = null) => Case("SVC-03").Seen("journey-trials", o => o
        .Visit("empty:certificate:landing").Page("empty:certificate:before", "แบบฟอร์ม\nวัตถุประสงค์\nส่งคำขอ", at: 2).Visit("empty:certificate:2", kind: "tap", at: 3)
        .Page("empty:certificate:end", text, change ?? (s => s with { Fields = [new PageField("text", "purpose", "วัตถุประสงค์", "", true)] }), at: 9));

    private static ObservationBuilder Walk(ObservationBuilder o, string purpose, int sentAt, string? list)
    {
        o.Citizen(Samples.Malee).Visit($"{purpose}:certificate:landing").Visit($"{purpose}:certificate:1", kind: "fill", at: 2).Visit($"{purpose}:certificate:2", kind: "tap", at: 3).Visit($"{purpose}:certificate:3", kind: "tap", at: 5)
            .Request($"{purpose}:certificate:{sentAt}", Submit, change: Posted).Page($"{purpose}:certificate:end", Done, at: 9);
        return list is null ? o : o.Visit($"{purpose}:certificate:list", at: 15).Page($"{purpose}:certificate:list", list, at: 20);
    }

    private static CheckCase Walked(string id, int sentAt = 3, string? list = null) => Case(id).Seen("journeys", o => Walk(o, "complete", sentAt, list));

    private static CheckCase Twice(Func<ObservationBuilder, ObservationBuilder> more, string? end = null) => Case("SVC-06").Seen("journey-trials", o => more(o
        .Citizen(Samples.Malee).Visit("twice:certificate:landing").Visit("twice:certificate:3", kind: "doubleTap", at: 5).Page("twice:certificate:end", end ?? Done, at: 9)));

    private static CheckCase Foreign(Func<ObservationBuilder, ObservationBuilder> more, string? end = null)
    {
        return Case("SVC-07").Seen("journey-trials", o => more(o
            .Citizen(Samples.Malee).Citizen(Samples.Anan).Visit("otherCitizen:certificate:landing").Visit("otherCitizen:certificate:3", kind: "tap", at: 5)
            .Request("otherCitizen:certificate:3", Submit, body: Samples.JsonOf(Samples.Malee), change: e => e with { Method = "POST", RequestBody = e.ResponseBody })
            .Event("rewritten", "otherCitizen:certificate:3", "{}", "POST " + Submit).Page("otherCitizen:certificate:end", end ?? Done, at: 9)));
    }

    private static CheckCase Cancelled(Func<ObservationBuilder, ObservationBuilder> more, bool done = true) => Case("SVC-09")
        .Seen("journeys", o => Walk(o, "complete", 3, null))
        .Seen("journey-trials", o => more(o.Visit("cancel:certificate:landing").Visit("cancel:certificate:cancelling", v => v with { Done = done, Target = "ยกเลิก" }, kind: "tap", at: 5).Page("cancel:certificate:end", "แบบฟอร์ม", at: 9)));

    /// <summary>One form with two buttons: what was sent when submitting, and when cancelling.</summary>
    private static CheckCase Pressed(string usual, string cancelling) => Case("SVC-09")
        .Seen("journeys", o => o.Visit("complete:certificate:landing").Visit("complete:certificate:3", kind: "tap", at: 5)
            .Request("complete:certificate:3", Submit, body: usual, change: e => Posted(e) with { RequestBody = e.ResponseBody }).Page("complete:certificate:end", Done, at: 9))
        .Seen("journey-trials", o => o.Visit("cancel:certificate:landing").Visit("cancel:certificate:cancelling", v => v with { Target = "ยกเลิก" }, kind: "tap", at: 5)
            .Request("cancel:certificate:cancelling", Submit, body: cancelling, change: e => Posted(e) with { RequestBody = e.ResponseBody }).Page("cancel:certificate:end", "แบบฟอร์ม", at: 9));

    private static CheckCase Attached(string text) => Case("SVC-10").Seen("attachments", o => o
        .Visit("wrongType:certificate:landing").Page("wrongType:certificate:before", "แบบฟอร์ม\nแนบไฟล์", at: 1).Visit("wrongType:certificate:1", kind: "attach", at: 3).Page("wrongType:certificate:end", text, at: 9));

    private static ObservationBuilder Pushed(ObservationBuilder o, long at, string? userId = null, string message = "ได้รับคำขอของท่านแล้ว", string? appId = null, string time = "null") => o.Call("push", Samples.Token, at, change: c => c with
    {
        Body = $$"""{"appId":"{{appId ?? Samples.AppId}}","data":[{"message":"{{message}}","userId":"{{userId ?? Samples.Malee.UserId}}"}],"sendDateTime":{{time}}}""",
    });

    private static CheckCase Notified(string id, int times = 1, string? userId = null, string message = "ได้รับคำขอของท่านแล้ว", string? appId = null, string time = "null") => Case(id).Seen("journeys", o =>
    {
        Walk(o, "complete", 3, null);
        for (var i = 0; i < times; i++)
        {
            Pushed(o, 12 + i, userId, message, appId, time);
        }

        return o;
    });

    private static CheckCase PushFailing(string end, bool tried = true) => Case("NOTI-03").Seen("push-fails", o =>
    {
        var at = 0;
        foreach (var purpose in new[] { "pushFails", "pushEmpty", "pushSilent" })
        {
            o.Visit($"{purpose}:certificate:landing", at: at).Visit($"{purpose}:certificate:3", kind: "tap", at: at + 1).Page($"{purpose}:certificate:end", end.Replace("123", $"{at + 100}", StringComparison.Ordinal), at: at + 5);
            if (tried)
            {
                Pushed(o, at + 3);
            }

            at += 10;
        }

        return o;
    });

    private static CheckCase Sent(string function, string arguments) => Case("APP-04").Seen("app-tools", o => o.Visit("sendFile:app:in1", kind: "tap").Event("sdk", "sendFile:app:in1", arguments, function));
}
