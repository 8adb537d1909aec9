using System.Text.Json.Serialization;

namespace ConformanceHarness.Core.Catalogues;

/// <summary>A list of test cases, as one YAML file states it. <see cref="Digest"/> is the SHA-256 (hex) of the file's bytes.</summary>
public sealed record Catalogue
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required LocalText Title { get; init; }
    public required IReadOnlyList<CatalogueCase> Cases { get; init; }

    /// <summary>Retired case ids; they are never used again.</summary>
    public IReadOnlyList<string> Retired { get; init; } = [];
    public required string Digest { get; init; }
}

/// <summary>How a case gets its verdict.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Decision>))]
public enum Decision
{
    /// <summary>A check judges the evidence.</summary>
    Check,

    /// <summary>A person attests it.</summary>
    Person,

    /// <summary>No check is built yet: untested, with <see cref="CatalogueCase.NotBuilt"/> as the reason.</summary>
    NotBuilt,
}

public sealed record CatalogueCase
{
    /// <summary>Stable for ever: GROUP-NN.</summary>
    public required string Id { get; init; }
    public required LocalText Title { get; init; }
    public required Obligation Obligation { get; init; }
    public required IReadOnlyList<Stage> Stages { get; init; }
    public required IReadOnlyList<Channel> Channels { get; init; }
    public required Decision Decision { get; init; }

    /// <summary>The check's id where <see cref="Decision"/> is check.</summary>
    public string? Check { get; init; }

    /// <summary>Why there is no check yet, where <see cref="Decision"/> is notBuilt.</summary>
    public LocalText? NotBuilt { get; init; }

    /// <summary>Feature that the service must declare for the case to apply; null = always.</summary>
    public string? Feature { get; init; }

    /// <summary>The case is about this way to log in and applies only to channels that are entered by it; null = to all.</summary>
    public LoginProtocol? Login { get; init; }

    /// <summary>Scenarios whose evidence the check reads.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    /// <summary>Kinds of evidence that a session must be able to record: network, bodies, text, console, storage, cookies, gateway, transport, screenshots, timings, sdk.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Cases without whose pass this one says nothing: it is untested when one of them failed in the same channel.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Numbers and words the check uses, as invariant strings.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the requirement comes from.</summary>
    public required string Source { get; init; }

    /// <summary>How a person finds out, where the case is one for a person.</summary>
    public LocalText? How { get; init; }
    public required LocalText Fix { get; init; }

    /// <summary>Who can mend a failure: developer | infrastructure | dga.</summary>
    public required string Fixer { get; init; }
}
