using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Core.Ledger;

/// <summary>A bundle from which this run took over observations: what it said, as it was signed then.</summary>
/// <param name="Bundle">SHA-256 (hex) of the file</param>
public sealed record EarlierSubmission(string Bundle, Statement Statement, IReadOnlyList<Verdict> Verdicts);
