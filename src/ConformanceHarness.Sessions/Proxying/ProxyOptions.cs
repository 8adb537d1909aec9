namespace ConformanceHarness.Sessions.Proxying;

/// <summary>What lies behind the proxy of a session.</summary>
public sealed record ProxyOptions
{
    /// <summary>Host → "address:port" where it is to be looked for, e.g. the platform's SDK hosts.</summary>
    public IReadOnlyDictionary<string, string> HostMap { get; init; } = new Dictionary<string, string>();

    /// <summary>When set, every host outside this list fails at once. Patterns as in "*.example.go.th".</summary>
    public IReadOnlyList<string>? OnlyHosts { get; init; }

    /// <summary>Language that the citizen's phone is set to, where the browser itself can't be told; null: the browser's own.</summary>
    public string? Language { get; init; } = "th-TH";

    /// <summary>Whether the host may be asked for.</summary>
    internal bool Reaches(string host) =>
        OnlyHosts is null || HostMap.ContainsKey(host)
        || OnlyHosts.Any(only => only.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(only[1..], StringComparison.OrdinalIgnoreCase) : string.Equals(only.Trim('[', ']'), host, StringComparison.OrdinalIgnoreCase));
}
