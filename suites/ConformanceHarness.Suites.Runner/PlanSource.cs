using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;

namespace ConformanceHarness.Suites.Runner;

/// <summary>The planned cases as tests. Made from the files alone: listing tests starts no browser and no service.</summary>
internal static class PlanSource
{
    public static IEnumerable<TestCaseData> Cases()
    {
        var parameters = RunParameters.Read(TestContext.Parameters);
        var dry = DryPlan.Make(parameters.Options);
        var cases = dry.Catalogue.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (var planned in dry.Plan.Cases)
        {
            var @case = cases[planned.Case];
            yield return new TestCaseData(planned.Case)
                .SetName($"{planned.Case} {@case.Title.In(parameters.Language)}")
                .SetDescription(@case.Title.In(parameters.Language))
                .SetCategory(planned.Case.Split('-')[0])
                .SetCategory(@case.Obligation == Obligation.Must ? "must" : "should")
                .SetProperty("Source", @case.Source);
        }
    }
}
