namespace ConformanceHarness.Core.Services;

/// <summary>Which hosts belong to the agency: the Landing URL's registrable domain and the hosts that the service file names.</summary>
public static class FirstParty
{
    // Names under which others are handed out. Under .th the list is THNIC's and rarely changes.
    private static readonly HashSet<string> SharedSuffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        "go.th", "or.th", "co.th", "ac.th", "in.th", "mi.th", "net.th",

        // Hosting under whose name everybody's sites live: a neighbour there is no first party.
        "azurewebsites.net", "azurestaticapps.net", "azurefd.net", "cloudapp.azure.com", "windows.net", "cloudfront.net", "amazonaws.com", "elasticbeanstalk.com", "web.app", "firebaseapp.com",
        "run.app", "appspot.com", "herokuapp.com", "vercel.app", "netlify.app", "pages.dev", "workers.dev", "github.io", "gitlab.io", "onrender.com", "ngrok.io", "ngrok.app", "ngrok-free.app",
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

        // Under cloud hosters a region or a service may stand between ("x.southeastasia.cloudapp.azure.com"): the whole host is then the name.
        var shared = Enumerable.Range(2, Math.Max(0, labels.Length - 1)).LastOrDefault(n => n <= labels.Length && SharedSuffixes.Contains(string.Join('.', labels[^n..])));
        var count = shared == 0 ? 2
            : labels[^1].Equals("th", StringComparison.OrdinalIgnoreCase) ? 3
            : Math.Max(shared + 1, labels.Length);
        return labels.Length < count ? null : string.Join('.', labels[^count..]);
    }

    public static bool Matches(string host, string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}
