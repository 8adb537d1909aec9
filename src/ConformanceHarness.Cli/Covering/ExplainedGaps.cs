using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Covering;

/// <summary>
/// What is missing on purpose or for now, and why. One line for each; a line that is no longer needed is an error, so whoever builds a check
/// deletes its line here.
/// </summary>
public static class ExplainedGaps
{
    public static IReadOnlyDictionary<(GapKind Kind, string Subject), LocalText> All { get; } = new Dictionary<(GapKind Kind, string Subject), LocalText>
    {
    };
}
