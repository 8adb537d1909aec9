using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.News;

/// <summary>Tonight against the nights before it, for one target. Pure.</summary>
public static class NightComparison
{
    /// <summary>Turns within a week of telling nights that make a target flapping.</summary>
    private const int FlappingTurns = 3;
    private const int FlappingNights = 7;

    // Told when one of these is passed, not every night.
    private static readonly int[] CertificateDays = [30, 14, 7, 3, 1, 0];

    /// <param name="before">nights that said something, the newest first; may be empty</param>
    public static IReadOnlyList<TargetNews> Of(TargetNight tonight, IReadOnlyList<TargetNight> before)
    {
        var news = new List<TargetNews>();
        var id = tonight.Target;
        if (!tonight.Tells)
        {
            return news;
        }

        var last = before.Count > 0 ? before[0] : null;
        var flapping = Flapping([tonight, .. before]);
        if (flapping && !Flapping(before))
        {
            news.Add(new TargetNews(id, NewsKind.Flapping, tonight.Failing, new("ผลสลับไปมาระหว่างคืน จะไม่แจ้งซ้ำจนกว่าจะคงที่", "Goes to and fro between nights; not told again until it is steady")));
        }
        else if (!flapping)
        {
            Turn(news, tonight, last);
        }

        if (Certificate(tonight.Last, last?.Last) is { } days)
        {
            news.Add(new TargetNews(id, NewsKind.CertificateEnding, [], days < 0
                ? new("ใบรับรอง TLS หมดอายุแล้ว", "The TLS certificate has expired")
                : new($"ใบรับรอง TLS จะหมดอายุใน {days} วัน", string.Create(CultureInfo.InvariantCulture, $"The TLS certificate ends in {days} {(days == 1 ? "day" : "days")}"))));
        }

        if (last?.Last.Build is { } old && tonight.Last.Build is { } build && build != old)
        {
            news.Add(new TargetNews(id, NewsKind.BuildChanged, [], new("สคริปต์หรือสไตล์ของหน้าแรกเปลี่ยนไป (ติดตั้งรุ่นใหม่)", "The landing page's scripts or styles changed (a new build)")));
        }

        return news;
    }

    /// <summary>For how many telling nights in a row, tonight included, the target has been in trouble, or well.</summary>
    public static int Streak(TargetNight tonight, IReadOnlyList<TargetNight> before) => 1 + before.TakeWhile(n => n.Trouble == tonight.Trouble).Count();

    /// <summary>True where tonight's trouble is not known from the last telling night: it is looked at again before it is told.</summary>
    public static bool ToBeConfirmed(TargetNight tonight, TargetNight? last) =>
        tonight.Trouble && (last is null || tonight.State != last.State || tonight.Failing.Except(last.Failing, StringComparer.Ordinal).Any());

    private static bool Flapping(IReadOnlyList<TargetNight> newestFirst)
    {
        var nights = newestFirst.Take(FlappingNights).Select(n => n.Trouble).ToList();
        return nights.Zip(nights.Skip(1), (a, b) => a != b).Count(turned => turned) >= FlappingTurns;
    }

    private static void Turn(List<TargetNews> news, TargetNight tonight, TargetNight? last)
    {
        var id = tonight.Target;
        if (tonight.Trouble && tonight.State != TargetState.Failing)
        {
            if (last?.State != tonight.State)
            {
                news.Add(new TargetNews(id, NewsKind.Broken, [], StateWords.Of(tonight.Last)));
            }

            return;
        }

        var fresh = tonight.Failing.Except(last?.Failing ?? [], StringComparer.Ordinal).ToList();
        if (fresh.Count > 0)
        {
            news.Add(new TargetNews(id, NewsKind.Broken, fresh, new($"ไม่ผ่านเพิ่ม: {string.Join(", ", fresh)}", $"Newly failing: {string.Join(", ", fresh)}")));
        }

        var mended = last is null ? [] : last.Failing.Except(tonight.Failing, StringComparer.Ordinal).ToList();
        if (mended.Count > 0)
        {
            news.Add(new TargetNews(id, NewsKind.Fixed, mended, new($"แก้ไขแล้ว: {string.Join(", ", mended)}", $"Fixed: {string.Join(", ", mended)}")));
        }
        else if (!tonight.Trouble && last is { Trouble: true, State: not TargetState.Failing })
        {
            news.Add(new TargetNews(id, NewsKind.Fixed, [], new("กลับมาตรวจได้แล้ว", "Can be looked at again")));
        }
    }

    private static int? Certificate(TargetResult tonight, TargetResult? last)
    {
        if (tonight.CertificateEnds is not { } ends)
        {
            return null;
        }

        var left = Days(ends, tonight.StartedAt);
        var before = last?.CertificateEnds is { } then && then == ends ? Days(then, last.StartedAt) : int.MaxValue;
        return CertificateDays.Any(d => left <= d && before > d) ? left : null;
    }

    private static int Days(DateTimeOffset ends, DateTimeOffset at) => (int)Math.Floor((ends - at).TotalDays);
}
