using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Covering;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>list</c>: the catalogue's cases, or what a run of them would do.</summary>
internal sealed class ListCommand
{
    private readonly Option<bool> plan = new("--plan");
    private readonly Option<bool> coverage = new("--coverage");
    private readonly Option<string> catalogueFile = CatalogueCommand.CatalogueOption();
    private readonly Option<string> service = new("--service") { HelpName = "FILE" };
    private readonly Option<string> engine = new("--engine") { HelpName = "chromium|webkit" };
    private readonly Option<string> stage = new("--stage") { HelpName = "uat|preproduction|production" };

    public static OfferedCommand Make(string language)
    {
        var o = new ListCommand();
        return new OfferedCommand("list", new("แสดงกรณีทดสอบและแผนการทดสอบ", "show the cases and the plan"), language)
        {
            Exits = [new LocalText("0 แสดงแล้ว", "0 shown").In(language), new LocalText("1 --coverage พบช่องว่างที่ไม่มีคำอธิบาย", "1 --coverage found a gap that nobody explains").In(language), new LocalText("2 คำสั่งหรือไฟล์บริการผิด", "2 usage or service file").In(language)],
            Examples = ["./conformance list", "./conformance list --plan --service my.yaml", "./conformance list --stage production --json", "./conformance list --coverage"],
        }
            .With(o.plan, new("แสดงสถานการณ์ทดสอบแต่ละช่องทาง และกรณีทดสอบที่ใช้หลักฐานนั้น", "show each scenario in each channel, and the cases it serves"))
            .With(o.coverage, new("แสดงกรณีที่ไม่มีการตรวจหรือสถานการณ์ทดสอบ และการตรวจที่ไม่มีข้อบกพร่องพิสูจน์", "show cases without a check or scenario, and checks without a case or defect"))
            .With(o.service, new("ไฟล์บริการสำหรับ --plan (ปกติใช้ระบบบริการอ้างอิง)", "service file for --plan (default: the reference service)"))
            .With(o.catalogueFile, CatalogueCommand.CatalogueWords)
            .With(o.engine, new("เอนจินสำหรับ --plan (ปกติ chromium)", "engine for --plan (default chromium)"))
            .With(o.stage, new("เฉพาะขั้นนี้ (ปกติทุกขั้น; --plan ปกติ uat)", "this stage only (default: all; with --plan: uat)"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var suite = CatalogueChoice.Suite(parsed.GetValue(catalogueFile));
        var (catalogue, _) = RunSetup.ReadCatalogue(suite);
        if (parsed.GetValue(coverage))
        {
            return Task.FromResult(CoverageTable.Show(screen, CaseCoverage.Gaps(catalogue, suite, Fixture.All.SelectMany(f => f.Defects).SelectMany(d => d.Breaks).ToHashSet(StringComparer.Ordinal), ExplainedGaps.All)));
        }

        var asked = parsed.GetValue(stage);
        if (!parsed.GetValue(plan) && parsed.GetValue(service) is null)
        {
            Cases(screen, catalogue, asked is null ? null : Choices.Stage(asked));
            return Task.FromResult(ExitCodes.Conformant);
        }

        var made = Planner.Plan(catalogue, ServiceFile.Read(parsed.GetValue(service), catalogue).Profile, Choices.Stage(asked), null, null, SuiteFacts.Scenarios(suite), SuiteFacts.AbilitiesOf(Engines.Ordinary(Choices.Engine(parsed.GetValue(engine)))));
        Plan(screen, made, suite.Scenarios.ToDictionary(s => s.Name, s => s.Title, StringComparer.Ordinal));
        return Task.FromResult(ExitCodes.Conformant);
    }

    private static void Cases(Screen screen, Catalogue catalogue, Stage? stage)
    {
        var cases = catalogue.Cases.Where(c => stage is null || c.Stages.Contains(stage.Value)).ToList();
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject
            {
                ["catalogue"] = catalogue.Id,
                ["version"] = catalogue.Version,
                ["digest"] = catalogue.Digest,
                ["cases"] = new JsonArray([.. cases.Select(c => (JsonNode)new JsonObject
                {
                    ["id"] = c.Id,
                    ["obligation"] = ReportWords.Code(c.Obligation),
                    ["stages"] = Words(c.Stages),
                    ["channels"] = Words(c.Channels),
                    ["title"] = Messages.Node(c.Title),
                    ["decision"] = ReportWords.Code(c.Decision),
                    ["scenarios"] = new JsonArray([.. c.Scenarios.Select(s => (JsonNode)s)]),
                })]),
            });
            return;
        }

        screen.Line($"{screen.Say(catalogue.Title)} · {catalogue.Id} {catalogue.Version}", Ink.Bold);
        foreach (var @case in cases)
        {
            var facts = $"{screen.Say(ReportWords.Of(@case.Obligation))} · {string.Concat(@case.Stages.Select(Letter))} · {string.Join(',', @case.Channels.Select(c => screen.Say(ReportWords.Short(c))))} · {screen.Say(How(@case.Decision))}";
            screen.Line($"{@case.Id,-8}  {screen.Say(@case.Title)}");
            screen.Line($"          {facts}", Ink.Dim);
        }

        screen.Line();
        screen.Line($"{cases.Count} กรณี · U = UAT, P = Pre-Production, N = Production", $"{cases.Count} cases · U = UAT, P = pre-production, N = production");
    }

    private static void Plan(Screen screen, RunPlan plan, Dictionary<string, LocalText> titles)
    {
        if (screen.Json)
        {
            Screen.WriteJson(JsonNode.Parse(Core.Ledger.RecordJson.Write(plan))!);
            return;
        }

        foreach (var scenario in plan.Scenarios)
        {
            screen.Line($"{scenario.Id}  {screen.Say(titles[scenario.Scenario])} · {screen.Say(ReportWords.Of(scenario.Channel))}", Ink.Bold);
            screen.Line("    " + string.Join(' ', scenario.Serves));
        }

        var people = plan.Cases.Where(c => c.AsksPerson).ToList();
        if (people.Count > 0)
        {
            screen.Line(screen.Say("รอการยืนยันจากคน", "For a person"), Ink.Bold);
            screen.Line("    " + string.Join(' ', people.Select(c => c.Case)));
        }

        foreach (var reason in plan.Cases.Where(c => c.Decided is not null).GroupBy(c => (c.Decided!.Outcome, screen.Say(c.Decided.Reason))))
        {
            screen.Line($"{screen.Say(ReportWords.Of(reason.Key.Outcome))}: {reason.Key.Item2}", Ink.Bold);
            screen.Line("    " + string.Join(' ', reason.Select(c => c.Case)));
        }

        screen.Line();
        screen.Line($"{plan.Cases.Count} กรณี · {plan.Scenarios.Count} สถานการณ์ทดสอบ", $"{plan.Cases.Count} cases · {plan.Scenarios.Count} scenarios");
    }

    private static JsonArray Words<T>(IEnumerable<T> words)
        where T : struct, Enum => new([.. words.Select(w => (JsonNode)ReportWords.Code(w))]);

    private static char Letter(Stage stage) => stage switch { Stage.Uat => 'U', Stage.Preproduction => 'P', _ => 'N' };

    private static LocalText How(Decision decision) => decision switch
    {
        Decision.Check => new("ตรวจจากหลักฐาน", "judged from evidence"),
        Decision.Person => new("คนเป็นผู้ยืนยัน", "attested by a person"),
        _ => new("ยังไม่มีการตรวจ", "no check built yet"),
    };
}
