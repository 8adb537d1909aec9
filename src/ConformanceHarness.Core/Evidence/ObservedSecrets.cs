namespace ConformanceHarness.Core.Evidence;

/// <summary>What turned out to be secret while a scenario ran: access tokens, session cookies, bearer credentials.</summary>
public static class ObservedSecrets
{
    /// <summary>Shorter cookie values are choices ("th", "dark"), not sessions.</summary>
    private const int ShortestSession = 16;

    /// <summary>Adds the secrets of an observation as it was recorded, before it is redacted.</summary>
    public static void Note(Redactor redactor, Observation raw)
    {
        foreach (var token in raw.Gateway.Select(c => c.Token).OfType<string>())
        {
            redactor.Add("token", token);
        }

        foreach (var call in raw.Provider ?? [])
        {
            Add(redactor, "code", call.Code);
            AddToken(redactor, "accessToken", call.AccessToken);
            AddToken(redactor, "idToken", call.IdToken);
        }

        // Credentials that are not the service file's (another environment's, say) are secrets all the same.
        foreach (var call in raw.Gateway)
        {
            AddUnlessKnown(redactor, "consumerKey", [Header.Find(call.Headers, "Consumer-Key") ?? ""]);
            AddUnlessKnown(redactor, "consumerSecret", call.Path.Split('?', 2).ElementAtOrDefault(1)?.Split('&').Where(p => p.StartsWith("ConsumerSecret=", StringComparison.OrdinalIgnoreCase)).Select(p => Uri.UnescapeDataString(p[15..].Replace('+', ' '))) ?? []);
        }

        var cookies = raw.Snapshots.SelectMany(s => s.Cookies).Select(c => c.Value)
            .Concat(raw.Exchanges.SelectMany(e => e.ResponseHeaders).Where(h => h.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase))
                .SelectMany(h => h.Value.Split('\n')).Select(h => h.Split(';')[0].Split('=', 2)).Where(p => p.Length == 2).Select(p => p[1].Trim().Trim('"')));
        AddUnlessKnown(redactor, "cookie", cookies);
        AddUnlessKnown(redactor, "credential", raw.Exchanges.SelectMany(e => e.RequestHeaders).Where(h => h.Name.Equals("authorization", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value.Split(' ', 2)[^1]));
    }

    private static void Add(Redactor redactor, string kind, string? value)
    {
        if (value is not null)
        {
            redactor.Add(kind, value);
        }
    }

    /// <summary>The whole token, and what of it says something by itself: one that is cut into several cookies shows too.</summary>
    private static void AddToken(Redactor redactor, string kind, string? token)
    {
        Add(redactor, kind, token);
        foreach (var part in (token?.Split('.') ?? []).Skip(1).Where(p => p.Length >= 32))
        {
            redactor.Add(kind, part);
        }
    }

    private static void AddUnlessKnown(Redactor redactor, string kind, IEnumerable<string> values)
    {
        foreach (var value in values.Where(v => v.Length >= ShortestSession).Distinct(StringComparer.Ordinal))
        {
            // A cookie that holds another secret must go on showing it: that is what a check for a leak looks for.
            if (!redactor.Holds(value))
            {
                redactor.Add(kind, value);
            }
        }
    }
}
