using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>One case on the feedback's page: what DGA says, what was found, how DGA's own test came out, how to fix it.</summary>
internal sealed class FeedbackCard
{
    /// <summary>Of one finding: enough to see it; the others are in the bundle.</summary>
    private const int PicturesShown = 3;

    private readonly HtmlOutput html;
    private readonly FindingList findings;
    private readonly Dictionary<string, ReportedCase> cases;

    public FeedbackCard(RunRecord record, HtmlOutput html)
    {
        this.html = html;
        var run = new ReportedRun(record);
        cases = run.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        findings = new FindingList(run, html, new Screenshots(html, new Pictures(record.EvidenceFolder)), PicturesShown);
    }

    public void Write(FeedbackItem item)
    {
        var look = item.Kind switch { FeedbackKind.MustFailed => "must", FeedbackKind.Remark => "ok", _ => "doubtful" };
        using var card = html.In("article", ("class", "case " + look), ("id", Chips.Anchor(item.Case)));
        using (html.In("h3"))
        {
            html.Leaf("span", item.Case, ("class", "id"));
            html.Constant(" ");
            html.Both(item.Title);
        }

        var @case = cases.GetValueOrDefault(item.Case);
        using (html.In("p", ("class", "chips")))
        {
            Chips.Outcome(html, item.Outcome);
            Chips.Obligation(html, item.Obligation);
            if (@case is not null)
            {
                Chips.Marks(html, @case);
            }
        }

        if (item.Words is { } words)
        {
            using var note = html.In("div", ("class", "note"));
            html.Leaf("h4", FeedbackLabels.Said);
            html.Leaf("p", words, ("class", "pair"));
        }

        if (@case is not null && item.Kind != FeedbackKind.Remark)
        {
            findings.Write(@case.Channels.Where(c => c.Outcome is not (Outcome.Passed or Outcome.Inapplicable)), withPictures: true);
        }

        if (item.Retest is { } retest)
        {
            Retest(retest);
        }

        if (item.Kind != FeedbackKind.Remark)
        {
            Fix(item);
        }
    }

    private void Retest(RetestedCase retest)
    {
        using var note = html.In("div", ("class", "note"));
        html.Leaf("h4", new LocalText("ผลที่ สพร. ทดสอบซ้ำ", "When DGA tested again"));
        using (html.In("p", ("class", "chips")))
        {
            Chips.Outcome(html, retest.Outcome);
        }

        if (retest.Why is { } why)
        {
            html.Leaf("p", why, ("class", "pair"));
        }
    }

    private void Fix(FeedbackItem item)
    {
        using var box = html.In("div", ("class", "fix"));
        html.Leaf("h4", new LocalText("วิธีแก้ไข", "How to fix it"));
        html.Leaf("p", item.Fix, ("class", "pair"));
        using var list = html.In("dl");
        Fact(new("ผู้แก้ไข", "Who can fix it"), ReportWords.Fixer(item.Fixer));
        if (item.Source.Length > 0)
        {
            Fact(new("ที่มาของข้อกำหนด", "Source"), new(item.Source, item.Source));
        }
    }

    private void Fact(LocalText name, LocalText value)
    {
        html.Leaf("dt", name);
        html.Leaf("dd", value);
    }
}
