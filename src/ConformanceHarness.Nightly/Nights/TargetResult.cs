using System.Text.Json.Serialization;
using ConformanceHarness.Core;

namespace ConformanceHarness.Nightly.Nights;

/// <summary>What one attempt at a target came to.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TargetState>))]
public enum TargetState
{
    /// <summary>It was looked at, and no must case failed.</summary>
    Sound,

    /// <summary>At least one must case failed.</summary>
    Failing,

    /// <summary>A firewall answered in the service's place.</summary>
    Blocked,

    /// <summary>No connection: the name does not resolve, nobody accepts or answers.</summary>
    Unreachable,

    /// <summary>It used up its time or its memory and was ended.</summary>
    Stuck,

    /// <summary>Its robots.txt asks not to be visited.</summary>
    Declined,

    /// <summary>It asked to be visited later (Retry-After), and there was no later tonight.</summary>
    Deferred,

    /// <summary>The harness, its machine or its own network failed: nothing is said about the service.</summary>
    NoVerdict,
}

/// <summary>One attempt at one target in one night.</summary>
public sealed record TargetResult
{
    /// <summary>The night's name: yyyy-MM-dd of Thailand's day on which it began, or what <c>--night</c> says.</summary>
    public required string Night { get; init; }
    public required string Target { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }
    public required TargetState State { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required long DurationMs { get; init; }

    /// <summary>Ids of the must cases that failed and are not waived, sorted.</summary>
    public IReadOnlyList<string> Failing { get; init; } = [];

    /// <summary>Ids of the should cases that failed, sorted: advice, never news.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>One word for what kept it from being looked at: dns, refused, timeout, tls, reset, robots, retryAfter, time, memory, harness, ownNetwork; or the firewall's words.</summary>
    public string? Reason { get; init; }

    /// <summary>IP address that was talked to.</summary>
    public string? Address { get; init; }

    /// <summary>The Server header: a hint at a shared provider.</summary>
    public string? Server { get; init; }
    public DateTimeOffset? CertificateEnds { get; init; }

    /// <summary>Digest over the scripts and styles of the landing page: it changes when the build does.</summary>
    public string? Build { get; init; }

    /// <summary>Page visits that it took.</summary>
    public int Visits { get; init; }

    /// <summary>Folder with the evidence, relative to the nightly folder; null where none was kept.</summary>
    public string? Evidence { get; init; }

    /// <summary>True for what says something about the service.</summary>
    [JsonIgnore]
    public bool Tells => State is TargetState.Sound || Trouble;

    [JsonIgnore]
    public bool Trouble => State is TargetState.Failing or TargetState.Blocked or TargetState.Unreachable or TargetState.Stuck;
}
