using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Feedback;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Feedback;

/// <summary><c>feedback</c>: what the agency must mend, from a bundle that verifies.</summary>
internal sealed class FeedbackCommand
{
    private readonly Argument<string> bundle = new("BUNDLE");
    private readonly Option<string> words = new("--words") { HelpName = "DGA.yaml" };
    private readonly Option<string> retest = new("--retest") { HelpName = "FOLDER|comparison.json" };
    private readonly Option<string> target = new("--out") { HelpName = "DIR" };
    private readonly Option<string> browser = new("--browser-path") { HelpName = "FILE" };
    private readonly PolicyOptions policies = new();

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("เขียน feedback.html, feedback.pdf, feedback.xlsx และ feedback.json (ดู docs/review.md)", "Writes feedback.html, feedback.pdf, feedback.xlsx and feedback.json (docs/review.md)."),
            new("ตรวจสอบชุดผลก่อนเสมอ ชุดผลที่ไม่ถูกต้องไม่มี feedback", "The bundle is verified first: one that is invalid gets no feedback."),
            new("หน่วยงานใช้ไฟล์ในรอบถัดไป: run --feedback feedback.json", "The agency's next run reads it: run --feedback feedback.json"),
        ];
        LocalText[] exits = [new("0 เขียนแล้ว", "0 written"), new("2 คำสั่งหรือไฟล์ที่ระบุผิด", "2 usage, or a file that was named is wrong"), new("5 ชุดผลไม่ถูกต้องหรือไม่น่าเชื่อถือ", "5 the bundle is invalid or untrusted")];
        var o = new FeedbackCommand();
        var command = new OfferedCommand("feedback", new("บอกหน่วยงานว่าต้องแก้ไขอะไร (HTML PDF XLSX)", "tell the agency what to mend (HTML, PDF, XLSX)"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(n => n.In(language))],
            Examples = ["./conformance feedback submission.asice --policy policy.yaml --words dga.yaml --out feedback"],
        }
            .With(o.bundle, new("ชุดผลที่หน่วยงานส่ง (.asice)", "the agency's bundle (.asice)"))
            .With(o.words, new("ความเห็นของ สพร. รายกรณี (รหัสกรณี: { th, en } และ general)", "DGA's words, case by case (case: { th, en }, and general)"))
            .With(o.retest, new("ผลทดสอบซ้ำของ สพร.: โฟลเดอร์ของ retest หรือของรอบทดสอบ หรือ comparison.json", "DGA's own test: a retest's or a run's folder, or a comparison.json"))
            .With(o.target, new("โฟลเดอร์ปลายทาง (ปกติ ชื่อชุดผล-feedback)", "where to (default: NAME-feedback beside the bundle)"))
            .With(o.browser, new($"ตำแหน่งของ Chromium หรือ Chrome สำหรับ PDF (หรือตั้งตัวแปร {BrowserFinder.Variable})", $"path of Chromium or Chrome for the PDF (or set {BrowserFinder.Variable})"));
        return o.policies.AddTo(command).WithJson().Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var path = parsed.GetValue(bundle)!;
        if (!File.Exists(path))
        {
            throw new ConfigurationException(new LocalText($"ไม่พบไฟล์ {path}", $"There is no file {path}."), new LocalText("ระบุไฟล์ .asice", "Name an .asice file."));
        }

        var policy = policies.Read(parsed, TimeProvider.System.GetUtcNow());
        screen.Line($"กำลังตรวจสอบ {path}", $"Verifying {path}", Ink.Dim);
        var report = new BundleVerifier(new BundleJudge(MinimumTestcaseSuite.Load())).Verify(path, policy);
        if (!report.Valid || (policy.Roots.Count > 0 && !report.LeadsToRoot))
        {
            return Refuse(screen, path, report, policy);
        }

        execution.Token.ThrowIfCancellationRequested();
        using var unpacked = UnpackedBundle.Open(path);
        var record = RunFolder.Read(unpacked.Folder);
        var digest = Digest(path);
        var said = parsed.GetValue(words) is { } file ? FeedbackWords.Read(file, record.Catalogue) : FeedbackWords.None;
        var again = parsed.GetValue(retest) is { } second ? RetestFiles.Read(second, digest, record.Statement) : new Dictionary<string, RetestedCase>();
        var feedback = FeedbackReport.Make(record, digest, said, again);
        var folder = Path.GetFullPath(parsed.GetValue(target) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path) + "-feedback"));
        var paths = Write(feedback, record, folder);
        var trouble = await PrintAsync(parsed, paths, screen, execution.Token);
        Show(screen, feedback, paths, trouble);
        return ExitCodes.Conformant;
    }

    private static FeedbackPaths Write(FeedbackDocument feedback, RunRecord record, string folder)
    {
        try
        {
            return FeedbackReport.Write(feedback, record, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"เขียนใน {folder} ไม่ได้: {e.Message}", $"Nothing can be written into {folder}: {e.Message}"),
                new LocalText("เลือกโฟลเดอร์อื่นด้วย --out", "Choose another folder with --out."), inner: e);
        }
    }

    /// <summary>Why there is no PDF; null where there is one. HTML and XLSX are written either way.</summary>
    private async Task<LocalText?> PrintAsync(ParseResult parsed, FeedbackPaths paths, Screen screen, CancellationToken cancel)
    {
        var (found, missing) = await BrowserFinder.LookAsync(parsed.GetValue(browser), cancel);
        if (missing is not null)
        {
            return new($"ไม่มี PDF เพราะไม่พบเบราว์เซอร์ ({missing}) เปิด feedback.html แล้วสั่งพิมพ์แทนได้", $"No PDF: there is no browser (looked for: {missing}). Print feedback.html instead.");
        }

        screen.Line("กำลังพิมพ์ PDF", "Printing the PDF", Ink.Dim);
        try
        {
            await PagePrinter.PrintAsync(found, paths.Html, paths.Pdf, cancel);
            return null;
        }
        catch (DriverException e)
        {
            return new($"ไม่มี PDF: {e.Message} เปิด feedback.html แล้วสั่งพิมพ์แทนได้", $"No PDF: {e.Message} Print feedback.html instead.");
        }
    }

    private static void Show(Screen screen, FeedbackDocument feedback, FeedbackPaths paths, LocalText? trouble)
    {
        screen.Line($"{screen.Say(feedback.ServiceName)} · {screen.Say(feedback.Agency)} · {screen.Say(Reports.Words.ReportWords.Of(feedback.Stage))}", Ink.Bold);
        foreach (var kind in Enum.GetValues<FeedbackKind>())
        {
            var items = feedback.Items.Where(i => i.Kind == kind).ToList();
            if (items.Count > 0)
            {
                screen.Line($"  {items.Count,3}  {screen.Say(FeedbackLabels.Of(kind))}", kind == FeedbackKind.MustFailed ? Ink.Red : Ink.None);
                screen.Line("       " + string.Join(", ", items.Select(i => i.Case)), Ink.Dim);
            }
        }

        if (feedback.Items.Count == 0)
        {
            screen.Line("  ไม่มีสิ่งที่ต้องแก้ไข", "  There is nothing to mend.", Ink.Green);
        }

        foreach (var path in new[] { paths.Html, trouble is null ? paths.Pdf : null, paths.Xlsx, paths.Json }.OfType<string>())
        {
            screen.Line(path);
        }

        if (trouble is not null)
        {
            screen.Line(screen.Say(trouble), Ink.Yellow);
        }

        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject
            {
                ["exitCode"] = 0,
                ["bundle"] = feedback.Bundle,
                ["counts"] = new JsonObject(Enum.GetValues<FeedbackKind>().Select(k => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(k.ToString()), (JsonNode?)feedback.Items.Count(i => i.Kind == k)))),
                ["html"] = paths.Html,
                ["pdf"] = trouble is null ? paths.Pdf : null,
                ["xlsx"] = paths.Xlsx,
                ["json"] = paths.Json,
                ["noPdf"] = trouble is null ? null : Messages.Node(trouble),
            });
        }
    }

    private static int Refuse(Screen screen, string path, VerifyReport report, VerifyPolicy policy)
    {
        foreach (var problem in Acceptance.Told(report, policy.Roots.Count > 0))
        {
            screen.Problem($"  - [{problem.Code}] {(problem.Entry is null ? "" : problem.Entry + ": ")}{screen.Say(problem.Text)}");
        }

        return Messages.Show(
            screen,
            report.Valid ? new LocalText($"{path}: ผู้ลงนามเชื่อถือไม่ได้ จึงไม่จัดทำ feedback", $"{path}: its signer is not trusted, so that it gets no feedback.")
                : new LocalText($"{path}: ชุดผลไม่ถูกต้อง จึงไม่จัดทำ feedback", $"{path}: the bundle is invalid, so that it gets no feedback."),
            new LocalText($"แจ้งหน่วยงานให้ส่งใหม่ ดูทั้งหมดด้วย ./conformance verify {path}", $"Ask the agency for another one; ./conformance verify {path} tells all that is wrong."),
            ExitCodes.BundleInvalidOrUntrusted);
    }

    /// <summary>SHA-256 of the file as the agency handed it in, whether it was reviewed since or not.</summary>
    private static string Digest(string path)
    {
        using var reader = BundleReader.Open(path);
        return reader.AgencyPart()!.Digest;
    }
}
