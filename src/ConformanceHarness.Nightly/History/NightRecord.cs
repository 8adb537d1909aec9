namespace ConformanceHarness.Nightly.History;

/// <summary>One night as the history keeps it.</summary>
/// <param name="EndedAt">null while it goes on, or where it was stopped</param>
/// <param name="TargetsDigest">see TargetList</param>
/// <param name="Down">our own network was down when it ended: no verdicts come from it</param>
public sealed record NightRecord(string Night, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Targets, string TargetsDigest, bool Down);
