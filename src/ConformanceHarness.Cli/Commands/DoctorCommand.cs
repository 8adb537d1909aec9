using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Doctoring;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>doctor</c>: can a run succeed on this machine, in this network, with these credentials?</summary>
internal sealed class DoctorCommand
{
    private readonly Option<string> service = new("--service") { HelpName = "FILE" };
    private readonly Option<string> stage = new("--stage") { HelpName = "uat|preproduction|production" };
    private readonly Option<string> reports = new("--reports") { HelpName = "DIR" };
    private readonly Option<string> browser = new("--browser-path") { HelpName = "FILE" };
    private readonly Option<string> appium = new("--appium") { HelpName = "URL" };

    public static OfferedCommand Make(string language)
    {
        var o = new DoctorCommand();
        return new OfferedCommand("doctor", new("ตรวจความพร้อมของเครื่อง เครือข่าย และรหัสลับ", "check the machine, the network and the credentials"), language)
        {
            Notes = [new LocalText("ไม่เปลี่ยนแปลงสิ่งใด และไม่แสดงค่าของรหัสลับ", "It changes nothing and never shows a secret.").In(language)],
            Exits = [new LocalText("0 พร้อม", "0 ready").In(language), new LocalText("2 การตั้งค่าผิด", "2 configuration is wrong").In(language), new LocalText("3 เครื่องหรือเครือข่ายไม่พร้อม", "3 machine or network is not ready").In(language)],
            Examples = ["./conformance doctor", "./conformance doctor --service my.yaml"],
        }
            .With(o.service, new("ไฟล์บริการที่จะทดสอบ", "service file to be tested"))
            .With(o.stage, new("ขั้นที่จะทดสอบ (ปกติ uat)", "stage to be tested (default uat)"))
            .With(o.reports, new("โฟลเดอร์ที่จะเก็บผล (ปกติ reports)", "folder for the results (default: reports)"))
            .With(o.browser, new("ตำแหน่งของ Chromium หรือ Chrome", "path of Chromium or Chrome"))
            .With(o.appium, new("เซิร์ฟเวอร์ Appium ที่จะตรวจ (ปกติตาม device.appium ของไฟล์บริการ)", "Appium server to be checked (default: device.appium of the service file)"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var found = new List<Finding>();
        async Task TellAsync(IAsyncEnumerable<Finding> findings)
        {
            await foreach (var finding in findings)
            {
                found.Add(finding);
                Show(screen, finding);
            }
        }

        await TellAsync(MachineCheck.RunAsync(parsed.GetValue(browser), parsed.GetValue(reports), execution.Token));
        if (parsed.GetValue(service) is { } file)
        {
            await TellAsync(ServiceCheck.RunAsync(file, Choices.Stage(parsed.GetValue(stage)), execution.Token));
        }

        await TellAsync(AppiumCheck.RunAsync(parsed.GetValue(appium), parsed.GetValue(service), Choices.Stage(parsed.GetValue(stage)), execution.Token));

        var exit = found.Where(f => f.State == State.Problem).Select(f => f.ExitCode).DefaultIfEmpty(ExitCodes.Conformant).Max();
        screen.Line();
        var (problems, warnings) = (found.Count(f => f.State == State.Problem), found.Count(f => f.State == State.Warning));
        screen.Line($"{problems} ปัญหา {warnings} ข้อควรระวัง (รหัสออก {exit})", $"{problems} problems, {warnings} warnings (exit code {exit})", problems > 0 ? Ink.Red : Ink.Green);
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = exit, ["findings"] = new JsonArray([.. found.Select(f => (JsonNode)Json(f))]) });
        }

        return exit;
    }

    private static void Show(Screen screen, Finding finding)
    {
        var (mark, ink) = finding.State switch { State.Ok => ("✓", Ink.Green), State.Warning => ("!", Ink.Yellow), _ => ("✗", Ink.Red) };
        screen.Line($"{mark} {screen.Say(finding.Text)}", ink);
        if (finding.Next is { } next)
        {
            screen.Line("    → " + screen.Say(next));
        }
    }

    private static JsonObject Json(Finding finding)
    {
        var node = new JsonObject { ["subject"] = finding.Subject, ["state"] = finding.State.ToString().ToLowerInvariant(), ["text"] = Messages.Node(finding.Text) };
        if (finding.Next is { } next)
        {
            node["next"] = Messages.Node(next);
        }

        return node;
    }
}
