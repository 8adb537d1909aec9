using System.Globalization;
using ConformanceHarness.Core;

namespace ConformanceHarness.Reports.Words;

/// <summary>Dates for people, always in Thailand's time: Buddhist era in Thai, common era in English. No culture of the machine takes part.</summary>
internal static class ReportDates
{
    private static readonly string[] ThaiMonths =
        ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];

    private static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly TimeSpan Thailand = TimeSpan.FromHours(7);

    public static LocalText Moment(DateTimeOffset at)
    {
        // The first and last hours of the calendar have no Thai time; a hostile record must not stop the report.
        var local = at.UtcDateTime < DateTime.MaxValue - Thailand ? at.ToOffset(Thailand) : at.ToUniversalTime();
        var time = local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var date = Day(DateOnly.FromDateTime(local.DateTime));
        return new($"{date.Th} เวลา {time} น. (+07:00)", $"{date.En}, {time} (+07:00)");
    }

    public static LocalText Day(DateOnly date) => new(
        Format(date.Day, ThaiMonths[date.Month - 1], date.Year + 543),
        Format(date.Day, EnglishMonths[date.Month - 1], date.Year));

    public static LocalText Duration(long milliseconds)
    {
        var seconds = (milliseconds / 1000m).ToString(milliseconds < 10_000 ? "0.0" : "0", CultureInfo.InvariantCulture);
        if (milliseconds < 120_000)
        {
            return new($"{seconds} วินาที", $"{seconds} s");
        }

        var minutes = milliseconds / 60_000;
        var rest = milliseconds / 1000 % 60;
        return new(string.Create(CultureInfo.InvariantCulture, $"{minutes} นาที {rest} วินาที"), string.Create(CultureInfo.InvariantCulture, $"{minutes} min {rest} s"));
    }

    private static string Format(int day, string month, int year) => string.Create(CultureInfo.InvariantCulture, $"{day} {month} {year}");
}
