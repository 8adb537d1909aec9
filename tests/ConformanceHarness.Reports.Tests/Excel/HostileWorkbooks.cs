using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ConformanceHarness.Reports.Excel.Mapping;

namespace ConformanceHarness.Reports.Tests.Excel;

/// <summary>Files that are no list, or mean harm: each is refused with what it is and what to do, in bounded time and memory.</summary>
[NonParallelizable] // It counts what the process allocates.
public sealed class HostileWorkbooks
{
    private static readonly string?[] Heads = ["ลำดับ", "รายการทดสอบ", "ผลการทดสอบ"];

    private ListFolder folder = null!;

    [SetUp]
    public void Make() => folder = new ListFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    private static IEnumerable<TestCaseData> Files()
    {
        yield return new TestCaseData(Encoding.UTF8.GetBytes("รหัส,รายการทดสอบ\n1,ก"), "It is no Excel workbook (.xlsx).").SetArgDisplayNames("text");
        yield return new TestCaseData(Array.Empty<byte>(), "It is no Excel workbook (.xlsx).").SetArgDisplayNames("empty");
        yield return new TestCaseData(Ole("Workbook"), "It is a workbook of the old format (.xls).").SetArgDisplayNames("xls");
        yield return new TestCaseData(Ole("EncryptedPackage"), "The workbook is encrypted with a password.").SetArgDisplayNames("encrypted");
        yield return new TestCaseData(Zip(("a.txt", "x")), "It is no Excel workbook (.xlsx).").SetArgDisplayNames("other zip");
        yield return new TestCaseData(new RawBook { WorkbookType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml" }.Bytes(), "It is no Excel workbook (.xlsx).").SetArgDisplayNames("docx");
        yield return new TestCaseData(new RawBook { WorkbookType = "application/vnd.ms-excel.sheet.binary.macroEnabled.main" }.Bytes(), "It is a binary workbook (.xlsb).").SetArgDisplayNames("xlsb");
        yield return new TestCaseData(new RawBook().Sheet("a", [Heads]).Bytes()[..200], "The workbook is damaged:").SetArgDisplayNames("cut off");
        yield return new TestCaseData(new RawBook().Raw("a", "<sheetData><row><c>").Bytes(), "The workbook is damaged:").SetArgDisplayNames("XML that does not end");
        yield return new TestCaseData(new RawBook().Sheet("a", [Heads]).Part("xl/WORKBOOK.xml", "x").Bytes(), "The workbook is damaged: 'xl/WORKBOOK.xml' is in it twice.").SetArgDisplayNames("a part twice");
        yield return new TestCaseData(
            new RawBook { Prolog = "<!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>" }.Raw("a", "<sheetData><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData>").Bytes(),
            "The workbook is damaged: For security reasons DTD is prohibited").SetArgDisplayNames("entities");
        yield return new TestCaseData(
            new RawBook { Prolog = "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\">" }.Sheet("a", [Heads]).Bytes(), "The workbook is damaged: For security reasons DTD is prohibited").SetArgDisplayNames("external entity");
    }

    [TestCaseSource(nameof(Files))]
    public void Is_refused_with_what_it_is_and_what_to_do(byte[] content, string what)
    {
        var path = folder.File("รายการ ของเรา.xlsx");
        File.WriteAllBytes(path, content);
        var refused = ListFolder.Refused(() => TestcaseList.Open(path, null, ListFolder.Catalogue, CancellationToken.None));
        Assert.That(refused.Problem.En, Does.StartWith(what));
        Assert.That(refused.File, Is.EqualTo(path));
        Assert.That(refused.Next.Th, Is.Not.Empty);
    }

    [Test]
    [Description("The workbook holds macros … (it is read as data, and never written into)")]
    public void A_workbook_with_macros_is_read_as_data_and_never_written_into()
    {
        var book = new RawBook { WorkbookType = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" }.Sheet("a", [Heads, ["1", "หน้าแรกพร้อมใช้ภายใน 10 วินาที"]]).Part("xl/vbaProject.bin", "macro");
        using var list = folder.Open(book);
        Assert.That(list.File.HasMacros, Is.True);
        Assert.That(list.Matches.Single().Case, Is.EqualTo("LAND-05"));
        var refused = ListFolder.Refused(() => TestcaseWorkbook.Open(folder.File("list.xlsx"), null, ListFolder.Catalogue, CancellationToken.None));
        Assert.That(refused.Problem.En, Does.StartWith("The workbook holds macros"));
    }

    [Test]
    [Description("seen, and treated the same")]
    public void Macros_behind_the_name_xlsx_are_seen()
    {
        using var list = folder.Open(new RawBook().Sheet("a", [Heads, ["1", "ข้อแรก"]]).Part("xl/vbaProject.bin", "macro"));
        Assert.That(list.File.HasMacros, Is.True);
    }

    [Test]
    [Description("It has more than 20,000 rows with content (reached in the sheet …).")]
    public void A_hundred_thousand_rows_end_soon_with_the_limit()
    {
        var path = new RawBook().Sheet("a", Enumerable.Range(0, 100_000).Select(i => new string?[] { $"{i}", $"ข้อที่ {i}" }).Prepend(Heads)).Save(folder.Folder, "big.xlsx");
        var time = Stopwatch.StartNew();
        var refused = ListFolder.Refused(() => TestcaseList.Open(path, null, ListFolder.Catalogue, CancellationToken.None));
        Assert.That(refused.Problem.En, Is.EqualTo("It has more than 20,000 rows with content (reached in the sheet 'a')."));
        Assert.That(time.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    [Test]
    [Description("read: they are no content")]
    public void A_hundred_thousand_rows_of_empty_borders_are_no_content()
    {
        var rows = string.Concat(Enumerable.Range(3, 100_000).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" s=\"0\"/></row>"));
        using var list = folder.Open(new RawBook().Raw("a", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ลำดับ</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>รายการทดสอบ</t></is></c></row><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>ข้อแรก</t></is></c></row>" + rows + "</sheetData>"));
        Assert.That(list.Matches, Has.Count.EqualTo(1));
    }

    [Test]
    [Description("It unzips to more … (where the directory lies, no more is unzipped than it says)")]
    public void A_bomb_is_not_unzipped([Values] bool lies)
    {
        var bomb = new RawBook().Sheet("a", [["รหัส", "รายการทดสอบ"], ["LAND-01", "ก"]]).Part("xl/bomb.xml", new byte[600 * 1024 * 1024]).Bytes();
        if (lies)
        {
            // The directory says that it is small.
            var size = BitConverter.GetBytes(600 * 1024 * 1024);
            for (var at = bomb.AsSpan().LastIndexOf(size); at >= 0; at = bomb.AsSpan().LastIndexOf(size))
            {
                BitConverter.GetBytes(10).CopyTo(bomb, at);
            }
        }

        Assert.That(bomb, Has.Length.LessThan(8 * 1024 * 1024));
        var path = folder.File("bomb.xlsx");
        File.WriteAllBytes(path, bomb);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        byte[] Written()
        {
            using var workbook = TestcaseWorkbook.Open(path, null, ListFolder.Catalogue, CancellationToken.None);
            return workbook.WithResults(Samples.SampleRuns.Mixed());
        }

        if (lies)
        {
            // No more is unzipped than the directory says.
            Assert.That(Written(), Has.Length.LessThan(bomb.Length));
        }
        else
        {
            Assert.That(ListFolder.Refused(() => Written()).Problem.En, Does.StartWith("It unzips to more"));
        }

        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(128 * 1024 * 1024));
    }

    [Test]
    [Description("It unzips to more …")]
    public void A_bomb_in_the_sheet_itself_is_stopped_while_it_is_read()
    {
        var blanks = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
        using var sheet = new MemoryStream();
        sheet.Write(Encoding.UTF8.GetBytes($"<worksheet xmlns=\"{RawBook.Main}\"><sheetData>"));
        for (var i = 0; i < 150; i++)
        {
            sheet.Write(blanks);
        }

        sheet.Write("</sheetData></worksheet>"u8);
        var book = new RawBook().Raw("a", "<sheetData/>").Bytes();
        using (var changed = new MemoryStream())
        {
            changed.Write(book);
            using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
            {
                zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
                using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
                entry.Write(sheet.ToArray());
            }

            File.WriteAllBytes(folder.File("bomb.xlsx"), changed.ToArray());
        }

        var refused = ListFolder.Refused(() => TestcaseList.Open(folder.File("bomb.xlsx"), null, ListFolder.Catalogue, CancellationToken.None));
        Assert.That(refused.Problem.En, Does.StartWith("It unzips to more").Or.StartWith("The workbook is damaged"));
    }

    [Test]
    public void A_missing_file_and_a_folder_are_named()
    {
        Assert.That(ListFolder.Refused(() => TestcaseList.Open(folder.File("no.xlsx"), null, ListFolder.Catalogue, CancellationToken.None)).Problem.En, Is.EqualTo("There is no such file."));
        Assert.That(ListFolder.Refused(() => TestcaseList.Open(folder.Folder, null, ListFolder.Catalogue, CancellationToken.None)).Problem.En, Is.EqualTo("This is a folder, not a file."));
    }

    /// <summary>The beginning of an OLE container whose directory, in its second sector, names one stream.</summary>
    private static byte[] Ole(string stream)
    {
        var bytes = new byte[4096];
        byte[] signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        signature.CopyTo(bytes, 0);
        bytes[30] = 9;
        bytes[48] = 1;
        Encoding.Unicode.GetBytes("Root Entry").CopyTo(bytes, 1024);
        Encoding.Unicode.GetBytes(stream).CopyTo(bytes, 1024 + 128);
        return bytes;
    }

    private static byte[] Zip((string Name, string Content) file)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(file.Name).Open();
            entry.Write(Encoding.UTF8.GetBytes(file.Content));
        }

        return bytes.ToArray();
    }
}
