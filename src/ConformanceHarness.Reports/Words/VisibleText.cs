using System.Globalization;
using System.Text;

namespace ConformanceHarness.Reports.Words;

/// <summary>
/// Makes any text of a record fit to be shown: control characters and those that turn the direction of writing become visible, halves of
/// surrogate pairs become U+FFFD, and what is longer than a reader can use is cut with a note. Escaping for the format comes after it.
/// </summary>
internal static class VisibleText
{
    public const int Limit = 4000;

    public static string Of(string text, int limit = Limit)
    {
        var cut = text.Length > limit;
        var kept = cut ? text.AsSpan(0, char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit) : text.AsSpan();
        var shown = new StringBuilder(kept.Length + 16);
        foreach (var rune in kept.EnumerateRunes())
        {
            Append(shown, rune);
        }

        if (cut)
        {
            shown.Append(CultureInfo.InvariantCulture, $" … [+{text.Length - kept.Length}]");
        }

        return shown.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string Line(string text, int limit = Limit) => Of(text, limit).ReplaceLineEndings(" ").Replace('\t', ' ');

    private static void Append(StringBuilder shown, Rune rune)
    {
        var value = rune.Value;
        if (value is '\n' or '\t')
        {
            shown.Append((char)value);
        }
        else if (value == '\r')
        {
            // CR LF reads as one break; a CR alone is none in the files written here.
        }
        else if (value is < 0x20 or (>= 0x7f and <= 0x9f) or 0x061c or 0x200e or 0x200f or (>= 0x2028 and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0xfeff || (value & 0xfffe) == 0xfffe)
        {
            shown.Append(CultureInfo.InvariantCulture, $"‹U+{value:X4}›");
        }
        else
        {
            shown.Append(rune.ToString());
        }
    }
}
