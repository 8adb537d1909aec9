namespace ConformanceHarness.Core.Judging;

/// <summary>What a check says of one case in one channel.</summary>
public sealed record Judgement(Outcome Outcome, Cause? Cause, IReadOnlyList<Finding> Findings)
{
    /// <summary>Passed, saying what was looked at.</summary>
    public static Judgement Passed(LocalText seen) => new(Outcome.Passed, null, [new Finding(null, seen, null, [])]);

    public static Judgement Failed(params IReadOnlyList<Finding> findings) => new(Outcome.Failed, Core.Cause.Service, findings);

    public static Judgement CantTell(Cause cause, LocalText why) => new(Outcome.CantTell, cause, [new Finding(null, why, null, [])]);

    public static Judgement Untested(Cause cause, LocalText why) => new(Outcome.Untested, cause, [new Finding(null, why, null, [])]);

    public static Judgement Inapplicable(LocalText why) => new(Outcome.Inapplicable, null, [new Finding(null, why, null, [])]);
}

/// <summary>One thing found: what was expected (null where nothing was missed), what was seen, where, and which evidence shows it.</summary>
/// <param name="Where">address, element or request, for a developer</param>
/// <param name="Evidence">references: "entry.app#1 exchange 12", "entry.app#1 snapshot reload", "screenshot sha256"</param>
public sealed record Finding(LocalText? Expected, LocalText Seen, string? Where, IReadOnlyList<EvidenceReference> Evidence);

/// <summary>Points into the evidence. Kind: exchange | snapshot | event | gateway | replay | visit | transport. Screenshot: digest of a picture that shows it.</summary>
public sealed record EvidenceReference(string Observation, int Attempt, string Kind, string Locator, string? Screenshot = null);

/// <summary>The verdict on one planned case, rolled up over its channels.</summary>
public sealed record Verdict
{
    public required string Case { get; init; }
    public required Outcome Outcome { get; init; }
    public Cause? Cause { get; init; }

    /// <summary>Passed only on a later attempt.</summary>
    public bool Flaky { get; init; }

    /// <summary>Attested by a person.</summary>
    public bool Manual { get; init; }

    /// <summary>True when a valid waiver covers a failure; the outcome stays failed.</summary>
    public bool Waived { get; init; }

    /// <summary>Ids of the cases it waits for, where it is untested because of them.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];
    public required IReadOnlyList<ChannelVerdict> Channels { get; init; }
}

public sealed record ChannelVerdict(Channel Channel, Outcome Outcome, Cause? Cause, bool Flaky, IReadOnlyList<Finding> Findings);
