using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Cli.Running;

/// <summary>
/// Scripts, styles, pictures and fonts come by the dozen, each with the same long headers of fixed meaning: three quarters of all evidence.
/// These are left out of what is kept; documents and data keep every header, and so does any header that could hold a value of the service's own.
/// </summary>
internal static class StaticFiles
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal) { "script", "stylesheet", "image", "font", "media" };

    private static readonly HashSet<string> Repeated = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept", "accept-encoding", "accept-language", "accept-ranges", "alt-svc", "connection", "content-encoding", "content-length", "content-security-policy",
        "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "date", "host", "keep-alive", "last-modified", "permissions-policy", "priority",
        "referrer-policy", "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "strict-transport-security",
        "transfer-encoding", "upgrade-insecure-requests", "user-agent", "vary", "x-content-type-options", "x-frame-options",
    };

    public static Exchange WithoutRepetition(Exchange exchange) => Kinds.Contains(exchange.Kind)
        ? exchange with
        {
            RequestHeaders = [.. exchange.RequestHeaders.Where(h => !Repeated.Contains(h.Name))],
            ResponseHeaders = [.. exchange.ResponseHeaders.Where(h => !Repeated.Contains(h.Name))],
        }
        : exchange;
}
