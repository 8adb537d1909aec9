using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Nightly.Targets;

/// <summary>One e-Service that is looked at each night: its service file, or a row of a table as the service file that it stands for.</summary>
public sealed record NightlyTarget
{
    public required ServiceProfile Service { get; init; }

    /// <summary>The service file as it goes into the run's folder.</summary>
    public required byte[] ServiceBytes { get; init; }

    /// <summary>Where it is described: the service file, or the table.</summary>
    public required string File { get; init; }

    /// <summary>Line of the table; null for a service file.</summary>
    public int? Line { get; init; }

    /// <summary>Who is told; null where nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>A grouping of the list's own; null where there is none.</summary>
    public string? Group { get; init; }

    public string Id => Service.Id;

    public string LandingUrl => Service.Target(Stage.Production)!.LandingUrl;

    public string Host => new Uri(LandingUrl).IdnHost;
}

/// <summary>All targets of a night, in the order of their ids.</summary>
/// <param name="Digest">SHA-256 (hex) over ids and Landing URLs: two nights or shards with the same one looked at the same list</param>
public sealed record TargetList(IReadOnlyList<NightlyTarget> Targets, string Digest);
