using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Inbox;

/// <summary>The table of submissions, one row each.</summary>
internal static class InboxRows
{
    private const int ProblemsShown = 20;

    private static readonly LocalText None = new("–", "–");

    private static readonly LocalText[] Columns =
    [
        new("หน่วยงานและบริการ", "Agency and service"), new("ขั้น", "Stage"), new("การตรวจสอบ", "Verified"), new("ผลที่ระบุ", "Result stated"), new("ปัญหา", "Problems"),
        new("ผู้ลงนาม", "Signed by"), new("timestamp", "timestamp"), new("กำหนดส่ง", "Deadline"), new("การรับรอง", "Review"), new("ลำดับ", "Place"),
    ];

    public static void Write(IReadOnlyList<InboxRow> rows, HtmlOutput html)
    {
        using var section = html.In("section", ("class", "inbox"), ("aria-labelledby", "all"));
        html.Leaf("h2", new LocalText("ชุดผลทั้งหมด", "All submissions"), ("id", "all"));
        using var table = html.In("table");
        using (html.In("thead"))
        using (html.In("tr"))
        {
            foreach (var column in Columns)
            {
                html.Leaf("th", column, ("scope", "col"));
            }
        }

        using var body = html.In("tbody");
        foreach (var row in rows)
        {
            Row(row, html);
        }
    }

    private static void Row(InboxRow row, HtmlOutput html)
    {
        using var line = html.In("tr", ("class", row.Place == InboxPlace.Superseded ? "superseded" : null));
        using (html.In("th", ("scope", "row")))
        {
            if (row.Statement is { } s)
            {
                html.Both(s.Agency);
                html.Constant("<br>");
                html.Both(s.ServiceName);
            }

            html.Leaf("span", row.File, ("class", "file"));
        }

        Cell(html, 1, row.Statement is { } made ? Short(made.Stage) : None);
        using (Open(html, 2))
        using (html.In("span", ("class", "chip " + InboxLabels.Class(row))))
        {
            html.Leaf("span", InboxLabels.Mark(row), ("aria-hidden", "true"), ("class", "mark"));
            html.Both(InboxLabels.State(row));
        }

        Cell(html, 3, row.Statement is { } said ? ReportWords.Of(said.Result) : None);
        using (Open(html, 4))
        {
            Problems(row, html);
        }

        Cell(html, 5, row.Signer is { } signer ? new(signer, signer) : None);
        Cell(html, 6, row.Timestamp is { } time ? ReportDates.Moment(time) : None);
        Cell(html, 7, InboxLabels.Of(row.Deadline));
        using (Open(html, 8))
        {
            html.Both(InboxLabels.Review(row.Review));
            if (row.Review?.Verdict?.Reviewer is { } reviewer)
            {
                html.Leaf("span", reviewer, ("class", "signer"));
            }
        }

        Cell(html, 9, InboxLabels.Of(row.Place));
    }

    private static void Problems(InboxRow row, HtmlOutput html)
    {
        if (row.Problems.Count == 0)
        {
            html.Both(None);
            return;
        }

        using var details = html.In("details");
        using (html.In("summary"))
        {
            html.Leaf("span", Number(row.Problems.Count), ("class", "count"));
            html.Constant(" ");
            html.Leaf("code", row.Problems[0].Code);
        }

        using var list = html.In("ul");
        foreach (var problem in row.Problems.Take(ProblemsShown))
        {
            using var item = html.In("li");
            html.Leaf("code", problem.Code);
            html.Constant(" ");
            if (problem.Entry is { } entry)
            {
                html.Text(VisibleText.Line(entry, 200) + ": ");
            }

            html.Both(new(VisibleText.Line(problem.Text.Th, 500), VisibleText.Line(problem.Text.En, 500)));
        }

        if (row.Problems.Count > ProblemsShown)
        {
            html.Leaf("li", $"+{Number(row.Problems.Count - ProblemsShown)}");
        }
    }

    private static LocalText Short(Stage stage) => stage switch
    {
        Stage.Uat => new("UAT", "UAT"),
        Stage.Preproduction => new("Pre-Production", "Pre-Production"),
        _ => new("Production", "Production"),
    };

    private static void Cell(HtmlOutput html, int column, LocalText text)
    {
        using var cell = Open(html, column);
        html.Both(text);
    }

    private static HtmlOutput.Scope Open(HtmlOutput html, int column) => html.In("td", ("data-th", Columns[column].Th), ("data-en", Columns[column].En));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
