using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Describing;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>catalogue export</c>: the catalogue as a workbook, with a run's results, or results written into the user's own workbook.</summary>
internal sealed class CatalogueExport
{
    private readonly Option<string> to = new("--out") { HelpName = "FILE.xlsx" };
    private readonly Option<string> results = new("--results") { HelpName = "FOLDER|BUNDLE" };
    private readonly Option<string> into = new("--into") { HelpName = "LIST.xlsx" };
    private readonly Option<string> mapping = new("--mapping") { HelpName = "FILE.yaml" };
    private readonly Option<bool> inPlace = new("--in-place");
    private readonly Option<string> catalogue = CatalogueCommand.CatalogueOption();
    private readonly Option<bool> force = new("--force");

    public static OfferedCommand Make(string language)
    {
        var o = new CatalogueExport();
        return new OfferedCommand("export", new("เขียนรายการทดสอบเป็น Excel พร้อมผลของรอบทดสอบ", "write the test cases as Excel, with a run's results"), language)
        {
            Notes = [new LocalText("คำสั่งนี้ไม่ตรวจลายมือชื่อ ใช้ verify ก่อนหากได้รับชุดผลจากผู้อื่น", "It checks no signature: verify a bundle first that came from somebody else.").In(language)],
            Exits = [new LocalText("0 เขียนแล้ว", "0 written").In(language), new LocalText("2 คำสั่งหรือไฟล์ผิด", "2 usage, or a file is wrong").In(language)],
            Examples = ["./conformance catalogue export --out testcases.xlsx", "./conformance catalogue export --results submission.asice --out results.xlsx", "./conformance catalogue export --into list.xlsx --results reports/reference-uat-20260615T020000Z"],
        }
            .With(o.to, new("ไฟล์ปลายทาง (ปกติ testcases.xlsx หรือสำเนาข้าง --into)", "where to (default: testcases.xlsx, or a copy beside --into)"))
            .With(o.results, new("เติมผลจากโฟลเดอร์ของรอบทดสอบ หรือชุดผล (.asice)", "fill in the results of a run's folder, or of a bundle (.asice)"))
            .With(o.into, new("เขียนผลลงในรายการทดสอบ Excel ของหน่วยงาน", "write the results into your own Excel list"))
            .With(o.mapping, new("ไฟล์จับคู่ของ --into (ปกติ LIST.mapping.yaml ข้างไฟล์ หากมี)", "mapping file for --into (default: LIST.mapping.yaml beside it, if there is one)"))
            .With(o.inPlace, new("เขียนลงใน --into โดยตรงแทนสำเนา", "write into the --into file itself instead of a copy"))
            .With(o.catalogue, CatalogueCommand.CatalogueWords)
            .With(o.force, new("เขียนทับไฟล์ปลายทางเดิม", "replace the file that is there"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        Check(parsed);
        var record = parsed.GetValue(results) is { } from ? Record(from, out var unpacked) : Nothing(out unpacked);
        using (unpacked)
        {
            var path = parsed.GetValue(into) is { } list
                ? await IntoAsync(parsed, list, record!, screen, execution)
                : Export(parsed, record);
            screen.Line(path);
            if (screen.Json)
            {
                Screen.WriteJson(new JsonObject { ["exitCode"] = 0, ["workbook"] = path });
            }
        }

        return ExitCodes.Conformant;
    }

    private void Check(ParseResult parsed)
    {
        var (list, place) = (parsed.GetValue(into), parsed.GetValue(inPlace));
        if (list is not null && parsed.GetValue(results) is null)
        {
            throw new ConfigurationException(
                new LocalText($"--into {list} ต้องใช้คู่กับ --results", $"--into {list} needs --results."),
                new LocalText("ระบุโฟลเดอร์ของรอบทดสอบหรือชุดผล: --results reports/…", "Name a run's folder or a bundle: --results reports/…"));
        }

        if (list is null && (place ? "--in-place" : parsed.GetValue(mapping) is null ? null : "--mapping") is { } alone)
        {
            throw new ConfigurationException(
                new LocalText($"ระบุ {alone} โดยไม่มี --into", $"{alone} is there without --into."),
                new LocalText("เพิ่ม --into LIST.xlsx หรือตัดตัวเลือกนี้ออก", "Add --into LIST.xlsx, or leave the option out."));
        }

        if (place && parsed.GetValue(to) is { } target)
        {
            throw new ConfigurationException(
                new LocalText($"--in-place ใช้ร่วมกับ --out {target} ไม่ได้", $"--in-place can't be used with --out {target}."),
                new LocalText("ตัดตัวเลือกหนึ่งออก", "Leave out one of the two."));
        }

        if (parsed.GetValue(catalogue) is { } named && parsed.GetValue(results) is not null)
        {
            throw new ConfigurationException(
                new LocalText($"--catalogue {named} ใช้ร่วมกับ --results ไม่ได้", $"--catalogue {named} can't be used with --results."),
                new LocalText("ผลใช้รายการกรณีทดสอบของรอบนั้นเสมอ ให้ตัด --catalogue ออก", "Results always go with the catalogue of their run: leave out --catalogue."));
        }
    }

    private async Task<string> IntoAsync(ParseResult parsed, string list, RunRecord record, Screen screen, Execution execution)
    {
        var map = WorkbookCopy.Mapping(list, parsed.GetValue(mapping));
        using var workbook = await Patience.WaitAsync(
            Task.Run(() => TestcaseWorkbook.Open(list, map, record.Catalogue, execution.Token), execution.Token), screen, new LocalText($"กำลังอ่าน {list}", $"reading {list}"));
        var content = workbook.WithResults(record);
        screen.Line(
            $"เขียนผล {workbook.Rows.Known} แถว (ตามข้อความ {workbook.ByWording}) · ไม่รู้จัก {workbook.Rows.Unknown} แถว{(map is null ? "" : " · " + map)}",
            $"{workbook.Rows.Known} rows got a result ({workbook.ByWording} by wording) · {workbook.Rows.Unknown} rows are no known case{(map is null ? "" : " · " + map)}");
        if (parsed.GetValue(to) is not { } target)
        {
            return WorkbookCopy.Write(list, workbook.Original, content, parsed.GetValue(inPlace));
        }

        if (Path.GetFullPath(target) == Path.GetFullPath(list))
        {
            throw new ConfigurationException(
                new LocalText($"--out {target} คือสมุดงานเดิม", $"--out {target} is the workbook itself."),
                new LocalText("ระบุชื่ออื่น หรือใช้ --in-place", "Name another file, or use --in-place."));
        }

        NewFile.Write(target, content, parsed.GetValue(force));
        return Path.GetFullPath(target);
    }

    private string Export(ParseResult parsed, RunRecord? record)
    {
        var target = parsed.GetValue(to) ?? TestcaseWorkbook.EntryName;
        var cases = record?.Catalogue ?? RunSetup.ReadCatalogue(CatalogueChoice.Suite(parsed.GetValue(catalogue))).Catalogue;
        NewFile.Write(target, TestcaseWorkbook.Export(cases, record), parsed.GetValue(force));
        return Path.GetFullPath(target);
    }

    private static RunRecord? Nothing(out UnpackedBundle? unpacked)
    {
        unpacked = null;
        return null;
    }

    private static RunRecord Record(string from, out UnpackedBundle? unpacked)
    {
        unpacked = null;
        if (Directory.Exists(from))
        {
            return RunFolder.Read(from);
        }

        if (!File.Exists(from))
        {
            throw new ConfigurationException(
                new LocalText($"ไม่พบ {from}", $"There is no {from}."),
                new LocalText("ระบุโฟลเดอร์ย่อยใน reports หรือไฟล์ .asice", "Name a folder below reports/, or an .asice file."));
        }

        unpacked = UnpackedBundle.Open(from);
        try
        {
            return RunFolder.Read(unpacked.Folder);
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }
}
