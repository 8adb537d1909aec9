namespace ConformanceHarness.Sessions;

/// <summary>What lies between the citizen's browser and the service. <see cref="Ordinary"/> puts everything back.</summary>
public sealed record NetworkConditions
{
    public static NetworkConditions Ordinary { get; } = new();

    /// <summary>The whole text of an answer given in the failing server's place.</summary>
    public const string StandIn = "Internal Server Error";

    /// <summary>No request leaves the browser.</summary>
    public bool Offline { get; init; }

    /// <summary>Both ways, 1 kbit = 1000 bit; null: as fast as it goes.</summary>
    public double? KilobitsPerSecond { get; init; }

    /// <summary>Least time from a request to its answer's first byte.</summary>
    public double LatencyMilliseconds { get; init; }

    /// <summary>Requests for data (fetch, XMLHttpRequest) whose address this accepts are answered 500 without reaching the server; null: none.</summary>
    public Func<string, bool>? Failing { get; init; }
}
