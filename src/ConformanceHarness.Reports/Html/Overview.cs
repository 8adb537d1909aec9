using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>What was tested, and the counts by outcome and obligation.</summary>
internal sealed class Overview(ReportedRun run, HtmlOutput html)
{
    private static readonly Outcome[] InOrder = [Outcome.Failed, Outcome.CantTell, Outcome.Untested, Outcome.Inapplicable, Outcome.Passed];

    public void Write()
    {
        using var grid = html.In("div", ("class", "overview"));
        Facts();
        Counts();
    }

    private void Facts()
    {
        var statement = run.Record.Statement;
        using var section = html.In("section", ("class", "facts"), ("aria-labelledby", "facts"));
        html.Leaf("h2", new LocalText("ข้อมูลการทดสอบ", "What was tested"), ("id", "facts"));
        using var list = html.In("dl");
        Fact(new("e-Service", "e-Service"), statement.ServiceName);
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
        Code(new("รุ่นเครื่องมือ", "Harness"), statement.HarnessVersion);
        Code(new("ที่มาหลักฐาน", "Provenance"), string.Join(", ", statement.Provenance.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} × {N(p.Value)}")));
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
}
