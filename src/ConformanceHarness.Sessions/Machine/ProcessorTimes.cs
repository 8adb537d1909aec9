namespace ConformanceHarness.Sessions.Machine;

/// <summary>Processor time since the machine started, in the system's ticks, all processors together.</summary>
/// <param name="Total">what there was</param>
/// <param name="Idle">what nobody took</param>
/// <param name="Own">what the harness and every process that it started took</param>
public sealed record ProcessorTimes(long Total, long Idle, long Own);
