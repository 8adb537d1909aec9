using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Core.Planning;

/// <summary>What a run is going to do; made before anything is visited, and signed with the results.</summary>
public sealed record RunPlan
{
    public required string CatalogueId { get; init; }
    public required string CatalogueVersion { get; init; }
    public required string CatalogueDigest { get; init; }
    public required Stage Stage { get; init; }
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>Expression of <c>--only</c>, null for the whole stage. A filtered plan never makes an official bundle.</summary>
    public string? Filter { get; init; }
    public required IReadOnlyList<PlannedCase> Cases { get; init; }
    public required IReadOnlyList<PlannedScenario> Scenarios { get; init; }

    /// <summary>The engines that the run has, the one of all scenarios first; null in plans of before they said so.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlannedEngine>? Engines { get; init; }
}

/// <summary>Sessions of one engine, and what they can record and do; what none of them can decides cases before the run.</summary>
/// <param name="Engine">chromium | webkit | gecko</param>
/// <param name="Surface">emulated | webview | device</param>
/// <param name="Records">kinds of evidence and conditions, in the catalogue's words, sorted</param>
public sealed record PlannedEngine(string Engine, string Surface, IReadOnlyList<string> Records);

/// <summary>One case in the channels in which it applies. Decided is set where the plan itself already knows the outcome.</summary>
public sealed record PlannedCase(string Case, Decision Decision, IReadOnlyList<Channel> Channels, IReadOnlyList<string> Scenarios, PlannedOutcome? Decided)
{
    /// <summary>Those of <see cref="Scenarios"/> that only the app shows, because the citizen enters through a device; null: none.</summary>
    public IReadOnlyList<string>? InAppOnly { get; init; }

    /// <summary>The scenarios that show the case in this channel.</summary>
    public IReadOnlyList<string> In(Channel channel) =>
        InAppOnly is null || channel is Channel.App or Channel.Any ? Scenarios : [.. Scenarios.Where(s => !InAppOnly.Contains(s))];

    /// <summary>True when a person answers for it, in one of its channels at least: no session shows it there.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AsksPerson => Decided is null && (Decision == Decision.Person || Channels.Any(c => In(c).Count == 0));
}

/// <summary>An outcome that is known before the run: inapplicable or untested, and why.</summary>
public sealed record PlannedOutcome(Outcome Outcome, Cause? Cause, LocalText Reason);

/// <summary>One session to be observed, and the ids of the cases it serves.</summary>
public sealed record PlannedScenario(string Scenario, Channel Channel, IReadOnlyList<string> Serves)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id => Scenario + "." + Channel.ToString().ToLowerInvariant();
}
