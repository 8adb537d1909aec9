namespace ConformanceHarness.Sessions.Proxying;

/// <summary>Lets the harness's own script into a page whose Content-Security-Policy would keep it out, and nothing else.</summary>
internal static class ContentSecurity
{
    /// <param name="policies">value of one Content-Security-Policy header; several policies are separated by commas</param>
    /// <param name="scriptHash">'sha256-…' of the inline script</param>
    /// <param name="report">the one address that the script sends to</param>
    public static string Admit(string policies, string scriptHash, string report) =>
        string.Join(", ", policies.Split(',').Select(p => AdmitInto(p.Trim(), scriptHash, report)));

    private static string AdmitInto(string policy, string scriptHash, string report)
    {
        var directives = policy.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        Widen(directives, ["script-src-elem", "script-src", "default-src"], "script-src", sources => InlineIsAllowed(sources) ? null : scriptHash);
        Widen(directives, ["connect-src", "default-src"], "connect-src", _ => report);
        return string.Join("; ", directives);
    }

    private static void Widen(List<string> directives, string[] fallbacks, string name, Func<string[], string?> wanted)
    {
        var at = fallbacks.Select(f => directives.FindIndex(d => Name(d) == f)).FirstOrDefault(i => i >= 0, -1);
        if (at < 0 || wanted(Sources(directives[at])) is not { } added)
        {
            return;
        }

        // 'none' beside another source is void, and a warning in the page's console.
        var widened = string.Join(' ', Sources(directives[at]).Where(s => s != "'none'").Append(added));
        if (Name(directives[at]) == "default-src")
        {
            directives.Add(name + " " + widened);
        }
        else
        {
            directives[at] = Name(directives[at]) + " " + widened;
        }
    }

    /// <summary>CSP 3, 6.7.3.2: 'unsafe-inline' counts only without nonce, hash and 'strict-dynamic'. A hash beside it would shut out the page's own.</summary>
    private static bool InlineIsAllowed(string[] sources) =>
        sources.Contains("'unsafe-inline'", StringComparer.OrdinalIgnoreCase)
        && !sources.Any(s => s.StartsWith("'nonce-", StringComparison.OrdinalIgnoreCase) || s.StartsWith("'sha", StringComparison.OrdinalIgnoreCase) || s.Equals("'strict-dynamic'", StringComparison.OrdinalIgnoreCase));

    private static string Name(string directive) => directive.Split(' ', 2)[0].ToLowerInvariant();

    private static string[] Sources(string directive) => directive.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
}
