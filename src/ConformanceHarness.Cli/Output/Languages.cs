using System.Globalization;

namespace ConformanceHarness.Cli.Output;

/// <summary>
/// The language of the screen: --lang, else the first of LC_ALL, LC_MESSAGES and LANG that is set, else the system's display language.
/// Thai where that is Thai, English everywhere else.
/// </summary>
internal static class Languages
{
    public const string Thai = "th";
    public const string English = "en";

    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static string Choose(string? asked, Func<string, string?> environment, CultureInfo display)
    {
        if (asked is Thai or English)
        {
            return asked;
        }

        var set = Variables.Select(environment).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? display.Name;
        return set.StartsWith(Thai, StringComparison.OrdinalIgnoreCase) ? Thai : English;
    }
}
