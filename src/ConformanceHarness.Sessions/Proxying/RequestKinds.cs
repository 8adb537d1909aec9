using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Sessions.Proxying;

/// <summary>What a request is for, in the words of <see cref="Exchange.Kind"/>: by its fetch metadata, or else by what it accepts.</summary>
internal static class RequestKinds
{
    /// <summary>The kind, and whether it loads a document into the main frame.</summary>
    public static (string Kind, bool Navigation) Of(string method, string url, IReadOnlyList<Header> headers)
    {
        var accept = Header.Find(headers, "accept") ?? "";
        if (accept.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            return ("eventsource", false);
        }

        return Header.Find(headers, "sec-fetch-dest")?.ToLowerInvariant() switch
        {
            "document" => ("document", true),
            "iframe" or "frame" or "embed" or "object" => ("document", false),
            "script" or "worker" or "sharedworker" or "serviceworker" or "audioworklet" or "paintworklet" => ("script", false),
            "style" => ("stylesheet", false),
            "image" => ("image", false),
            "font" => ("font", false),
            "audio" or "video" or "track" => ("media", false),
            "manifest" or "report" => ("other", false),
            "empty" => ("fetch", false),
            // Not every address is trustworthy enough for metadata; plain http mostly is not.
            _ => ByAccept(method, url, accept, headers),
        };
    }

    private static (string Kind, bool Navigation) ByAccept(string method, string url, string accept, IReadOnlyList<Header> headers)
    {
        if (method is "GET" or "POST" && accept.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return ("document", true);
        }

        var path = url.Split('?', '#')[0];
        return accept.StartsWith("text/css", StringComparison.OrdinalIgnoreCase) ? ("stylesheet", false)
            : accept.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? ("image", false)
            : path.EndsWith(".js", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".mjs", StringComparison.OrdinalIgnoreCase) ? ("script", false)
            : path.EndsWith(".woff2", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".woff", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ttf", StringComparison.OrdinalIgnoreCase) ? ("font", false)
            : Header.Find(headers, "x-requested-with") is not null ? ("xhr", false)
            : ("fetch", false);
    }
}
