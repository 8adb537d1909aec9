using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Core.Evidence;

/// <summary>Reads what a text holds in hexadecimal: the bytes of UTF-8 or UTF-16, two digits each, however the run of digits begins.</summary>
internal static partial class Hexadecimal
{
    // What a page may hold in pictures or programs written as digits; personal data is no longer.
    private const int Most = 1 << 20;

    /// <summary>What stands in the runs of digits, each reading on a line of its own; empty where there is none.</summary>
    public static string Read(string text)
    {
        StringBuilder? read = null;
        foreach (var run in Run().EnumerateMatches(text))
        {
            if (read?.Length > Most)
            {
                break;
            }

            // A digit of something else may stand before it.
            for (var begin = 0; begin < 2; begin++)
            {
                var digits = text.AsSpan(run.Index + begin, (run.Length - begin) & ~1);
                var bytes = Convert.FromHexString(digits);
                read ??= new StringBuilder();
                Write(read, Encoding.UTF8.GetString(bytes));
                Write(read, Encoding.BigEndianUnicode.GetString(bytes));
                Write(read, Encoding.BigEndianUnicode.GetString(bytes.AsSpan(1)));
            }
        }

        return read?.ToString() ?? "";
    }

    /// <summary>A digest reads as anything, also as what is no text at all: only what a name, number or address is written with is kept.</summary>
    private static void Write(StringBuilder read, string text)
    {
        foreach (var c in text)
        {
            read.Append(c is (>= ' ' and <= '~') or (>= '\u0e01' and <= '\u0e5b') ? c : Nothing);
        }

        read.Append(Nothing);
    }

    // Not white space, which does not part what stands beside it.
    private const char Nothing = '\u0001';

    // The shortest Thai names have two letters of three bytes.
    [GeneratedRegex("[0-9A-Fa-f]{12,}")]
    private static partial Regex Run();
}
