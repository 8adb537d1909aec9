using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Proxy;

/// <summary>Which headers go on: all but those that are about one connection (RFC 9110, 7.6.1), and nothing is added.</summary>
internal static class ForwardedHeaders
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>To the gateway: Host and Content-Length are the new connection's own, and the body is there already.</summary>
    public static IEnumerable<Header> ToGateway(IReadOnlyList<Header> headers) =>
        EndToEnd(headers).Where(h => !h.Name.StartsWith(':') && !h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase) && !h.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !h.Name.Equals("Expect", StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<Header> EndToEnd(IReadOnlyList<Header> headers)
    {
        var named = headers.Where(h => h.Name.Equals("Connection", StringComparison.OrdinalIgnoreCase)).SelectMany(h => h.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return headers.Where(h => !HopByHop.Contains(h.Name) && !named.Contains(h.Name));
    }
}
