using System.CommandLine;
using System.Diagnostics;
using ConformanceHarness.Cli.Entering;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Reports;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>run</c>: plan, observe, judge, report, sign.</summary>
internal sealed class RunCommand
{
    private readonly Option<string> service = new("--service") { HelpName = "FILE" };
    private readonly Option<string> stage = new("--stage") { HelpName = "uat|preproduction|production" };
    private readonly Option<string[]> channel = new("--channel") { HelpName = "app|web|biz" };
    private readonly Option<string[]> only = new("--only") { HelpName = "CASE|GROUP" };
    private readonly Option<string> reports = new("--reports") { HelpName = "DIR" };
    private readonly Option<string> catalogue = CatalogueCommand.CatalogueOption();
    private readonly Option<string> workbook = new("--workbook") { HelpName = "FILE.xlsx" };
    private readonly Option<string> mapping = new("--mapping") { HelpName = "FILE.yaml" };
    private readonly Option<bool> inPlace = new("--in-place");
    private readonly Option<string> feedback = new("--feedback") { HelpName = "feedback.json" };
    private readonly OfficialOptions official = new();
    private readonly Option<string> browser = new("--browser-path") { HelpName = "FILE" };
    private readonly Option<string> appium = new("--appium") { HelpName = "URL" };
    private readonly Option<string> appiumCapabilities = new("--appium-capabilities") { HelpName = "FILE" };
    private readonly Option<string> entries = new("--entries") { HelpName = "FILE|-" };
    private readonly Option<bool> headed = new("--headed");
    private readonly Option<string> engine = new("--engine") { HelpName = "chromium|webkit" };
    private readonly Option<string[]> remote = new("--browser") { HelpName = "URL" };
    private readonly Option<string[]> webdriver = new("--webdriver") { HelpName = "URL" };
    private readonly Option<string> capabilities = new("--capabilities") { HelpName = "FILE.json" };
    private readonly Option<string> parallel = new("--parallel") { HelpName = "N" };
    private readonly Option<string> seed = new("--seed") { HelpName = "N" };
    private readonly Option<string> fixture = new("--fixture") { HelpName = "NAME" };
    private readonly Option<string> challenge = new("--challenge") { HelpName = "FILE.json" };
    private readonly Option<string[]> defect = new("--defect") { HelpName = "NAME" };
    private readonly Option<string> failedFrom = new("--failed-from") { HelpName = "BUNDLE" };
    private readonly Option<string?> resume = new("--resume") { HelpName = "FOLDER", Arity = ArgumentArity.ZeroOrOne };

    public static OfferedCommand Make(string language)
    {
        LocalText[] exits =
        [
            new("0 ผ่านเกณฑ์ขั้นต่ำ", "0 conformant"),
            new("1 ไม่ผ่านเกณฑ์ขั้นต่ำ", "1 not conformant"),
            new("2 คำสั่งหรือการตั้งค่าผิด", "2 usage or configuration"),
            new("3 เครื่องมือทดสอบหรือสภาพแวดล้อมขัดข้อง", "3 harness or environment failed"),
            new("4 ยังไม่ครบถ้วน", "4 incomplete"),
            new("5 ชุดผลที่ระบุด้วย --failed-from ไม่ถูกต้อง", "5 the bundle of --failed-from is invalid"),
            new("130 ผู้ใช้ยกเลิก", "130 cancelled"),
        ];
        LocalText[] notes =
        [
            new("ไม่ระบุ --service = ทดสอบระบบบริการอ้างอิงที่มากับเครื่องมือ", "Without --service the embedded reference service is tested."),
            new("ไม่ระบุ --key = ชุดผลทดลอง ใช้ส่งอย่างเป็นทางการไม่ได้", "Without --key the bundle is a trial one, never accepted as official."),
        ];
        LocalText[] examples =
        [
            new("./conformance run", "./conformance run"),
            new("./conformance run --service my.yaml --only AUTH --only SEC-05", "./conformance run --service my.yaml --only AUTH --only SEC-05"),
            new("./conformance run --failed-from submission.asice --service my.yaml", "./conformance run --failed-from submission.asice --service my.yaml"),
            new("./conformance run --resume", "./conformance run --resume"),
            new("./conformance run --service my.yaml --key agency.p12 --key-password-env KEY_PASSWORD --tsa https://tsa.example.go.th/tsa", "./conformance run --service my.yaml --key agency.p12 --key-password-env KEY_PASSWORD --tsa https://tsa.example.go.th/tsa"),
        ];
        var o = new RunCommand();
        var command = new OfferedCommand("run", new("ทดสอบ e-Service และจัดทำชุดผลการทดสอบ", "test an e-Service and leave a bundle"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(e => e.In(language))],
            Examples = [.. examples.Select(e => e.In(language))],
        }
            .With(o.service, new("ไฟล์บริการ (docs/service-file.md)", "service file (docs/service-file.md)"))
            .With(o.stage, new("ขั้นที่ทดสอบ (ปกติ uat)", "stage to test (default uat)"))
            .With(o.channel, new("เฉพาะช่องทางนี้ ระบุซ้ำได้ (ปกติทุกช่องทางในไฟล์บริการ)", "this channel only, repeatable (default: all of the service file)"))
            .With(o.only, new("เฉพาะกรณีทดสอบหรือกลุ่มนี้ ระบุซ้ำได้", "these cases or groups only, repeatable"))
            .With(o.reports, new("โฟลเดอร์ที่เก็บผล (ปกติ reports)", "folder for the results (default: reports)"))
            .With(o.catalogue, CatalogueCommand.CatalogueWords)
            .With(o.workbook, new("เขียนผลกลับลงในรายการทดสอบ Excel ของหน่วยงาน (สำเนาข้างไฟล์เดิม และ testcases.xlsx ในชุดผล)", "write the results back into your own Excel list (a copy beside it, and testcases.xlsx in the bundle)"))
            .With(o.mapping, new("ไฟล์จับคู่ของ --workbook (ปกติ FILE.mapping.yaml ข้างไฟล์ หากมี)", "mapping file for --workbook (default: FILE.mapping.yaml beside it, if there is one)"))
            .With(o.inPlace, new("เขียนผลลงใน --workbook โดยตรงแทนสำเนา", "write into the --workbook itself instead of a copy"));
        command.With(o.feedback, new("feedback.json ที่ได้รับจาก สพร.: บอกทีละกรณีว่าแก้ไขแล้วหรือยัง", "feedback.json from DGA: tells case by case what is fixed and what is open"));
        return o.official.AddTo(command)
            .With(o.challenge, new("challenge ของ สพร. ที่รอบทดสอบนี้ตอบ (docs/retest.md)", "DGA's challenge that this run answers (docs/retest.md)"))
            .With(o.browser, new($"ตำแหน่งของ Chromium หรือ Chrome (หรือตั้งตัวแปร {BrowserFinder.Variable})", $"path of Chromium or Chrome (or set {BrowserFinder.Variable})"))
            .With(o.appium, new("เซิร์ฟเวอร์ Appium: แอปบนเครื่องจริงเมื่อ login: device (docs/device.md)", "Appium server: the app on a device, with login: device (docs/device.md)"))
            .With(o.appiumCapabilities, new("ไฟล์ JSON ของ capabilities สำหรับ Appium", "JSON file with capabilities for the Appium server"))
            .With(o.headed, new("แสดงหน้าต่างเบราว์เซอร์", "show the browser's window"))
            .With(o.engine, new("เอนจินของทุกสถานการณ์ทดสอบ (ปกติ chromium) ดู docs/channels.md", "engine of all scenarios (default chromium), see docs/channels.md"))
            .With(o.remote, new("ใช้เบราว์เซอร์ของ Playwright server รุ่นเดียวกัน ระบุซ้ำได้", "use browsers of a Playwright server of the same version, repeatable"))
            .With(o.webdriver, new("ใช้เบราว์เซอร์ของ WebDriver (Selenium Grid, chromedriver) ระบุซ้ำได้", "use browsers of a WebDriver endpoint (Selenium Grid, chromedriver), repeatable"))
            .With(o.capabilities, new("capabilities ที่ขอจาก --webdriver", "capabilities to ask of --webdriver"))
            .With(o.entries, new("login: assisted: รายการเข้าใช้บรรทัดละหนึ่งรายการจากไฟล์หรือท่อ (ปกติถามในเทอร์มินัล)", "login: assisted: entries from a file or pipe, one a line (default: asked for in the terminal)"))
            .With(o.parallel, new("จำนวนสถานการณ์ทดสอบที่ทำพร้อมกัน (ปกติ 3)", "scenarios at the same time (default 3)"))
            .With(o.seed, new("เลขตั้งต้นของข้อมูลประชาชนสมมติ (ปกติสุ่มใหม่ทุกครั้ง ระบบอ้างอิงใช้ 1)", "seed of the made-up citizens (default: a new one each time; 1 for the reference services)"))
            .With(o.fixture, new($"ระบบบริการอ้างอิงที่มากับเครื่องมือ: {string.Join(", ", Fixture.All.Select(f => f.Name))} (ปกติ {Fixture.All[0].Name})", $"built-in service to test: {string.Join(", ", Fixture.All.Select(f => f.Name))} (default {Fixture.All[0].Name})"))
            .With(o.defect, new("เปิดข้อบกพร่องของระบบบริการอ้างอิง ระบุซ้ำได้ (fixtures)", "switch on a defect of the reference service, repeatable (fixtures)"))
            .With(o.failedFrom, new("ทดสอบซ้ำเฉพาะที่ยังไม่ผ่านในชุดผลครั้งก่อน (.asice) แล้วรวมเป็นชุดผลใหม่ ใช้กับ --only เพื่อเลือกกรณีเอง", "observe again only what was not passed in the earlier bundle (.asice), and merge; with --only: exactly these cases"))
            .With(o.resume, new("ทดสอบต่อจากรอบที่ถูกหยุด (ไม่ระบุโฟลเดอร์ = รอบล่าสุดที่ยังไม่เสร็จ) ใช้ตัวเลือกเดิมของรอบนั้น", "go on with a run that was stopped (without FOLDER: the newest unfinished one), with that run's options"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        using var stopped = StoppedRun.Of(parsed, resume, parsed.GetValue(reports), [reports, browser, headed, parallel, entries]);
        var options = stopped is null ? Read(parsed, screen, execution.Token) with { Arguments = StoppedRun.Arguments(parsed) } : Read(stopped.Parsed, screen, execution.Token) with { Resume = stopped.Run, Arguments = stopped.Run.Notes.Arguments };
        if (stopped is not null)
        {
            options = options with
            {
                BrowserPath = stopped.Absolute(parsed.GetValue(browser)) ?? options.BrowserPath,
                Headed = parsed.GetValue(headed) || options.Headed,
                Entries = parsed.GetValue(entries) is { } handed ? WrittenEntries.Open(handed) : options.Entries,
                Parallel = Choices.Number("--parallel", parsed.GetValue(parallel), options.Parallel, 1, 16),
            };
            stopped.Write(screen);
        }

        var clock = Stopwatch.StartNew();
        await using IRunProgress progress = screen.Live ? new LiveProgress(screen) : new PlainProgress(screen);
        await using var plain = new PlainProgress(screen);
        execution.Kept = () => RunFolder.Kept(progress.Folder ?? plain.Folder);
        await using var setup = await RunSetup.MakeAsync(options, progress, said => screen.Line(screen.Say(said)), execution.Token);
        execution.Redact = setup.Request.Redactor.Redact;
        ResubmissionWords.Write(screen, setup.Request);
        RunIntroduction.Write(screen, setup.Request, options.ServiceFile);
        RunOutcome outcome;
        try
        {
            // A display that redraws itself would write over what a person is typing.
            outcome = await RunEngine.RunAsync(setup.Request.Platform.Mode == LoginMode.Assisted ? setup.Request with { Listener = plain } : setup.Request, execution.Token);
        }
        finally
        {
            await progress.DisposeAsync();
        }

        var exit = setup.PlatformFaults.Count > 0 ? ExitCodes.HarnessError : ExitCodes.Of(outcome.Record.Statement.Result);
        var written = options.Workbook is null ? null : WorkbookCopy.Write(setup.Request.Workbook!, Path.Combine(outcome.Folder, TestcaseWorkbook.EntryName), parsed.GetValue(inPlace), screen);
        new RunSummary(screen, outcome, setup.PlatformFaults, exit, clock.Elapsed) { Workbook = written, Feedback = setup.Request.Feedback }.Write();
        return exit;
    }

    private RunOptions Read(ParseResult parsed, Screen screen, CancellationToken cancel)
    {
        var channels = Choices.Channels(parsed.GetValue(channel));
        var filter = Choices.Only(parsed.GetValue(only));
        var defects = (parsed.GetValue(defect) ?? []).SelectMany(d => d.Split(',')).ToHashSet(StringComparer.Ordinal);
        var tested = Fixture.Named(parsed.GetValue(fixture));
        var names = tested.Defects.Select(d => d.Name).ToList();
        if (defects.FirstOrDefault(d => !names.Contains(d)) is { } unknown)
        {
            throw new ConfigurationException(new LocalText($"--defect {unknown}: ไม่มีข้อบกพร่องชื่อนี้", $"--defect {unknown}: there is no such defect."), NearDefects.Of(unknown, tested));
        }

        if (parsed.GetValue(service) is { } file && (defects.Count > 0 ? "--defect" : parsed.GetValue(fixture) is null ? null : "--fixture") is { } option)
        {
            throw new ConfigurationException(
                new LocalText($"{option} ใช้ร่วมกับ --service {file} ไม่ได้", $"{option} can't be used with --service {file}."),
                new LocalText($"{option} มีผลกับระบบบริการอ้างอิงที่มากับเครื่องมือเท่านั้น ให้ตัดตัวเลือกหนึ่งออก", "Defects and fixtures belong to the embedded reference services: leave out one of the two."));
        }

        return new RunOptions
        {
            ServiceFile = parsed.GetValue(service),
            Stage = Choices.Stage(parsed.GetValue(stage)),
            StageGiven = parsed.GetValue(stage) is not null,
            FailedFrom = parsed.GetValue(failedFrom),
            Channels = channels,
            Only = filter,
            ReportsFolder = parsed.GetValue(reports),
            BrowserPath = parsed.GetValue(browser),
            Headed = parsed.GetValue(headed),
            Engine = Choices.Engine(parsed.GetValue(engine)),
            RemoteBrowsers = Choices.Servers(parsed.GetValue(remote)),
            WebDrivers = parsed.GetValue(webdriver) ?? [],
            Capabilities = parsed.GetValue(capabilities),
            Appium = parsed.GetValue(appium),
            AppiumCapabilities = parsed.GetValue(appiumCapabilities),
            Entries = parsed.GetValue(entries) is { } handed ? WrittenEntries.Open(handed) : Console.IsInputRedirected || screen.Json ? null : new TypedEntries(screen),
            Parallel = Choices.Number("--parallel", parsed.GetValue(parallel), 3, 1, 16),
            Seed = parsed.GetValue(seed) is { } from ? Choices.Number("--seed", from, 0, 0, int.MaxValue) : null,
            Fixture = parsed.GetValue(fixture),
            Defects = defects,
            Challenge = parsed.GetValue(challenge),
            Catalogue = parsed.GetValue(catalogue),
            Workbook = Needed(parsed),
            WorkbookMapping = parsed.GetValue(workbook) is { } list ? WorkbookCopy.Mapping(list, parsed.GetValue(mapping)) : null,
            Feedback = parsed.GetValue(feedback),
            Official = official.Read(parsed, channels is not null || (filter is not null && parsed.GetValue(failedFrom) is null), screen, cancel),
        };
    }

    /// <summary>The workbook; its other options make no sense without it.</summary>
    private string? Needed(ParseResult parsed)
    {
        if (parsed.GetValue(workbook) is { } list)
        {
            return list;
        }

        return (parsed.GetValue(inPlace) ? "--in-place" : parsed.GetValue(mapping) is null ? null : "--mapping") is not { } alone ? null : throw new ConfigurationException(
            new LocalText($"ระบุ {alone} โดยไม่มี --workbook", $"{alone} is there without --workbook."),
            new LocalText("เพิ่ม --workbook FILE.xlsx หรือตัดตัวเลือกนี้ออก", "Add --workbook FILE.xlsx, or leave the option out."));
    }
}
