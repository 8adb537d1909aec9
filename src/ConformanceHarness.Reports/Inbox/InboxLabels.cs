using ConformanceHarness.Core;
using ConformanceHarness.Core.Reviews;

namespace ConformanceHarness.Reports.Inbox;

/// <summary>The fixed words of an inbox in both languages.</summary>
internal static class InboxLabels
{
    public static LocalText Of(DeadlineState state) => state switch
    {
        DeadlineState.Kept => new("ทันกำหนด", "in time"),
        DeadlineState.Late => new("เกินกำหนด", "late"),
        DeadlineState.Unproven => new("ไม่มี timestamp ยืนยัน", "no timestamp proves it"),
        _ => new("ไม่ได้กำหนด", "no deadline"),
    };

    public static LocalText Of(InboxPlace place) => place switch
    {
        InboxPlace.Newest => new("ล่าสุด", "newest"),
        InboxPlace.Superseded => new("มีฉบับใหม่กว่า", "superseded"),
        _ => new("–", "–"),
    };

    public static LocalText Review(ReviewReading? review) => review switch
    {
        null => new("ยังไม่ตรวจ", "not reviewed"),
        { Verdict: null } => new("อ่านไม่ได้", "unreadable"),
        { Trusted: false } => new("ผู้ตรวจไม่น่าเชื่อถือ", "untrusted review"),
        { Verdict.Decision: ReviewDecision.Accepted } => new("รับรองแล้ว", "accepted"),
        _ => new("ไม่รับรอง", "rejected"),
    };

    public static LocalText State(InboxRow row) => row switch
    {
        { Valid: false } => new("ไม่ถูกต้อง", "invalid"),
        { Review.Verdict.Decision: ReviewDecision.Rejected } => new("ผู้ตรวจไม่รับรอง", "rejected by the reviewer"),
        { Acceptable: true, Trusted: true } => new("ถูกต้องและเชื่อถือได้", "valid and trusted"),
        { Acceptable: true } => new("สมบูรณ์", "intact"),
        { Statement.Trial: true } => new("ชุดผลทดลอง", "trial"),
        _ => new("ไม่ผ่านเกณฑ์ของผู้ตรวจ", "not accepted"),
    };

    public static string Mark(InboxRow row) => row.Acceptable ? "✓" : row.Valid ? "!" : "✗";

    /// <summary>The chip's class.</summary>
    public static string Class(InboxRow row) => row.Acceptable ? "passed" : row.Valid ? "cantTell" : "failed";
}
