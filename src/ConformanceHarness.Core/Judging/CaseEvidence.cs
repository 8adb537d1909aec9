using System.Globalization;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Judging;

/// <summary>What a check may look at: the evidence of its case's scenarios in one channel, its parameters and the service file.</summary>
public sealed class CaseEvidence
{
    private readonly IReadOnlyList<Observation> observations;

    public CaseEvidence(CatalogueCase @case, Channel channel, Stage stage, ServiceProfile service, IReadOnlyList<Observation> observations, IBodies bodies)
    {
        Case = @case;
        Channel = channel;
        Stage = stage;
        Service = service;
        this.observations = observations;
        Bodies = bodies;
    }

    public CatalogueCase Case { get; }
    public Channel Channel { get; }
    public Stage Stage { get; }
    public ServiceProfile Service { get; }
    public IBodies Bodies { get; }

    /// <summary>True once the check has looked at any observation; a pass without looking is a defect of the check.</summary>
    public bool Looked { get; private set; }

    /// <summary>Host of the stage's Landing URL.</summary>
    public Uri LandingUrl => new(Service.Target(Stage)?.LandingUrl ?? throw new InvalidOperationException("The plan lets no case through for a stage without a Landing URL."));

    /// <summary>All observations of the case's scenarios, in the order of the catalogue's list.</summary>
    public IReadOnlyList<Observation> Observations
    {
        get
        {
            Looked |= observations.Count > 0;
            return observations;
        }
    }

    /// <summary>The observation of one scenario; null if it could not be observed.</summary>
    public Observation? Of(string scenario) => Observations.FirstOrDefault(o => o.Scenario == scenario);

    /// <exception cref="FormatException">the catalogue gives no such number</exception>
    public double Number(string name) => double.Parse(Case.Parameters.GetValueOrDefault(name) ?? throw new FormatException($"{Case.Id} has no parameter '{name}'."), NumberStyles.Float, CultureInfo.InvariantCulture);
}
