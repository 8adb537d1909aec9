using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Targets;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>A letter to the agency whose firewall answered in the service's place, ready to be sent: it asks for an allow-list entry.</summary>
public static class AllowListLetter
{
    /// <param name="userAgent">by which the harness can be known</param>
    /// <param name="from">addresses from which it comes; empty where whoever sends the letter fills them in</param>
    public static LocalText Of(NightlyTarget target, TargetResult blocked, string userAgent, string contact, IReadOnlyList<string> from)
    {
        var at = ReportDates.Moment(blocked.StartedAt);
        var addresses = from.Count > 0 ? string.Join(", ", from) : null;
        return new(
            $"""
            เรื่อง  ขอความอนุเคราะห์อนุญาตการตรวจสอบบริการ {target.Service.Name.Th} ผ่านไฟร์วอลล์

            เรียน  ผู้ดูแลระบบเครือข่าย {target.Service.Agency.Th}

            ด้วยระบบตรวจสอบความพร้อมใช้ของบริการบนแพลตฟอร์มทางรัฐ ได้เข้าตรวจหน้าแรกของบริการตามที่อยู่
            {target.LandingUrl}
            เมื่อ{at.Th} แต่ได้รับหน้าปิดกั้นของไฟร์วอลล์แทน (ข้อความ: "{blocked.Reason}") จึงไม่สามารถตรวจสอบบริการได้

            การตรวจสอบทำคืนละครั้ง อ่านข้อมูลอย่างเดียว ไม่เข้าสู่ระบบ ไม่ส่งคำขอที่เปลี่ยนแปลงข้อมูล และใช้ทรัพยากรไม่เกินผู้ใช้ทั่วไปหนึ่งราย
            จึงขอความอนุเคราะห์เพิ่มรายการอนุญาต (allow list) ดังนี้
              หมายเลข IP ต้นทาง: {addresses ?? "(ผู้ส่งหนังสือระบุ)"}
              User-Agent ลงท้ายด้วย: {userAgent}
              ปลายทาง: {target.Host} (HTTPS)

            หากต้องการข้อมูลเพิ่มเติมโปรดติดต่อ {contact}

            จึงเรียนมาเพื่อโปรดพิจารณา

            """.ReplaceLineEndings("\n"),
            $"""
            Subject: Request to allow the check of {target.Service.Name.En} through your firewall

            To the network administrators of {target.Service.Agency.En}

            The availability check of services on the Tangrat platform visited the service's landing page at
            {target.LandingUrl}
            on {at.En}, and was answered by a firewall's block page instead (it says: "{blocked.Reason}"). The service could not be checked.

            The check runs once a night. It only reads: it does not log in, sends nothing that changes data, and asks for no more than one visitor does.
            Please add an entry to your allow list:
              Source IP address: {addresses ?? "(to be filled in by the sender)"}
              User-Agent ends with: {userAgent}
              Destination: {target.Host} (HTTPS)

            For questions please write to {contact}.

            """.ReplaceLineEndings("\n"));
    }
}
