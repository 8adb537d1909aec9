using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Looking;

/// <summary>What one ordinary request to the Landing URL showed, before any browser is used.</summary>
/// <param name="State">what it already comes to; null: the service answers and can be looked at</param>
/// <param name="Later">with Deferred: when it asked to be visited again</param>
public sealed record FirstSight(TargetState? State, string? Reason, string? Address, string? Server, DateTimeOffset? Later);
