using System.Text.Json;
using ConformanceHarness.Cli.Covering;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>list --coverage: nothing is missing between catalogue, checks, scenarios and defects without somebody saying why.</summary>
public sealed class EveryGapIsExplained
{
    private static readonly Sessions.Scenarios.Suite Suite = MinimumTestcaseSuite.Load();
    private static readonly Catalogue Catalogue = RunSetup.ReadCatalogue(Suite).Catalogue;
    private static readonly IReadOnlySet<string> Broken = Fixture.All.SelectMany(f => f.Defects).SelectMany(d => d.Breaks).ToHashSet();
    private static readonly LocalText Because = new("เพราะ", "because");

    [Test]
    public async Task In_the_built_in_suite()
    {
        using var home = new TestHome();
        var end = await Command.RunAsync(home, "list", "--coverage", "--json");
        var answer = JsonDocument.Parse(end.Output).RootElement;

        Assert.That(answer.GetProperty("gaps").EnumerateArray().Where(g => g.GetProperty("why").ValueKind == JsonValueKind.Null).Select(g => g.GetProperty("kind") + " " + g.GetProperty("subject")), Is.Empty);
        Assert.That(end.ExitCode, Is.Zero, end.All);
    }

    [Test]
    public void A_case_without_a_check_is_one() => Assert.That(Found(Catalogue with { Cases = [.. Catalogue.Cases.Select(c => c.Id == "LAND-01" ? c with { Decision = Decision.NotBuilt, Check = null } : c)] }),
        Does.Contain((GapKind.CaseWithoutCheck, "LAND-01")).And.Contain((GapKind.CheckWithoutCase, "LAND-01")));

    [Test]
    public void A_check_that_no_defect_fails_is_one() => Assert.That(Found(Catalogue, broken: Broken.Except(["SEC-04"]).ToHashSet()), Does.Contain((GapKind.CheckWithoutDefect, "SEC-04")));

    [Test]
    public void A_case_that_no_scenario_serves_at_one_of_its_stages_is_one() =>
        Assert.That(Found(Catalogue with { Cases = [.. Catalogue.Cases.Select(c => c.Id == "LAND-04" ? c with { Scenarios = ["entry"] } : c)] }), Does.Contain((GapKind.CaseWithoutScenario, "LAND-04 production")).And.Not.Contain((GapKind.CaseWithoutScenario, "LAND-04 uat")));

    [Test]
    public void An_explanation_that_is_no_longer_needed_is_one() =>
        Assert.That(CaseCoverage.Gaps(Catalogue, Suite, Broken, new Dictionary<(GapKind, string), LocalText> { [(GapKind.CaseWithoutCheck, "LAND-01")] = Because }).Where(g => g.Kind == GapKind.ExplanationWithoutGap).Select(g => g.Subject), Is.EqualTo(new[] { "LAND-01" }));

    private static IEnumerable<(GapKind, string)> Found(Catalogue catalogue, IReadOnlySet<string>? broken = null) =>
        CaseCoverage.Gaps(catalogue, Suite, broken ?? Broken, new Dictionary<(GapKind, string), LocalText>()).Select(g => (g.Kind, g.Subject));
}
