namespace ConformanceHarness.Core.Services;

/// <summary>Which hosts belong to the agency: the Landing URL's registrable domain and the hosts that the service file names.</summary>
public static class FirstParty
{
    // Second-level domains under .th that hand out names to organisations; the list is THNIC's and rarely changes.
    private static readonly HashSet<string> SharedSuffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        "go.th", "or.th", "co.th", "ac.th", "in.th", "mi.th", "net.th",
    };

    public static bool Is(string address, string landingUrl, IReadOnlyList<string> hosts)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return false;
        }

        if (uri.Scheme is "data" or "blob" or "about" || uri.Host.Length == 0)
        {
            return true;
        }

        var landing = new Uri(landingUrl).Host;
        return string.Equals(uri.Host, landing, StringComparison.OrdinalIgnoreCase)
            || (Registrable(landing) is { } own && string.Equals(Registrable(uri.Host), own, StringComparison.OrdinalIgnoreCase))
            || (IsLoopback(landing) && IsLoopback(uri.Host) && hosts.Count == 0)
            || hosts.Any(h => Matches(uri.Host, h));
    }

    /// <summary>The registrable domain, null for an IP address or a name without one.</summary>
    public static string? Registrable(string host)
    {
        if (Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return null;
        }

        var labels = host.TrimEnd('.').Split('.');
        if (labels.Length < 2)
        {
            return null;
        }

        var count = SharedSuffixes.Contains(string.Join('.', labels[^2..])) ? 3 : 2;
        return labels.Length < count ? null : string.Join('.', labels[^count..]);
    }

    public static bool Matches(string host, string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}
