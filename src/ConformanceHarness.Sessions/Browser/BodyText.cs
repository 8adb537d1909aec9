using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Body bytes as text in the encoding that the answer declares (TIS-620 and Windows-874 are still met in Thai agencies).</summary>
internal static partial class BodyText
{
    static BodyText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(byte[] bytes, string? contentType)
    {
        var match = contentType is null ? Match.Empty : Charset().Match(contentType);
        if (!match.Success && contentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true)
        {
            // Browsers look into the first 1024 bytes too.
            match = MetaCharset().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 1024)));
        }

        return Named(match.Success ? match.Groups[1].Value : "utf-8").GetString(bytes);
    }

    private static Encoding Named(string name)
    {
        try
        {
            return string.Equals(name, "tis-620", StringComparison.OrdinalIgnoreCase) ? Encoding.GetEncoding(874) : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // An unknown name: browsers fall back too.
            return Encoding.UTF8;
        }
    }

    [GeneratedRegex("<meta[^>]+charset\\s*=\\s*[\"']?([A-Za-z0-9_-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();

    [GeneratedRegex("charset=\"?([A-Za-z0-9_-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
