using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>DATA-04 to DATA-07 and APP-08.</summary>
public sealed class DisplayChecksTests
{
    private static readonly Citizen Long = Samples.Malee with { Kind = "longName", FirstName = "ปุณณวิชญ์พิสุทธิ์", LastName = "ศรีสุวรรณวัฒนากิจไพศาลพิพัฒน์" };
    private static readonly Citizen YearOnly = Samples.Malee with { DateOfBirth = "1990----" };

    [TestCase("DATA-04", "long-name")]
    [TestCase("DATA-05", "entry")]
    [TestCase("DATA-06", "entry")]
    [TestCase("DATA-07", "entry")]
    [TestCase("APP-08", "tour")]
    public void Nothing_to_look_at_is_no_pass(string id, string scenario) => CheckCase.Of(id).Seen(scenario, o => o.Citizen(Samples.Malee)).CantTell();

    [Test]
    public void Data04_passes_a_long_name_in_full() => LongShown(Full(Long)).Passes();

    [Test]
    public void Data04_passes_a_name_split_over_two_lines() => LongShown(Long.FirstName + "\n" + Long.LastName).Passes();

    [TestCase("สวัสดี คุณปุณณวิชญ์พิสุทธิ์ ศรีสุวรรณวัฒ…", "only ศรีสุวรรณวัฒ is shown")]
    [TestCase("สวัสดี คุณปุณณวิชญ์พิสุทธิ์", "ศรีสุวรรณวัฒนากิจไพศาลพิพัฒน์ is shown nowhere")]
    public void Data04_fails_a_name_that_is_not_all_there(string text, string seen) => LongShown(text).FailsWith(seen);

    [TestCase("ellipsis")]
    [TestCase("field")]
    public void Data04_fails_a_name_cut_off_on_the_screen(string how) => LongShown(Full(Long), l => l with { Cut = [new("สวัสดี คุณ" + Full(Long), "h1.name", how)] }).FailsWith($"cut off on the screen ({how})", "h1.name");

    [Test]
    public void Data04_leaves_other_texts_alone() => LongShown(Full(Long), l => l with { Cut = [new("ข่าวประชาสัมพันธ์", "p", "clamp")], Overlaps = [new("ข่าว", "ภาพ", "p")] }).Passes();

    [Test]
    public void Data04_fails_a_name_over_other_text() => LongShown(Full(Long), l => l with { Overlaps = [new(Long.LastName, "วันเกิด", "dd")] }).FailsWith("lies over other text", "dd");

    [Test]
    public void Data04_fails_a_page_that_a_long_name_widens() => Widened(ordinary: 390).FailsWith("At 390 px the content is 470 px wide");

    [Test]
    public void Data04_leaves_a_page_that_is_always_too_wide_to_land08() => Widened(ordinary: 470).Passes();

    [TestCase("text", "ชื่อ", "น้ำผึ้ง", "given name")]
    [TestCase("text", "นามสกุล", "ศรีสุวรรณ", "surname")]
    [TestCase("text", "ชื่อ-สกุล", "นางสาวน้ำผึ้ง ศรีสุวรรณ", "name")]
    [TestCase("tel", "เลขประจำตัวประชาชน", "1-2345-67890-12-1", "citizen id")]
    [TestCase("text", "เลขประจำตัวประชาชน", "1-XXXX-XXXXX-12-1", "citizen id")]
    [TestCase("date", "วันเกิด", "1990-05-17", "birth date")]
    [TestCase("text", "วันเกิด", "17 พฤษภาคม 2533", "birth date")]
    [TestCase("text", "วันเกิด", "17/05/2533", "birth date")]
    public void Data05_fails_identity_in_a_field_that_can_be_edited(string kind, string label, string value, string what) => Field(new PageField(kind, "f", label, value, true)).FailsWith($"lets the {what} from the platform be edited");

    [Test]
    public void Data05_passes_a_read_only_field() => Field(new PageField("text", "f", "ชื่อ", "น้ำผึ้ง", false)).Passes();

    [TestCase("ชื่อผู้รับเอกสาร", "น้ำผึ้ง ศรีสุวรรณ")]
    [TestCase("อีเมลสำหรับติดต่อ", "namphueng@example.org")]
    [TestCase("โทรศัพท์มือถือ", "0812345678")]
    [TestCase("วัตถุประสงค์", "")]
    [TestCase("หมายเหตุ", "น้ำผึ้งแท้จากป่า")]
    public void Data05_passes_what_is_no_identity(string label, string value) => Field(new PageField("text", "f", label, value, true)).Passes();

    [TestCase("1234567890121")]
    [TestCase("1-2345-67890-12-1")]
    [TestCase("1 2345 67890 12 1")]
    [TestCase("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑")]
    [TestCase("1\n2\n3\n4\n5\n6\n7\n8\n9\n0\n1\n2\n1")]
    [TestCase("1.2345.67890.12.1")]
    public void Data06_fails_the_id_in_any_grouping(string id) => Shown("DATA-06", Samples.Malee, "เลขประจำตัวประชาชน\n" + id).FailsWith("shown whole");

    [TestCase("1-XXXX-XXXXX-12-1")]
    [TestCase("*********0121")]
    [TestCase("91234567890121")]
    [TestCase("3456789012347")]
    public void Data06_passes_a_masked_id_and_other_numbers(string id) => Shown("DATA-06", Samples.Malee, "เลขประจำตัวประชาชน\n" + id).Passes();

    [TestCase("วันเกิด\n17 พฤษภาคม 2533")]
    [TestCase("วันเกิด 17 พ.ค. 2533")]
    [TestCase("17 พฤษภาคม พ.ศ. ๒๕๓๓")]
    [TestCase("ยื่นเมื่อ 22/11/2569")]
    [TestCase("ยื่นเมื่อ 22/11/2569 (22 November 2026)")]
    public void Data07_passes_the_buddhist_era(string text) => Shown("DATA-07", Samples.Malee, text).Passes();

    [TestCase("วันเกิด\n17 พฤษภาคม 1990")]
    [TestCase("วันเกิด 17 พ.ค. 1990")]
    [TestCase("วันเกิด 17 พฤษภาคม พ.ศ. 1990")]
    [TestCase("17 May 1990")]
    [TestCase("November 22, 2026")]
    [TestCase("ยื่นเมื่อ 22/11/2026")]
    [TestCase("ยื่นเมื่อ 2026-11-22")]
    [TestCase("ยื่นเมื่อ ๒๒/๑๑/๒๐๒๖")]
    [TestCase("ปี ค.ศ. 2026")]
    public void Data07_fails_the_christian_era(string text) => Shown("DATA-07", Samples.Malee, text).FailsWith("In the Christian era");

    [Test]
    public void Data07_fails_a_birth_year_alone() => Shown("DATA-07", YearOnly, "วันเกิด\n1990").FailsWith("1990");

    [Test]
    public void Data07_passes_a_birth_year_alone() => Shown("DATA-07", YearOnly, "ปีเกิด 2533").Passes();

    [Test]
    public void Data07_fails_543_years_added_twice() => Shown("DATA-07", Samples.Malee, "17 พฤษภาคม 3076").FailsWith("added twice");

    [TestCase("โทร. 02-000-2026")]
    [TestCase("พระราชบัญญัติ ฉบับที่ 2/2562")]
    [TestCase("เลขที่อ้างอิง กต-2026-000123")]
    [TestCase("เลขที่ REQ-2026-11-22001")]
    [TestCase("© 2026 กรมตัวอย่าง")]
    [TestCase("เวลา 09.00–10.00 น. อาคาร 12/3 ชั้น 4")]
    [TestCase("รุ่น v1.2.2026")]
    public void Data07_takes_other_numbers_for_no_date(string text) => Assert.That(Shown("DATA-07", Samples.Malee, text).Judge().Outcome, Is.EqualTo(Outcome.Inapplicable));

    [Test]
    public void Data07_leaves_what_the_browser_draws_in_a_date_field() =>
        Assert.That(CheckCase.Of("DATA-07").Seen("tour", o => o.Citizen(Samples.Malee).Page("open:queue", "วันที่เข้ารับบริการ\n2026-11-22", s => s with { Fields = [new("date", "day", "วันที่", "2026-11-22", true)] })).Judge().Outcome, Is.EqualTo(Outcome.Inapplicable));

    [Test]
    public void Data07_leaves_an_english_page_its_years() =>
        Assert.That(CheckCase.Of("DATA-07").Seen("entry", o => o.Citizen(Samples.Malee).Page("enter", "Born 17 May 1990", s => s with { Lang = "en" })).Judge().Outcome, Is.EqualTo(Outcome.Inapplicable));

    [Test]
    public void App08_passes_a_field_and_a_button_within_reach() => Keyboard(k => k).Passes();

    [Test]
    public void App08_passes_a_page_without_any_button() => Keyboard(k => k with { Button = null, ButtonReachable = false }).Passes();

    [Test]
    public void App08_fails_what_can_not_be_seen_or_reached()
    {
        Keyboard(k => k with { FieldVisible = false }).FailsWith("can't be seen", "input#tel");
        Keyboard(k => k with { FieldCoveredBy = "div.bar" }).FailsWith("lies under div.bar", "input#tel");
        Keyboard(k => k with { ButtonReachable = false }).FailsWith("can't be scrolled to", "input#tel");
        Keyboard(k => k with { ButtonReachable = false, ButtonCoveredBy = "div.bar" }).FailsWith("\"ส่งคำขอ\" lies under div.bar", "div.bar");
    }

    [Test]
    public void App08_has_nothing_to_say_of_pages_without_fields() =>
        Assert.That(CheckCase.Of("APP-08").Seen("tour", o => o.Page("open:certificate", "ขอหนังสือรับรอง")).Judge().Outcome, Is.EqualTo(Outcome.Inapplicable));

    [Test]
    public void App08_can_not_tell_by_a_smaller_keyboard() => Keyboard(k => k with { Height = 700 }).CantTell(Cause.Harness);

    private static string Full(Citizen citizen) => citizen.FirstName + " " + citizen.LastName;

    private static CheckCase Shown(string id, Citizen citizen, string text) => CheckCase.Of(id).Seen("entry", o => o.Citizen(citizen).Page("enter", Full(citizen) + "\n" + text));

    private static CheckCase LongShown(string text, Func<TextLayout, TextLayout>? change = null) =>
        CheckCase.Of("DATA-04").Seen("long-name", o => o.Citizen(Long).Page("enter", text, s => s with { Layout = (change ?? (l => l))(new TextLayout(390, 390, null, [], [])) }));

    private static CheckCase Widened(int ordinary) => CheckCase.Of("DATA-04")
        .Seen("long-name", o => o.Citizen(Long).Page("enter", Full(Long), s => s with { Layout = new TextLayout(390, 470, "h1", [], []), Widths = [new(390, 470, "h1")] }))
        .Seen("entry", o => o.Page("return", "สวัสดี", s => s with { Widths = [new(390, ordinary, null)] }));

    private static CheckCase Field(PageField field) => CheckCase.Of("DATA-05").Seen("tour", o => o.Citizen(Samples.Malee).Page("open:certificate", "ขอหนังสือรับรอง", s => s with { Fields = [field] }));

    private static CheckCase Keyboard(Func<KeyboardMeasure, KeyboardMeasure> change) => CheckCase.Of("APP-08").Seen("tour", o => o.Page("open:certificate", "ขอหนังสือรับรอง", s => s with
    {
        Keyboard = [change(new KeyboardMeasure { Field = "โทรศัพท์", Element = "input#tel", FullHeight = 760, Height = 380, FieldVisible = true, Button = "ส่งคำขอ", ButtonReachable = true })],
    }));
}
