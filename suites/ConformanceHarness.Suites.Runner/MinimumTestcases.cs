using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.Runner;

/// <summary>
/// Every planned case as a test of its own. They share one run of the engine that the command line uses: same plan, same evidence, same
/// folder and bundle. docs/test-runner.md says how a verdict becomes a test's outcome.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed class MinimumTestcases
{
    private readonly RunParameters parameters = RunParameters.Read(TestContext.Parameters);
    private RunOutcome? run;

    private RunOutcome Run => run ?? throw new InvalidOperationException("The run did not take place.");

    [OneTimeSetUp]
    public async Task RunThePlanOnce()
    {
        try
        {
            await RunAsync();
        }
        catch (RunStoppedException e)
        {
            // No case is to blame; the tests can't be anything but failed, so each says what stopped the run.
            Assert.Fail($"{e.Problem.In(parameters.Language)} {e.Next.In(parameters.Language)}");
        }
        catch (Exception e) when (e is ConfigurationException or ConfigurationProblemsException)
        {
            Assert.Fail(e.Message);
        }
    }

    [TestCaseSource(typeof(PlanSource), nameof(PlanSource.Cases))]
    public void Case(string id)
    {
        var verdict = Run.Record.Verdicts.Single(v => v.Case == id);
        var must = Run.Record.Catalogue.Cases.Single(c => c.Id == id).Obligation == Obligation.Must;
        var words = new VerdictWords(Run.Record, parameters.Language).Of(verdict);
        switch (verdict.Outcome)
        {
            case Outcome.Passed when verdict.Flaky:
            case Outcome.Failed when verdict.Waived || !must:
            case Outcome.CantTell when !must:
                Assert.Warn(words);
                break;
            case Outcome.Passed:
                Assert.Pass(words);
                break;
            case Outcome.Inapplicable:
            case Outcome.Untested:
                Assert.Ignore(words);
                break;
            case Outcome.Failed:
            case Outcome.CantTell:
            default:
                // NUnit's "inconclusive" turns no pipeline red; a must case that could not be told has to.
                Assert.Fail(words);
                break;
        }
    }

    /// <summary>Skipped tests turn no pipeline red, untested must cases have to.</summary>
    [Test]
    public void Result_of_the_run_is_conformant()
    {
        var statement = Run.Record.Statement;
        if (statement is { Filter: not null, Result: RunResult.Incomplete })
        {
            Assert.Ignore(parameters.Language == "en" ? "Only a part of the stage was tested: this is no result of the whole." : "ทดสอบเพียงบางส่วนของขั้นนี้ ผลนี้ใช้แทนผลทั้งขั้นไม่ได้");
        }

        if (statement.Result != RunResult.Conformant)
        {
            Assert.Fail(new VerdictWords(Run.Record, parameters.Language).WhyNotConformant(Run.WaiverProblems));
        }
    }

    private async Task RunAsync()
    {
        await using var setup = await RunSetup.MakeAsync(parameters.Options, new ProgressLines(), t => TestContext.Progress.WriteLine(t.In(parameters.Language)), CancellationToken.None);
        run = await RunEngine.RunAsync(setup.Request, CancellationToken.None);
        if (setup.PlatformFaults.Count > 0)
        {
            Assert.Fail("The mock platform itself failed, so no verdict of this run counts: " + string.Join("; ", setup.PlatformFaults));
        }

        foreach (var file in new[] { run.Reports?.Html, run.Bundle }.OfType<string>())
        {
            await TestContext.Progress.WriteLineAsync(file);
        }
    }
}
