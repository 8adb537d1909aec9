using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Recording;

/// <summary>A step as it is proposed; without <see cref="Step"/> only a remark at this place.</summary>
internal sealed record DraftStep(JourneyStep? Step, LocalText? Note = null);

/// <summary>What a recording came to: a proposal for one sub-service of the service file, to be read and pasted by a person.</summary>
internal sealed record JourneyDraft
{
    public required SubService Service { get; init; }

    /// <summary>From the landing page to the sub-service's page; empty where the tap on its Thai name does it.</summary>
    public IReadOnlyList<DraftStep> Open { get; init; } = [];
    public IReadOnlyList<DraftStep> Journey { get; init; } = [];
    public StepTarget? Cancel { get; init; }
    public string? Reference { get; init; }

    /// <summary>What the person should know or decide.</summary>
    public IReadOnlyList<LocalText> Notes { get; init; } = [];

    /// <summary>As a part of a service profile.</summary>
    public SubService Proposed => Service with { Open = Steps(Open), Journey = Steps(Journey), Cancel = Cancel, Reference = Reference };

    private static IReadOnlyList<JourneyStep> Steps(IReadOnlyList<DraftStep> steps) => [.. steps.Select(s => s.Step).OfType<JourneyStep>()];
}
