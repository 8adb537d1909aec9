using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>
/// DGA's words (YAML): <c>general</c> and the ids of cases, each with <c>th</c> and <c>en</c>. A wrong file is refused with every problem at once, each with its line.
/// </summary>
public sealed record FeedbackWords(LocalText? General, IReadOnlyDictionary<string, LocalText> Cases)
{
    private const string Whole = "general";

    public static FeedbackWords None { get; } = new(null, new Dictionary<string, LocalText>());

    /// <param name="path">the file; messages name it as given here</param>
    /// <param name="catalogue">every id must be one of its cases</param>
    /// <exception cref="ConfigurationProblemsException">the file can't be used; holds every problem</exception>
    public static FeedbackWords Read(string path, Catalogue catalogue)
    {
        var problems = new Problems(path);
        var bytes = YamlBytes.Of(path, problems);
        problems.ThrowIfAny();
        string[] known = [Whole, .. catalogue.Cases.Select(c => c.Id)];
        var root = YamlTree.Read(bytes!, problems) is { } value ? Members.Of(value, "", problems, known) : null;
        var cases = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        foreach (var id in catalogue.Cases.Select(c => c.Id))
        {
            if (root?.OptionalLocal(id) is { } words)
            {
                cases[id] = words;
            }
        }

        var general = root?.OptionalLocal(Whole);
        problems.ThrowIfAny();
        return new FeedbackWords(general, cases);
    }
}
