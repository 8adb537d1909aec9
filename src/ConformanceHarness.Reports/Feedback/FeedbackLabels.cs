using ConformanceHarness.Core;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>The fixed words of feedback in both languages.</summary>
internal static class FeedbackLabels
{
    public static LocalText Heading { get; } = new("ผลการตรวจพิจารณาและสิ่งที่ต้องแก้ไข", "Feedback: what must be mended");

    public static LocalText Said { get; } = new("ความเห็นของ สพร.", "DGA's words");

    public static LocalText Of(FeedbackKind kind) => kind switch
    {
        FeedbackKind.MustFailed => new("ต้องแก้ไข (กรณีบังคับที่ไม่ผ่าน)", "Must be mended (must cases that failed)"),
        FeedbackKind.MustUndecided => new("ต้องหาคำตอบ (กรณีบังคับที่ยังไม่มีผล)", "Must be answered (must cases without an answer)"),
        FeedbackKind.Should => new("ควรแก้ไข (กรณีควรมีที่ไม่ผ่านหรือยังไม่มีผล)", "Should be mended (should cases that failed or have no answer)"),
        _ => new("ข้อสังเกต", "Remarks"),
    };

    public static LocalText Of(ProgressState state) => state switch
    {
        ProgressState.Fixed => new("แก้ไขแล้ว", "fixed"),
        ProgressState.Open => new("ยังไม่ผ่าน", "still open"),
        ProgressState.Undecided => new("ยังไม่มีผล", "no answer yet"),
        _ => new("ไม่ได้ทดสอบในรอบนี้", "not tested this time"),
    };

    public static string Mark(ProgressState state) => state switch
    {
        ProgressState.Fixed => "✓",
        ProgressState.Open => "✗",
        ProgressState.Undecided => "?",
        _ => "○",
    };

    /// <summary>The chip's class.</summary>
    public static string Class(ProgressState state) => state switch
    {
        ProgressState.Fixed => "passed",
        ProgressState.Open => "failed",
        ProgressState.Undecided => "cantTell",
        _ => "untested",
    };
}
