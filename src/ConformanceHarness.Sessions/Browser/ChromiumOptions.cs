namespace ConformanceHarness.Sessions.Browser;

/// <summary>How the browser is started.</summary>
public sealed record ChromiumOptions
{
    /// <summary>Path of a Chromium or Chrome; null = Playwright's own.</summary>
    public string? Executable { get; init; }
    public bool Headed { get; init; }

    /// <summary>Host → "address:port" where the browser is to look for it, e.g. the platform's SDK hosts.</summary>
    public IReadOnlyDictionary<string, string> HostMap { get; init; } = new Dictionary<string, string>();

    /// <summary>When set, every host outside this list fails at once, so that an unreachable font or beacon does not decide a verdict. Patterns as in "*.example.go.th".</summary>
    public IReadOnlyList<string>? OnlyHosts { get; init; }

    /// <summary>SHA-256 of a server's public key in base64: its certificate counts as good. Null: none.</summary>
    public string? TrustedKey { get; init; }

    /// <summary>Added to the user agent's end: who visits, and whom to write to. Null: nothing.</summary>
    public string? AgentComment { get; init; }
}
