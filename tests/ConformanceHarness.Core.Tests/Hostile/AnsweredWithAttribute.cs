namespace ConformanceHarness.Core.Tests.Hostile;

/// <summary>Says for docs/hostile-inputs.md what a test that stands for itself tries, and the codes that it demands of the verifier.</summary>
/// <param name="codes">separated by commas</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AnsweredWithAttribute(string codes) : Attribute
{
    public string Codes { get; } = codes;

    /// <summary>What is tried, where the test's own name does not say it.</summary>
    public string? What { get; init; }
}
