using System.Text;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Markdown;

/// <summary>Any text on one line of Markdown, with nothing in it that Markdown, HTML or a forge's mentions would act on.</summary>
internal static class MarkdownText
{
    public static string Escape(string text, int limit = 300)
    {
        var escaped = new StringBuilder();
        foreach (var letter in VisibleText.Line(text, limit))
        {
            _ = letter switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                // Forges look for @names after Markdown is read; an escape does not stop them, an invisible joiner does.
                '@' => escaped.Append("@\u2060"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '+' or '!' or '|' or '~' or '$' => escaped.Append('\\').Append(letter),
                '-' or '=' when escaped.Length == 0 => escaped.Append('\\').Append(letter),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }
}
