using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Feedback;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>The whole page: head, banner, sections in the order in which a reader needs them.</summary>
internal sealed class ReportPage(ReportedRun run, HtmlOutput html, FeedbackProgress? feedback = null)
{
    private static readonly LocalText Heading = new("รายงานผลการทดสอบ Minimum Testcase", "Minimum Testcase report");

    public void Write()
    {
        var statement = run.Record.Statement;
        var titleTh = $"{ReportWords.Of(statement.Result).Th} · {statement.ServiceName.Th} · {Heading.Th}";
        var titleEn = $"{ReportWords.Of(statement.Result).En} · {statement.ServiceName.En} · {Heading.En}";
        html.Constant("<!DOCTYPE html>\n");
        using (html.In("html", ("lang", "th"), ("data-title-th", titleTh), ("data-title-en", titleEn)))
        {
            using (html.In("head"))
            {
                html.Void("meta", ("charset", "utf-8"));
                html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", PageAssets.Policy));
                html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
                html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
                html.Leaf("title", titleTh);
                html.Constant("<style>" + PageAssets.Style + "</style>\n<script>" + PageAssets.Script + "</script>\n");
            }

            using (html.In("body"))
            {
                Body();
            }
        }
    }

    private void Body()
    {
        html.Leaf("a", new LocalText("ข้ามไปยังผลการทดสอบ", "Skip to the result"), ("class", "skip"), ("href", "#main"));
        using (html.In("header", ("class", "page")))
        {
            html.Leaf("p", Heading, ("class", "kind"));
            using (html.In("button", ("type", "button"), ("id", "language")))
            {
                html.Leaf("span", "English", ("class", "th"), ("lang", "en"));
                html.Leaf("span", "ภาษาไทย", ("class", "en"), ("lang", "th"));
            }
        }

        var shots = new Screenshots(html, new Pictures(run.Record.EvidenceFolder));
        var findings = new FindingList(run, html, shots);
        using (html.In("main", ("id", "main")))
        {
            new ResultBanner(run, html).Write();
            Contents();
            new Overview(run, html).Write();
            if (feedback is not null)
            {
                new FeedbackSection(feedback, html).Write();
            }

            new FailureSection(run, html, findings).Write();
            new OpenSections(run, html, findings).Write();
            new PassedSection(run, html, findings).Write();
            new CaseTable(run, html).Write();
            new ScenarioSection(run, html, shots).Write();
            new EarlierSection(run, html).Write();
            new VerifySection(run, html).Write();
        }

        var ended = ReportDates.Moment(run.Record.Statement.EndedAt);
        using (html.In("footer", ("class", "page")))
        {
            html.Leaf("p", new LocalText($"จัดทำโดย ConformanceHarness {run.Record.Statement.HarnessVersion} จากบันทึกการทดสอบที่สิ้นสุดเมื่อ {ended.Th}", $"Written by ConformanceHarness {run.Record.Statement.HarnessVersion} from the record of the run that ended on {ended.En}"), ("class", "pair"));
        }
    }

    private void Contents()
    {
        using var nav = html.In("nav", ("class", "contents"), ("aria-label", "สารบัญ / Contents"));
        using var list = html.In("ul");
        if (feedback is not null)
        {
            Entry("feedback", new("สิ่งที่ สพร. แจ้งให้แก้ไข", "what DGA asked for"), feedback.Items.Count);
        }

        Entry("failures", ReportWords.Of(Outcome.Failed), run.Of(Outcome.Failed).Count());
        Entry("cannot-tell", ReportWords.Of(Outcome.CantTell), run.Of(Outcome.CantTell).Count());
        Entry("untested", ReportWords.Of(Outcome.Untested), run.Of(Outcome.Untested).Count(c => !c.WaitsForPerson));
        Entry("person", new("รอผู้ทดสอบยืนยัน", "waiting for a person"), run.Cases.Count(c => c.WaitsForPerson));
        Entry("inapplicable", ReportWords.Of(Outcome.Inapplicable), run.Of(Outcome.Inapplicable).Count());
        Entry("passed", ReportWords.Of(Outcome.Passed), run.Of(Outcome.Passed).Count());
        Entry("cases", new("ทุกกรณีทดสอบ", "all cases"), run.Cases.Count);
        Entry("scenarios", new("สถานการณ์ทดสอบ", "scenarios"), run.Record.Observations.Count);
        Entry("earlier", EarlierSection.Heading, run.Record.Earlier.Count);
        Entry("verify", new("การตรวจสอบผล", "how to verify"), null);
    }

    private void Entry(string target, LocalText text, int? count)
    {
        if (count == 0 && target is not ("failures" or "passed" or "cases"))
        {
            return;
        }

        using var item = html.In("li");
        using var link = html.In("a", ("href", "#" + target));
        html.Both(text);
        if (count is { } number)
        {
            html.Leaf("span", number.ToString(CultureInfo.InvariantCulture), ("class", "count"));
        }
    }
}
