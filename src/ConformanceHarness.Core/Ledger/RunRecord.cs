using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Ledger;

/// <summary>
/// Everything that reports and bundles are written from: the inputs, the plan, the last attempt's evidence of each scenario, all attempts'
/// ledger, and the verdicts. Nothing in it is secret: it is read back from what was redacted.
/// </summary>
public sealed record RunRecord
{
    public required Statement Statement { get; init; }
    public required Catalogue Catalogue { get; init; }
    public required ServiceProfile Service { get; init; }
    public required RunPlan Plan { get; init; }

    /// <summary>All observations of all attempts, in ledger order.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }
    public required IReadOnlyList<LedgerLine> Ledger { get; init; }
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    /// <summary>The submissions before this one, oldest first.</summary>
    public IReadOnlyList<EarlierSubmission> Earlier { get; init; } = [];

    /// <summary>Folder that holds evidence/bodies and evidence/screenshots by digest.</summary>
    public required string EvidenceFolder { get; init; }
}

/// <summary>statement.json: who, what, when. All digests are SHA-256 in lower-case hex.</summary>
public sealed record Statement
{
    public string Format { get; init; } = "conformance-harness-bundle/1";

    /// <summary>True for a bundle signed by a key made on the fly: never accepted as official.</summary>
    public required bool Trial { get; init; }
    public required string RunId { get; init; }
    public required string ServiceId { get; init; }
    public required LocalText ServiceName { get; init; }
    public required LocalText Agency { get; init; }
    public required Stage Stage { get; init; }
    public required IReadOnlyList<Channel> Channels { get; init; }
    public required string LandingUrl { get; init; }
    public required TargetIdentity Target { get; init; }
    public required string CatalogueId { get; init; }
    public required string CatalogueVersion { get; init; }
    public required string CatalogueDigest { get; init; }
    public required string ServiceFileDigest { get; init; }
    public required string HarnessVersion { get; init; }

    /// <summary>Suite id → digest of its assembly.</summary>
    public required IReadOnlyDictionary<string, string> Suites { get; init; }
    public string? Filter { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>"emulated/chromium/mock" → number of observations.</summary>
    public required IReadOnlyDictionary<string, int> Provenance { get; init; }
    public required int PageVisits { get; init; }
    public string? Challenge { get; init; }
    public required RunResult Result { get; init; }

    /// <summary>True when the result rests on at least one waiver.</summary>
    public bool WithWaivers { get; init; }

    /// <summary>Outcome → number of cases.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>SHA-256 of ledger.jsonl's last line.</summary>
    public required string LedgerHead { get; init; }

    /// <summary>SHA-256 of the bundle from which observations were taken over; null for a first submission.</summary>
    public string? PreviousBundle { get; init; }
}

/// <summary>What was really talked to.</summary>
public sealed record TargetIdentity(string? TlsKeyHash, IReadOnlyList<string> Addresses, IReadOnlyList<string> RedirectChain, string? BuildFingerprint);

/// <summary>
/// One line of ledger.jsonl. <see cref="Previous"/> is the SHA-256 of the line before (its bytes without the line feed), 64 zeros for the first.
/// Kind: start (Detail: plan digest) | attempt | attestation | resumed (Detail of a resubmission: <see cref="LedgerRounds.Detail"/>) | end.
/// </summary>
public sealed record LedgerLine
{
    public required int Number { get; init; }
    public required string Previous { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>attempt: the observation's id, its attempt number, how it ended, and the digest of its file.</summary>
    public string? Observation { get; init; }
    public int? Attempt { get; init; }
    public ObservationEnd? End { get; init; }
    public string? Digest { get; init; }
    public string? Detail { get; init; }
}
