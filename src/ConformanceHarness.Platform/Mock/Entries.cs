using System.Collections.Concurrent;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Every mToken that was minted, with its clock and whether it was used.</summary>
internal sealed class Entries(TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, LiveEntry> _byMToken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LiveEntry> _latestByUser = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _userIds = new(StringComparer.Ordinal);
    private long _advancedTicks;

    public MintedEntry Mint(string appId, Citizen citizen, GatewayConduct conduct)
    {
        var entry = new MintedEntry(appId, Guid.NewGuid().ToString(), citizen.Key, conduct);
        var live = new LiveEntry(entry, citizen, clock.GetUtcNow().UtcTicks + Interlocked.Read(ref _advancedTicks));
        _byMToken[entry.MToken] = live;
        _latestByUser[citizen.UserId] = live;
        return entry;
    }

    /// <summary>An entry that somebody else minted.</summary>
    public void Add(MintedEntry entry, Citizen citizen) =>
        _byMToken[entry.MToken] = new LiveEntry(entry, citizen, clock.GetUtcNow().UtcTicks + Interlocked.Read(ref _advancedTicks));

    /// <summary>Under which user id the platform knows the citizen of an entry: the exchange told.</summary>
    public void Learn(string mToken, string userId)
    {
        if (Find(mToken) is { } entry)
        {
            _latestByUser[userId] = entry;
            _userIds[entry.Citizen.CitizenId] = userId;
        }
    }

    public string? UserIdOf(Citizen citizen) => _userIds.GetValueOrDefault(citizen.CitizenId);

    public LiveEntry? Find(string? mToken) => mToken is not null && _byMToken.TryGetValue(mToken, out var entry) ? entry : null;

    public LiveEntry? LatestOf(string? userId) => userId is not null && _latestByUser.TryGetValue(userId, out var entry) ? entry : null;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _advancedTicks, time.Ticks);

    public TimeSpan Age(LiveEntry entry) => new(clock.GetUtcNow().UtcTicks + Interlocked.Read(ref _advancedTicks) + entry.AdvancedTicks - entry.MintedTicks);

    public bool IsExpired(LiveEntry entry) => Age(entry) >= Life;
}

internal sealed class LiveEntry(MintedEntry entry, Citizen citizen, long mintedTicks)
{
    private long _advancedTicks;
    private int _used;

    public MintedEntry Entry => entry;

    public Citizen Citizen => citizen;

    public long MintedTicks => mintedTicks;

    public long AdvancedTicks => Interlocked.Read(ref _advancedTicks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _advancedTicks, time.Ticks);

    /// <summary>True for the one caller that uses it first.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;
}
