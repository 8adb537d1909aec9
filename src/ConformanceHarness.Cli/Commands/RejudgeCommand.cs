using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Retesting;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Rejudging;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>rejudge</c>: judges a bundle's evidence with the verifier's own rules and explains what comes out differently.</summary>
internal sealed class RejudgeCommand
{
    private readonly Argument<string> file = new("FILE");
    private readonly Option<string> catalogue = new("--catalogue") { HelpName = "FILE.yaml" };
    private readonly Option<string[]> suites = new("--suite") { HelpName = "FILE.dll" };

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("ตัดสินจากหลักฐานในชุดผลเท่านั้น ไม่เรียกระบบของหน่วยงาน และไม่ตรวจว่าใครลงนาม (ใช้ verify)", "Only the bundle's evidence is judged: the agency's server is not called, and who signed is left to verify."),
        ];
        LocalText[] exits =
        [
            new("0 ผลตรงกันทั้งหมด", "0 every verdict comes out the same"),
            new("1 มีผลต่างไป เพราะใช้ชุดการตรวจหรือรายการกรณีทดสอบรุ่นอื่น", "1 some differ, because another suite or catalogue judges"),
            new("2 คำสั่งผิด หรือไม่พบไฟล์", "2 usage, or a file is missing"),
            new("5 ผลถูกแก้ไข ชุดผลเสียหาย หรือตัดสินไม่ได้", "5 a verdict was edited, the bundle is broken, or it can't be judged"),
        ];
        var o = new RejudgeCommand();
        return new OfferedCommand("rejudge", new("ตัดสินหลักฐานในชุดผลใหม่และอธิบายผลที่ต่างไป", "judge a bundle's evidence again and explain what differs"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(e => e.In(language))],
            Examples = ["./conformance rejudge submission.asice", "./conformance rejudge submission.asice --catalogue minimum-testcases-2.yaml --json"],
        }
            .With(o.file, new("ชุดผลการทดสอบ (.asice)", "a bundle (.asice)"))
            .With(o.catalogue, new("ตัดสินด้วยรายการกรณีทดสอบนี้แทนของชุดผล", "judge by this catalogue instead of the bundle's own"))
            .With(o.suites, new("ชุดการตรวจเพิ่มเติม (เช่น ของ สพร.) ระบุซ้ำได้", "a further suite (such as DGA's own), repeatable"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var path = Existing(parsed.GetValue(file)!);
        var joined = JoinedSuite.Load(parsed.GetValue(suites) ?? []);
        var other = parsed.GetValue(catalogue) is { } named ? CatalogueReader.Read(named) : null;
        var rejudged = RejudgedBundle.Of(path, new BundleJudge(joined.Suite), joined.Digests, other, new VerifyPolicy { Now = TimeProvider.System.GetUtcNow(), AllowWaivers = true });
        Show(screen, path, rejudged);
        if (screen.Json)
        {
            Screen.WriteJson(Json(path, rejudged));
        }

        return Task.FromResult(rejudged.ExitCode);
    }

    /// <exception cref="ConfigurationException">it is not there</exception>
    public static string Existing(string path) => File.Exists(path) ? path : throw new ConfigurationException(
        new LocalText($"ไม่พบไฟล์ {path}", $"There is no file {path}."),
        new LocalText("ระบุไฟล์ .asice ในโฟลเดอร์ของรอบทดสอบ", "Name the .asice file in a run's folder."));

    private static void Show(Screen screen, string path, RejudgedBundle rejudged)
    {
        var cases = rejudged.Differences.Select(d => d.Case).Distinct(StringComparer.Ordinal).Count();
        var same = rejudged.ExitCode == ExitCodes.Conformant;
        screen.Line($"{(same ? "✓" : "✗")} {path}: {(same ? screen.Say("ทุกผลตรงกับหลักฐาน", "every verdict is the one that the evidence gives")
            : !rejudged.Judged ? screen.Say("ตัดสินใหม่ไม่ได้", "it can't be judged again")
            : screen.Say($"ผลต่างไป {cases} กรณี", cases == 1 ? "1 case comes out differently" : $"{cases} cases come out differently"))}", same ? Ink.Green : Ink.Red);
        if (rejudged.By is { } by)
        {
            screen.Line($"    {screen.Say("ตัดสินด้วย", "judged by")} {by} · {(rejudged.SameSuite ? screen.Say("ชุดการตรวจเดียวกับชุดผล", "the suite that judged the bundle") : screen.Say("ชุดการตรวจคนละรุ่นกับชุดผล", "another build of the suite than the bundle's"))}");
        }

        foreach (var problem in rejudged.Broken)
        {
            screen.Line($"    - [{problem.Code}] {(problem.Entry is null ? "" : problem.Entry + ": ")}{screen.Say(problem.Text)}");
        }

        foreach (var difference in rejudged.Differences)
        {
            Show(screen, difference);
        }
    }

    private static void Show(Screen screen, RejudgedDifference d)
    {
        string Word(Outcome? outcome) => outcome is { } known ? screen.Say(ReportWords.Of(known)) : "–";
        var channel = d.Channel is { } at ? $" · {screen.Say(ReportWords.Of(at))}" : "";
        screen.Line($"✗ {d.Case}{channel}  {screen.Say(d.Title)}", Ink.Bold);
        screen.Line(d.OutcomeDiffers
            ? $"    {screen.Say("ระบุว่า", "stated")} {Word(d.Stated)} · {screen.Say("หลักฐานให้ผล", "the evidence gives")} {Word(d.Judged)}"
            : $"    {Word(d.Judged)}: {screen.Say("ผลตรงกัน แต่สิ่งที่พบต่างกัน", "the verdict holds, what was found differs")}");
        Found(screen, new("ระบุว่าพบ", "stated"), d.StatedFindings);
        Found(screen, new("หลักฐานแสดง", "the evidence shows"), d.JudgedFindings);
        screen.Line($"    {screen.Say("สาเหตุ", "because")}: {screen.Say(d.Why)}", Ink.Yellow);
    }

    private static void Found(Screen screen, LocalText who, IReadOnlyList<Finding> findings)
    {
        const int Most = 3;
        foreach (var finding in findings.Take(Most))
        {
            screen.Line($"    {screen.Say(who)}: {screen.Say(finding.Seen)}{(finding.Where is null ? "" : " · " + finding.Where)}", Ink.Dim);
        }

        if (findings.Count > Most)
        {
            screen.Line($"    … {screen.Say($"และอีก {findings.Count - Most} รายการ", $"and {findings.Count - Most} more")}", Ink.Dim);
        }
    }

    private static JsonObject Json(string path, RejudgedBundle rejudged) => new()
    {
        ["exitCode"] = rejudged.ExitCode,
        ["file"] = path,
        ["judged"] = rejudged.Judged,
        ["judgedBy"] = rejudged.By,
        ["sameSuite"] = rejudged.SameSuite,
        ["broken"] = new JsonArray([.. rejudged.Broken.Select(p => (JsonNode)new JsonObject { ["code"] = p.Code, ["entry"] = p.Entry, ["text"] = Messages.Node(p.Text) })]),
        ["differences"] = JsonNode.Parse(ComparisonJson.Write(rejudged.Differences)),
    };
}
