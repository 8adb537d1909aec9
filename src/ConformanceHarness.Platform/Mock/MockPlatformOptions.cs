using ConformanceHarness.Platform.Certificates;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Settings of one mock platform. It holds secrets and therefore has no text form.</summary>
public sealed class MockPlatformOptions
{
    /// <summary>Where the gateway listens; port 0 takes any free one. http only on loopback.</summary>
    public Uri Listen { get; init; } = new("https://127.0.0.1:0");

    /// <summary>Issues the server's certificate. The caller keeps and disposes it.</summary>
    public required LocalAuthority Authority { get; init; }

    /// <summary>Names beside the listening address by which an e-Service on another machine reaches the gateway: they go into the certificate.</summary>
    public IReadOnlyList<string> FurtherHosts { get; init; } = [];

    public required string ConsumerKey { get; init; }

    public required string ConsumerSecret { get; init; }

    /// <summary>App id of the service under test: entries are minted for it.</summary>
    public required string AppId { get; init; }

    /// <summary>"uat"; in production "prod" or "" (both spellings of the path are then accepted, and nothing can be minted by hand).</summary>
    public string EnvironmentSegment { get; init; } = "uat";

    public int PersonaSeed { get; init; } = 1;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
