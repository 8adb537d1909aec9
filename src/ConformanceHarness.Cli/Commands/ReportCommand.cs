using System.CommandLine;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Reports;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>report</c>: writes the reports again, from the records alone.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string> source = new("FOLDER|BUNDLE");
    private readonly Option<string> to = new("--to") { HelpName = "DIR" };

    public static OfferedCommand Make(string language)
    {
        var o = new ReportCommand();
        return new OfferedCommand("report", new("เขียนรายงานใหม่จากบันทึกของรอบทดสอบ", "write a run's reports again from its records"), language)
        {
            Notes = [new LocalText("คำสั่งนี้ไม่ตรวจลายมือชื่อ ใช้ verify ก่อนหากได้รับชุดผลจากผู้อื่น", "It checks no signature: verify a bundle first that came from somebody else.").In(language)],
            Exits = [new LocalText("0 เขียนแล้ว", "0 written").In(language), new LocalText("2 อ่านบันทึกไม่ได้", "2 the records can't be read").In(language)],
            Examples = ["./conformance report reports/reference-uat-20260615T020000Z", "./conformance report submission.asice --to submission"],
        }
            .With(o.source, new("โฟลเดอร์ของรอบทดสอบ หรือชุดผล (.asice)", "a run's folder, or a bundle (.asice)"))
            .With(o.to, new("โฟลเดอร์ปลายทาง (ปกติคือโฟลเดอร์นั้น หรือข้างชุดผล)", "where to (default: that folder, or beside the bundle)"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var from = parsed.GetValue(source)!;
        ReportPaths paths;
        if (Directory.Exists(from))
        {
            paths = RunReports.WriteAll(RunFolder.Read(from), Path.GetFullPath(parsed.GetValue(to) ?? from), RunFolder.Feedback(from));
        }
        else if (File.Exists(from))
        {
            using var unpacked = UnpackedBundle.Open(from);
            var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(from))!, Path.GetFileNameWithoutExtension(from) + "-report");
            paths = RunReports.WriteAll(RunFolder.Read(unpacked.Folder), Path.GetFullPath(parsed.GetValue(to) ?? beside), RunFolder.Feedback(unpacked.Folder));
        }
        else
        {
            throw new ConfigurationException(
                new LocalText($"ไม่พบ {from}", $"There is no {from}."),
                new LocalText("ระบุโฟลเดอร์ย่อยใน reports หรือไฟล์ .asice", "Name a folder below reports/, or an .asice file."));
        }

        foreach (var path in new[] { paths.Html, paths.JUnit, paths.Allure, paths.Summary })
        {
            screen.Line(path);
        }

        if (screen.Json)
        {
            Screen.WriteJson(new System.Text.Json.Nodes.JsonObject { ["exitCode"] = 0, ["html"] = paths.Html, ["junit"] = paths.JUnit, ["allure"] = paths.Allure, ["summary"] = paths.Summary });
        }

        return Task.FromResult(ExitCodes.Conformant);
    }
}
