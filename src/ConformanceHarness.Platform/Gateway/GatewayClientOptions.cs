using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Gateway;

/// <summary>How the harness itself calls the real gateway. It holds secrets and therefore has no text form.</summary>
public sealed class GatewayClientOptions
{
    /// <summary>https address without path.</summary>
    public required Uri BaseAddress { get; init; }
    public string EnvironmentSegment { get; init; } = "uat";
    public required string ConsumerKey { get; init; }
    public required string ConsumerSecret { get; init; }

    /// <summary>App id of the service under test: entries are minted for it.</summary>
    public required string AppId { get; init; }

    /// <summary>What DGA traces calls by; any id will do.</summary>
    public string AgentId { get; init; } = Guid.NewGuid().ToString();
    public GatewayTrust Trust { get; init; } = new();
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a call is repeated that was not answered, or answered with 5xx.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>How long is waited before the first repetition; before each further one twice as long.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Learns every access token and mToken as it comes, and keeps secrets out of messages.</summary>
    public required Redactor Redactor { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
