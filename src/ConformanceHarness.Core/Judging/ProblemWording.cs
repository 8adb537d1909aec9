using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Core.Judging;

/// <summary>
/// Recognises a sentence by which a page tells a person that something did not work. One list for the sessions (which wait for such a
/// sentence) and the checks (which look for one).
/// </summary>
public static partial class ProblemWording
{
    // Every check of a refusal reads the same pages.
    private static readonly ConditionalWeakTable<string, IReadOnlyList<string>> Known = [];

    /// <summary>The lines of <paramref name="text"/> that word a problem: a sentence of at least 8 letters, not a label.</summary>
    public static IReadOnlyList<string> Lines(string text) => text.Length == 0 ? [] : Known.GetValue(text, Find);

    private static IReadOnlyList<string> Find(string text) =>
        [.. text.Split('\n').Select(l => l.Trim()).Where(l => Standing().Replace(l, "") is var said && said.Count(char.IsLetter) >= 8 && Words().IsMatch(said))];

    /// <summary>What pages say of problems while there is none: what to do if one should occur, how to report one, which bodies handle them.</summary>
    [GeneratedRegex(
        "(?:หาก|ถ้า|กรณี|ในกรณี|เมื่อ)(?:ที่)?(?:ท่าน|คุณ|ผู้ใช้งาน|ผู้ใช้|ประชาชน)?(?:พบ|มี|เกิด|ประสบ)(?:เหตุ)?(?:ข้อ)?(?:ปัญหา|ผิดพลาด|ขัดข้อง|สงสัย)[^\n]*|แจ้ง(?:ปัญหา|ข้อผิดพลาด|เหตุขัดข้อง)[^\\s]*"
        + @"|\b(?:if|should) (?:you|there|anything|an?)\b[^.\n]*\b(?:problems?|errors?|wrong|issues?)\b[^\n]*|\bin case of\b[^\n]*|\breport an? (?:problem|error|issue)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Standing();

    public static bool IsIn(string text) => Lines(text).Count > 0;

    // "ไม่" alone is no sign of a problem (ไม่ระบุ, ไม่มีข้อมูลเพิ่มเติม): only with a verb of failing.
    [GeneratedRegex(
        "ไม่พบ|ไม่สามารถ|ไม่ถูกต้อง|ไม่สำเร็จ|ไม่ได้รับอนุญาต|ไม่อนุญาต|ไม่มีสิทธิ|ไม่ตอบสนอง|ไม่พร้อม|ไม่ได้เข้าสู่ระบบ|ไม่ได้(?=ในขณะนี้|ในเวลานี้|ชั่วคราว)|ยังไม่ได้|หมดอายุ|หมดเวลา|สิ้นสุดแล้ว|ขัดข้อง|ผิดพลาด|ล้มเหลว|ขออภัย|เสียใจ|ปฏิเสธ|ถูกระงับ|ถูกยกเลิก|ใช้ไปแล้ว|ถูกใช้|ใช้ไม่ได้|เข้าไม่ได้|ไม่ผ่าน|ใช้เวลานาน|ลองใหม่|ลองอีกครั้ง|ลองเข้าใหม่|เข้าใหม่|เปิดใหม่|กลับไปที่แอป|(?:กรุณา|โปรด|ต้อง|ควร)[^\\n]{0,60}(?:ทาง|ผ่าน|จาก|ใน|ที่)แอป|(?:ทาง|ผ่าน|จาก|ใน)แอป[^\\n]{0,20}(?:เท่านั้น|ใหม่|อีกครั้ง)|ปิดปรับปรุง|งดให้บริการ|หยุดให้บริการ|มีปัญหา|เกิดปัญหา|(?:กรุณา|โปรด)ติดต่อ|ไม่ทราบว่า(?:ท่าน|คุณ)เป็นใคร|ไม่รู้จัก|ไม่รองรับ|ใช้งานไม่ได้|ไม่ตอบกลับ|เชื่อมต่อไม่ได้|ไม่เป็นไปตาม|ยืนยันตัวตนไม่"
        + @"|\b(error|errors|failed|failure|fails|unable|cannot|can't|could not|couldn't|not found|invalid|expired|expire|denied|forbidden|unauthori[sz]ed|not allowed|not authori[sz]ed|unavailable|timed? ?out|too long|try again|retry|sorry|wrong|rejected|refused|problem|went wrong|not available|no response|maintenance|please (re)?open|already (been )?used)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
