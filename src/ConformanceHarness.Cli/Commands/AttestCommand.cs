using System.CommandLine;
using ConformanceHarness.Cli.Attesting;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>attest</c>: a person's answers to the cases that no machine decides, into the service file.</summary>
internal sealed class AttestCommand
{
    private readonly Option<string> catalogueFile = CatalogueCommand.CatalogueOption();
    private readonly Option<string> service = new("--service") { HelpName = "FILE" };
    private readonly Option<string> stage = new("--stage") { HelpName = "uat|preproduction|production" };
    private readonly Option<string> answers = new("--answers") { HelpName = "FILE.yaml" };
    private readonly Option<string[]> only = new("--only") { HelpName = "ID,..." };
    private readonly Option<bool> again = new("--again");

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("คำตอบแต่ละข้อบันทึกลงไฟล์บริการทันที ข้อความและหมายเหตุอื่นในไฟล์ไม่เปลี่ยน กด Ctrl-C เมื่อใดก็ได้ คำตอบที่ให้แล้วยังอยู่", "Every answer goes into the service file at once, and nothing else of the file changes. Ctrl-C keeps what was answered."),
            new("ถ้าเพิ่มในไฟล์บริการอย่างปลอดภัยไม่ได้ คำตอบจะอยู่ในไฟล์ .answers.yaml ข้างกัน", "Where the file can't be added to safely, the answers go into a .answers.yaml beside it."),
        ];
        LocalText[] exits = [new("0 ไม่มีกรณีใดรอคำตอบแล้ว", "0 no case waits any more"), new("2 คำสั่งหรือไฟล์ผิด", "2 usage, or a file is wrong"), new("4 ยังมีกรณีที่รอคำตอบ", "4 some cases still wait"), new("130 ผู้ใช้ยกเลิก", "130 cancelled")];
        var o = new AttestCommand();
        return new OfferedCommand("attest", new("ตอบกรณีทดสอบที่ต้องให้บุคคลตรวจ", "answer the cases for a person"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(n => n.In(language))],
            Examples = ["./conformance attest --service my.yaml", "./conformance attest --service my.yaml --stage preproduction --answers answers.yaml"],
        }
            .With(o.service, new("ไฟล์บริการที่จะบันทึกคำตอบ", "service file that the answers go into"))
            .With(o.catalogueFile, CatalogueCommand.CatalogueWords)
            .With(o.stage, new("ขั้นที่ตรวจ (ปกติ uat)", "stage that was looked at (default uat)"))
            .With(o.answers, new("อ่านคำตอบจากไฟล์นี้แทนการถาม", "read the answers from this file instead of asking"))
            .With(o.only, new("เฉพาะกรณีทดสอบหรือกลุ่มนี้ ระบุซ้ำได้", "these cases or groups only, repeatable"))
            .With(o.again, new("ถามกรณีที่ตอบแล้วด้วย", "ask for those that are answered as well"))
            .Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var path = parsed.GetValue(service) ?? throw new ConfigurationException(
            new LocalText("ไม่ได้ระบุ --service", "--service is missing."),
            new LocalText("ระบุไฟล์บริการที่จะบันทึกคำตอบ: ./conformance attest --service my.yaml", "Name the service file that the answers go into: ./conformance attest --service my.yaml"));
        var at = Choices.Stage(parsed.GetValue(stage));
        var suite = CatalogueChoice.Suite(parsed.GetValue(catalogueFile));
        var (catalogue, _) = RunSetup.ReadCatalogue(suite);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var all = Waiting(path, at, null, catalogue, suite, again: true);
        var book = new AnswerBook(path);
        execution.Kept = () => new LocalText($"บันทึกแล้ว {book.Kept} คำตอบใน {book.File}", $"{book.Kept} answers were kept in {book.File}.");
        if (parsed.GetValue(answers) is { } file)
        {
            foreach (var answer in AnswersFileReader.Read(file, catalogue, all.Select(c => c.Id).ToHashSet(StringComparer.Ordinal), folder))
            {
                book.Keep(answer with { Stage = answer.Stage ?? at });
            }
        }
        else
        {
            var cases = Waiting(path, at, Choices.Only(parsed.GetValue(only)), catalogue, suite, parsed.GetValue(again));
            screen.Line(
                $"{cases.Count} กรณีรอคำตอบในขั้น {screen.Say(ReportWords.Of(at))}",
                $"{cases.Count} cases wait for a person at {screen.Say(ReportWords.Of(at))}", Ink.Bold);
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);
            // Ctrl-C must not wait for Enter.
            await new Interview(screen, () => Task.Run(Console.In.ReadLine).WaitAsync(execution.Token), folder, at, today).RunAsync(cases, book.Keep);
        }

        return Conclude(screen, path, at, book, Waiting(path, at, null, catalogue, suite, again: false));
    }

    private static List<CatalogueCase> Waiting(string path, Stage stage, IReadOnlyList<string>? only, Catalogue catalogue, Sessions.Scenarios.Suite suite, bool again)
    {
        var profile = ServiceFile.Read(path, catalogue).Profile;
        var plan = Planner.Plan(catalogue, profile, stage, null, only, SuiteFacts.Scenarios(suite), SuiteFacts.Abilities);
        var ids = plan.Cases.Where(c => c.AsksPerson && (again || profile.Answer(c.Case, stage) is null)).Select(c => c.Case).ToHashSet(StringComparer.Ordinal);
        return [.. catalogue.Cases.Where(c => ids.Contains(c.Id))];
    }

    private static int Conclude(Screen screen, string path, Stage stage, AnswerBook book, List<CatalogueCase> waiting)
    {
        screen.Line();
        screen.Line($"บันทึก {book.Kept} คำตอบ · ยังรอ {waiting.Count} กรณี", $"{book.Kept} answers kept; {waiting.Count} cases still wait", Ink.Bold);
        if (waiting.Count > 0)
        {
            screen.Line("  " + string.Join(", ", waiting.Select(c => c.Id)));
        }

        if (book.Beside)
        {
            screen.Line(
                $"! เพิ่มใน {path} อย่างปลอดภัยไม่ได้ คำตอบอยู่ใน {book.File}: เขียน attestations ใน {path} เป็นรายการบรรทัดละข้อ แล้วสั่ง attest --answers {book.File}",
                $"! {path} could not be added to safely; the answers are in {book.File}: write attestations in {path} as a list with one '-' for each item, then run attest --answers {book.File}", Ink.Yellow);
        }

        var option = stage == Stage.Uat ? "" : " --stage " + stage.ToString().ToLowerInvariant();
        screen.Line($"ถัดไป: ./conformance run --service {path}{option}", $"Next: ./conformance run --service {path}{option}");
        return waiting.Count > 0 ? ExitCodes.Incomplete : ExitCodes.Conformant;
    }
}
