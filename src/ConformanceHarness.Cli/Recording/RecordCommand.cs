using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Describing;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Yaml;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Cli.Recording;

/// <summary><c>init --record</c>: watches a person walk a journey and leaves it as YAML.</summary>
internal sealed class RecordCommand(RecordOptions options)
{
    /// <summary>For tests: a browser without a window.</summary>
    public const string HeadlessVariable = "CONFORMANCE_RECORD_HEADLESS";

    private static readonly TimeSpan LastPage = TimeSpan.FromMilliseconds(500);

    public async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var headless = Environment.GetEnvironmentVariable(HeadlessVariable) is { Length: > 0 };
        var file = parsed.GetValue(options.Service);
        if (!headless)
        {
            CheckDisplay();
        }

        var run = new RunOptions { ServiceFile = file, BrowserPath = parsed.GetValue(options.Browser), Headed = !headless };
        await using var setup = await RunSetup.MakeAsync(run, new SilentListener(), said => screen.Line(screen.Say(said)), execution.Token);
        execution.Redact = setup.Request.Redactor.Redact;
        var profile = setup.Request.Service;
        CheckStage(profile, run.Stage, file);
        var service = Chosen(profile, parsed.GetValue(options.SubService), file);
        var channel = Choices.Channels(parsed.GetValue(options.Channel) is { } word ? [word] : null)?[0] ?? profile.Channels[0];
        return await RecordAsync(setup.Request, service, channel, file, screen, execution);
    }

    private static async Task<int> RecordAsync(RunRequest request, SubService service, Channel channel, string? file, Screen screen, Execution execution)
    {
        JourneyDraft draft;
        bool acted;
        try
        {
            await using var recording = await JourneyRecording.StartAsync(request, service, channel, automated: false, execution.Token);
            Introduce(screen, service, recording.LoggedIn);
            await WaitAsync(recording, execution.Token);
            draft = recording.Draft();
            acted = recording.Acts.Any(a => a.Kind != PersonActKind.Page);
        }
        catch (DriverException e)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new("เบราว์เซอร์เริ่มทำงานไม่ได้: " + e.Message, e.Message),
                new("ตรวจด้วย ./conformance doctor หรือระบุเบราว์เซอร์อื่นด้วย --browser-path", "Run ./conformance doctor, or name another browser with --browser-path."),
                ExitCodes.HarnessError, e);
        }

        if (!acted)
        {
            return Messages.Show(
                screen,
                new("ไม่มีสิ่งใดถูกบันทึก: ไม่ได้แตะหรือกรอกสิ่งใดในหน้าต่าง", "Nothing was recorded: nothing was tapped or filled in."),
                new("สั่งใหม่อีกครั้ง แล้วทำรายการจนได้เลขอ้างอิงก่อนปิดหน้าต่าง", "Run it again, and walk the journey up to the reference number before closing the window."),
                ExitCodes.Cancelled);
        }

        Leave(screen, draft, file, request.Redactor.Redact);
        return ExitCodes.Conformant;
    }

    private static void Introduce(Screen screen, SubService service, bool loggedIn)
    {
        screen.Line($"● กำลังบันทึก: {service.Name.Th}", $"● Recording: {service.Name.En}", Ink.Red);
        screen.Line("  เริ่มจากหน้าแรก เปิดงานบริการย่อย กรอก ส่ง และยืนยันจนเห็นเลขอ้างอิง ใช้ปุ่มในหน้าเว็บ ไม่ใช้ปุ่มย้อนกลับของเบราว์เซอร์", "  From the landing page open the sub-service, fill it in, send and confirm it until you see the reference number. Use the page's own buttons, not the browser's back button.");
        screen.Line("  กล่องถามของเบราว์เซอร์ (confirm) ถูกตอบตกลงให้เอง หน้าต่างใหม่ถูกปิด เช่นเดียวกับในการทดสอบ", "  The browser's own questions (confirm) are answered with yes and new windows are closed, as in a run.");
        screen.Line("  เสร็จแล้วปิดหน้าต่างเบราว์เซอร์ หรือกด Ctrl-C ที่นี่", "  When done, close the browser's window or press Ctrl-C here.");
        if (!loggedIn)
        {
            screen.Line("! หน้าแรกไม่แสดงชื่อของผู้ใช้ทดสอบ อาจเข้าสู่ระบบไม่สำเร็จ ตรวจด้วย ./conformance run --only AUTH-01", "! The landing page doesn't show the test citizen's name: the login may have failed. Check with ./conformance run --only AUTH-01", Ink.Yellow);
        }
    }

    private static async Task WaitAsync(JourneyRecording recording, CancellationToken stop)
    {
        try
        {
            await recording.Closed.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // What the page shows at the very end is still on its way.
            await Task.Delay(LastPage, CancellationToken.None);
        }
    }

    private static void Leave(Screen screen, JourneyDraft draft, string? file, Func<string, string> redact)
    {
        // Redacted once more, whatever the recorder took: a file beside the service file goes into version control.
        var text = redact(JourneyText.File(draft, Path.GetFileName(file ?? "service.yaml")));
        JourneyText.CheckReadsBack(draft, text);
        var folder = file is null ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(file))!;
        var path = NewFile.Free(folder, $"{Path.GetFileNameWithoutExtension(file ?? "service.yaml")}.{draft.Service.Id}.recorded", ".yaml");
        NewFile.Write(path, text, overwrite: false);
        screen.Line();
        foreach (var line in JourneyText.Item(draft).TrimEnd('\n').Split('\n'))
        {
            screen.Line(line);
        }

        screen.Line();
        foreach (var note in draft.Notes)
        {
            screen.Line("! " + screen.Say(note), Ink.Yellow);
        }

        screen.Line($"✓ เขียน {path} แล้ว", $"✓ {path} was written.", Ink.Green);
        var run = file is null ? "" : $" --service {(file.Contains(' ', StringComparison.Ordinal) ? $"\"{file}\"" : file)}";
        screen.Line(
            $"ขั้นต่อไป: ตรวจทาน แล้วนำรายการนี้ไปแทน id {draft.Service.Id} ใต้ subServices ในไฟล์บริการ แล้วสั่ง ./conformance run{run} --only SVC",
            $"Next: read it, let the item take the place of id {draft.Service.Id} under subServices in the service file, then ./conformance run{run} --only SVC");
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = ExitCodes.Conformant, ["file"] = path, ["yaml"] = text, ["notes"] = new JsonArray([.. draft.Notes.Select(n => (JsonNode)Messages.Node(n))]) });
        }
    }

    private static void CheckDisplay()
    {
        if (OperatingSystem.IsLinux() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY")))
        {
            throw new RunStoppedException(
                Cause.Environment,
                new("เครื่องนี้ไม่มีจอแสดงผล (ไม่ได้กำหนด DISPLAY หรือ WAYLAND_DISPLAY) จึงเปิดหน้าต่างเบราว์เซอร์ไม่ได้", "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no browser window can be opened."),
                new("สั่งบนเครื่องที่มีหน้าจอ หรือเขียนขั้นตอนเองตาม docs/service-file.md หัวข้อ Journeys", "Run it on a machine with a screen, or write the steps by hand: docs/service-file.md, Journeys."),
                ExitCodes.HarnessError);
        }
    }

    private static void CheckStage(ServiceProfile profile, Stage stage, string? file)
    {
        if (profile.Target(stage)?.Login != LoginMode.Mock)
        {
            throw new ConfigurationException(
                new("การบันทึกต้องมีขั้น uat ที่ใช้ login: mock", "Recording needs the stage uat with login: mock."),
                new("เพิ่ม stages.uat ที่มี landingUrl และ login: mock ในไฟล์บริการ", "Add stages.uat with a landingUrl and login: mock to the service file."), file);
        }
    }

    private static SubService Chosen(ServiceProfile profile, string? id, string? file)
    {
        var known = profile.SubServices.Select(s => s.Id).ToList();
        if (id is null)
        {
            return known.Count == 1 ? profile.SubServices[0] : throw new ConfigurationException(
                known.Count == 0 ? new("ไฟล์บริการยังไม่มีงานบริการย่อย (subServices)", "The service file has no sub-services yet.") : new("ยังไม่ได้ระบุ --sub-service", "--sub-service is missing."),
                known.Count == 0 ? new("เพิ่ม subServices ที่มี id และ name", "Add subServices with id and name.") : new($"เลือกหนึ่ง: {string.Join(", ", known)}", $"Choose one: {string.Join(", ", known)}"), file);
        }

        return profile.SubServices.FirstOrDefault(s => s.Id == id) ?? throw new ConfigurationException(
            new($"--sub-service {id}: ไม่มีงานบริการย่อยนี้ในไฟล์บริการ", $"--sub-service {id}: the service file has no such sub-service."), Nearest.Advice(id, known), file);
    }
}
