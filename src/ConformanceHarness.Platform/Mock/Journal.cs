using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Every call in order of arrival. Which mToken a call concerns may be known only later, through the access token that an exchange used.</summary>
internal sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<Line> _lines = [];
    private int _arrived;

    /// <summary>Number for a call that has just arrived, from 1.</summary>
    public int NextNumber() => Interlocked.Increment(ref _arrived);

    public void Add(GatewayCall call, string? agentId, string? userId)
    {
        lock (_gate)
        {
            _lines.Add(new(call, agentId, userId));
        }
    }

    /// <summary>How the call ended, which shows only after it was recorded.</summary>
    public void End(int number, Func<GatewayCall, GatewayCall> ended)
    {
        lock (_gate)
        {
            var index = _lines.FindLastIndex(l => l.Call.Number == number);
            if (index >= 0)
            {
                _lines[index] = _lines[index] with { Call = ended(_lines[index].Call) };
            }
        }
    }

    public IReadOnlyList<GatewayCall> All(Func<string?, string?> mTokenOfUser) => [.. Ordered().Select(l => l.Call with { MToken = Attribute(l, mTokenOfUser) })];

    public IReadOnlyList<GatewayCall> Unmatched => [.. Ordered().Select(l => l.Call).Where(c => c.Operation == "unmatched")];

    /// <param name="mTokens">which entries are asked for</param>
    /// <param name="mTokenOfUser">the mToken with which a citizen entered last</param>
    public IReadOnlyList<GatewayCall> For(IReadOnlyCollection<string> mTokens, Func<string?, string?> mTokenOfUser)
    {
        var wanted = mTokens.ToHashSet(StringComparer.Ordinal);
        var lines = Ordered();
        var tokens = lines.Where(l => l.Call.Operation == "deproc" && l.Call.MToken is not null && l.Call.Token is not null && wanted.Contains(l.Call.MToken))
            .Select(l => l.Call.Token!)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. lines.Where(l => Concerns(l)).Select(l => l.Call with { MToken = Attribute(l, mTokenOfUser) }),
        ];

        bool Concerns(Line line)
        {
            if (Matches(line.Call.MToken) || Matches(line.AgentId))
            {
                return true;
            }

            // A service may keep one access token for many citizens: only what names no citizen of its own is told apart by the token.
            var user = mTokenOfUser(line.UserId);
            return user is not null ? Matches(user)
                : (line.Call.Operation == "validate" || line.Call.MToken is null) && line.Call.Token is not null && tokens.Contains(line.Call.Token);
        }

        bool Matches(string? mToken) => mToken is not null && wanted.Contains(mToken);
    }

    private string? Attribute(Line line, Func<string?, string?> mTokenOfUser) =>
        line.Call.MToken ?? mTokenOfUser(line.UserId) ?? ThroughToken(line.Call.Token);

    // The first exchange that used the token: for that one the service asked for it.
    private string? ThroughToken(string? token) => token is null
        ? null
        : Ordered().Select(l => l.Call).FirstOrDefault(c => c.Operation == "deproc" && c.Token == token && c.MToken is not null)?.MToken;

    private List<Line> Ordered()
    {
        lock (_gate)
        {
            return [.. _lines.OrderBy(l => l.Call.Number)];
        }
    }

    private sealed record Line(GatewayCall Call, string? AgentId, string? UserId);
}
