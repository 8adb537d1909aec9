using ConformanceHarness.Cli.Recording;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.EndToEnd.Tests.Init;

/// <summary>What is recorded → what is proposed, on small records.</summary>
public sealed class StepsOfARecording
{
    private const string Landing = "https://uat.example.go.th/service";
    private static readonly SubService Service = new("one", new LocalText("ขอใบอนุญาต", "Permit"));
    private static readonly Citizen Malee = new() { Key = "first", Kind = "ordinary", UserId = "u-1", CitizenId = "1101700203450", FirstName = "มาลีรัตน์", LastName = "สุขใจดี", DateOfBirth = "19900115", Mobile = "0812345678", Email = "malee@example.com", Notification = true };

    [TestCase("081-234-5678", "{citizen.mobile}")]
    [TestCase("1-1017-00203-45-0", "{citizen.citizenId}")]
    [TestCase("MALEE@example.com", "{citizen.email}")]
    [TestCase("มาลีรัตน์ สุขใจดี", "{citizen.firstName} {citizen.lastName}")]
    [TestCase("2026-06-22", "{today+7}")]
    [TestCase("2026-06-15", "{today}")]
    [TestCase("10/06/2569", "{todayBE-5}")]
    [TestCase("1990-01-15", "1990-01-15")]
    [TestCase("99/9 ถนนตัวอย่าง", "99/9 ถนนตัวอย่าง")]
    [TestCase("10200", "10200")]
    public void A_value_of_the_citizen_or_of_the_day_becomes_a_placeholder(string typed, string written) =>
        Assert.That(Draft([Open, Fill("ช่อง", typed), Tap("ส่ง", 300)]).Journey[0].Step!.Value, Is.EqualTo(written));

    [TestCase("เลขที่อ้างอิง\nกต-2569-000001", "เลขที่อ้างอิง", @"กต-\d{4}-\d{6}")]
    [TestCase("รับคำขอแล้ว หมายเลขคำขอ: REQ12345", "รับคำขอแล้ว หมายเลขคำขอ", @"REQ\d{5}")]
    [TestCase("Reference number A1B2C3D4", "Reference number", "[0-9A-Za-z]{8}")]
    [TestCase("เลขที่รับ 4512 ลงวันที่ 15/06/2569", "เลขที่รับ", null)]
    [TestCase("ได้รับคำขอ 2569/ทบ-0042 แล้ว", "ได้รับคำขอ", @"\d{4}/ทบ-\d{4}")]
    public void The_reference_number_of_the_last_page_gives_a_pattern(string shown, string? label, string? pattern)
    {
        var draft = Draft([Open, Fill("ช่อง", "ก"), Tap("ส่ง", 300), Tap("ยืนยัน", 500), Page("ส่งคำขอแล้ว\n" + shown, 900)], [Post(510)]);
        Assert.Multiple(() =>
        {
            Assert.That(draft.Reference, Is.EqualTo(pattern));
            Assert.That(draft.Journey[^1].Step, Is.EqualTo(new JourneyStep(StepKind.Expect, new StepTarget(label is "ได้รับคำขอ" ? "ส่งคำขอแล้ว" : label))));
        });
    }

    [TestCase("ค่าธรรมเนียม 1500 บาท")]
    [TestCase("วันที่ 15/06/2569")]
    [TestCase("โทร 081-234-5678")]
    public void Sums_days_and_telephone_numbers_are_no_reference(string shown) =>
        Assert.That(Draft([Open, Fill("ช่อง", "ก"), Tap("ยืนยัน", 500), Page(shown, 900)], [Post(510)]).Reference, Is.Null);

    [Test]
    public void The_press_that_sends_is_the_confirmation_and_the_way_out_beside_it_cancels()
    {
        var draft = Draft([Open, Fill("ช่อง", "ก"), Tap("ส่ง", 300), Tap("ยืนยัน", 500) with { Besides = ["ช่วยเหลือ", "กลับไปแก้ไข", "ยกเลิก"] }, Page("เลขที่คำขอ AB-001", 900), Tap("กลับหน้าแรก", 1500)], [Post(310, "https://other.example.com/log"), Post(510)]);
        Assert.Multiple(() =>
        {
            Assert.That(draft.Journey.Select(s => s.Step!.Kind), Is.EqualTo(new[] { StepKind.Fill, StepKind.Tap, StepKind.Confirm, StepKind.Expect }), "what came after the reference number is left out");
            Assert.That(draft.Cancel, Is.EqualTo(new StepTarget("ยกเลิก")));
            Assert.That(draft.Open, Is.Empty, "one tap on the Thai name needs no open:");
        });
    }

    [Test]
    public void A_browser_dialog_leaves_the_step_a_tap()
    {
        var draft = Draft([Open, Fill("ช่อง", "ก"), Tap("ส่ง", 300)], [Post(340)], [new PageEvent { Kind = "dialog", Name = "confirm", Step = "", Session = "a", AtMs = 320, Detail = "ยืนยัน?" }]);
        Assert.That(draft.Journey[1].Step!.Kind, Is.EqualTo(StepKind.Tap));
    }

    [Test]
    public void A_secret_is_only_a_remark()
    {
        var draft = Draft([Open, Act(PersonActKind.Secret, "รหัสผ่าน", 200), Fill("รหัสลับ", "known-secret"), Tap("ส่ง", 300)]);
        var text = JourneyText.File(draft, "my.yaml");
        Assert.Multiple(() =>
        {
            Assert.That(draft.Journey.Select(s => s.Step), Has.Exactly(2).Null);
            Assert.That(text, Does.Contain("# ช่อง “รหัสผ่าน” เป็นความลับ").And.Not.Contain("known-secret"));
        });
    }

    [Test]
    public void Several_taps_lead_to_the_sub_service_and_the_rest_is_its_journey()
    {
        var draft = Draft([Tap("บริการทั้งหมด", 10), Tap("ขอใบอนุญาต", 20), Tap("เริ่มทำรายการ", 30), Fill("ช่อง", "ก"), Tap("ส่ง", 300)], [Post(310)]);
        Assert.Multiple(() =>
        {
            Assert.That(draft.Open.Select(s => s.Step!.Target.Name), Is.EqualTo(new[] { "บริการทั้งหมด", "ขอใบอนุญาต" }));
            Assert.That(draft.Journey[0].Step!.Target.Name, Is.EqualTo("เริ่มทำรายการ"));
        });
    }

    [Test]
    public void A_name_of_the_citizen_or_of_the_moment_gives_way_to_the_selector()
    {
        var draft = Draft([Open, Tap("คุณมาลีรัตน์", 100), Tap("คำขอ 256900001", 150), Fill("ช่อง", "ก"), Tap("ส่ง", 300)], [Post(310)]);
        Assert.That(draft.Journey.Take(2).Select(s => s.Step!.Target.Selector), Is.All.EqualTo("#it"));
    }

    [Test]
    public void What_was_undone_or_corrected_is_not_done_again()
    {
        var box = Act(PersonActKind.Choose, "ยินยอม", 100) with { Key = "k", Value = "ยินยอม", Toggle = true };
        var acts = RecordedActs.Reduce([box, box, Fill("ช่อง", "ก"), Fill("ช่อง", "ข"), Fill("อื่น", "ค"), Fill("อื่น", ""), Tap("ส่ง", 300), Tap("ส่ง", 400)]);
        Assert.That(acts.Select(a => a.Value + a.Name), Is.EqualTo(new[] { "ขช่อง", "ส่ง" }));
    }

    [Test]
    public void A_button_that_opens_a_file_dialog_is_the_attachment()
    {
        var draft = Draft([Open, Tap("เลือกไฟล์", 100), Act(PersonActKind.Dialog, "", 101), Act(PersonActKind.Attach, "", 200) with { Value = "แผนที่.PDF" }, Act(PersonActKind.Attach, "แบบแปลน", 210) with { Key = "z", Value = "plan.dwg" }, Tap("ส่ง", 300)], [Post(310)]);
        Assert.That(draft.Journey.Take(2).Select(s => s.Step), Is.EqualTo(new[] { new JourneyStep(StepKind.Attach, new StepTarget("เลือกไฟล์"), "pdf"), new JourneyStep(StepKind.Attach, new StepTarget("แบบแปลน"), "plan.dwg") }));
    }

    [TestCase("ปกติ")]
    [TestCase("มี: ทวิภาค # และ 'คำพูด' \"คู่\"")]
    [TestCase("true")]
    [TestCase("0812345678")]
    [TestCase("- ขีด")]
    [TestCase("บรรทัดหนึ่ง\nบรรทัดสอง\tและแท็บ")]
    [TestCase(@"C:\ทาง\ไฟล์")]
    [TestCase("{today+3}, [x] & *y")]
    [TestCase(" เว้นหน้า")]
    public void What_is_written_reads_back(string value)
    {
        var draft = Draft([Open, Fill("ช่อง: ที่ #1", value), Tap("ส่ง", 300), Page("เลขที่ ก'ข-0001", 800)], [Post(310)]);
        Assert.That(() => JourneyText.CheckReadsBack(draft, JourneyText.File(draft, "my.yaml")), Throws.Nothing);
    }

    private static PersonAct Open => Tap("ขอใบอนุญาต", 10);

    private static JourneyDraft Draft(PersonAct[] acts, Exchange[]? exchanges = null, PageEvent[]? events = null) =>
        new JourneyDrafting(Service, new CitizenValues(Malee, new DateOnly(2026, 6, 15)), url => FirstParty.Is(url, Landing, []), text => text.Contains("known-secret", StringComparison.Ordinal))
            .Draft(acts, exchanges ?? [], events ?? []);

    private static PersonAct Act(PersonActKind kind, string name, long atMs) => new() { Kind = kind, Name = name, Key = name, Selector = "#it", AtMs = atMs };

    private static PersonAct Tap(string name, long atMs) => Act(PersonActKind.Tap, name, atMs);

    private static PersonAct Fill(string label, string value) => Act(PersonActKind.Fill, label, 100) with { Value = value };

    private static PersonAct Page(string text, long atMs) => new() { Kind = PersonActKind.Page, Value = text, Main = true, AtMs = atMs };

    private static Exchange Post(long atMs, string url = Landing + "/send") => new() { Number = (int)atMs, Step = "enter", Session = "a", AtMs = atMs, Method = "POST", Url = url, Kind = "fetch", Status = 200 };
}
