using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

public sealed class DataChecksTests
{
    private static readonly Citizen MonthOnly = Samples.Malee with { DateOfBirth = "199005--" };
    private static readonly Citizen YearOnly = Samples.Malee with { DateOfBirth = "1990----" };

    [TestCase("DATA-01")]
    [TestCase("DATA-02")]
    [TestCase("DATA-03")]
    public void Nothing_to_look_at_is_no_pass(string id) => CheckCase.Of(id).Seen("entry", o => o.Citizen(MonthOnly)).CantTell();

    [TestCase("DATA-01")]
    [TestCase("DATA-02")]
    public void Nobody_to_compare_with_is_no_pass(string id) => CheckCase.Of(id).Seen("entry", o => o.Page("enter", "สวัสดี")).CantTell();

    [Test]
    public void Data02_has_nothing_to_say_of_a_whole_date() => Shown("DATA-02", Samples.Malee, "เกิด 17 พฤษภาคม 2533").CantTell();

    [TestCase("สวัสดี\nน้ำผึ้ง\nศรีสุวรรณ", TestName = "Data01_finds_a_name_split_over_elements")]
    [TestCase("น้ำ\u200bผึ้ง ศรี\u00adสุวรรณ", TestName = "Data01_finds_a_name_with_invisible_characters")]
    [TestCase("น้\u0e4d\u0e32ผึ้ง ศรีสุวรรณ", TestName = "Data01_finds_a_name_in_its_decomposed_form")]
    [TestCase("นางสาวน้ำผึ้ง  ศรีสุวรรณ", TestName = "Data01_finds_a_name_after_a_title")]
    public void Data01_finds_names(string text) => Shown("DATA-01", Samples.Malee, text).Passes();

    [TestCase("1234567890121")]
    [TestCase("1-2345-67890-12-1")]
    [TestCase("1 2345 67890 12 1")]
    [TestCase("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑")]
    [TestCase("1-XXXX-XXXXX-12-1")]
    [TestCase("x-xxxx-xxxxx-xx-1")]
    [TestCase("●-●●●●-●●●●●-●●-1")]
    [TestCase("1-2345-xxxxx-xx-x")]
    [TestCase("1234xxxxx0121")]
    [TestCase("XXXXXXXXX0121")]
    [TestCase("******0121")]
    [TestCase("X-XXXX-XXXXX-XX-X")]
    public void Data01_accepts_the_id_whole_or_masked(string id) => Shown("DATA-01", Samples.Malee, Samples.Full(Samples.Malee) + "\nเลขประจำตัวประชาชน\n" + id).Passes();

    [TestCase("โทร. 1234567890122", TestName = "Data01_takes_a_number_of_another_kind")]
    [TestCase("เลขที่คำขอ 3456789012347", TestName = "Data01_takes_a_request_number")]
    [TestCase("เลขประจำตัวผู้เสียภาษี 0994000158378", TestName = "Data01_takes_the_agency_tax_number")]
    [TestCase("เลขประจำตัวประชาชน\n0812345678", TestName = "Data01_takes_a_phone_number_after_an_empty_field")]
    [TestCase("กรุณากรอกเลขบัตรประชาชน 13 หลัก\n02-123-4567", TestName = "Data01_takes_an_instruction_for_a_form")]
    [TestCase("ตัวอย่าง 3-4567-89012-34-7", TestName = "Data01_takes_an_example_of_the_format")]
    [TestCase("ปรับปรุงเมื่อ 1766428800000", TestName = "Data01_takes_a_time_in_milliseconds")]
    [TestCase("UserId 8f1c0000-0000-4000-8000-000000000001", TestName = "Data01_takes_a_uuid")]
    public void Data01_is_not_fooled_by_other_numbers(string line) => Shown("DATA-01", Samples.Malee, Samples.Full(Samples.Malee) + "\n" + line).Passes();

    [TestCase("เลขประจำตัวประชาชน\n1-2345-67890-12-2", "1-2345-67890-12-2")]
    [TestCase("เลขบัตรประชาชน: 1234567890122", "1234567890122")]
    [TestCase("1-2345-67890-12-2", "1-2345-67890-12-2")]
    [TestCase("3456789012347", "3456789012347")]
    [TestCase("๓-๔๕๖๗-๘๙๐๑๒-๓๔-๗", "๓-๔๕๖๗-๘๙๐๑๒-๓๔-๗")]
    [TestCase("1-XXXX-XXXXX-12-2", "1-XXXX-XXXXX-12-2")]
    [TestCase("●-●●●●-●●●●●-●●-9", "●-●●●●-●●●●●-●●-9")]
    [TestCase("เลขประจำตัวประชาชน ******0129", "******0129")]
    [TestCase("เลขประจำตัวประชาชน 234567890121", "234567890121")]
    public void Data01_fails_another_id(string line, string seen) => Shown("DATA-01", Samples.Malee, Samples.Full(Samples.Malee) + "\n" + line).FailsWith("The citizen id shown differs: " + seen, "(enter)");

    [TestCase("นาผึง ศรีสุวรรณ", "The given name น้ำผึ้ง is shown nowhere.", TestName = "Data01_fails_a_name_that_lost_its_marks")]
    [TestCase("น้ำผึ้ง ศรีสุ", "The surname ศรีสุวรรณ is shown nowhere.", TestName = "Data01_fails_a_surname_cut_short")]
    public void Data01_fails_names(string text, string seen) => Shown("DATA-01", Samples.Malee, text).FailsWith(seen, Samples.Landing);

    [TestCase("วันเกิด\nพฤษภาคม 2533")]
    [TestCase("วันเกิด\nพฤษภาคม พ.ศ. 2533 (ไม่ทราบวันที่)")]
    [TestCase("วันเกิด พ.ค. 2533")]
    [TestCase("วันเกิด\nไม่ระบุ\n1 พฤษภาคม 2569")]
    [TestCase("วันเกิด: ไม่ระบุวัน พฤษภาคม 2533")]
    [TestCase("ปรับปรุงเมื่อ 1 พฤษภาคม 2569 เวลา 01:05")]
    [TestCase("ค่าธรรมเนียม 1 533 บาท")]
    [TestCase("1. พฤษภาคม 2533 เกิด")]
    [TestCase("ปีงบประมาณ 2568--2569 --- ตัวอย่าง")]
    [TestCase("ชื่อ / --")]
    public void Data02_passes_a_month_without_a_day(string text) => Shown("DATA-02", MonthOnly, text).Passes();

    [TestCase("วันเกิด\nพ.ศ. 2533")]
    [TestCase("เกิดปี 2533 (อายุประมาณ 36 ปี)")]
    [TestCase("วันเกิด ไม่ทราบวันและเดือน พ.ศ. 2533")]
    [TestCase("วันเกิด\nพ.ศ. 2533\nอีเมล\n--\nแผนพัฒนา 2566 -- ระยะที่ 2 -- เริ่มใหม่")]
    public void Data02_passes_a_year_alone(string text) => Shown("DATA-02", YearOnly, text).Passes();

    [TestCase("วันเกิด Invalid Date", "Invalid Date")]
    [TestCase("วันเกิด NaN พฤษภาคม 2533", "NaN")]
    [TestCase("อายุNaNปี", "NaN")]
    [TestCase("วันเกิด undefined/05/2533", "undefined")]
    [TestCase("เกิด -- พ.ค. ๒๕๓๓", "-- พ.ค. 2533")]
    [TestCase("เกิด -- พฤษภาคม พ.ศ. 2533", "-- พฤษภาคม พ.ศ. 2533")]
    [TestCase("วันเกิด --/05/2533", "--/05/2533")]
    [TestCase("วันเกิด -/5/2533", "-/5/2533")]
    [TestCase("วันเกิด 199005--", "199005--")]
    [TestCase("วันเกิด 1990-05---", "1990-05---")]
    [TestCase("วันเกิด 01/05/2533", "01/05/2533")]
    [TestCase("วันเกิด 1 พฤษภาคม 2533", "1 พฤษภาคม 2533")]
    [TestCase("วันเกิด 1 พ.ค. 33", "1 พ.ค. 33")]
    [TestCase("วันเกิด 1 พฤษภาคม พ.ศ. 2533", "1 พฤษภาคม พ.ศ. 2533")]
    [TestCase("วันเกิด: 30 เมษายน พ.ศ.2533", "30 เมษายน พ.ศ.2533")]
    [TestCase("วันเกิด 1990-05-01", "1990-05-01")]
    [TestCase("วันเกิด 1990/05/00", "1990/05/00")]
    [TestCase("วันเกิด 1 May 1990", "1 May 1990")]
    [TestCase("Born May 1, 1990", "May 1, 1990")]
    [TestCase("วันเกิด: 30 เมษายน 2533", "30 เมษายน 2533")]
    [TestCase("วัน/เดือน/ปีเกิด 31/05/2533", "31/05/2533")]
    [TestCase("วันเกิด ๑ พฤษภาคม ๒๕๓๓", "1 พฤษภาคม 2533")]
    public void Data02_fails_a_month_shown_badly(string text, string seen) => Shown("DATA-02", MonthOnly, text).FailsWith(seen, "(enter)");

    [TestCase("เกิด -- -- 2533", "-- -- 2533")]
    [TestCase("เกิด -- undefined ๒๕๓๓", "-- undefined 2533")]
    [TestCase("วันเกิด 01/01/2533", "01/01/2533")]
    [TestCase("วันเกิด 1 มกราคม 2533", "1 มกราคม 2533")]
    [TestCase("วันเกิด 00/00/2533", "00/00/2533")]
    [TestCase("วันเกิด 1990----", "1990----")]
    [TestCase("วันเกิด 30/11/2532", "30/11/2532")]
    public void Data02_fails_a_year_shown_badly(string text, string seen) => Shown("DATA-02", YearOnly, text).FailsWith(seen, "(enter)");

    [TestCase("โทรศัพท์\nไม่ระบุ\nอีเมล\n-")]
    [TestCase("This request is null and void after 30 days.")]
    [TestCase("Nullarbor, nullify, annulled; จังหวัด Nan")]
    public void Data03_passes_worded_absence_and_ordinary_words(string text) => Shown("DATA-03", Samples.Malee, text).Passes();

    [TestCase("โทรศัพท์\nnull", "null")]
    [TestCase("สวัสดีnull", "สวัสดีnull")]
    [TestCase("nullnull", "nullnull")]
    [TestCase("คุณ undefined undefined", "undefined")]
    [TestCase("อายุ NaN ปี", "NaN")]
    [TestCase("ที่อยู่: [object Object]", "[object Object]")]
    [TestCase("address[object Object]", "[object Object]")]
    [TestCase("โทรศัพท์ NULL", "NULL")]
    public void Data03_fails_a_programmers_word(string text, string seen) => Shown("DATA-03", Samples.Malee, text).FailsWith(seen, "(enter)");

    [Test]
    public void Data03_looks_at_sub_services_too() => CheckCase.Of("DATA-03").Seen("tour", o => o.Citizen(Samples.Malee).Page("enter", "สวัสดี").Page("open:certificate", "อีเมล undefined")).FailsWith("undefined", "(open:certificate)");

    private static CheckCase Shown(string id, Citizen citizen, string text) => CheckCase.Of(id).Seen("entry", o => o.Citizen(citizen).Document("enter").Page("enter", text));
}
