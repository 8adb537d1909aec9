using ConformanceHarness.Core;

namespace ConformanceHarness.Platform.Assisted;

/// <summary>Where a tester hands over entries, one line each.</summary>
public interface IEntrySource
{
    /// <summary>Asks for the next entry.</summary>
    /// <param name="number">how many entries this run has asked for, this one included</param>
    /// <param name="problem">what was wrong with the line before; null for the first</param>
    /// <param name="cancellationToken">ends the waiting</param>
    /// <returns>a line as it was given; null where there are no more</returns>
    /// <exception cref="ConfigurationException">a line can't be used, and nobody can be asked again</exception>
    Task<string?> NextAsync(int number, LocalText? problem, CancellationToken cancellationToken);
}
