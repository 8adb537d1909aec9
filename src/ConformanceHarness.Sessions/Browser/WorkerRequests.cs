namespace ConformanceHarness.Sessions.Browser;

/// <summary>
/// What a service worker asks for: data, or a page's own parts that it passes on. Chromium calls both "fetch", so that an offline-capable
/// service's very page would count as an API of its own.
/// </summary>
internal static class WorkerRequests
{
    // What Chromium sends for a navigation, to the letter. Partial updates (Turbo, htmx) ask for HTML in other words: they are data.
    private const string Navigation = "text/html,application/xhtml+xml,application/xml";

    /// <param name="accept">the request's Accept header, which a worker that passes a request on leaves as it was</param>
    /// <param name="address">what is asked for</param>
    /// <param name="before">what the session asked for until now, by pages and workers</param>
    public static bool IsPartOfAPage(string? accept, string address, IEnumerable<(string Kind, string Url)> before) =>
        accept is not null && (accept.StartsWith(Navigation, StringComparison.OrdinalIgnoreCase) || accept.StartsWith("text/css", StringComparison.OrdinalIgnoreCase) || accept.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        // Scripts and fonts say */*, as fetch does: but before the worker was there, the page asked for them itself.
        || before.Any(e => e.Kind is "script" or "stylesheet" or "font" or "image" or "media" or "manifest" && e.Url == address);
}
