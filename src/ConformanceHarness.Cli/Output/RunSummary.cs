using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Feedback;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Feedback;
using ConformanceHarness.Reports.Words;
using Spectre.Console;

namespace ConformanceHarness.Cli.Output;

/// <summary>What came of a run: the table, the failures, what is open, the result and what to do next.</summary>
internal sealed class RunSummary(Screen screen, RunOutcome outcome, IReadOnlyList<string> platformFaults, int exitCode, TimeSpan time)
{
    private static readonly Outcome[] Columns = [Outcome.Passed, Outcome.Failed, Outcome.CantTell, Outcome.Untested, Outcome.Inapplicable];
    private readonly Dictionary<string, CatalogueCase> cases = outcome.Record.Catalogue.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
    private readonly IReadOnlyList<Verdict> verdicts = outcome.Record.Verdicts;

    /// <summary>The user's workbook with the results, where one was given.</summary>
    public string? Workbook { get; init; }

    /// <summary>On an earlier bundle, where the run was given it.</summary>
    public FeedbackDocument? Feedback { get; init; }

    private FeedbackProgress? Progress => Feedback is null ? null : FeedbackProgress.Of(Feedback, outcome.Record);

    public void Write()
    {
        Table();
        foreach (var verdict in verdicts.Where(v => v.Outcome == Outcome.Failed).OrderBy(v => cases[v.Case].Obligation).ThenBy(v => v.Waived))
        {
            Failure(verdict);
        }

        Open(Outcome.CantTell);
        Open(Outcome.Untested);
        Trouble();
        Earlier();
        if (Progress is { } progress)
        {
            ProgressLines.Show(screen, progress);
        }

        Result();
        if (screen.Json)
        {
            Screen.WriteJson(Json());
        }
    }

    private static string Group(string id) => id.Split('-', 2)[0];

    private void Table()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(screen.Say("กลุ่ม", "Group"));
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(new Text(screen.Say(ReportWords.Of(column)))).RightAligned());
        }

        foreach (var group in verdicts.GroupBy(v => Group(v.Case)))
        {
            table.AddRow([new Text($"{group.Key}  {screen.Say(ReportWords.Group(group.Key))}"), .. Columns.Select(c => Number(group.Count(v => v.Outcome == c), c))]);
        }

        table.AddEmptyRow();
        table.AddRow([new Text(screen.Say("รวม", "Total")), .. Columns.Select(c => Number(verdicts.Count(v => v.Outcome == c), c))]);
        screen.Ansi.Write(table);
    }

    private static Text Number(int count, Outcome outcome) => new(
        count == 0 ? "·" : count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        count == 0 ? Style.Plain : outcome switch
        {
            Outcome.Passed => new Style(Color.Green),
            Outcome.Failed => new Style(Color.Red),
            Outcome.CantTell => new Style(Color.Yellow),
            _ => Style.Plain,
        });

    private void Failure(Verdict verdict)
    {
        const int Most = 4;
        var @case = cases[verdict.Case];
        var waived = verdict.Waived ? screen.Say(" · มีข้อยกเว้น", " · waived") : "";
        screen.Line($"✗ {verdict.Case} [{screen.Say(ReportWords.Of(@case.Obligation))}{waived}] {screen.Say(@case.Title)}", Ink.Red);
        var found = verdict.Channels.Where(c => c.Outcome == Outcome.Failed)
            .SelectMany(c => c.Findings.Select(f => (c.Channel, Finding: f)))
            .GroupBy(f => (f.Finding.Expected?.En, f.Finding.Seen.En)).ToList();
        string? said = null;
        foreach (var same in found.Take(Most))
        {
            var finding = same.First().Finding;
            // One line of what is expected for all that follows it.
            if (finding.Expected is { } expected && expected.En != said)
            {
                said = expected.En;
                screen.Line($"    {screen.Say("ควรเป็น", "expected")}: {Cut(screen.Say(expected))}");
            }

            screen.Line($"    {screen.Say("พบว่า", "seen")}: {Cut(screen.Say(finding.Seen))}", Ink.Bold);
            var channels = string.Join(", ", same.Select(f => screen.Say(ReportWords.Of(f.Channel))).Distinct());
            var places = same.Select(f => f.Finding.Where).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var more = places.Count > 1 ? screen.Say($" และอีก {places.Count - 1} แห่ง", $" and {places.Count - 1} more") : "";
            screen.Line($"      {(places.Count == 0 ? "" : Cut(places[0]) + more + " · ")}{channels}", Ink.Dim);
        }

        if (found.Count > Most)
        {
            screen.Line($"    … อีก {found.Count - Most} รายการในรายงาน", $"    … and {found.Count - Most} more in the report");
        }

        Fix(@case);
        screen.Line();
    }

    /// <summary>As it was written: a fix often holds lines of code.</summary>
    private void Fix(CatalogueCase @case)
    {
        var lines = @case.Fix.In(screen.Language).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        screen.Line($"    {screen.Say("วิธีแก้", "fix")} ({screen.Say(ReportWords.Fixer(@case.Fixer))}): {lines[0]}", Ink.Blue);
        foreach (var line in lines.Skip(1))
        {
            screen.Line(line.Length == 0 ? "" : "      " + line, Ink.Blue);
        }
    }

    private void Open(Outcome kind)
    {
        var open = verdicts.Where(v => v.Outcome == kind).ToList();
        if (open.Count == 0)
        {
            return;
        }

        screen.Line($"{ReportWords.Mark(kind)} {screen.Say(ReportWords.Of(kind))} ({open.Count})", Ink.Yellow);
        foreach (var reason in open.GroupBy(Why).OrderByDescending(g => g.Count()))
        {
            screen.Line($"    {Cut(reason.Key)}");
            screen.Line($"      {string.Join(", ", reason.Select(v => v.Case))}", Ink.Dim);
        }

        screen.Line();
    }

    private string Why(Verdict verdict)
    {
        if (verdict.WaitsFor.Count > 0)
        {
            var others = string.Join(", ", verdict.WaitsFor);
            return screen.Say($"รอ {others}", $"Waits for {others}");
        }

        var finding = verdict.Channels.Where(c => c.Outcome == verdict.Outcome).SelectMany(c => c.Findings).FirstOrDefault();
        var cause = verdict.Cause is { } c ? $" [{screen.Say(ReportWords.Of(c))}]" : "";
        return (finding is null ? screen.Say("ไม่มีเหตุผลในบันทึก", "The record gives no reason") : screen.Say(finding.Seen)) + cause;
    }

    private void Trouble()
    {
        foreach (var fault in platformFaults)
        {
            screen.Line($"! แพลตฟอร์มจำลองขัดข้อง ผลของรอบนี้เชื่อถือไม่ได้: {fault}", $"! The mock platform failed, so this run is worth nothing: {fault}", Ink.Red);
        }

        foreach (var problem in outcome.WaiverProblems)
        {
            screen.Line($"! {screen.Say("ข้อยกเว้น", "Waiver")} {problem.Case}: {screen.Say(problem.Problem)}", Ink.Yellow);
        }
    }

    /// <summary>What became of the earlier submission's cases.</summary>
    private void Earlier()
    {
        if (outcome.Record.Earlier is not [.., var last])
        {
            return;
        }

        var since = SinceEarlier.Of(last.Verdicts, verdicts);
        void Say(LocalText what, IReadOnlyList<string> ids, Ink ink)
        {
            if (ids.Count > 0)
            {
                screen.Line($"  {screen.Say(what)}: {Cut(string.Join(", ", ids))}", ink);
            }
        }

        screen.Line("เทียบกับครั้งก่อน", "Since the earlier submission", Ink.Bold);
        Say(new("แก้ไขแล้ว", "fixed"), since.Fixed, Ink.Green);
        Say(new("ผ่านแล้ว เดิมยังไม่มีผล", "passed now, no answer before"), since.Answered, Ink.Green);
        Say(new("แย่ลง เดิมผ่าน", "worse, passed before"), since.Worse, Ink.Red);
        Say(new("ยังไม่ผ่าน", "still open"), since.Open, Ink.Yellow);
        screen.Line();
    }

    private void Result()
    {
        var statement = outcome.Record.Statement;
        var ink = exitCode switch { 0 => Ink.Green, 4 => Ink.Yellow, _ => Ink.Red };
        var result = platformFaults.Count > 0 ? RunResult.HarnessError : statement.Result;
        var waivers = statement.WithWaivers ? screen.Say(" (มีข้อยกเว้น)", " (with waivers)") : "";
        screen.Line($"{screen.Say("ผล", "Result")}: {screen.Say(ReportWords.Of(result))}{waivers} · {screen.Say(Meaning(result))} · {screen.Say("รหัสออก", "exit code")} {exitCode}", ink);
        if (statement.Filter is not null)
        {
            screen.Line("ทดสอบเพียงบางส่วนของขั้นนี้ ผลนี้ใช้แทนผลทั้งขั้นไม่ได้", "Only a part of the stage was tested: this is no result of the whole.", Ink.Yellow);
        }

        screen.Line($"เปิดหน้าเว็บ {statement.PageVisits} ครั้ง · {time.TotalSeconds:0} วินาที", $"{statement.PageVisits} page visits · {time.TotalSeconds:0} s");
        screen.Line();
        screen.Line($"{screen.Say("รายงาน", "Report")}  {outcome.Reports?.Html}");
        screen.Line($"Excel   {Workbook ?? (outcome.Reports is null ? null : Path.Combine(outcome.Folder, Reports.TestcaseWorkbook.EntryName))}");
        screen.Line($"{screen.Say("ชุดผล", "Bundle")}  {outcome.Bundle}{(statement.Trial ? screen.Say("  (ชุดผลทดลอง)", "  (trial)") : "")}");
        screen.Line();
        screen.Line("ขั้นต่อไป: เปิดรายงานในเบราว์เซอร์ และตรวจชุดผลด้วย", "Next: open the report in a browser, and check the bundle with");
        screen.Line($"  ./conformance verify {(statement.Trial ? "--allow-trial " : "")}{Quoted(outcome.Bundle)}");
    }

    private LocalText Meaning(RunResult result)
    {
        var musts = verdicts.Where(v => cases[v.Case].Obligation == Obligation.Must).ToList();
        var failed = musts.Count(v => v is { Outcome: Outcome.Failed, Waived: false });
        var open = musts.Count(v => v.Outcome is Outcome.Untested or Outcome.CantTell);
        return result switch
        {
            RunResult.Conformant => new("กรณีบังคับผ่านทุกกรณี", "every must case passed"),
            RunResult.NotConformant => new($"กรณีบังคับไม่ผ่าน {failed} กรณี", failed == 1 ? "1 must case failed" : $"{failed} must cases failed"),
            RunResult.Incomplete when open == 0 && outcome.WaiverProblems.Count > 0 => new("มีข้อยกเว้นที่ใช้ไม่ได้", "a waiver can't stand as it is"),
            RunResult.Incomplete when open == 0 && outcome.Record.Statement.Filter is not null => new("ส่วนที่ทดสอบไม่มีกรณีบังคับที่ค้าง แต่ยังไม่ได้ทดสอบส่วนที่เหลือ", "no must case is open in this part, but the rest was not tested"),
            RunResult.Incomplete when open == 0 => new("ไม่มีกรณีบังคับใดได้รับการตัดสิน", "no must case was judged"),
            RunResult.Incomplete => new($"กรณีบังคับยังไม่มีคำตอบ {open} กรณี", open == 1 ? "1 must case has no answer yet" : $"{open} must cases have no answer yet"),
            _ => new("เครื่องมือทดสอบขัดข้อง ไม่ใช่ความผิดของระบบบริการ", "the harness failed; the service is not to blame"),
        };
    }

    private JsonObject Json()
    {
        var statement = outcome.Record.Statement;
        return new JsonObject
        {
            ["exitCode"] = exitCode,
            ["result"] = ReportWords.Code(platformFaults.Count > 0 ? RunResult.HarnessError : statement.Result),
            ["withWaivers"] = statement.WithWaivers,
            ["trial"] = statement.Trial,
            ["runId"] = statement.RunId,
            ["service"] = statement.ServiceId,
            ["stage"] = ReportWords.Code(statement.Stage),
            ["channels"] = new JsonArray([.. statement.Channels.Select(c => (JsonNode)ReportWords.Code(c))]),
            ["filter"] = statement.Filter,
            ["pageVisits"] = statement.PageVisits,
            ["seconds"] = Math.Round(time.TotalSeconds, 1),
            ["previousBundle"] = statement.PreviousBundle,
            ["folder"] = outcome.Folder,
            ["report"] = outcome.Reports?.Html,
            ["bundle"] = outcome.Bundle,
            ["workbook"] = Workbook,
            ["feedback"] = Progress is { } progress ? ProgressLines.Json(progress) : null,
            ["platformFaults"] = new JsonArray([.. platformFaults.Select(f => (JsonNode)f)]),
            ["counts"] = new JsonObject(Columns.Select(c => KeyValuePair.Create(ReportWords.Code(c), (JsonNode?)verdicts.Count(v => v.Outcome == c)))),
            ["verdicts"] = JsonNode.Parse(Core.Ledger.RecordJson.Write(verdicts), documentOptions: new JsonDocumentOptions { MaxDepth = 64 }),
        };
    }

    private static string Cut(string text) => text.Length > 400 ? text[..400] + "…" : text;

    private static string Quoted(string? path) => path is null || !path.Contains(' ', StringComparison.Ordinal) ? path ?? "" : $"\"{path}\"";
}
