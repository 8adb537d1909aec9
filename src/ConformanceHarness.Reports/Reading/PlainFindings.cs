using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Reading;

/// <summary>The findings of one case in one channel as plain text, for formats that have no structure for them.</summary>
internal static class PlainFindings
{
    public static string Of(ReportedRun run, ReportedCase @case, ChannelVerdict verdict)
    {
        var text = new StringBuilder();
        foreach (var finding in verdict.Findings)
        {
            Both(text, "ที่คาดหวัง / expected", finding.Expected);
            Both(text, "ที่พบ / seen", finding.Seen);
            One(text, "ตำแหน่ง / where", finding.Where);
            foreach (var reference in finding.Evidence)
            {
                var detail = EvidenceWords.Detail(run, reference);
                One(text, "หลักฐาน / evidence", detail is null ? EvidenceWords.Name(reference) : EvidenceWords.Name(reference) + ": " + detail);
            }

            text.Append('\n');
        }

        if (verdict.Outcome == Outcome.Failed)
        {
            Both(text, "วิธีแก้ไข / how to fix it", @case.Fix);
            Both(text, "ผู้แก้ไข / who can fix it", ReportWords.Fixer(@case.Fixer));
            if (@case is { Waived: true, Waiver: { } waiver })
            {
                One(text, "ข้อยกเว้น / waiver", $"{waiver.Reason} ({waiver.Owner}, {waiver.Approver}, {ReportDates.Day(waiver.Expires).En})");
            }
        }

        return text.ToString().Trim();
    }

    private static void Both(StringBuilder text, string name, LocalText? value)
    {
        if (value is not null)
        {
            One(text, name, value.Th);
            if (value.En != value.Th)
            {
                One(text, "  en", value.En);
            }
        }
    }

    private static void One(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(name).Append(": ").Append(VisibleText.Of(value, 2000)).Append('\n');
        }
    }
}
