using System.Globalization;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Reviewing;

/// <summary>A review as <c>verify</c> tells it.</summary>
internal static class ReviewLines
{
    public static LocalText Word(ReviewDecision decision) => decision == ReviewDecision.Accepted ? new("รับรอง", "accepted") : new("ไม่รับรอง", "rejected");

    public static void Show(Screen screen, ReviewReading review)
    {
        if (review.Verdict is not { } verdict)
        {
            screen.Line("    ผู้ตรวจ: อ่านไม่ได้", "    review: unreadable", Ink.Red);
            return;
        }

        var doubt = review.Trusted ? "" : screen.Say(" (ยังไม่ได้ยืนยันตัวผู้ตรวจ)", " (nobody vouches for the reviewer)");
        screen.Line($"    {screen.Say("ผู้ตรวจ", "review")}: {screen.Say(Word(verdict.Decision))} · {verdict.Reviewer} · {Time(verdict.DecidedAt)}{doubt}", verdict.Decision == ReviewDecision.Accepted && review.Trusted ? Ink.Green : Ink.Yellow);
        if (verdict.Note.Length > 0)
        {
            screen.Line($"      “{VisibleText.Line(verdict.Note, 1000)}”");
        }

        if (verdict.Retest is { } retest)
        {
            screen.Line($"      {screen.Say("ชุดผลการทดสอบซ้ำ", "retest")}: sha256 {retest}");
        }
    }

    public static JsonObject Json(ReviewReading review) => new()
    {
        ["decision"] = review.Verdict is { } verdict ? Word(verdict.Decision).En : null,
        ["note"] = review.Verdict?.Note,
        ["reviewer"] = review.Verdict?.Reviewer,
        ["decidedAt"] = review.Verdict is { } said ? Time(said.DecidedAt) : null,
        ["bundle"] = review.Verdict?.Bundle,
        ["retest"] = review.Verdict?.Retest,
        ["timestamp"] = review.Timestamp is { } stamped ? Time(stamped) : null,
        ["trusted"] = review.Trusted,
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
