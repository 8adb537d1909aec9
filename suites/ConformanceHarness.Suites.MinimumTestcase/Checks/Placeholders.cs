using System.Runtime.CompilerServices;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Looks for redacted secrets: <c>‹kind #n hash›</c>, whatever encoding they stood in.</summary>
internal static class Placeholders
{
    private const int Long = 1 << 13;

    private static readonly ConditionalWeakTable<string, StrongBox<bool>> Marked = [];

    /// <summary>The first placeholder of one of the kinds in the text; null if there is none.</summary>
    public static string? First(string? text, params IReadOnlyList<string> kinds)
    {
        // Most texts hold none at all.
        if (text is null || !HoldsAny(text))
        {
            return null;
        }

        foreach (var kind in kinds)
        {
            var at = text.IndexOf("‹" + kind + " #", StringComparison.Ordinal);
            if (at >= 0)
            {
                var end = text.IndexOf('›', at);
                return end < 0 ? text[at..] : text[at..(end + 1)];
            }
        }

        return null;
    }

    /// <summary>The same long documents are asked about by many checks for many pages.</summary>
    private static bool HoldsAny(string text) =>
        text.Length < Long ? text.Contains('‹', StringComparison.Ordinal) : Marked.GetValue(text, t => new StrongBox<bool>(t.Contains('‹', StringComparison.Ordinal))).Value;

    /// <summary>True when the text holds exactly this secret, plain or encoded.</summary>
    public static bool Holds(string? text, string placeholder) =>
        text is not null && text.Contains(placeholder.TrimEnd('›'), StringComparison.Ordinal);

    /// <summary>Every place of an exchange with the text found there.</summary>
    public static IEnumerable<(string Place, string? Text)> Texts(Exchange exchange, IBodies bodies)
    {
        yield return ("address", exchange.Url);
        foreach (var header in exchange.RequestHeaders)
        {
            yield return ("request header " + header.Name, header.Value);
        }

        yield return ("request body", bodies.Text(exchange.RequestBody));
        foreach (var header in exchange.ResponseHeaders)
        {
            yield return ("response header " + header.Name, header.Value);
        }

        yield return ("response body", bodies.Text(exchange.ResponseBody));
    }
}
