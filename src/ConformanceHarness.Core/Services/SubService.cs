using System.Text.Json.Serialization;

namespace ConformanceHarness.Core.Services;

/// <summary>One sub-service (งานบริการย่อย): how it is reached, and how a request is made in it.</summary>
public sealed record SubService(string Id, LocalText Name)
{
    /// <summary>From the landing page to its own page; empty: one tap on its Thai name.</summary>
    public IReadOnlyList<JourneyStep> Open { get; init; } = [];

    /// <summary>From its own page to the completed request; empty: not described, so nothing is submitted.</summary>
    public IReadOnlyList<JourneyStep> Journey { get; init; } = [];

    /// <summary>What is tapped at the confirmation in order not to submit.</summary>
    public StepTarget? Cancel { get; init; }

    /// <summary>Regular expression (.NET, case-insensitive) of the reference number; null: a number that is called one.</summary>
    public string? Reference { get; init; }

    /// <summary><see cref="Open"/>, or the tap that stands for it.</summary>
    [JsonIgnore]
    public IReadOnlyList<JourneyStep> WayIn => Open.Count > 0 ? Open : [new JourneyStep(StepKind.Tap, new StepTarget(Name.Th))];

    /// <summary>Index in <see cref="Journey"/> of the press that submits: the confirmation, else the last tap; -1 where there is none.</summary>
    [JsonIgnore]
    public int Submitting
    {
        get
        {
            var confirming = Last(StepKind.Confirm);
            return confirming >= 0 ? confirming : Last(StepKind.Tap);
        }
    }

    private int Last(StepKind kind)
    {
        var at = Journey.Count - 1;
        while (at >= 0 && (Journey[at].Kind != kind || Journey[at].Optional))
        {
            at--;
        }

        return at;
    }
}

/// <summary>What a step of a journey does.</summary>
public enum StepKind
{
    /// <summary>Opens an address of the service.</summary>
    Open,

    /// <summary>Taps a link, button or other element.</summary>
    Tap,

    /// <summary>Writes into a field.</summary>
    Fill,

    /// <summary>Chooses one of several: select, radio button, check box.</summary>
    Choose,

    /// <summary>Attaches a file.</summary>
    Attach,

    /// <summary>The tap that submits, after the citizen was asked.</summary>
    Confirm,

    /// <summary>Waits for a text.</summary>
    Expect,
}

/// <summary>What a step is about: a visible text or label; with a role if the text alone is ambiguous; a CSS selector as the last resort.</summary>
public sealed record StepTarget(string? Name, string? Role = null, string? Selector = null)
{
    public override string ToString() => Selector ?? (Role is null ? Name! : $"{Role} {Name}");
}

/// <summary>One step of a journey.</summary>
/// <param name="Value">what is written, chosen or attached; null for the other kinds</param>
/// <param name="Optional">taken only where the page offers it before the next step: what a citizen meets once (a notice), or at times</param>
public sealed record JourneyStep(StepKind Kind, StepTarget Target, string? Value = null, bool Optional = false);
