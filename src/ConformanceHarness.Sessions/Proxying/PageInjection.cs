using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Sessions.Proxying;

/// <summary>Puts a script before every other of an HTML document. The script takes itself out again, so that the page finds no trace of it.</summary>
internal static partial class PageInjection
{
    /// <param name="script">an expression; everything outside ASCII is escaped, because the document's encoding is the service's choice</param>
    public static (string Element, string Hash) Element(string script)
    {
        var body = "document.currentScript.remove();" + Ascii(script).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase).Replace("<!--", "<\\!--", StringComparison.Ordinal);
        return ($"<script>{body}</script>", $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(body)))}'");
    }

    /// <summary>The document with the element as the first thing in its head. Bytes are kept as they are.</summary>
    public static byte[] Into(byte[] document, string element)
    {
        // Latin-1: one char per byte, whatever the encoding; markup is ASCII in every encoding of the web but UTF-16.
        var head = Encoding.Latin1.GetString(document, 0, Math.Min(document.Length, 64 * 1024));
        var at = Position(head);
        return [.. document.AsSpan(0, at), .. Encoding.ASCII.GetBytes(element), .. document.AsSpan(at)];
    }

    private static int Position(string html)
    {
        foreach (var expression in new[] { Head(), Html(), Doctype() })
        {
            // A comment before it may hold the same words.
            var match = expression.Match(html);
            while (match.Success && InComment(html, match.Index))
            {
                match = match.NextMatch();
            }

            if (match.Success)
            {
                return match.Index + match.Length;
            }
        }

        return html.StartsWith("\u00ef\u00bb\u00bf", StringComparison.Ordinal) ? 3 : 0;
    }

    private static bool InComment(string html, int at)
    {
        var opened = html.LastIndexOf("<!--", at, StringComparison.Ordinal);
        return opened >= 0 && html.IndexOf("-->", opened, StringComparison.Ordinal) is var closed && (closed < 0 || closed > at);
    }

    private static string Ascii(string script)
    {
        var ascii = new StringBuilder(script.Length);
        foreach (var c in script)
        {
            _ = c < 128 ? ascii.Append(c) : ascii.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
        }

        return ascii.ToString();
    }

    [GeneratedRegex("<head(\\s[^>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Head();

    [GeneratedRegex("<html(\\s[^>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Html();

    [GeneratedRegex("<!doctype[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Doctype();
}
