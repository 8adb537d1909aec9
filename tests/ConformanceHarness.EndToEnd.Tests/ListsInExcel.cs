using System.IO.Compression;
using System.Text.Json;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>The commands for lists in Excel, as a person types them.</summary>
public sealed class ListsInExcel
{
    private static readonly string[] Heads = ["รหัส", "รายการทดสอบ", "ผลที่คาดหวัง", "ผลการทดสอบ"];
    private static readonly string[][] Rows = [Heads, ["LAND-04", "หน้าแรกตอบ 2xx", "ตอบ 200"], ["", "หน้าเว็บระบุภาษาไทยและมีชื่อหน้า", "มีชื่อ"], ["9", "มีปุ่มติดต่อเจ้าหน้าที่ทุกหน้า", "เห็นปุ่ม"]];

    private TestHome home = null!;

    [SetUp]
    public void Make() => home = new TestHome();

    [TearDown]
    public void Remove() => home.Dispose();

    private string List => Path.Combine(home.Folder, "รายการ ของเรา.xlsx");

    private string Beside(string extension) => Path.Combine(home.Folder, "รายการ ของเรา" + extension);

    [Test]
    public async Task A_list_is_imported_corrected_and_imported_again()
    {
        SmallList.Write(List, Rows);
        var first = await Command.RunAsync(home, "catalogue", "import", List, "--json");
        Assert.That(first.ExitCode, Is.Zero, first.All);
        var rows = JsonDocument.Parse(first.Output).RootElement.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("case").GetString(), r.GetProperty("basis").GetString()));
        Assert.That(rows, Is.EqualTo(new[] { ("LAND-04", "id"), ("LAND-11", "wording"), ("LIST-001", "none") }));
        Assert.That(first.Error, Does.Contain("3 cases: 1 by id · 1 by wording · 0 settled by you · 1 for a person"));

        var listed = await Command.RunAsync(home, "list", "--catalogue", Beside(".catalogue.yaml"));
        Assert.That(listed.Output, Does.Contain("LIST-001").And.Contain("มีปุ่มติดต่อเจ้าหน้าที่ทุกหน้า").And.Contain("LAND-01"));

        // A second proposal never replaces what a person may have corrected.
        var again = await Command.RunAsync(home, "catalogue", "import", List);
        Assert.That(again.ExitCode, Is.EqualTo(2), again.All);
        Assert.That(again.Error, Does.Contain("The mapping file " + Beside(".mapping.yaml") + " is there already"));

        var mapping = await File.ReadAllTextAsync(Beside(".mapping.yaml"));
        Assert.That(mapping, Does.Contain("case: LAND-11"));
        await File.WriteAllTextAsync(Beside(".mapping.yaml"), mapping.Replace("case: LAND-11", "case: person", StringComparison.Ordinal));
        var corrected = await Command.RunAsync(home, "catalogue", "import", List, "--mapping", Beside(".mapping.yaml"), "--json");
        Assert.That(corrected.ExitCode, Is.Zero, corrected.All);
        var settled = JsonDocument.Parse(corrected.Output).RootElement.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("case").GetString());
        Assert.That(settled, Is.EqualTo(new[] { "LAND-04", "LIST-002", "LIST-001" }), "an id that was given stays");
    }

    [Test]
    public async Task The_id_of_a_case_that_is_gone_is_never_used_again()
    {
        SmallList.Write(List, Rows);
        await Command.RunAsync(home, "catalogue", "import", List);
        File.Delete(List);
        SmallList.Write(List, [.. Rows[..3], ["9", "เรื่องใหม่ทั้งหมดของรายการนี้", "ใหม่"]]);
        var end = await Command.RunAsync(home, "catalogue", "import", List, "--force");
        Assert.That(end.ExitCode, Is.Zero, end.All);
        Assert.That(await File.ReadAllTextAsync(Beside(".catalogue.yaml")), Does.Contain("retired: [LIST-001]").And.Contain("- id: LIST-002").And.Not.Contain("- id: LIST-001"));
    }

    [Test]
    public async Task The_minimum_can_be_added_to_and_never_taken_from()
    {
        SmallList.Write(List, Rows);
        await Command.RunAsync(home, "catalogue", "import", List);
        var text = await File.ReadAllTextAsync(Beside(".catalogue.yaml"));
        var weaker = home.File("weaker.yaml", text[..text.IndexOf("    obligation: must", StringComparison.Ordinal)] + "    obligation: should" + text[(text.IndexOf("    obligation: must", StringComparison.Ordinal) + 20)..]);
        var end = await Command.RunAsync(home, "list", "--catalogue", weaker);
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("1 built-in cases are missing or changed: LAND-01"));
    }

    [Test]
    public async Task Wrong_files_and_options_say_what_to_do()
    {
        SmallList.Write(List, Rows);
        var old = home.File("old.xls", "");
        await File.WriteAllBytesAsync(old, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[4000]]);
        foreach (var (arguments, said) in new (string[], string)[]
        {
            (["catalogue", "import", old], old + ": It is a workbook of the old format (.xls)."),
            (["catalogue", "import", "no.xlsx"], "no.xlsx: There is no such file."),
            (["catalogue", "import"], "Required argument"),
            (["catalogue"], "Required command"),
            (["catalogue", "export", "--into", List], "needs --results"),
            (["catalogue", "export", "--in-place"], "--in-place is there without --into"),
            (["catalogue", "export", "--results", "nowhere"], "There is no nowhere."),
            (["run", "--mapping", "x.yaml"], "--mapping is there without --workbook"),
            (["run", "--workbook", old], old + ": It is a workbook of the old format (.xls)."),
            (["run", "--catalogue", "no.yaml"], "no.yaml: There is no such file."),
        })
        {
            var end = await Command.RunAsync(home, arguments);
            Assert.That(end.ExitCode, Is.EqualTo(2), string.Join(' ', arguments) + end.All);
            Assert.That(end.Error, Does.Contain(said).And.Contain("→"));
        }
    }

    [Test]
    public async Task The_catalogue_is_exported_and_nothing_is_written_over()
    {
        var end = await Command.RunAsync(home, "catalogue", "export", "--out", "กรณี ทดสอบ.xlsx");
        Assert.That(end.ExitCode, Is.Zero, end.All);
        Assert.That(SmallList.Read(Path.Combine(home.Folder, "กรณี ทดสอบ.xlsx"))["A4"], Is.EqualTo("LAND-01"));
        var again = await Command.RunAsync(home, "catalogue", "export", "--out", "กรณี ทดสอบ.xlsx");
        Assert.That(again.ExitCode, Is.EqualTo(2), again.All);
    }

    [Test]
    public async Task A_run_writes_into_a_copy_of_the_list_and_the_bundle_carries_it()
    {
        SmallList.Write(List, Rows);
        var original = await File.ReadAllBytesAsync(List);
        await Command.RunAsync(home, "catalogue", "import", List);
        var run = await Command.RunAsync(home, "run", "--only", "LAND-04,LAND-11,LIST", "--defect", "no-title", "--catalogue", Beside(".catalogue.yaml"), "--workbook", List, "--reports", "ผล", "--json");
        Assert.That(run.ExitCode, Is.EqualTo(4), run.All);
        var answer = JsonDocument.Parse(run.Output).RootElement;
        var copy = answer.GetProperty("workbook").GetString()!;
        var bundle = answer.GetProperty("bundle").GetString()!;
        var cells = SmallList.Read(copy);
        Assert.Multiple(() =>
        {
            Assert.That(copy, Is.EqualTo(Beside("-results.xlsx")));
            Assert.That(File.ReadAllBytes(List), Is.EqualTo(original));
            Assert.That((cells["D2"], cells["D3"], cells["D4"]), Is.EqualTo(("ผ่าน", "ไม่ผ่าน", "ยังไม่ได้ทดสอบ")));
            Assert.That(cells["E3"], Does.StartWith("LAND-11: "));
        });
        using (var zip = ZipFile.OpenRead(bundle))
        {
            using var content = new MemoryStream();
            using var entry = zip.GetEntry("testcases.xlsx")!.Open();
            await entry.CopyToAsync(content);
            Assert.That(content.ToArray(), Is.EqualTo(await File.ReadAllBytesAsync(copy)));
        }

        var verified = await Command.RunAsync(home, "verify", "--allow-trial", bundle);
        Assert.That(verified.Output, Does.Contain("intact"), verified.All);

        // Once more from the bundle, into the list itself: first while it is open elsewhere.
        var mark = home.File("~$รายการ ของเรา.xlsx", "");
        var locked = await Command.RunAsync(home, "catalogue", "export", "--into", List, "--results", bundle, "--in-place");
        Assert.That(locked.ExitCode, Is.EqualTo(2), locked.All);
        Assert.That(locked.Error, Does.Contain("is open in another program"));
        Assert.That(await File.ReadAllBytesAsync(List), Is.EqualTo(original));
        File.Delete(mark);
        var written = await Command.RunAsync(home, "catalogue", "export", "--into", List, "--results", bundle, "--in-place");
        Assert.That(written.ExitCode, Is.Zero, written.All);
        Assert.That(SmallList.Read(List)["D3"], Is.EqualTo("ไม่ผ่าน"));
    }

    [Test]
    public async Task A_secret_in_the_list_never_gets_into_a_bundle()
    {
        var service = home.ServiceFile("https://127.0.0.1:9/");
        SmallList.Write(List, [.. Rows, ["LAND-01", "ใช้ a-secret-that-only-this-test-knows", ""]]);
        var end = await Command.RunAsync(home, "run", "--service", service, "--workbook", List);
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("The workbook holds a secret of the service file").And.Not.Contain("a-secret-that-only"));
    }
}
