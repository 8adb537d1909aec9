using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>Small labels: outcome, obligation, channel, marks of a case.</summary>
internal static class Chips
{
    public static void Outcome(HtmlOutput html, Outcome outcome)
    {
        using var chip = html.In("span", ("class", "chip " + ReportWords.Code(outcome)));
        html.Leaf("span", ReportWords.Mark(outcome), ("aria-hidden", "true"), ("class", "mark"));
        html.Both(ReportWords.Of(outcome));
    }

    public static void Obligation(HtmlOutput html, Obligation obligation) =>
        html.Leaf("span", ReportWords.Of(obligation), ("class", "chip " + ReportWords.Code(obligation)));

    public static void Channel(HtmlOutput html, Channel channel) => html.Leaf("span", ReportWords.Of(channel), ("class", "chip channel"));

    /// <summary>Waived, flaky, attested.</summary>
    public static void Marks(HtmlOutput html, ReportedCase @case)
    {
        if (@case.Waived)
        {
            html.Leaf("span", new LocalText("มีข้อยกเว้น", "waived"), ("class", "chip waived"));
        }

        if (@case.Flaky)
        {
            html.Leaf("span", new LocalText("ผลไม่คงที่", "flaky"), ("class", "chip flaky"));
        }

        if (@case.Manual)
        {
            html.Leaf("span", new LocalText("ผู้ทดสอบยืนยัน", "attested by a person"), ("class", "chip manual"));
        }
    }

    public static string Anchor(string caseId) => "case-" + caseId;

    public static string LinkTo(string caseId) => "#case-" + Uri.EscapeDataString(VisibleText.Line(caseId));
}
