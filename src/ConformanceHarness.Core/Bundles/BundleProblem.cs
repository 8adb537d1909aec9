namespace ConformanceHarness.Core.Bundles;

/// <summary>One thing wrong with a bundle.</summary>
/// <param name="Code">kebab-case, stable; all of them are in docs/bundle-format.md</param>
/// <param name="Entry">the entry it is about, null for the whole container</param>
public sealed record BundleProblem(string Code, LocalText Text, string? Entry = null);
