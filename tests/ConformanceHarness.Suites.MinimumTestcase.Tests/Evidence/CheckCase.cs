using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

/// <summary>One case of the real catalogue with its real check, to be judged on observations written by hand.</summary>
internal sealed class CheckCase
{
    private static readonly Sessions.Scenarios.Suite Suite = MinimumTestcaseSuite.Load();
    private static readonly Catalogue Catalogue = CatalogueReader.Read(Suite.CataloguePath);
    private readonly List<Observation> observations = [];
    private readonly TextBodies bodies = new();
    private CatalogueCase @case;
    private ServiceProfile service = Samples.Service;
    private Stage stage = Stage.Uat;

    private CheckCase(string id) => @case = Catalogue.Cases.Single(c => c.Id == id);

    /// <summary>Everything that was looked at is in the case's own scenarios: a check must not rest on others, which no run would give it.</summary>
    public static CheckCase Of(string id) => new(id);

    public CheckCase Serving(ServiceProfile other)
    {
        service = other;
        return this;
    }

    public CheckCase With(string parameter, string value)
    {
        @case = @case with { Parameters = new Dictionary<string, string>(@case.Parameters, StringComparer.Ordinal) { [parameter] = value } };
        return this;
    }

    public CheckCase At(Stage other)
    {
        stage = other;
        return this;
    }

    public CheckCase Seen(string scenario, Func<ObservationBuilder, ObservationBuilder> write)
    {
        Assert.That(@case.Scenarios, Does.Contain(scenario), "the catalogue gives this case no such evidence");
        observations.Add(write(new ObservationBuilder(scenario, bodies)).Build());
        return this;
    }

    public Judgement Judge()
    {
        var evidence = new CaseEvidence(@case, Channel.App, stage, service, observations, bodies);
        var judgement = Suite.Checks[@case.Check!].Judge(evidence);
        Assert.Multiple(() =>
        {
            Assert.That(judgement.Findings, Is.Not.Empty, "a judgement says why");
            Assert.That(observations.Count == 0 || evidence.Looked, "it looked at the evidence");
        });
        return judgement;
    }

    public void Passes()
    {
        var judgement = Judge();
        Assert.That(judgement.Outcome, Is.EqualTo(Outcome.Passed), () => Told(judgement));
    }

    public void CantTell(Cause cause = Cause.Service)
    {
        var judgement = Judge();
        Assert.That((judgement.Outcome, judgement.Cause), Is.EqualTo((Outcome.CantTell, (Cause?)cause)), () => Told(judgement));
    }

    /// <summary>It fails with exactly these findings: a part of the English words, and the place (null: not compared).</summary>
    public void FailsWith(params (string Seen, string? Where)[] expected)
    {
        var judgement = Judge();
        Assert.That(judgement.Outcome, Is.EqualTo(Outcome.Failed), () => Told(judgement));
        Assert.That(judgement.Findings, Has.Count.EqualTo(expected.Length), () => Told(judgement));
        Assert.Multiple(() =>
        {
            Assert.That(judgement.Cause, Is.EqualTo(Cause.Service));
            foreach (var (finding, (seen, where)) in judgement.Findings.Zip(expected))
            {
                Assert.That(finding.Seen.En, Does.Contain(seen));
                Assert.That(finding.Seen.Th, Is.Not.Empty);
                Assert.That(finding.Expected, Is.Not.Null);
                if (where is not null)
                {
                    Assert.That(finding.Where, Does.Contain(where));
                }
            }
        });
    }

    public void FailsWith(string seen, string? where = null) => FailsWith((seen, where));

    private static string Told(Judgement judgement) => judgement.Outcome + ": " + string.Join(" | ", judgement.Findings.Select(f => $"{f.Seen.En} @ {f.Where}"));
}
