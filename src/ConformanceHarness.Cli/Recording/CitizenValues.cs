using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Cli.Recording;

/// <summary>Puts the placeholders of a journey for what belongs to the recording's made-up citizen or to its day.</summary>
/// <param name="today">the day of the recording in Thailand</param>
internal sealed partial class CitizenValues(Citizen citizen, DateOnly today)
{
    // A birth date or the end of a contract is no "in so many days".
    private const int MostDays = 366;

    public string Generalise(string value)
    {
        var digits = Digits(value);
        if (digits.Length >= 9 && value.All(c => char.IsAsciiDigit(c) || c is ' ' or '-'))
        {
            return digits == Digits(citizen.CitizenId) ? "{citizen.citizenId}" : digits == Digits(citizen.Mobile) ? "{citizen.mobile}" : value;
        }

        var general = value;
        foreach (var (own, placeholder) in Own())
        {
            general = general.Replace(own, placeholder, StringComparison.OrdinalIgnoreCase);
        }

        return Date().Replace(general, match => Relative(match) ?? match.Value);
    }

    /// <summary>True when a text names the citizen: no target may rest on it.</summary>
    public bool IsPersonal(string text) => Own().Any(o => text.Contains(o.Value, StringComparison.OrdinalIgnoreCase)) || (Digits(text) is { Length: >= 9 } digits && (digits.Contains(Digits(citizen.CitizenId), StringComparison.Ordinal) || (Digits(citizen.Mobile) is { Length: >= 9 } mobile && digits.Contains(mobile, StringComparison.Ordinal))));

    private IEnumerable<(string Value, string Placeholder)> Own() =>
        new[]
        {
            (citizen.CitizenId, "{citizen.citizenId}"), (citizen.Mobile ?? "", "{citizen.mobile}"), (citizen.Email ?? "", "{citizen.email}"),
            (citizen.FirstName, "{citizen.firstName}"), (citizen.LastName, "{citizen.lastName}"),
        }.Where(o => o.Item1.Length > 1);

    private string? Relative(Match match)
    {
        int Part(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        var buddhist = match.Groups["be"].Success;
        var year = buddhist ? Part("be") - 543 : Part("year");
        var (month, day) = (Part("month"), Part("day"));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var days = new DateOnly(year, month, day).DayNumber - today.DayNumber;
        return Math.Abs(days) > MostDays ? null
            : string.Create(CultureInfo.InvariantCulture, $"{{{(buddhist ? "todayBE" : "today")}{(days == 0 ? "" : days.ToString("+0;-0", CultureInfo.InvariantCulture))}}}");
    }

    private static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));

    // The two forms that a journey can write: 2026-09-30, and 30/09/2569 with two digits for day and month.
    [GeneratedRegex(@"(?<![\d-])(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?![\d-])|(?<![\d/])(?<day>\d{2})/(?<month>\d{2})/(?<be>2[4-7]\d{2})(?![\d/])")]
    private static partial Regex Date();
}
