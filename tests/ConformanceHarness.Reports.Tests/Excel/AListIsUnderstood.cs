using ConformanceHarness.Core;
using ConformanceHarness.Reports.Excel.Mapping;
using ConformanceHarness.Reports.Tests.Tools;

namespace ConformanceHarness.Reports.Tests.Excel;

/// <summary>What is proposed for lists as agencies have them.</summary>
public sealed class AListIsUnderstood
{
    private ListFolder folder = null!;

    [SetUp]
    public void Make() => folder = new ListFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void A_Thai_list_with_notes_above_and_heads_of_two_rows()
    {
        using var list = TestcaseList.Open(ExcelJs.Make("thai", folder.File("รายการ UAT.xlsx")), null, ListFolder.Catalogue, CancellationToken.None);
        var mapping = list.Mappings.Single();
        Assert.Multiple(() =>
        {
            Assert.That(mapping.Sheet, Is.EqualTo("ทดสอบ UAT"));
            Assert.That(mapping.HeaderRow, Is.EqualTo(6));
            Assert.That(mapping.Columns, Is.EquivalentTo(new Dictionary<ColumnRole, int>
            {
                [ColumnRole.Number] = 1,
                [ColumnRole.Title] = 2,
                [ColumnRole.Steps] = 3,
                [ColumnRole.Expected] = 4,
                [ColumnRole.Passed] = 5,
                [ColumnRole.Failed] = 6,
                [ColumnRole.Remark] = 7,
            }));
            Assert.That(mapping.Stages, Is.EqualTo(new[] { Stage.Uat }));
            Assert.That(list.LeftOut, Is.EqualTo(new[] { "คำชี้แจง" }));
            Assert.That(list.Matches.Select(m => (m.Listed.Row, m.Case, m.Basis)), Is.EqualTo(new[] { (8, "LAND-01", MatchBasis.Wording), (9, "AUTH-03", MatchBasis.Wording), (10, null, MatchBasis.None) }));
            Assert.That(list.Matches[0].Listed.Group, Is.EqualTo("1. การเข้าถึงบริการ"));
            Assert.That(list.Skipped.Select(s => s.Row.Row), Is.EqualTo(new[] { 7, 12, 13 }));
        });
    }

    [Test]
    public void An_English_list_in_a_table_of_Excel()
    {
        using var list = TestcaseList.Open(ExcelJs.Make("english", folder.File("list.xlsx")), null, ListFolder.Catalogue, CancellationToken.None);
        var mapping = list.Mappings.Single();
        Assert.Multiple(() =>
        {
            Assert.That(mapping.English, Is.True);
            Assert.That(mapping.Columns[ColumnRole.Id], Is.EqualTo(2));
            Assert.That(mapping.Words[Outcome.Passed], Is.EqualTo("Pass"), "the column's own list of words");
            Assert.That(mapping.Words[Outcome.Untested], Is.EqualTo("Not run"));
            Assert.That(list.Matches.Select(m => (m.Case, m.Basis)), Is.EqualTo(new[] { ("LAND-01", MatchBasis.Id), ("AUTH-03", MatchBasis.Id), (null, MatchBasis.None) }));
        });
    }

    [Test]
    public void Several_sheets_numbers_as_text_blank_rows_groups_and_repeated_heads()
    {
        string?[] heads = ["รหัส", "รายการทดสอบ", "ผลที่คาดหวัง", "ผลการทดสอบ"];
        using var list = folder.Open(new RawBook { Shared = "<si><r><t>ข้อ </t></r>\n <r><t xml:space=\"preserve\">ที่ไม่รู้จัก</t></r><rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh></si>" }
            .Sheet("UAT", [heads, ["1", "การเข้าใช้งาน"], ["1.1", "หน้าแรกเป็นอย่างไรก็ได้", "ดี"], [], ["#1.2", "อีกข้อหนึ่งของรายการ", "=A1&A2|ค่าที่เก็บไว้"], heads, [null, "หมวดถัดไป"], ["2.1", "ข้อสุดท้ายของรายการ", "ดี"], ["หมายเหตุ: จบ"]])
            .Raw("Pre-Production", "<sheetData><row><c t=\"inlineStr\"><is><t>ลำดับ</t></is></c><c t=\"inlineStr\"><is><t>กรณีทดสอบ</t></is></c></row><row><c><v>7</v></c><c t=\"s\"><v>0</v></c></row></sheetData>"));
        Assert.Multiple(() =>
        {
            Assert.That(list.Matches.Select(m => (m.Listed.Sheet, m.Listed.Row, m.Listed.Id)), Is.EqualTo(new[] { ("UAT", 3, "1.1"), ("UAT", 5, "1.2"), ("UAT", 8, "2.1"), ("Pre-Production", 2, "7") }));
            Assert.That(list.Matches[1].Listed.Expected, Is.EqualTo("ค่าที่เก็บไว้"), "a formula by its stored value");
            Assert.That(list.Matches[2].Listed.Group, Is.EqualTo("หมวดถัดไป"));
            Assert.That(list.Matches[3].Listed.Title, Is.EqualTo("ข้อ ที่ไม่รู้จัก"));
            Assert.That(list.Mapping("Pre-Production").Stages, Is.EqualTo(new[] { Stage.Preproduction }));
        });
    }

    [Test]
    public void A_case_over_several_rows_is_one_case()
    {
        using var list = folder.Open(new RawBook().Sheet(
            "List", [["No.", "Test case", "Steps", "Result"], ["1", "Something of its own", "one"], [null, null, "two"], ["2", "Another one of its own", "three"], [null, null, "four"]],
            "<mergeCells count=\"2\"><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"));
        Assert.That(list.Matches.Select(m => (m.Listed.Row, m.Listed.Steps)), Is.EqualTo(new[] { (2, "one\ntwo"), (4, "three\nfour") }));
    }

    [TestCase("แลก mToken เพียงครั้งเดียวต่อการเข้าใช้งาน", ExpectedResult = "AUTH-03")]
    [TestCase("แลก mToken เพียง ครั้งเดียว ต่อการเข้าใช้งาน.", ExpectedResult = "AUTH-03")]
    [TestCase("ไม่แลก mToken เพียงครั้งเดียวต่อการเข้าใช้งาน", ExpectedResult = null, Description = "a 'not' turns it round")]
    [TestCase("หน้าแรกพร้อมใช้ภายใน 20 วินาที", ExpectedResult = null, Description = "another number")]
    [TestCase("หน้าแรกพร้อมใช้ภายใน ๑๐ วินาที", ExpectedResult = "LAND-05", Description = "Thai digits")]
    [TestCase("แลก mToken", ExpectedResult = null, Description = "too little of it")]
    public string? A_wording_is_recognised_only_when_it_is_clear(string title)
    {
        using var list = folder.Open(new RawBook().Sheet("List", [["ลำดับ", "รายการทดสอบ"], ["1", title]]));
        return list.Matches.Single().Case;
    }

    [Test]
    public void What_is_as_much_like_two_cases_is_neither()
    {
        var one = new[] { "หน้าจอแสดงชื่อประชาชนครบถ้วนถูกต้อง ก", "หน้าจอแสดงชื่อประชาชนครบถ้วนถูกต้อง ข" };
        var catalogue = ListFolder.Catalogue with { Cases = [.. one.Select((t, i) => ListFolder.Catalogue.Cases[0] with { Id = $"NAME-0{i + 1}", Title = new(t, t) })] };
        var match = new CaseMatcher(catalogue).Match([new ListedCase { Sheet = "s", Row = 2, Id = "", Title = "หน้าจอแสดงชื่อประชาชนครบถ้วนถูกต้อง" }], _ => null, CancellationToken.None).Single();
        Assert.That((match.Basis, match.Case), Is.EqualTo((MatchBasis.Ambiguous, (string?)null)));
        Assert.That(match.Candidates, Is.EquivalentTo(new[] { "NAME-01", "NAME-02" }));
    }

    [Test]
    public void Two_rows_that_look_like_the_same_case_are_left_to_a_person()
    {
        using var list = folder.Open(new RawBook().Sheet("List", [["ลำดับ", "รายการทดสอบ"], ["1", "หน้าแรกพร้อมใช้ภายใน 10 วินาที"], ["2", "หน้าแรกพร้อมใช้ภายใน 10 วินาที"]]));
        Assert.That(list.Matches.Select(m => m.Basis), Is.All.EqualTo(MatchBasis.Ambiguous));
    }

    [Test]
    public void A_sheet_without_a_list_says_so()
    {
        var refused = ListFolder.Refused(() => folder.Open(new RawBook().Sheet("บันทึก", [["สวัสดี"], ["อ่านก่อน", "ใช้งาน"]])));
        Assert.That(refused.Problem.En, Is.EqualTo("No sheet has the head of a list of test cases (looked at 'บันทึก')."));
        Assert.That(refused.Next.En, Does.Contain("--mapping"));
    }
}
