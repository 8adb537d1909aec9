using System.Collections.Concurrent;

namespace ConformanceHarness.Platform.Mock;

/// <summary>What the operations of one gateway share.</summary>
internal sealed class GatewayState(MockPlatformOptions options)
{
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    public MockPlatformOptions Options => options;

    public Envelopes Envelopes { get; } = new(options.TimeProvider);

    public Entries Entries { get; } = new(options.TimeProvider);

    public string IssueToken()
    {
        var token = Guid.NewGuid().ToString();
        _tokens[token] = true;
        return token;
    }

    /// <summary>An access token that somebody else issued.</summary>
    public void Note(string token) => _tokens[token] = true;

    public bool IsIssued(string? token) => token is not null && _tokens.ContainsKey(token);

    /// <summary>Paths of a call under the environment's segment; production goes by two spellings.</summary>
    public IReadOnlyList<string> PathsOf(string rest) => options.EnvironmentSegment is "" or "prod"
        ? ["/ws/dga/czp/prod" + rest, "/ws/dga/czp" + rest]
        : ["/ws/dga/czp/" + options.EnvironmentSegment + rest];
}
