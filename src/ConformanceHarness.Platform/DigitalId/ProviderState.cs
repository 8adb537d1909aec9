using System.Collections.Concurrent;
using System.Security.Cryptography;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>A citizen at the provider, from signing in to the end of the session.</summary>
internal sealed record SignedIn(Citizen Citizen, ProviderConduct Conduct);

/// <param name="PostLogoutRedirectUrl">null: any address on the host of the redirect address</param>
internal sealed record RegisteredAddresses(string RedirectUri, string? PostLogoutRedirectUrl);

/// <summary>A code as it was issued.</summary>
internal sealed class IssuedCode(SignedIn who, string redirectUri)
{
    private int used;

    public SignedIn Who { get; } = who;

    public string RedirectUri { get; } = redirectUri;

    /// <summary>True for the first that asks.</summary>
    public bool Use() => Interlocked.Exchange(ref used, 1) == 0;
}

/// <summary>Who is signed in where, and what was issued to whom. Thread-safe.</summary>
internal sealed class ProviderState
{
    private readonly ConcurrentDictionary<string, SignedIn> tickets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SignedIn> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IssuedCode> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SignedIn> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SignedIn> subjects = new(StringComparer.Ordinal);

    /// <summary>The client's addresses; null before they are known.</summary>
    public RegisteredAddresses? Registered { get; set; }

    public string Ticket(SignedIn who)
    {
        var ticket = Key();
        tickets[ticket] = who;
        return ticket;
    }

    /// <summary>A new session for a ticket that nobody has used yet; null for any other.</summary>
    public string? Redeem(string ticket) => tickets.TryRemove(ticket, out var who) ? Open(who) : null;

    public string Open(SignedIn who)
    {
        var session = Key();
        sessions[session] = who;
        subjects[who.Citizen.UserId] = who;
        return session;
    }

    public SignedIn? Session(string? key) => key is not null && sessions.TryGetValue(key, out var who) ? who : null;

    public SignedIn? End(string? key) => key is not null && sessions.TryRemove(key, out var who) ? who : null;

    public SignedIn? Subject(string? userId) => userId is not null && subjects.TryGetValue(userId, out var who) ? who : null;

    public void Issue(string code, IssuedCode issued)
    {
        codes[code] = issued;
        subjects[issued.Who.Citizen.UserId] = issued.Who;
    }

    public IssuedCode? Code(string? code) => code is not null && codes.TryGetValue(code, out var issued) ? issued : null;

    public void IssueToken(string token, SignedIn who) => tokens[token] = who;

    public SignedIn? Token(string? token) => token is not null && tokens.TryGetValue(token, out var who) ? who : null;

    private static string Key() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
