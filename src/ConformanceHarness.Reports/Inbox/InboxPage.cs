using System.Globalization;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Inbox;

/// <summary>inbox.html: all submissions on one self-contained page; nothing of a bundle can become markup or script in it.</summary>
public static class InboxPage
{
    private const int ProblemsShown = 20;

    private const string Style = """
        body { max-width: 96rem; }
        .inbox table { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; border-collapse: separate; border-spacing: 0; }
        .inbox td, .inbox th { padding: .5rem .5rem; font-size: .92rem; line-height: 1.55; }
        .inbox .chip { white-space: normal; border-radius: 12px; }
        @media (min-width: 901px) {
          .inbox table { table-layout: fixed; }
          .inbox thead th:nth-child(1) { width: 17%; }
          .inbox thead th:nth-child(5), .inbox thead th:nth-child(6) { width: 13.5%; }
          .inbox thead th:nth-child(2) { width: 6.5%; }
          .inbox thead th:nth-child(4), .inbox thead th:nth-child(8) { width: 8%; }
        }
        .inbox thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; }
        .inbox .file, .inbox .signer { font-size: .86rem; color: var(--soft); display: block; font-weight: 400; }
        .inbox tr.superseded { color: var(--away); background: var(--away-paper); }
        .inbox tr.superseded .chip { background: transparent; color: inherit; border: 1px solid var(--line); font-weight: 400; }
        .inbox tr.superseded th { font-weight: 400; }
        .inbox tbody th { font-weight: 600; }
        .inbox details { border: 0; padding: 0; background: transparent; margin: 0; }
        .inbox summary { min-height: 0; padding: 0; }
        .inbox ul { padding-left: 1.1rem; font-size: .9rem; }
        .tally { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .8rem; }
        @media (max-width: 900px) {
          .inbox thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .inbox table, .inbox tbody, .inbox tr, .inbox td, .inbox th { display: block; }
          .inbox tr { border-bottom: 3px solid var(--line); padding: .5rem .3rem; }
          .inbox td, .inbox th { border: 0; padding: .15rem .5rem; }
          .inbox td::before { content: attr(data-th); color: var(--soft); font-size: .86rem; margin-right: .6em; }
          html[lang=en] .inbox td::before { content: attr(data-en); }
        }
        @media print { .inbox thead th { position: static; } .inbox { font-size: 8.5pt; } }
        """;

    private static readonly LocalText Heading = new("กล่องรับชุดผลการทดสอบ", "Inbox of submissions");

    private static readonly LocalText[] Columns =
    [
        new("หน่วยงานและบริการ", "Agency and service"), new("ขั้น", "Stage"), new("การตรวจสอบ", "Verified"), new("ผลที่ระบุ", "Result stated"), new("ปัญหา", "Problems"),
        new("ผู้ลงนาม", "Signed by"), new("timestamp", "timestamp"), new("กำหนดส่ง", "Deadline"), new("การรับรอง", "Review"), new("ลำดับ", "Place"),
    ];

    /// <summary>Writes UTF-8 without a byte order mark and leaves the stream open.</summary>
    public static void Write(InboxReport inbox, DateTimeOffset now, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var html = new HtmlOutput(writer);
        var written = ReportDates.Moment(now);
        PageFrame.Write(html, Heading, Heading, () => Main(inbox, html), new($"จัดทำเมื่อ {written.Th}", $"Written on {written.En}"), Style.ReplaceLineEndings("\n"));
    }

    private static void Main(InboxReport inbox, HtmlOutput html)
    {
        var current = inbox.Rows.Where(r => r.Place != InboxPlace.Superseded).ToList();
        var good = current.Count(r => r.Acceptable);
        using (html.In("section", ("class", "banner " + (inbox.AllAcceptable ? "conformant" : "incomplete")), ("aria-labelledby", "result")))
        {
            html.Leaf("h1", new LocalText($"รับได้ {good} จาก {current.Count} ฉบับ", $"{good} of {current.Count} acceptable"), ("id", "result"));
            if (inbox.Rows.Count < inbox.Total)
            {
                html.Leaf("p", new LocalText($"ตรวจสอบแล้ว {inbox.Rows.Count} จาก {inbox.Total} ไฟล์ ผู้ใช้หยุดก่อน", $"Stopped: {inbox.Rows.Count} of {inbox.Total} files were looked at"), ("class", "notice partial pair"));
            }

            using var tally = html.In("p", ("class", "tally"));
            foreach (var state in inbox.Rows.Where(r => r.Place != InboxPlace.Superseded).GroupBy(InboxLabels.State).OrderByDescending(g => g.Count()))
            {
                using var chip = html.In("span", ("class", "chip " + InboxLabels.Class(state.First())));
                html.Both(state.Key);
                html.Leaf("span", Number(state.Count()), ("class", "count"));
            }

            if (inbox.Rows.Count(r => r.Place == InboxPlace.Superseded) is > 0 and var old)
            {
                using var chip = html.In("span", ("class", "chip"));
                html.Both(InboxLabels.Of(InboxPlace.Superseded));
                html.Leaf("span", Number(old), ("class", "count"));
            }
        }

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
        foreach (var row in inbox.Rows)
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

    private static LocalText None { get; } = new("–", "–");

    private static void Cell(HtmlOutput html, int column, LocalText text)
    {
        using var cell = Open(html, column);
        html.Both(text);
    }

    private static HtmlOutput.Scope Open(HtmlOutput html, int column) => html.In("td", ("data-th", Columns[column].Th), ("data-en", Columns[column].En));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
