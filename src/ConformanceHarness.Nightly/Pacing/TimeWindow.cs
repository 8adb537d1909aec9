using System.Globalization;

namespace ConformanceHarness.Nightly.Pacing;

/// <summary>Hours in Thailand in which targets may be visited, "22:00-05:00"; over midnight where the end comes first.</summary>
public sealed record TimeWindow(TimeOnly From, TimeOnly Until)
{
    private static readonly TimeSpan Thailand = TimeSpan.FromHours(7);

    /// <summary>Null where it is no such window.</summary>
    public static TimeWindow? Parse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && Time(parts[0]) is { } from && Time(parts[1]) is { } until && from != until ? new TimeWindow(from, until) : null;
    }

    public bool Holds(DateTimeOffset now) => TimeOnly.FromDateTime(now.ToOffset(Thailand).DateTime).IsBetween(From, Until);

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
