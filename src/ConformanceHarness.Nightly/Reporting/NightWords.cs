using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>Sentences about a night that more than one report says.</summary>
public static class NightWords
{
    /// <summary>The night in one line.</summary>
    public static LocalText Headline(NightReport report)
    {
        var worse = report.News.Count(n => n.News.Worse);
        if (report.Down)
        {
            return new("เครือข่ายของผู้ตรวจขัดข้อง คืนนี้ไม่มีผลตรวจ", "Our own network was down: there are no verdicts tonight");
        }

        if (report.Incidents.Count == 0 && worse == 0)
        {
            return new("ไม่มีปัญหาใหม่", "Nothing new to act on");
        }

        var incidents = report.Incidents.Count == 0 ? new LocalText("", "") : new($"เหตุการณ์ร่วม {report.Incidents.Count} เหตุการณ์", Number(report.Incidents.Count, "incident", "incidents"));
        var services = worse == 0 ? new LocalText("", "") : new($"ปัญหาใหม่ {worse} รายการ", Number(worse, "new problem", "new problems"));
        return new(string.Join(" และ", new[] { incidents.Th, services.Th }.Where(t => t.Length > 0)), string.Join(" and ", new[] { incidents.En, services.En }.Where(t => t.Length > 0)));
    }

    /// <summary>How many are in which state, those that nobody is in left out.</summary>
    public static LocalText Tally(NightReport report)
    {
        var counts = Enum.GetValues<TargetState>().Select(s => (Words: StateWords.Of(s), Count: report.Count(s))).Where(c => c.Count > 0).ToList();
        var unseen = report.Unseen;
        return new(
            $"{report.Lines.Count} บริการ: " + string.Join(", ", counts.Select(c => $"{c.Words.Th} {c.Count}")) + (unseen > 0 ? $", ยังไม่ได้ตรวจ {unseen}" : ""),
            $"{Number(report.Lines.Count, "service", "services")}: " + string.Join(", ", counts.Select(c => $"{c.Count} {c.Words.En}")) + (unseen > 0 ? $", {unseen} not looked at" : ""));
    }

    /// <summary>How the targets of an incident fail.</summary>
    public static LocalText Signature(string signature)
    {
        var parts = signature.Split(' ', 2);
        var state = Enum.Parse<TargetState>(parts[0], ignoreCase: true);
        return parts.Length == 1 ? StateWords.Of(state)
            : state == TargetState.Failing ? new("ไม่ผ่าน " + parts[1].Replace(" ", ", ", StringComparison.Ordinal), "failing " + parts[1].Replace(" ", ", ", StringComparison.Ordinal))
            : new($"{StateWords.Of(state).Th} ({StateWords.Reason(parts[1]).Th})", $"{StateWords.Of(state).En} ({StateWords.Reason(parts[1]).En})");
    }

    public static LocalText Of(Incident incident) => incident.Words(Signature(incident.Signature));

    internal static string Number(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
