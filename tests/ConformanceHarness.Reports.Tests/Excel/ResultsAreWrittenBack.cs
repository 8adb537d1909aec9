using System.IO.Compression;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Tests.Samples;
using ConformanceHarness.Reports.Tests.Tools;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace ConformanceHarness.Reports.Tests.Excel;

/// <summary>Results in the user's own workbook: exactly the cells that tell a result change, and nothing else.</summary>
public sealed class ResultsAreWrittenBack
{
    private static readonly RunRecord Run = SampleRuns.Mixed();

    private ListFolder folder = null!;

    [SetUp]
    public void Make() => folder = new ListFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void Of_a_Thai_list_with_columns_to_tick()
    {
        var (before, after, _) = Write(ExcelJs.Make("thai", folder.File("รายการ UAT.xlsx")));
        var (was, now) = (before.GetProperty("ทดสอบ UAT"), after.GetProperty("ทดสอบ UAT"));
        Assert.Multiple(() =>
        {
            Assert.That((now.Text("E8"), now.Text("F8")), Is.EqualTo(("✓", "")));
            Assert.That((now.Text("E9"), now.Text("F9")), Is.EqualTo(("", "✓")));
            Assert.That(now.Text("G8"), Is.EqualTo("LAND-01: TLS 1.3 ห่วงโซ่ใบรับรองสมบูรณ์"));
            Assert.That(now.Text("G9"), Does.StartWith("AUTH-03: เครื่องแม่ข่ายแลก mToken เดียวกัน 2 ครั้ง ห่างกัน 38 มิลลิวินาที (แอปทางรัฐ, เว็บทางรัฐ)"));
            Assert.That((now.Text("H6"), now.Text("I6")), Is.EqualTo(("วันที่ทดสอบ", "หลักฐาน")), "columns that the list did not have");
            Assert.That(now.Text("H8"), Does.EndWith(" 2569"));
            Assert.That(now.Text("I9"), Does.StartWith("AUTH-03: ").And.EndsWith("report.html#case-AUTH-03"));
            Assert.That(now.Text("E10") + now.Text("F10") + now.Text("G10") + now.Text("H10"), Is.Empty, "no known case");
        });
        OnlyChanged(was, now, ["E8", "F8", "G8", "H8", "I8", "E9", "F9", "G9", "H9", "I9", "H6", "I6"]);
        Same(before, after, "คำชี้แจง");
    }

    [Test]
    public void Of_an_English_list_in_its_own_words()
    {
        var (before, after, path) = Write(ExcelJs.Make("english", folder.File("list.xlsx")));
        var now = after.GetProperty("Tests");
        Assert.Multiple(() =>
        {
            Assert.That((now.Text("F4"), now.Text("F5"), now.Text("F6")), Is.EqualTo(("Pass", "Fail", "")));
            Assert.That(now.Text("G5"), Does.StartWith("AUTH-03: The server exchanged the same mToken twice"));
            Assert.That((now.Text("H3"), now.Text("I3")), Is.EqualTo(("Tested on", "Evidence")));
        });
        OnlyChanged(before.GetProperty("Tests"), now, ["F4", "G4", "H4", "I4", "F5", "G5", "H5", "I5", "H3", "I3"]);
        Same(before, after, "Summary");
        using var book = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.That(book.WorkbookPart!.Workbook!.CalculationProperties!.FullCalculationOnLoad!.Value, Is.True, "what counts the results is calculated again");
    }

    [Test]
    public void Every_part_without_results_stays_byte_for_byte()
    {
        var source = ExcelJs.Make("thai", folder.File("list.xlsx"));
        var (_, _, written) = Write(source);
        var (before, after) = (Parts(source), Parts(written));
        Assert.That(after.Keys, Is.EqualTo(before.Keys));
        Assert.That(before.Keys.Where(name => !before[name].AsSpan().SequenceEqual(after[name])), Is.EquivalentTo(new[] { "xl/worksheets/sheet1.xml", "xl/workbook.xml" }));
    }

    [Test]
    public void What_this_program_has_never_heard_of_stays()
    {
        const string Odd = "<extLst><ext uri=\"{A}\" xmlns:z=\"urn:unheard-of\"><z:thing a=\"1\">&#13;ก</z:thing></ext></extLst>";
        var book = new RawBook().Raw("a", "<sheetPr filterMode=\"0\"/><dimension ref=\"A1:B2\"/><cols><col min=\"1\" max=\"16384\" width=\"12\"/></cols><sheetData xml:space=\"preserve\"><row r=\"1\" spans=\"1:2\" ht=\"40\" customHeight=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>รหัส</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>รายการทดสอบ</t></is></c></row><row r=\"2\" ht=\"15\"><c r=\"A2\" t=\"inlineStr\"><is><t>LAND-01</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>ก &lt;b&gt;</t></is></c></row></sheetData>" + Odd);
        var (_, _, written) = Write(book.Save(folder.Folder, "odd.xlsx"), valid: false);
        var sheet = System.Text.Encoding.UTF8.GetString(Parts(written)["xl/worksheets/sheet1.xml"]);
        Assert.Multiple(() =>
        {
            Assert.That(sheet, Does.Contain("<z:thing a=\"1\">&#xD;ก</z:thing>").And.Contain("uri=\"{A}\"").And.Contain("<sheetPr filterMode=\"0\""));
            Assert.That(sheet, Does.Contain("<dimension ref=\"A1:F2\""));
            Assert.That(sheet, Does.Contain("<col min=\"1\" max=\"2\" width=\"12\" /><col min=\"3\" max=\"3\" width=\"16\" customWidth=\"1\" />").And.Contain("<col min=\"7\" max=\"16384\" width=\"12\" />"));
            Assert.That(sheet, Does.Contain("<row r=\"1\" ht=\"40\" customHeight=\"1\">").And.Contain("<row r=\"2\">"), "a height that a person set stays");
            Assert.That(sheet, Does.Contain("ก &lt;b&gt;"));
        });
    }

    [Test]
    public void A_formula_in_the_result_column_stays_and_the_result_goes_beside()
    {
        var (before, after, _) = Write(new RawBook().Sheet("List", [["รหัส", "รายการทดสอบ", "ผลการทดสอบ"], ["LAND-01", "ก", "=IF(1,\"ผ่าน\",\"\")|ผ่าน"]]).Save(folder.Folder, "f.xlsx"));
        var now = after.GetProperty("List");
        Assert.That(now.GetProperty("cells").GetProperty("C2").GetProperty("formula").GetString(), Is.EqualTo("IF(1,\"ผ่าน\",\"\")"));
        Assert.That((now.Text("D1"), now.Text("D2")), Is.EqualTo(("ผลการทดสอบ", "ผ่าน")));
        OnlyChanged(before.GetProperty("List"), now, ["D1", "E1", "F1", "G1", "D2", "E2", "F2", "G2"]);
    }

    [Test]
    public void A_result_in_a_merged_cell_goes_where_it_is_seen()
    {
        var book = new RawBook().Sheet("List", [["รหัส", "รายการทดสอบ", "ขั้นตอน", "ผลการทดสอบ"], ["LAND-01", "ก", "หนึ่ง", ""], [null, null, "สอง"], ["LAND-02", "ข", "สาม"]], "<mergeCells count=\"2\"><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"D2:D3\"/></mergeCells>");
        var (_, after, _) = Write(book.Save(folder.Folder, "m.xlsx"));
        var now = after.GetProperty("List");
        Assert.That((now.Text("D2"), now.Text("D4")), Is.EqualTo(("ผ่าน", "ไม่ผ่าน")));
        Assert.That(now.Text("E4"), Does.StartWith("LAND-02: มีข้อยกเว้น"));
    }

    [Test]
    public void Every_outcome_has_its_word_and_says_why()
    {
        var ids = new[] { "LAND-01", "AUTH-03", "LAND-05", "APP-04", "LAND-10", "LAND-04", "A11Y-05" };
        var (_, after, _) = Write(new RawBook().Sheet("List", [["รหัส", "รายการทดสอบ", "ผลการทดสอบ", "หมายเหตุ"], .. ids.Select(id => new string?[] { id, "ข้อ " + id, "ค่าเดิม" })]).Save(folder.Folder, "o.xlsx"));
        var now = after.GetProperty("List");
        Assert.That(Enumerable.Range(2, ids.Length).Select(r => now.Text("C" + r)), Is.EqualTo(new[] { "ผ่าน", "ไม่ผ่าน", "ตัดสินไม่ได้", "ไม่เกี่ยวข้อง", "ยังไม่ได้ทดสอบ", "ผ่าน", "ผ่าน" }));
        Assert.That(now.Text("D4"), Is.EqualTo("LAND-05: เครือข่ายระหว่างเครื่องทดสอบกับระบบบริการขาดหาย"));
        Assert.That(now.Text("D7"), Does.Contain("ผลไม่คงที่"));
    }

    [Test]
    public void Text_of_a_service_is_never_a_formula([Values("=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(1)", "_x003D_1", "control characters")] string what)
    {
        // Not in the test's own name.
        var evil = what == "control characters" ? "\u0001\u202e<&>" : what;
        var record = SampleRuns.Mixed(text: _ => evil);
        var source = new RawBook().Sheet("List", [["รหัส", "รายการทดสอบ"], ["AUTH-03", "ก"]]).Save(folder.Folder, "e.xlsx");
        var (_, after, written) = Write(source, record);
        var sheet = System.Text.Encoding.UTF8.GetString(Parts(written)["xl/worksheets/sheet1.xml"]);
        Assert.That(sheet, Does.Not.Contain("<f>").And.Not.Contain("<f "));
        Assert.That(after.GetProperty("List").Text("D2"), Does.Contain(evil[0] is '\u0001' ? "‹U+0001›‹U+202E›<&>" : evil));
        var exported = folder.File("export.xlsx");
        File.WriteAllBytes(exported, TestcaseWorkbook.Export(record.Catalogue, record));
        Assert.That(ExcelJs.Read(exported).EnumerateObject().SelectMany(s => s.Value.GetProperty("cells").EnumerateObject()).Select(c => c.Value.GetProperty("formula").ValueKind), Is.All.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void A_list_without_a_known_case_is_refused()
    {
        var path = new RawBook().Sheet("List", [["รหัส", "รายการทดสอบ"], ["1", "ไม่รู้จัก"]]).Save(folder.Folder, "n.xlsx");
        Assert.That(ListFolder.Refused(() => TestcaseWorkbook.Open(path, null, Run.Catalogue, CancellationToken.None)).Problem.En, Does.StartWith("No row is a known case"));
    }

    private (JsonElement Before, JsonElement After, string Path) Write(string source, RunRecord? record = null, bool valid = true)
    {
        using var workbook = TestcaseWorkbook.Open(source, null, ListFolder.Catalogue, CancellationToken.None);
        var path = folder.File("written.xlsx");
        File.WriteAllBytes(path, workbook.WithResults(record ?? Run));
        if (valid)
        {
            Assert.That(Errors(path), Is.SubsetOf(Errors(source)), "what was sound before is sound afterwards");
        }

        return (ExcelJs.Read(source), ExcelJs.Read(path), path);
    }

    private static List<string> Errors(string path)
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        return [.. new OpenXmlValidator().Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}")];
    }

    private static void OnlyChanged(JsonElement before, JsonElement after, string[] changed)
    {
        var (was, now) = (before.GetProperty("cells"), after.GetProperty("cells"));
        var others = was.EnumerateObject().Select(c => c.Name).Union(now.EnumerateObject().Select(c => c.Name)).Except(changed).ToList();
        Assert.That(others, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (var address in others)
            {
                Assert.That(now.TryGetProperty(address, out var cell) ? cell.GetRawText() : "", Is.EqualTo(was.TryGetProperty(address, out var old) ? old.GetRawText() : ""), address);
            }

            foreach (var what in new[] { "merges", "images", "tables", "frozen", "filter", "conditions" })
            {
                Assert.That(after.GetProperty(what).GetRawText(), Is.EqualTo(before.GetProperty(what).GetRawText()), what);
            }

            // The style of a cell that was there is its own.
            foreach (var address in changed.Where(a => was.TryGetProperty(a, out _) && now.TryGetProperty(a, out _)))
            {
                Assert.That(now.GetProperty(address).GetProperty("style").GetString(), Is.EqualTo(was.GetProperty(address).GetProperty("style").GetString()), address);
                Assert.That(now.GetProperty(address).GetProperty("validation").GetRawText(), Is.EqualTo(was.GetProperty(address).GetProperty("validation").GetRawText()), address);
            }
        });
    }

    private static void Same(JsonElement before, JsonElement after, string sheet) => Assert.That(after.GetProperty(sheet).GetRawText(), Is.EqualTo(before.GetProperty(sheet).GetRawText()));

    private static SortedDictionary<string, byte[]> Parts(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return new(zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var content = new MemoryStream();
            using var from = e.Open();
            from.CopyTo(content);
            return content.ToArray();
        }), StringComparer.Ordinal);
    }
}
