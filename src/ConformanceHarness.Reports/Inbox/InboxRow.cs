using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Reviews;

namespace ConformanceHarness.Reports.Inbox;

/// <summary>Whether a submission's timestamp is from before the end of its checkpoint.</summary>
public enum DeadlineState
{
    /// <summary>No deadline was given for its stage.</summary>
    None,
    Kept,
    Late,

    /// <summary>There is no timestamp to be believed.</summary>
    Unproven,
}

/// <summary>Which of a service's submissions counts.</summary>
public enum InboxPlace
{
    /// <summary>The newest of its service, stage and signer.</summary>
    Newest,

    /// <summary>A newer one of the same signer took its place.</summary>
    Superseded,

    /// <summary>It is invalid: what it says of itself is not believed, and it takes nobody's place.</summary>
    Unknown,
}

/// <summary>One submission of an inbox.</summary>
public sealed record InboxRow
{
    /// <summary>Relative to the folder.</summary>
    public required string File { get; init; }

    /// <summary>What the bundle says of itself; null where it can't be read. To be believed only if <see cref="Valid"/>.</summary>
    public required Statement? Statement { get; init; }
    public required bool Valid { get; init; }

    /// <summary>Signer and timestamp lead to pinned roots, and the policy has nothing against it.</summary>
    public required bool Trusted { get; init; }

    /// <summary>The signer leads to a pinned root, whatever else the policy says.</summary>
    public required bool Vouched { get; init; }

    /// <summary>What <c>verify</c> would answer with 0.</summary>
    public required bool Acceptable { get; init; }
    public required IReadOnlyList<BundleProblem> Problems { get; init; }
    public string? Signer { get; init; }
    public DateTimeOffset? Timestamp { get; init; }
    public DeadlineState Deadline { get; init; }
    public ReviewReading? Review { get; init; }

    /// <summary>SHA-256 (hex) of the file, and of the file before it was reviewed: either may be named by the next one.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
    public InboxPlace Place { get; init; } = InboxPlace.Unknown;

    public string Agency(string language) => Statement?.Agency.In(language) ?? "";
}

/// <summary>All submissions of a folder, in the order in which they are shown.</summary>
/// <param name="Total">how many there were to look at: more than rows where somebody stopped it</param>
public sealed record InboxReport(IReadOnlyList<InboxRow> Rows, int Total)
{
    /// <summary>Submissions that count: a superseded one is its successor's matter.</summary>
    public bool AllAcceptable => Rows.Count == Total && Rows.Where(r => r.Place != InboxPlace.Superseded).All(r => r.Acceptable);
}
