#pragma warning disable CA1812 // Made by the JSON reader.
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>What measures.js says of a page and its frames, put together.</summary>
internal static class MeasuredFacts
{
    /// <summary>A frame scrolls by itself: its width is not the page's.</summary>
    public static TextLayout Together(IReadOnlyList<TextLayout> layouts) =>
        layouts[0] with { Cut = [.. layouts.SelectMany(l => l.Cut)], Overlaps = [.. layouts.SelectMany(l => l.Overlaps)] };

    public static TextZoom Together(int percent, IReadOnlyList<ZoomFact> zooms) =>
        new(percent, Together([.. zooms.Select(z => z.Before)]), Together([.. zooms.Select(z => z.After)]), [.. zooms.SelectMany(z => z.Lost)], zooms.Min(z => z.Enlarged));
}

internal sealed record ZoomFact(TextLayout Before, TextLayout After, IReadOnlyList<string> Lost, double Enlarged);
