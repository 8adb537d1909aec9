using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Covering;

/// <summary>What is missing between catalogue, checks, scenarios and defects.</summary>
public enum GapKind
{
    /// <summary>A case that a machine should decide has no check.</summary>
    CaseWithoutCheck,

    /// <summary>A check that no case uses: it judges nothing.</summary>
    CheckWithoutCase,

    /// <summary>A check of which nobody has shown that it catches anything.</summary>
    CheckWithoutDefect,

    /// <summary>A case that at one of its stages no scenario serves, whatever the login.</summary>
    CaseWithoutScenario,

    /// <summary>An explanation of something that is not missing (any more).</summary>
    ExplanationWithoutGap,
}

/// <param name="Subject">id of the case or check; with the stage where it is one stage that lacks something</param>
/// <param name="Why">the explanation; null where there is none, which CI does not accept</param>
public sealed record Gap(GapKind Kind, string Subject, LocalText? Why);

/// <summary>Finds every gap, pure: from what there is to what is missing.</summary>
public static class CaseCoverage
{
    /// <param name="broken">ids of the cases that at least one defect of a fixture fails</param>
    public static IReadOnlyList<Gap> Gaps(Catalogue catalogue, Suite suite, IReadOnlySet<string> broken, IReadOnlyDictionary<(GapKind Kind, string Subject), LocalText> explained)
    {
        var used = catalogue.Cases.Select(c => c.Check).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var scenarios = suite.Scenarios.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var found = new List<(GapKind Kind, string Subject)>();
        found.AddRange(catalogue.Cases.Where(c => c.Decision == Decision.NotBuilt || (c.Check is { } check && !suite.Checks.ContainsKey(check))).Select(c => (GapKind.CaseWithoutCheck, c.Id)));
        found.AddRange(suite.Checks.Keys.Where(c => !used.Contains(c)).Select(c => (GapKind.CheckWithoutCase, c)));
        // A case is what a defect names; several cases may share a check.
        found.AddRange(suite.Checks.Keys.Where(c => used.Contains(c) && !catalogue.Cases.Any(x => x.Check == c && broken.Contains(x.Id))).Select(c => (GapKind.CheckWithoutDefect, c)));
        found.AddRange(catalogue.Cases.Where(c => c.Decision == Decision.Check).SelectMany(c => c.Stages.Where(s => !IsServed(c, s, scenarios)).Select(s => (GapKind.CaseWithoutScenario, $"{c.Id} {s.ToString().ToLowerInvariant()}"))));
        return
        [
            .. found.Select(g => new Gap(g.Kind, g.Subject, explained.GetValueOrDefault(g))),
            .. explained.Keys.Where(e => !found.Contains(e)).Select(e => new Gap(GapKind.ExplanationWithoutGap, e.Subject, null)),
        ];
    }

    private static bool IsServed(CatalogueCase @case, Stage stage, Dictionary<string, Scenario> scenarios) =>
        @case.Scenarios.Any(name => scenarios.TryGetValue(name, out var scenario) && Logins(stage).Any(scenario.Logins.Contains));

    /// <summary>Logins that a service file may name at the stage.</summary>
    private static LoginMode[] Logins(Stage stage) => stage == Stage.Production ? [LoginMode.None] : Enum.GetValues<LoginMode>();
}
