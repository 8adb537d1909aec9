using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Body bytes as text in the encoding that the answer declares (TIS-620 and Windows-874 are still met in Thai agencies).</summary>
internal static partial class BodyText
{
    static BodyText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool IsText(string? contentType, string kind) =>
        kind is "document" or "script" or "stylesheet" or "fetch" or "xhr" or "eventsource"
            ? contentType is null || !IsBinary(contentType)
            : contentType is not null && (contentType.Contains("text", StringComparison.OrdinalIgnoreCase) || contentType.Contains("json", StringComparison.OrdinalIgnoreCase)
                || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase) || contentType.Contains("javascript", StringComparison.OrdinalIgnoreCase));

    /// <summary>The encoding that the document itself declares, where its header declares none.</summary>
    public static string? Declared(byte[] bytes, string? contentType) =>
        contentType is not null && Charset().IsMatch(contentType) ? null
        : MetaCharset().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 1024))) is { Success: true } match ? match.Groups[1].Value : null;

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

    private static bool IsBinary(string contentType) =>
        contentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("font/", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("octet-stream", StringComparison.OrdinalIgnoreCase) || contentType.Contains("pdf", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("zip", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<meta[^>]+charset\\s*=\\s*[\"']?([A-Za-z0-9_-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();

    [GeneratedRegex("charset=\"?([A-Za-z0-9_-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
