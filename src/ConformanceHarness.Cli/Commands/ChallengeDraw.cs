using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Challenges;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>challenge draw</c>: the sample that a challenge draws from a submission, for whoever wants to check it.</summary>
internal sealed class ChallengeDraw
{
    private readonly Argument<string> file = new("BUNDLE");
    private readonly SampleOptions sample = new();

    public static OfferedCommand Make(string language)
    {
        var o = new ChallengeDraw();
        return new OfferedCommand("draw", new("แสดงกรณีทดสอบที่ challenge สุ่มได้", "show which cases a challenge draws"), language)
        {
            Exits = [new LocalText("0 แสดงแล้ว", "0 shown").In(language), new LocalText("2 คำสั่งหรือ challenge ผิด", "2 usage, or the challenge is wrong").In(language)],
            Examples = ["./conformance challenge draw submission.asice --challenge challenge.json --sample 20%"],
        }
            .With(o.file, new("ชุดผลการทดสอบ (.asice) หรือโฟลเดอร์ของรอบทดสอบ", "a bundle (.asice) or a run's folder"))
            .With(o.sample.Sample, new("ร้อยละของกรณีที่เครื่องมือตัดสิน", "percentage of the cases that a check judges"))
            .With(o.sample.Challenge, new("challenge ที่ใช้สุ่ม", "the challenge that draws"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        using var opened = OpenedRun.Open(parsed.GetValue(file)!);
        var (challenge, draw) = sample.Read(parsed, opened.Record) ?? throw new ConfigurationException(
            new LocalText("ไม่ได้ระบุ --sample และ --challenge", "--sample and --challenge are missing."),
            new LocalText("เช่น --sample 20% --challenge challenge.json", "Such as --sample 20% --challenge challenge.json"));
        Show(screen, draw);
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = 0, ["challenge"] = challenge.Digest, ["percent"] = draw.Percent, ["of"] = draw.Of, ["drawn"] = Array(draw.Drawn), ["alongWith"] = Array(draw.AlongWith) });
        }

        return Task.FromResult(ExitCodes.Conformant);
    }

    public static void Show(Screen screen, SampleDraw draw)
    {
        screen.Line($"สุ่มได้ {draw.Drawn.Count} จาก {draw.Of} กรณี: {string.Join(", ", draw.Drawn)}", $"Drawn {draw.Drawn.Count} of {draw.Of} cases: {string.Join(", ", draw.Drawn)}");
        if (draw.AlongWith.Count > 0)
        {
            screen.Line($"  พร้อมกรณีที่ต้องผ่านก่อน: {string.Join(", ", draw.AlongWith)}", $"  along with those they depend on: {string.Join(", ", draw.AlongWith)}");
        }
    }

    private static JsonArray Array(IEnumerable<string> words) => new([.. words.Select(w => (JsonNode)w)]);
}
