namespace ConformanceHarness.Core;

/// <summary>
/// The user's input can't be used: exit code 2. The message names what the user gave (option, file and line, variable); Next says what to do.
/// </summary>
public sealed class ConfigurationException(LocalText problem, LocalText next, string? file = null, int? line = null, Exception? inner = null)
    : Exception((file is null ? "" : line is null ? file + ": " : $"{file}:{line}: ") + problem.En + " " + next.En, inner)
{
    public LocalText Problem { get; } = problem;
    public LocalText Next { get; } = next;
    public string? File { get; } = file;
    public int? Line { get; } = line;
}

/// <summary>Several problems of one input at once.</summary>
public sealed class ConfigurationProblemsException(IReadOnlyList<ConfigurationException> problems)
    : Exception(string.Join('\n', problems.Select(p => p.Message)))
{
    public IReadOnlyList<ConfigurationException> Problems { get; } = problems;
}
