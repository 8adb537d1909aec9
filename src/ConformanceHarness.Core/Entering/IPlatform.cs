using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Entering;

/// <summary>
/// The Tangrat platform as a scenario sees it: it makes citizens, mints entries for them and keeps a journal of the gateway.
/// Implementations: the mock, the real gateway (mint), the recording proxy before it, and a tester who hands entries over. All members may be
/// called at once from several scenarios. What an implementation can't do is kept from it by the plan: see Scenario.Logins.
/// </summary>
public interface IPlatform
{
    LoginMode Mode { get; }

    /// <summary>A citizen that no earlier call returned and the service has never met.</summary>
    /// <param name="purpose">whom it is for: a run's seed repeats the citizens of each purpose, in whatever order the purposes ask</param>
    Citizen NewCitizen(string key, PersonaKind kind, string purpose = "");

    /// <summary>Mints one entry: the pair that the channel puts into the Landing URL. The two-minute life starts now.</summary>
    /// <exception cref="PlatformFailedException">the real platform made none</exception>
    Task<MintedEntry> MintAsync(Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken);

    /// <summary>A pair that the platform minted for another app and would answer to that app.</summary>
    Task<MintedEntry> MintForForeignAppAsync(Citizen citizen, CancellationToken cancellationToken);

    /// <summary>Ends when this entry's two minutes are over: at once where the harness keeps the clock, else by waiting.</summary>
    Task ExpireAsync(MintedEntry entry, CancellationToken cancellationToken);

    /// <summary>False where the back end's calls are not seen: <see cref="CallsFor"/> is always empty then.</summary>
    bool KeepsJournal => true;

    /// <summary>The citizen with what only the platform knows and the journal showed (the real userId); as given where it showed nothing.</summary>
    Citizen Known(Citizen citizen) => citizen;

    /// <summary>How long one entry may be waited for on top of a scenario's own limit: a person hands it over.</summary>
    TimeSpan EntryPatience => TimeSpan.Zero;

    /// <summary>All calls that concern one of the given mTokens (through body, AgentID or access token), in order of arrival.</summary>
    IReadOnlyList<GatewayCall> CallsFor(IReadOnlyCollection<string> mTokens);

    /// <summary>Calls that fit no documented operation, whole run.</summary>
    IReadOnlyList<GatewayCall> UnmatchedCalls { get; }
}

/// <summary>Which kind of citizen a scenario needs.</summary>
public enum PersonaKind
{
    /// <summary>Full data.</summary>
    Ordinary,

    /// <summary>Names with several combining marks, birth date known to the month.</summary>
    CombiningMarksMonthOnlyBirth,

    /// <summary>No mobile (null), no email (field left out), birth date known to the year.</summary>
    SparseYearOnlyBirth,

    /// <summary>Very long names.</summary>
    LongName,
}

/// <summary>What the gateway does with one entry's exchange. The journal shows the names in camelCase.</summary>
public enum GatewayConduct
{
    Proper,
    Http500,
    Http503,

    /// <summary>Accepts the connection and never answers.</summary>
    Silent,

    /// <summary>An HTML page with status 200.</summary>
    NotJson,

    /// <summary>Well-formed JSON without the documented members.</summary>
    OtherJson,

    /// <summary>An answer cut off in the middle.</summary>
    CutJson,

    /// <summary>HTTP 200, result null, another messageCode.</summary>
    RefusedResultNull,

    /// <summary>HTTP 200, result absent, another messageCode and text.</summary>
    RefusedResultAbsent,

    /// <summary>HTTP 200, result {}, another messageCode.</summary>
    RefusedResultEmpty,

    /// <summary>HTTP 4xx with the documented envelope.</summary>
    RefusedHttp400,

    /// <summary>The access token counts as revoked.</summary>
    RevokedToken,

    /// <summary>The entry is proper; notifications to this citizen end in HTTP 500.</summary>
    PushHttp500,

    /// <summary>The entry is proper; notifications to this citizen give an empty result, as for one who has not subscribed.</summary>
    PushEmpty,

    /// <summary>The entry is proper; notifications to this citizen are never answered.</summary>
    PushSilent,
}

/// <param name="AppId">the app id the channel passes</param>
/// <param name="MToken">secret: redacted before anything is written</param>
public sealed record MintedEntry(string AppId, string MToken, string CitizenKey, GatewayConduct Conduct)
{
    /// <summary>The citizen who is signed in at the identity provider instead of the pair being handed over; null where the channel passes the pair.</summary>
    public Citizen? SignsIn { get; init; }
}
