namespace ConformanceHarness.Core.Yaml;

/// <summary>Collects everything that is wrong with one file, so that its author mends it in one go.</summary>
internal sealed class Problems(string file)
{
    private readonly List<ConfigurationException> found = [];

    public bool Any => found.Count > 0;

    public void Add(int? line, LocalText problem, LocalText next) => found.Add(new ConfigurationException(problem, next, file, line));

    /// <exception cref="ConfigurationProblemsException">at least one problem was found</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new ConfigurationProblemsException([.. found.OrderBy(p => p.Line ?? 0)]);
        }
    }

    /// <summary>What the user typed, short enough for a message and without line breaks.</summary>
    public static string Shown(string typed)
    {
        var oneLine = string.Concat(typed.Select(c => char.IsControl(c) ? ' ' : c));
        return oneLine.Length <= 60 ? oneLine : oneLine[..59] + "…";
    }
}
