using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Running;

/// <summary>What a run would do, read off the files alone: nothing is started, no secret is read.</summary>
public sealed record DryPlan(RunPlan Plan, Catalogue Catalogue, ServiceProfile Service)
{
    /// <exception cref="ConfigurationException">an input is wrong</exception>
    /// <exception cref="ConfigurationProblemsException">several are</exception>
    public static DryPlan Make(RunOptions options)
    {
        var suite = MinimumTestcaseSuite.Load();
        var (catalogue, _) = RunSetup.ReadCatalogue(suite);
        var service = ServiceProfileReader.Read(options.ServiceFile ?? Fixture.Named(options.Fixture).ServiceFile, catalogue);
        var plan = Planner.Plan(catalogue, service, options.Stage, options.Channels, options.Only, SuiteFacts.Scenarios(suite), SuiteFacts.AbilitiesOf(Engines.Ordinary(options.Engine)));
        return new DryPlan(plan, catalogue, service);
    }
}
