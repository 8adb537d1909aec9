using ConformanceHarness.Core;
using ConformanceHarness.Core.Comparing;

namespace ConformanceHarness.Reports.Words;

/// <summary>The words of comparisons in both languages.</summary>
internal static class ComparisonWords
{
    public static LocalText Of(Change change) => change switch
    {
        Change.Same => new("เหมือนเดิม", "same"),
        Change.Better => new("ดีขึ้น", "better"),
        Change.Worse => new("แย่ลง", "worse"),
        Change.Different => new("ต่างกัน", "different"),
        Change.OnlyFirst => new("มีเฉพาะชุดแรก", "in the first only"),
        Change.OnlySecond => new("มีเฉพาะชุดหลัง", "in the second only"),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such change"),
    };

    /// <summary>The mark beside the word, so that nothing is told by colour alone.</summary>
    public static string Mark(Change change) => change switch
    {
        Change.Same => "=",
        Change.Better => "▲",
        Change.Worse => "▼",
        Change.Different => "≠",
        _ => "·",
    };

    public static LocalText Of(RetestReason reason) => reason switch
    {
        RetestReason.TargetChanged => new("สิ่งที่ถูกทดสอบเปลี่ยนไป", "target changed"),
        RetestReason.Flaky => new("ผลไม่คงที่", "flaky"),
        RetestReason.Environment => new("สภาพแวดล้อมหรือการตั้งค่า", "environment"),
        RetestReason.EvidenceNotCredible => new("หลักฐานไม่น่าเชื่อถือ", "evidence not credible"),
        RetestReason.FollowsFrom => new("ขึ้นกับกรณีอื่น", "follows from another case"),
        RetestReason.OtherHarness => new("เครื่องมือต่างรุ่น", "another version of the harness"),
        RetestReason.Unexplained => new("ไม่ทราบสาเหตุ", "unexplained"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no such reason"),
    };

    /// <summary>Outcome with cause and marks, as "failed (service)".</summary>
    public static LocalText Of(VerdictSummary? verdict)
    {
        if (verdict is null)
        {
            return new("–", "–");
        }

        var outcome = ReportWords.Of(verdict.Outcome);
        var cause = verdict is { Cause: { } known, Outcome: Outcome.CantTell or Outcome.Untested } ? ReportWords.Of(known) : null;
        LocalText?[] marks = [cause, verdict.Flaky ? new("ผลไม่คงที่", "flaky") : null, verdict.Manual ? new("ผู้ทดสอบยืนยัน", "attested") : null, verdict.Waived ? new("มีข้อยกเว้น", "waived") : null];
        var all = marks.OfType<LocalText>().ToList();
        return all.Count == 0 ? outcome : new($"{outcome.Th} ({string.Join(", ", all.Select(m => m.Th))})", $"{outcome.En} ({string.Join(", ", all.Select(m => m.En))})");
    }
}
