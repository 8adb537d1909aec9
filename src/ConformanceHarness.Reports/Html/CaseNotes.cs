using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>What people said about a case: a waiver, an attestation.</summary>
internal static class CaseNotes
{
    public static void Waiver(HtmlOutput html, Waiver waiver)
    {
        using var note = html.In("div", ("class", "note"));
        html.Leaf("h4", new LocalText("ข้อยกเว้น", "Waiver"));
        using var list = html.In("dl");
        Entry(html, new("เหตุผล", "Reason"), waiver.Reason);
        Entry(html, new("ผู้รับผิดชอบ", "Owner"), waiver.Owner);
        Entry(html, new("ผู้อนุมัติ", "Approver"), waiver.Approver);
        html.Leaf("dt", new LocalText("หมดอายุ", "Expires"));
        html.Leaf("dd", ReportDates.Day(waiver.Expires));
    }

    public static void Attestation(HtmlOutput html, Attestation attestation)
    {
        using var note = html.In("div", ("class", "note"));
        html.Leaf("h4", new LocalText("การยืนยันโดยผู้ทดสอบ", "Attested by a person"));
        using var list = html.In("dl");
        Entry(html, new("ชื่อ", "Name"), attestation.Name);
        html.Leaf("dt", new LocalText("วันที่", "Date"));
        html.Leaf("dd", ReportDates.Day(attestation.Date));
        Entry(html, new("คำยืนยัน", "Words"), attestation.Words);
        Entry(html, new("หลักฐาน", "Evidence"), string.Join(", ", attestation.Evidence));
    }

    private static void Entry(HtmlOutput html, LocalText name, string value)
    {
        if (value.Length > 0)
        {
            html.Leaf("dt", name);
            html.Leaf("dd", value);
        }
    }
}
