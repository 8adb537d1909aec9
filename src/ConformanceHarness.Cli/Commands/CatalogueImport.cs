using System.CommandLine;
using ConformanceHarness.Cli.Describing;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>catalogue import</c>: an Excel list → a mapping file to be corrected, and a catalogue with the list's own cases added.</summary>
internal sealed class CatalogueImport
{
    private readonly Argument<string> workbook = new("LIST.xlsx");
    private readonly Option<string> mapping = new("--mapping") { HelpName = "FILE.yaml" };
    private readonly Option<string> to = new("--out") { HelpName = "FILE|DIR" };
    private readonly Option<bool> force = new("--force");

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("แถวที่ตรงกับกรณีทดสอบที่รู้จัก (ตามรหัส หรือข้อความตรงกันชัดเจน) ได้ผลจากการทดสอบ แถวอื่นเป็นกรณีสำหรับบุคคล", "Rows that are a known case (by id, or clearly by wording) get their results from the run; the others become cases for a person."),
            new("แก้ไฟล์จับคู่แล้วสั่งซ้ำพร้อม --mapping ได้", "Correct the mapping file and give it again with --mapping."),
        ];
        LocalText[] exits = [new("0 เขียนแล้ว", "0 written"), new("2 คำสั่งหรือไฟล์ผิด", "2 usage, or a file is wrong"), new("4 ผู้ใช้ไม่ยืนยัน มีเพียงไฟล์จับคู่", "4 not confirmed: only the mapping file was written"), new("130 ผู้ใช้ยกเลิก", "130 cancelled")];
        var o = new CatalogueImport();
        return new OfferedCommand("import", new("อ่านรายการทดสอบ Excel และเสนอการจับคู่", "read an Excel list and propose how it maps"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(n => n.In(language))],
            Examples = ["./conformance catalogue import list.xlsx", "./conformance catalogue import list.xlsx --mapping list.mapping.yaml --out catalogues", "./conformance run --catalogue list.catalogue.yaml --workbook list.xlsx"],
        }
            .With(o.workbook, new("สมุดงาน Excel (.xlsx)", "Excel workbook (.xlsx)"))
            .With(o.mapping, new("ไฟล์จับคู่ที่แก้ไขแล้ว (ปกติเสนอให้เอง)", "corrected mapping file (default: one is proposed)"))
            .With(o.to, new("ไฟล์หรือโฟลเดอร์ของรายการกรณีทดสอบ (ปกติ LIST.catalogue.yaml ข้างสมุดงาน)", "file or folder for the catalogue (default: LIST.catalogue.yaml beside the workbook)"))
            .With(o.force, new("เขียนทับไฟล์จับคู่เดิม", "replace a mapping file that is there"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var path = parsed.GetValue(workbook)!;
        var target = Target(path, parsed.GetValue(to));
        var given = parsed.GetValue(mapping);
        var mappingFile = given ?? WorkbookCopy.MappingOf(path);
        if (given is null && !parsed.GetValue(force) && File.Exists(mappingFile))
        {
            throw new ConfigurationException(
                new LocalText($"มีไฟล์จับคู่ {mappingFile} อยู่แล้ว", $"The mapping file {mappingFile} is there already."),
                new LocalText($"ใช้ไฟล์นั้นด้วย --mapping {mappingFile} หรือเพิ่ม --force เพื่อเสนอใหม่ทับไฟล์เดิม", $"Use it with --mapping {mappingFile}, or add --force to replace it with a new proposal."));
        }

        var suite = MinimumTestcaseSuite.Load();
        var (builtIn, bytes) = RunSetup.ReadCatalogue(suite);
        var before = File.Exists(target) ? CatalogueReader.Read(target) : null;
        using var import = await Patience.WaitAsync(
            Task.Run(() => TestcaseImport.Read(path, given, builtIn, bytes, before, execution.Token), execution.Token),
            screen, new LocalText($"กำลังอ่าน {path}", $"reading {path}"));
        // What is written must be a catalogue, whatever the list says.
        var made = CatalogueReader.Read(System.Text.Encoding.UTF8.GetBytes(import.Catalogue), target, suite.Checks.Keys.ToHashSet(StringComparer.Ordinal));
        new ImportProposal(screen, import).Write();
        if (given is null)
        {
            NewFile.Write(mappingFile, import.Mapping, overwrite: true);
        }

        if (given is null && screen.Live && !Console.IsInputRedirected && !await ConfirmedAsync(screen, execution))
        {
            screen.Line($"เขียนเฉพาะ {mappingFile}: แก้ไขแล้วสั่งใหม่พร้อม --mapping {mappingFile}", $"Only {mappingFile} was written: correct it, and run again with --mapping {mappingFile}", Ink.Yellow);
            return ExitCodes.Incomplete;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        NewFile.Write(target, import.Catalogue, overwrite: true);
        ImportProposal.Conclude(screen, import, made, mappingFile, target);
        return ExitCodes.Conformant;
    }

    private static async Task<bool> ConfirmedAsync(Screen screen, Execution execution)
    {
        screen.Prompt(screen.Say("ใช้การจับคู่นี้หรือไม่ [Y/n] ", "Use this mapping? [Y/n] "));
        // Ctrl-C must not wait for Enter.
        var answer = await Task.Run(Console.In.ReadLine).WaitAsync(execution.Token);
        return answer is not null && (answer.Trim().Length == 0 || answer.Trim().ToUpperInvariant() is "Y" or "YES" or "ใช่");
    }

    private static string Target(string workbook, string? named)
    {
        var usual = WorkbookCopy.CatalogueOf(workbook);
        return named is null ? usual
            : Directory.Exists(named) || named.EndsWith('/') || Path.GetExtension(named) is not (".yaml" or ".yml") ? Path.Combine(named, Path.GetFileName(usual))
            : named;
    }
}
