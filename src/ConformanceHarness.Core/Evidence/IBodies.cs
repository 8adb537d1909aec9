namespace ConformanceHarness.Core.Evidence;

/// <summary>Recorded bodies by the SHA-256 (lower-case hex) of their redacted bytes; may be asked from several threads at once.</summary>
public interface IBodies
{
    /// <summary>The text recorded under <paramref name="digest"/>; null for a null digest.</summary>
    /// <exception cref="KeyNotFoundException">a digest that the evidence names is missing: the evidence is damaged</exception>
    string? Text(string? digest);
}
