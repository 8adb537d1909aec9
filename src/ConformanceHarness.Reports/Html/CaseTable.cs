using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>Every case in every channel, one table.</summary>
internal sealed class CaseTable(ReportedRun run, HtmlOutput html)
{
    // What was judged once for all channels counts in each of them.
    private readonly Channel[] columns = [.. run.Channels.Where(c => c != Channel.Any || run.Channels.Count == 1)];

    public void Write()
    {
        using var section = html.In("section", ("id", "cases"), ("aria-labelledby", "cases-heading"));
        html.Leaf("h2", new LocalText("ทุกกรณีทดสอบ ตามช่องทาง", "All cases by channel"), ("id", "cases-heading"));
        using var details = html.In("details", ("open", run.Cases.Count <= 40 ? "" : null));
        html.Leaf("summary", new LocalText("ตารางผลทั้งหมด", "The whole table"));
        using (html.In("p", ("class", "chips legend")))
        {
            foreach (var outcome in Enum.GetValues<Outcome>())
            {
                Chips.Outcome(html, outcome);
            }
        }

        using var table = html.In("table", ("class", "matrix"));
        using (html.In("thead"))
        using (html.In("tr"))
        {
            html.Leaf("th", new LocalText("กรณีทดสอบ", "Case"), ("scope", "col"));
            html.Leaf("th", new LocalText("ระดับ", "Level"), ("scope", "col"));
            foreach (var channel in columns)
            {
                html.Leaf("th", ReportWords.Short(channel), ("scope", "col"), ("class", "cell"));
            }
        }

        using var body = html.In("tbody");
        foreach (var @case in run.Cases)
        {
            Row(@case);
        }
    }

    private void Row(ReportedCase @case)
    {
        using var row = html.In("tr");
        using (html.In("th", ("scope", "row")))
        {
            html.Leaf("a", @case.Id, ("href", Chips.LinkTo(@case.Id)), ("class", "id"));
            html.Constant(" ");
            html.Leaf("span", @case.Title, ("class", "title"));
            Chips.Marks(html, @case);
        }

        html.Leaf("td", ReportWords.Of(@case.Obligation), ("class", "level " + ReportWords.Code(@case.Obligation)));
        foreach (var channel in columns)
        {
            var verdict = @case.Channels.FirstOrDefault(c => c.Channel == channel) ?? @case.Channels.FirstOrDefault(c => c.Channel == Channel.Any);
            using var cell = html.In("td", ("class", "cell"));
            if (verdict is null)
            {
                html.Leaf("span", new LocalText("ไม่อยู่ในแผน", "not planned"), ("class", "spoken"));
                continue;
            }

            using var chip = html.In("span", ("class", "chip " + ReportWords.Code(verdict.Outcome)));
            html.Leaf("span", ReportWords.Mark(verdict.Outcome), ("aria-hidden", "true"), ("class", "mark"));
            html.Leaf("span", ReportWords.Of(verdict.Outcome), ("class", "word"));
        }
    }
}
