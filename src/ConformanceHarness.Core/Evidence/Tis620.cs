using System.Globalization;

namespace ConformanceHarness.Core.Evidence;

/// <summary>TIS-620 (windows-874), in which pages of older Thai systems send their forms: one byte for each letter.</summary>
/// <remarks>Source: Thai Industrial Standard 620-2533; 0xA1 to 0xFB are U+0E01 to U+0E5B.</remarks>
internal static class Tis620
{
    private const int Offset = 0x0E00 - 0xA0;

    /// <summary>The bytes of a text; a letter that is not in TIS-620 becomes a question mark.</summary>
    public static byte[] Bytes(string text) => [.. text.Select(c => c < 0x80 ? (byte)c : c is >= '\u0e01' and <= '\u0e5b' ? (byte)(c - Offset) : (byte)'?')];

    /// <summary>What a run of URL escapes stands for: read as UTF-8, and as TIS-620 where it can't be UTF-8.</summary>
    /// <param name="escapes">%XX%XX…</param>
    public static string Unescape(string escapes)
    {
        var text = Uri.UnescapeDataString(escapes);
        // What is no UTF-8 stays escaped. A letter that was cut off at the end of a good text is no reason to read all of it in another way, and pairs of TIS-620 letters may be UTF-8 by chance.
        return text.Contains('%', StringComparison.Ordinal) && !text.Any(c => c is >= '\u0e01' and <= '\u0e5b') && Letters(escapes) is { } thai ? thai : text;
    }

    /// <summary>Null where a byte is no letter of TIS-620.</summary>
    private static string? Letters(string escapes)
    {
        var letters = new char[escapes.Length / 3];
        for (var i = 0; i < letters.Length; i++)
        {
            var value = byte.Parse(escapes.AsSpan((i * 3) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (value is (>= 0x80 and < 0xA1) or > 0xFB)
            {
                return null;
            }

            letters[i] = (char)(value < 0x80 ? value : value + Offset);
        }

        return new string(letters);
    }
}
