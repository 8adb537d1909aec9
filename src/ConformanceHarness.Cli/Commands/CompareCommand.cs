using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Reports;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>compare</c>: two runs, case by case.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> first = new("A");
    private readonly Argument<string> second = new("B");
    private readonly Option<string> to = new("--out") { HelpName = "FILE.md" };

    public static OfferedCommand Make(string language)
    {
        var o = new CompareCommand();
        return new OfferedCommand("compare", new("เปรียบเทียบผลสองรอบทีละกรณี", "compare two runs, case by case"), language)
        {
            Notes = [new LocalText("คำสั่งนี้ไม่ตรวจลายมือชื่อ ใช้ verify ก่อนหากได้รับชุดผลจากผู้อื่น", "It checks no signature: verify a bundle first that came from somebody else.").In(language)],
            Exits =
            [
                new LocalText("0 ไม่มีกรณีใดใน B แย่กว่า A", "0 no case is worse in B than in A").In(language),
                new LocalText("1 มีกรณีที่แย่ลง", "1 at least one is worse").In(language),
                new LocalText("2 อ่านบันทึกไม่ได้", "2 the records can't be read").In(language),
            ],
            Examples = ["./conformance compare submission-1.asice submission-2.asice", "./conformance compare reports/my-uat-20260615T020000Z submission.asice --out comparison.md"],
        }
            .With(o.first, new("ชุดผล (.asice) หรือโฟลเดอร์ของรอบทดสอบก่อน", "the earlier bundle (.asice) or run's folder"))
            .With(o.second, new("ชุดผลหรือโฟลเดอร์ของรอบทดสอบหลัง", "the later one"))
            .With(o.to, new("เขียนผลเป็น Markdown ลงไฟล์นี้ด้วย", "write it as Markdown into this file, too"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        using var one = OpenedRun.Open(parsed.GetValue(first)!);
        using var other = OpenedRun.Open(parsed.GetValue(second)!);
        var comparison = RunComparison.Of(one.Record, other.Record);
        screen.Line($"A {parsed.GetValue(first)} · {screen.Say(comparison.First.ServiceName)}");
        screen.Line($"B {parsed.GetValue(second)} · {screen.Say(comparison.Second.ServiceName)}");
        if (comparison.First.ServiceId != comparison.Second.ServiceId)
        {
            screen.Line("  คนละบริการ", "  They are of different services.", Ink.Yellow);
        }

        ComparisonTable.Write(screen, comparison, new("A", "A"), new("B", "B"));
        if (parsed.GetValue(to) is { } path)
        {
            Save(path, comparison, screen.Language);
            screen.Line(Path.GetFullPath(path));
        }

        var exit = comparison.Cases.Any(c => c.Change == Change.Worse) ? ExitCodes.NotConformant : ExitCodes.Conformant;
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = exit, ["comparison"] = JsonNode.Parse(ComparisonJson.Write(comparison)) });
        }

        return Task.FromResult(exit);
    }

    private static void Save(string path, RunComparison comparison, string language)
    {
        try
        {
            using var writer = new StreamWriter(path) { NewLine = "\n" };
            ComparisonMarkdown.Write(comparison, language, writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"--out {path}: เขียนไม่ได้: {e.Message}", $"--out {path}: it can't be written: {e.Message}"),
                new LocalText("ระบุที่เก็บอื่นด้วย --out", "Name another place with --out."), inner: e);
        }
    }
}
