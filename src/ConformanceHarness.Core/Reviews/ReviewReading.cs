namespace ConformanceHarness.Core.Reviews;

/// <summary>A review as it was found in a bundle.</summary>
/// <param name="Verdict">what it says; null where it can't be read</param>
/// <param name="Signer">subject of the certificate that signed it</param>
/// <param name="Timestamp">when a timestamp authority saw its signature</param>
/// <param name="Trusted">nothing is wrong with it, and its signer leads to one of the policy's review roots</param>
public sealed record ReviewReading(ReviewVerdict? Verdict, string? Signer, DateTimeOffset? Timestamp, bool Trusted);
