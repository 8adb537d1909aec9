using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.News;

/// <summary>The words of states and reasons in both languages, the same on the screen, in reports and in messages.</summary>
public static class StateWords
{
    public static LocalText Of(TargetState state) => state switch
    {
        TargetState.Sound => new("ปกติ", "sound"),
        TargetState.Failing => new("ไม่ผ่าน", "failing"),
        TargetState.Blocked => new("ถูกไฟร์วอลล์ปิดกั้น", "blocked by a firewall"),
        TargetState.Unreachable => new("เข้าถึงไม่ได้", "unreachable"),
        TargetState.Stuck => new("ค้าง", "stuck"),
        TargetState.Declined => new("ไม่ให้ตรวจ (robots.txt)", "declined (robots.txt)"),
        TargetState.Deferred => new("ขอให้มาภายหลัง", "asked to come later"),
        _ => new("ไม่มีผล", "no verdict"),
    };

    /// <summary>State and, where there is one, the reason.</summary>
    public static LocalText Of(TargetResult result)
    {
        var state = Of(result.State);
        return result.Reason is { } reason && Reason(reason) is var why ? new($"{state.Th}: {why.Th}", $"{state.En}: {why.En}") : state;
    }

    public static LocalText Reason(string reason) => reason switch
    {
        "dns" => new("ไม่พบชื่อโฮสต์ใน DNS", "the host's name does not resolve"),
        "refused" => new("เซิร์ฟเวอร์ปฏิเสธการเชื่อมต่อ", "the connection is refused"),
        "timeout" => new("ไม่ตอบภายในเวลาที่กำหนด", "no answer in time"),
        "tls" => new("เจรจา TLS ไม่สำเร็จ", "the TLS handshake fails"),
        "reset" => new("การเชื่อมต่อถูกตัด", "the connection is cut"),
        "robots" => new("robots.txt ของระบบขอไม่ให้เข้าตรวจ", "its robots.txt asks not to be visited"),
        "retryAfter" => new("ระบบขอให้มาภายหลัง (Retry-After)", "it asked to be visited later (Retry-After)"),
        "time" => new("ใช้เวลาเกินกำหนดและถูกยุติ", "it used up its time and was ended"),
        "memory" => new("หน้าเว็บใช้หน่วยความจำเกินกำหนดและถูกยุติ", "its page used up its memory and was ended"),
        "ownNetwork" => new("เครือข่ายของผู้ตรวจขัดข้อง", "our own network was down"),
        "harness" => new("เครื่องมือทดสอบขัดข้อง", "the harness failed"),
        _ => new(reason, reason),
    };

    public static LocalText Of(NewsKind kind) => kind switch
    {
        NewsKind.Broken => new("ปัญหาใหม่", "new failure"),
        NewsKind.Flapping => new("ผลสลับไปมา", "flapping"),
        NewsKind.CertificateEnding => new("ใบรับรองใกล้หมดอายุ", "certificate ending"),
        NewsKind.Fixed => new("แก้ไขแล้ว", "fixed"),
        _ => new("ติดตั้งรุ่นใหม่", "new build"),
    };
}
