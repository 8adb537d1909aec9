using System.Globalization;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Inbox;

/// <summary>inbox.html: all submissions on one self-contained page; nothing of a bundle can become markup or script in it.</summary>
public static class InboxPage
{
    private static readonly LocalText Heading = new("กล่องรับชุดผลการทดสอบ", "Inbox of submissions");

    /// <summary>Writes UTF-8 without a byte order mark and leaves the stream open.</summary>
    public static void Write(InboxReport inbox, DateTimeOffset now, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var html = new HtmlOutput(writer);
        var written = ReportDates.Moment(now);
        PageFrame.Write(html, Heading, Heading, () => Main(inbox, html), new($"จัดทำเมื่อ {written.Th}", $"Written on {written.En}"), InboxStyle.Rules.ReplaceLineEndings("\n"));
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

        InboxRows.Write(inbox.Rows, html);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
