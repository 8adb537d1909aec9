using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Retesting;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Rejudging;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>retest</c>: DGA runs a submission's plan against the same target again, with suites of its own, and compares.</summary>
internal sealed class RetestCommand
{
    private readonly Argument<string> file = new("BUNDLE");
    private readonly Option<string> service = new("--service") { HelpName = "FILE" };
    private readonly Option<string> files = new("--files") { HelpName = "DIR" };
    private readonly Option<string[]> suites = new("--suite") { HelpName = "FILE.dll" };
    private readonly SampleOptions sample = new();
    private readonly PolicyOptions policies = new();
    private readonly Option<string> to = new("--out") { HelpName = "DIR" };
    private readonly Option<bool> once = new("--once");
    private readonly Option<string> fixture = new("--fixture") { HelpName = "NAME" };
    private readonly Option<string[]> defect = new("--defect") { HelpName = "NAME" };
    private readonly Option<string> browser = new("--browser-path") { HelpName = "FILE" };
    private readonly Option<string> parallel = new("--parallel") { HelpName = "N" };

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("ใช้ขั้น ช่องทาง รายการกรณีทดสอบ และไฟล์บริการของชุดผลที่ส่งมา ความลับมาจากตัวแปรสภาพแวดล้อมของผู้ทดสอบซ้ำ", "Stage, channels, catalogue and service file are the submission's; secrets come from the environment of whoever retests."),
            new("กรณีที่บุคคลรับรองไม่ได้ทดสอบซ้ำ คำรับรองเดิมยังอยู่", "What people attested is not tested again: their answers stand."),
            new("กรณีที่เคยผ่านแต่ทดสอบซ้ำแล้วไม่ผ่านจะทดสอบอีกครั้ง เว้นแต่ระบุ --once", "What passed then and fails now is tried once more, unless --once is there."),
        ];
        LocalText[] exits =
        [
            new("0 ไม่มีกรณีใดแย่ลง", "0 no case is worse"),
            new("1 มีกรณีที่ไม่ผ่านทั้งที่ชุดผลไม่ได้ระบุเช่นนั้น", "1 a case fails that did not in the submission"),
            new("2 คำสั่งหรือการตั้งค่าผิด", "2 usage or configuration"),
            new("3 เครื่องมือทดสอบหรือสภาพแวดล้อมขัดข้อง", "3 harness or environment failed"),
            new("4 มีกรณีที่ทดสอบซ้ำไม่ได้ผล", "4 something that passed could not be told again"),
            new("5 ชุดผลที่ส่งมาไม่ถูกต้องหรือหลักฐานไม่น่าเชื่อถือ", "5 the submission is invalid, or its evidence is not credible"),
            new("130 ผู้ใช้ยกเลิก", "130 cancelled"),
        ];
        var o = new RetestCommand();
        var command = new OfferedCommand("retest", new("ทดสอบชุดผลที่ส่งมาซ้ำและเปรียบเทียบ (สพร.)", "run a submission's plan again and compare (DGA)"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(e => e.In(language))],
            Examples = ["./conformance retest submission.asice --policy policy.yaml --files agency-files", "./conformance retest submission.asice --sample 20% --challenge challenge.json --suite Dga.Own.dll", "./conformance retest reference-uat-20260615T020112Z-trial.asice --fixture reference --defect no-title"],
        }
            .With(o.file, new("ชุดผลที่ส่งมา (.asice)", "the submission (.asice)"))
            .With(o.service, new("ใช้ไฟล์บริการนี้แทนของชุดผล", "use this service file instead of the submission's"))
            .With(o.files, new("โฟลเดอร์ของไฟล์ที่ไฟล์บริการอ้างถึง เช่น CA และเอกสารแนบ", "folder of the files that the submission's service file names, such as a CA or attachments"))
            .With(o.suites, new("ชุดการตรวจเพิ่มเติม (เช่น ของ สพร.) ระบุซ้ำได้", "a further suite (such as DGA's own), repeatable"))
            .With(o.sample.Sample, new("ทดสอบเฉพาะบางส่วนที่ challenge สุ่มได้", "only the part that the challenge draws"))
            .With(o.sample.Challenge, new("challenge ที่ใช้สุ่ม", "the challenge that draws"));
        return o.policies.AddTo(command)
            .With(o.to, new("โฟลเดอร์ที่เก็บผล (ปกติ reports/retest-…)", "folder for the results (default: reports/retest-…)"))
            .With(o.once, new("ไม่ทดสอบกรณีที่แย่ลงอีกครั้ง", "do not try again what came out worse"))
            .With(o.fixture, new("ชุดผลของระบบบริการอ้างอิง: เริ่มระบบนั้นแล้วทดสอบ", "the submission is of this built-in service: start it and test it"))
            .With(o.defect, new("เปิดข้อบกพร่องของระบบบริการอ้างอิง ระบุซ้ำได้", "switch on a defect of the built-in service, repeatable"))
            .With(o.browser, new($"ตำแหน่งของ Chromium หรือ Chrome (หรือตั้งตัวแปร {BrowserFinder.Variable})", $"path of Chromium or Chrome (or set {BrowserFinder.Variable})"))
            .With(o.parallel, new("จำนวนสถานการณ์ทดสอบที่ทำพร้อมกัน (ปกติ 3)", "scenarios at the same time (default 3)"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var path = RejudgeCommand.Existing(parsed.GetValue(file)!);
        var joined = JoinedSuite.Load(parsed.GetValue(suites) ?? []);
        var own = JoinedSuite.Load([]);
        var policy = policies.Read(parsed, TimeProvider.System.GetUtcNow());
        var verified = RejudgedBundle.Of(path, new BundleJudge(own.Suite), own.Digests, null, policy);
        if (!verified.Judged || verified.Broken.Count > 0)
        {
            return RetestSummary.Refused(screen, path, verified);
        }

        using var opened = OpenedRun.Open(path);
        var inputs = Inputs(parsed, opened, joined);
        var drawn = sample.Read(parsed, opened.Record);
        if (drawn is { } draw)
        {
            ChallengeDraw.Show(screen, draw.Draw);
        }

        var options = Options(parsed, opened, inputs, drawn?.Draw);
        await using IRunProgress progress = screen.Live ? new LiveProgress(screen) : new PlainProgress(screen);
        execution.Kept = () => RunFolder.Kept(progress.Folder);
        await using var setup = await RunSetup.MakeAsync(options, progress, said => screen.Line(screen.Say(said)), execution.Token);
        execution.Redact = setup.Request.Redactor.Redact;
        if (setup.Request.Service.Id != opened.Record.Statement.ServiceId)
        {
            throw new ConfigurationException(
                new LocalText($"ชุดผลเป็นของบริการ '{opened.Record.Statement.ServiceId}' แต่จะทดสอบ '{setup.Request.Service.Id}'", $"The submission is of the service '{opened.Record.Statement.ServiceId}', and '{setup.Request.Service.Id}' would be tested."),
                new LocalText("ระบุ --service หรือ --fixture ของบริการเดียวกัน หรือตัดออก", "Name the --service or --fixture of the same service, or leave it out."));
        }

        RunIntroduction.Write(screen, setup.Request, options.ServiceFile is null ? null : parsed.GetValue(service) ?? path);
        RetestRecord record;
        RunOutcome outcome;
        try
        {
            var order = new RetestOrder(path, verified, opened.Record, options.ReportsFolder!) { Sample = drawn, Again = !parsed.GetValue(once) };
            (record, outcome) = await RetestRun.RunAsync(order, setup.Request, execution.Token);
        }
        finally
        {
            await progress.DisposeAsync();
        }

        return RetestSummary.Write(screen, record, outcome, options.ReportsFolder!, setup.PlatformFaults);
    }

    private RetestInputs Inputs(ParseResult parsed, OpenedRun opened, JoinedSuite joined)
    {
        var name = Directory.GetFiles(Path.Combine(opened.Folder, "catalogue"), "*.yaml").First(f => Core.Catalogues.CatalogueReader.Read(File.ReadAllBytes(f), f).Digest == opened.Record.Catalogue.Digest);
        var catalogue = CatalogueJoin.Of(File.ReadAllBytes(name), EntryNames.Catalogues + Path.GetFileName(name), joined);
        var bundled = parsed.GetValue(service) is null && parsed.GetValue(fixture) is null;
        var folder = bundled && parsed.GetValue(files) is { } given ? Path.GetFullPath(given) : null;
        if (bundled)
        {
            RetestFiles.Check(opened.Record.Service, opened.Record.Statement.Stage, folder);
        }

        return new RetestInputs(joined.Suite with { CataloguePath = name }, catalogue, joined.Digests)
        {
            FilesFolder = folder,
            AttestationFolder = bundled ? Path.Combine(opened.Folder, EntryNames.Attestations) : null,
        };
    }

    private RunOptions Options(ParseResult parsed, OpenedRun opened, RetestInputs inputs, Core.Challenges.SampleDraw? drawn)
    {
        var statement = opened.Record.Statement;
        var (embedded, defects) = FixtureOptions.Read(parsed.GetValue(fixture), parsed.GetValue(defect), parsed.GetValue(service));
        var stamp = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return new RunOptions
        {
            ServiceFile = embedded is null ? parsed.GetValue(service) ?? Path.Combine(opened.Folder, EntryNames.Service) : null,
            Stage = statement.Stage,
            Channels = statement.Filter?.Contains("channel=", StringComparison.Ordinal) == true ? statement.Channels : null,
            Only = RetestRun.Only(opened.Record, drawn, inputs),
            ReportsFolder = Path.GetFullPath(parsed.GetValue(to) ?? Path.Combine(Home.Reports, $"retest-{statement.ServiceId}-{statement.Stage.ToString().ToLowerInvariant()}-{stamp}")),
            BrowserPath = parsed.GetValue(browser),
            Parallel = Choices.Number("--parallel", parsed.GetValue(parallel), 3, 1, 16),
            Fixture = embedded?.Name,
            Defects = defects,
            // With further suites the catalogue is another one, and the order is not for it.
            Challenge = inputs.Digests.Count == 1 ? parsed.GetValue(sample.Challenge) : null,
            Retest = inputs,
        };
    }
}
