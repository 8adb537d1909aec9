using ConformanceHarness.Core.Challenges;

namespace ConformanceHarness.Core.Comparing;

/// <summary>comparison.json of a retest: which submission, which cases, and how they came out.</summary>
public sealed record RetestRecord
{
    public const string CurrentFormat = "conformance-harness-retest/1";

    public required string Format { get; init; }

    /// <summary>File name and SHA-256 (hex) of the submission's bundle.</summary>
    public required string Submission { get; init; }
    public required string SubmissionDigest { get; init; }

    /// <summary>Subject of the submission's signer; null where the signature could not be read.</summary>
    public string? Signer { get; init; }

    /// <summary>The signer's certificate led to a root that was given.</summary>
    public required bool Trusted { get; init; }

    /// <summary>What verifying the submission found, with its codes.</summary>
    public required IReadOnlyList<NamedProblem> Problems { get; init; }

    /// <summary>Bundles of the retest and, where failures were tried once more, of that run; relative to this file.</summary>
    public required IReadOnlyList<string> Bundles { get; init; }

    /// <summary>Null: the whole plan was run again.</summary>
    public SampleDraw? Sample { get; init; }

    /// <summary>The challenge that drew the sample, and the SHA-256 (hex) of its file.</summary>
    public Challenge? Challenge { get; init; }
    public string? ChallengeDigest { get; init; }

    /// <summary>First: the submission. Second: the retest.</summary>
    public required RunComparison Comparison { get; init; }
}

public sealed record NamedProblem(string Code, LocalText Text);
