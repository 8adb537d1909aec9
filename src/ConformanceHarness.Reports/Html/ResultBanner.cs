using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>Result, what it rests on, what was tested, and the counts.</summary>
internal sealed class ResultBanner(ReportedRun run, HtmlOutput html)
{
    private static readonly Outcome[] InOrder = [Outcome.Failed, Outcome.CantTell, Outcome.Untested, Outcome.Inapplicable, Outcome.Passed];

    public void Write()
    {
        var statement = run.Record.Statement;
        using (html.In("section", ("class", "banner " + ReportWords.Code(statement.Result)), ("aria-labelledby", "result")))
        {
            using (html.In("h1", ("id", "result")))
            {
                html.Leaf("span", Mark(statement.Result), ("class", "mark"), ("aria-hidden", "true"));
                html.Both(ReportWords.Of(statement.Result));
                if (statement.WithWaivers)
                {
                    html.Leaf("span", new LocalText("โดยมีข้อยกเว้น", "with waivers"), ("class", "qualifier"));
                }
            }

            html.Leaf("p", Because(statement.Result), ("class", "because pair"));
            Notices();
        }

        Facts();
        Counts();
    }

    private static string Mark(RunResult result) => result switch
    {
        RunResult.Conformant => "✓",
        RunResult.NotConformant => "✗",
        RunResult.Incomplete => "…",
        _ => "!",
    };

    private LocalText Because(RunResult result)
    {
        var failed = run.Cases.Count(c => c.Outcome == Outcome.Failed && c.Decides);
        var doubtful = run.Count(Outcome.CantTell, Obligation.Must);
        var untested = run.Count(Outcome.Untested, Obligation.Must);
        return result switch
        {
            RunResult.Conformant => new("กรณีทดสอบบังคับทุกกรณีผ่าน ไม่เกี่ยวข้อง หรือมีข้อยกเว้นที่ได้รับอนุมัติ", "Every must case passed, does not apply, or is covered by an approved waiver."),
            RunResult.NotConformant => new($"กรณีทดสอบบังคับไม่ผ่าน {N(failed)} กรณี ต้องแก้ไขแล้วทดสอบใหม่", $"{N(failed)} must {Cases(failed)} failed: mend them and test again."),
            RunResult.Incomplete => new(
                $"ยังสรุปผลไม่ได้ กรณีทดสอบบังคับยังไม่ได้ทดสอบ {N(untested)} กรณี ตัดสินไม่ได้ {N(doubtful)} กรณี",
                $"No conclusion yet: {N(untested)} must {Cases(untested)} untested, {N(doubtful)} undecided."),
            _ => new("เครื่องมือทดสอบทำงานผิดพลาด ผลครั้งนี้ใช้บอกไม่ได้ว่าระบบบริการผ่านหรือไม่ผ่าน", "The harness itself failed: this run says nothing about the service."),
        };
    }

    private void Notices()
    {
        var statement = run.Record.Statement;
        if (statement.Trial)
        {
            Notice("trial", new("ผลทดลอง: ลงนามด้วยกุญแจชั่วคราว ใช้ส่งผลต่อ สพร. ไม่ได้", "Trial: signed with a throw-away key, never accepted as an official submission"));
        }

        if (statement.Filter is { } filter)
        {
            Notice("partial", new($"ทดสอบเพียงบางกรณี (--only {filter}) ใช้เป็นผลทางการไม่ได้", $"Only some cases were run (--only {filter}): never an official result"));
        }

        var waived = run.Cases.Count(c => c.Waived);
        if (statement.WithWaivers || waived > 0)
        {
            Notice("partial", new($"มีกรณีที่ไม่ผ่านแต่ได้รับข้อยกเว้น {N(waived)} กรณี ผู้ตรวจเป็นผู้พิจารณาว่ายอมรับหรือไม่", $"{N(waived)} failed {Cases(waived)} waived; whether that is accepted is for the verifier to say"));
        }

        if (statement.Provenance.Keys.Any(k => k.EndsWith("/mock", StringComparison.Ordinal)))
        {
            Notice("plain", new("เข้าสู่ระบบผ่านแพลตฟอร์มทางรัฐจำลอง (mock)", "Logins were made by the mock platform, not by the real gateway"));
        }

        var flaky = run.Cases.Count(c => c.Flaky);
        if (flaky > 0)
        {
            Notice("plain", new($"ผลไม่คงที่ {N(flaky)} กรณี: ผ่านเมื่อลองซ้ำเท่านั้น", $"{N(flaky)} flaky {Cases(flaky)}: passed on a later attempt only"));
        }
    }

    private void Notice(string kind, LocalText text) => html.Leaf("p", text, ("class", "notice pair " + kind));

    private void Facts()
    {
        var statement = run.Record.Statement;
        using var section = html.In("section", ("class", "facts"), ("aria-labelledby", "facts"));
        html.Leaf("h2", new LocalText("ข้อมูลการทดสอบ", "What was tested"), ("id", "facts"));
        using var list = html.In("dl");
        Fact(new("งานบริการ (e-Service)", "e-Service"), statement.ServiceName);
        Fact(new("หน่วยงาน", "Agency"), statement.Agency);
        Fact(new("ขั้นการทดสอบ", "Stage"), ReportWords.Of(statement.Stage));
        Fact(new("ช่องทาง", "Channels"), new(
            string.Join(", ", statement.Channels.Select(c => ReportWords.Of(c).Th)),
            string.Join(", ", statement.Channels.Select(c => ReportWords.Of(c).En))));
        Code(new("Landing URL", "Landing URL"), statement.LandingUrl);
        Fact(new("เริ่มทดสอบ", "Started"), ReportDates.Moment(statement.StartedAt));
        Fact(new("สิ้นสุด", "Ended"), ReportDates.Moment(statement.EndedAt));
        var took = ReportDates.Duration((long)(statement.EndedAt - statement.StartedAt).TotalMilliseconds);
        Fact(new("ใช้เวลา", "Took"), new($"{took.Th} เปิดหน้าเว็บ {N(statement.PageVisits)} ครั้ง", $"{took.En}, {N(statement.PageVisits)} page visits"));
        Code(new("รายการกรณีทดสอบ", "Catalogue"), $"{statement.CatalogueId} {statement.CatalogueVersion}");
        Code(new("รุ่นของเครื่องมือทดสอบ", "Harness version"), statement.HarnessVersion);
        Code(new("ที่มาของหลักฐาน", "Provenance of the evidence"), string.Join(", ", statement.Provenance.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} × {N(p.Value)}")));
        Code(new("รหัสการทดสอบ", "Run"), statement.RunId);
    }

    private void Fact(LocalText name, LocalText value)
    {
        html.Leaf("dt", name);
        html.Leaf("dd", value);
    }

    private void Code(LocalText name, string value)
    {
        html.Leaf("dt", name);
        using var definition = html.In("dd");
        html.Leaf("code", value.Length == 0 ? "–" : value);
    }

    private void Counts()
    {
        using var section = html.In("section", ("class", "counts"), ("aria-labelledby", "counts"));
        html.Leaf("h2", new LocalText("จำนวนกรณีทดสอบ", "Number of cases"), ("id", "counts"));
        Bar();
        using var table = html.In("table");
        using (html.In("thead"))
        using (html.In("tr"))
        {
            html.Leaf("th", new LocalText("ผล", "Outcome"), ("scope", "col"));
            html.Leaf("th", ReportWords.Of(Obligation.Must), ("scope", "col"), ("class", "number"));
            html.Leaf("th", ReportWords.Of(Obligation.Should), ("scope", "col"), ("class", "number"));
            html.Leaf("th", new LocalText("รวม", "All"), ("scope", "col"), ("class", "number"));
        }

        using (html.In("tbody"))
        {
            foreach (var outcome in InOrder)
            {
                Row(() => Chips.Outcome(html, outcome), run.Count(outcome, Obligation.Must), run.Count(outcome, Obligation.Should));
            }
        }

        using (html.In("tfoot"))
        {
            Row(() => html.Both(new("รวม", "All")), run.Cases.Count(c => c.Obligation == Obligation.Must), run.Cases.Count(c => c.Obligation == Obligation.Should));
        }
    }

    private void Row(Action head, int must, int should)
    {
        using var row = html.In("tr");
        using (html.In("th", ("scope", "row")))
        {
            head();
        }

        foreach (var number in (int[])[must, should, must + should])
        {
            html.Leaf("td", N(number), ("class", number == 0 ? "number none" : "number"));
        }
    }

    /// <summary>The counts as one bar: attributes of SVG, because the policy lets no style attribute through.</summary>
    private void Bar()
    {
        using var svg = html.In("svg", ("class", "bar"), ("viewBox", $"0 0 {N(Math.Max(1, run.Cases.Count))} 1"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        var at = 0;
        foreach (var outcome in InOrder)
        {
            var count = run.Of(outcome).Count();
            if (count > 0)
            {
                using var rect = html.In("rect", ("class", ReportWords.Code(outcome)), ("x", N(at)), ("y", "0"), ("width", N(count)), ("height", "1"));
            }

            at += count;
        }
    }

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cases(int number) => number == 1 ? "case" : "cases";
}
