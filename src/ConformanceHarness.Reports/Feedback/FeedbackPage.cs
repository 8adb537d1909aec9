using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>feedback.html: self-contained, Thai with an English switch; nothing of the bundle can become markup or script in it.</summary>
internal sealed class FeedbackPage
{
    /// <summary>On paper a finding stands above its pictures, so that it can go over two pages.</summary>
    private const string Style = "@media print { .finding { display: block; } .finding > .shots { max-width: none; } .zoom img { max-height: 70mm; } }";

    private readonly FeedbackDocument feedback;
    private readonly HtmlOutput html;
    private readonly FeedbackCard cards;

    public FeedbackPage(FeedbackDocument feedback, RunRecord record, HtmlOutput html)
    {
        this.feedback = feedback;
        this.html = html;
        cards = new FeedbackCard(record, html);
    }

    public void Write()
    {
        var title = new LocalText($"{FeedbackLabels.Heading.Th} · {feedback.ServiceName.Th}", $"{FeedbackLabels.Heading.En} · {feedback.ServiceName.En}");
        var ended = ReportDates.Moment(feedback.EndedAt);
        PageFrame.Write(html, title, FeedbackLabels.Heading, Main, new(
            $"จัดทำจากชุดผลการทดสอบที่ตรวจสอบแล้ว การทดสอบสิ้นสุดเมื่อ {ended.Th}",
            $"Written from a bundle that was verified; its run ended on {ended.En}"), Style);
    }

    private void Main()
    {
        Banner();
        Contents();
        foreach (var kind in feedback.Items.GroupBy(i => i.Kind))
        {
            using var section = html.In("section", ("id", Id(kind.Key)), ("aria-labelledby", Id(kind.Key) + "-heading"));
            using (html.In("h2", ("id", Id(kind.Key) + "-heading")))
            {
                html.Both(FeedbackLabels.Of(kind.Key));
                html.Leaf("span", Number(kind.Count()), ("class", "count"));
            }

            foreach (var item in kind)
            {
                cards.Write(item);
            }
        }

        Next();
    }

    private void Banner()
    {
        var must = feedback.Items.Count(i => i.Kind == FeedbackKind.MustFailed);
        var open = feedback.Items.Count(i => i.Kind == FeedbackKind.MustUndecided);
        var look = must > 0 ? RunResult.NotConformant : open > 0 ? RunResult.Incomplete : RunResult.Conformant;
        using (html.In("section", ("class", "banner " + ReportWords.Code(look)), ("aria-labelledby", "result")))
        {
            html.Leaf("h1", must > 0 ? new LocalText($"ต้องแก้ไข {must} กรณี", must == 1 ? "1 case must be mended" : $"{must} cases must be mended")
                : open > 0 ? new LocalText($"ต้องหาคำตอบ {open} กรณี", open == 1 ? "1 case must be answered" : $"{open} cases must be answered")
                : new LocalText("ไม่มีกรณีบังคับที่ต้องแก้ไข", "No must case is to be mended"), ("id", "result"));
            using (html.In("p", ("class", "subject")))
            {
                html.Leaf("strong", feedback.ServiceName);
                html.Constant(" · ");
                html.Both(feedback.Agency);
                html.Constant(" · ");
                html.Both(ReportWords.Of(feedback.Stage));
            }

            if (feedback.Trial)
            {
                html.Leaf("p", new LocalText("ชุดผลทดลอง ใช้ส่งอย่างเป็นทางการไม่ได้", "A trial bundle: never accepted as official"), ("class", "notice trial pair"));
            }

            if (feedback.Words is { } words)
            {
                using var notice = html.In("div", ("class", "notice"));
                html.Leaf("strong", FeedbackLabels.Said);
                html.Leaf("p", words, ("class", "pair"));
            }
        }

        using var facts = html.In("section", ("class", "facts"));
        html.Leaf("h2", new LocalText("ชุดผลที่พิจารณา", "The bundle"));
        using var list = html.In("dl");
        Fact(new("ผลที่ระบุ", "Result stated"), ReportWords.Of(feedback.Result));
        Fact(new("การทดสอบสิ้นสุด", "The run ended"), ReportDates.Moment(feedback.EndedAt));
        Fact(new("รายการกรณีทดสอบ", "Catalogue"), new($"{feedback.CatalogueId} {feedback.CatalogueVersion}", $"{feedback.CatalogueId} {feedback.CatalogueVersion}"));
        html.Leaf("dt", new LocalText("ชุดผล (SHA-256)", "Bundle (SHA-256)"));
        using var digest = html.In("dd");
        html.Leaf("code", feedback.Bundle);
    }

    private void Contents()
    {
        using var nav = html.In("nav", ("class", "contents"), ("aria-label", "สารบัญ / Contents"));
        using var list = html.In("ul");
        foreach (var kind in feedback.Items.GroupBy(i => i.Kind))
        {
            using var item = html.In("li");
            using var link = html.In("a", ("href", "#" + Id(kind.Key)));
            html.Both(FeedbackLabels.Of(kind.Key));
            html.Leaf("span", Number(kind.Count()), ("class", "count"));
        }
    }

    private void Next()
    {
        using var section = html.In("section", ("id", "next"), ("aria-labelledby", "next-heading"));
        html.Leaf("h2", new LocalText("ขั้นต่อไป", "What to do next"), ("id", "next-heading"));
        html.Leaf("p", new LocalText("แก้ไขแล้วทดสอบใหม่ รายงานจะบอกทีละกรณีว่าแก้ไขแล้วหรือยัง", "Mend it and run again; the report tells case by case what is fixed"), ("class", "pair"));
        html.Leaf("pre", "./conformance run --service service.yaml --feedback feedback.json");
    }

    private void Fact(LocalText name, LocalText value)
    {
        html.Leaf("dt", name);
        html.Leaf("dd", value);
    }

    private static string Id(FeedbackKind kind) => kind switch
    {
        FeedbackKind.MustFailed => "failures",
        FeedbackKind.MustUndecided => "undecided",
        FeedbackKind.Should => "should",
        _ => "remarks",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
