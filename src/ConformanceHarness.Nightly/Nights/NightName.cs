using System.Globalization;

namespace ConformanceHarness.Nightly.Nights;

/// <summary>A night is named by the day in Thailand on whose noon it follows: 23:00 and 03:00 are the same night.</summary>
public static class NightName
{
    public static string Of(DateTimeOffset now) => now.ToOffset(TimeSpan.FromHours(7)).AddHours(-12).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>May this be a folder's and a night's name? Letters, digits, dots, dashes; at most 40.</summary>
    public static bool Fits(string name) => name.Length is > 0 and <= 40 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
