using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Requests of a session, repeated by the harness with something changed. What the answers mean is for the checks.</summary>
internal static class Replays
{
    private const int Most = 20;

    // What a stranger's client would send of itself; everything else (cookies, tokens, anti-forgery values) belongs to the session.
    private static readonly HashSet<string> StrangerHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept", "accept-language", "content-type", "user-agent", "x-requested-with", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-site",
    };

    /// <summary>Every data request of the given steps, without anything that belongs to the session.</summary>
    public static Task WithoutSessionAsync(Scene scene, ISession session, IReadOnlyList<string> steps, CancellationToken cancellationToken) =>
        WithoutSessionAsync(scene, session, e => steps.Contains(e.Step), cancellationToken);

    public static Task WithoutSessionAsync(Scene scene, ISession session, Func<Exchange, bool> which, CancellationToken cancellationToken) =>
        RepeatAsync(scene, session, which, "withoutSession", "sent without cookies and tokens of the session", [], cancellationToken);

    /// <summary>Every data request after login, with only the cookies that the browser held before login.</summary>
    public static Task WithCookiesFromBeforeAsync(Scene scene, ISession session, string step, IReadOnlyList<CookieRecord> before, CancellationToken cancellationToken) =>
        before.Count == 0
            ? Task.CompletedTask
            : RepeatAsync(scene, session, e => e.Step == step, "preLoginSession", "sent with the cookies from before the login", [CookieHeader(before)], cancellationToken);

    /// <summary>Every data request of <paramref name="other"/>, word by word, but in the session of <paramref name="own"/>.</summary>
    public static async Task InAnotherCitizensSessionAsync(Scene scene, ISession own, ISession other, CancellationToken cancellationToken)
    {
        await own.FlushAsync(cancellationToken);
        var headers = new List<Header> { CookieHeader(await own.CookiesAsync()) };
        headers.AddRange(scene.Recorder.Exchanges.Where(e => e.Session == own.Name).SelectMany(e => e.RequestHeaders)
            .Where(h => !StrangerHeaders.Contains(h.Name) && (h.Name.Equals("authorization", StringComparison.OrdinalIgnoreCase) || h.Name.StartsWith("x-", StringComparison.OrdinalIgnoreCase)))
            .GroupBy(h => h.Name, StringComparer.OrdinalIgnoreCase).Select(g => g.Last()));
        // Not the other's entry: an mToken that is used up says nothing of identifiers, and may end the session that the rest is sent in.
        await RepeatAsync(scene, other, e => !CarriesEntry(scene, e), "otherCitizen", $"the request of session {other.Name}, sent in session {own.Name}", headers, cancellationToken);
    }

    /// <summary>Data requests with the session's cookies and the Origin of a stranger's page.</summary>
    public static async Task FromForeignOriginsAsync(Scene scene, ISession session, CancellationToken cancellationToken)
    {
        var host = new Uri(scene.Target.LandingUrl).Host;
        var cookies = CookieHeader(await session.CookiesAsync());
        foreach (var origin in new[] { "https://attacker.example", "null", $"https://{host}.attacker.example", $"https://attacker-{host}" })
        {
            await RepeatAsync(scene, session, e => e.Method == "GET", "foreignOrigin", "sent with Origin: " + origin, [cookies, new Header("Origin", origin)], cancellationToken, most: 6);
        }
    }

    private static async Task RepeatAsync(Scene scene, ISession session, Func<Exchange, bool> which, string purpose, string change, IReadOnlyList<Header> headers, CancellationToken cancellationToken, int most = Most)
    {
        await session.FlushAsync(cancellationToken);
        var chosen = scene.Recorder.Exchanges
            .Where(e => e.Session == session.Name && which(e) && IsData(e) && FirstParty.Is(e.Url, scene.Target.LandingUrl, scene.Service.Hosts))
            .DistinctBy(e => (e.Method, e.Url, e.RequestBody))
            // An entry that is repeated may end the session, so it comes last.
            .OrderBy(e => CarriesEntry(scene, e))
            // Data before pages: where there are more than are repeated, pages are left out.
            .ThenBy(e => e.Kind == "document")
            .Take(most).ToList();
        foreach (var exchange in chosen)
        {
            await scene.Probe.SendAsync(scene.Recorder, new Replay
            {
                Purpose = purpose,
                Step = exchange.Step,
                Of = exchange.Number,
                Method = exchange.Method,
                Url = exchange.Url,
                RequestHeaders = [.. exchange.RequestHeaders.Where(h => StrangerHeaders.Contains(h.Name)), .. headers.Where(h => h.Value.Length > 0)],
                RequestBody = exchange.RequestBody,
                Change = change,
            }, cancellationToken);
        }
    }

    private static bool CarriesEntry(Scene scene, Exchange exchange)
    {
        var body = scene.Recorder.TextOf(exchange.RequestBody);
        return scene.MTokens.Any(t => exchange.Url.Contains(t, StringComparison.OrdinalIgnoreCase) || (body?.Contains(t, StringComparison.OrdinalIgnoreCase) ?? false));
    }

    private static bool IsData(Exchange exchange) =>
        exchange.Kind is "document" or "fetch" or "xhr" or "eventsource" && exchange.Status is >= 200 and < 300 && exchange.ResponseBody is not null && exchange.Url.StartsWith("http", StringComparison.Ordinal);

    private static Header CookieHeader(IReadOnlyList<CookieRecord> cookies) => new("Cookie", string.Join("; ", cookies.Select(c => c.Name + "=" + c.Value)));
}
