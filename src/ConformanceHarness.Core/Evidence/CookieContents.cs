namespace ConformanceHarness.Core.Evidence;

/// <summary>
/// Notes which citizens' data a cookie's value holds, plain, URL-encoded or in base64 (a JWT's payload, say). It must be done before redaction, which replaces
/// whole values of cookies: a value that holds a name may open a session all the same, and stays secret.
/// </summary>
public static class CookieContents
{
    public static Observation Noted(Observation raw) => raw with
    {
        Snapshots = [.. raw.Snapshots.Select(s => s.Cookies.Count == 0 ? s : s with { Cookies = [.. s.Cookies.Select(c => c with { Holds = Of(c.Value, raw.Citizens) })] })],
    };

    private static IReadOnlyList<HeldData> Of(string value, IReadOnlyList<Citizen> citizens) =>
        [.. citizens.Select(c => new HeldData(c.Key, PersonalData.In(value, c))).Where(h => h.Values.Count > 0)];
}
