namespace ConformanceHarness.Sessions;

/// <summary>What a person does in a recorded session.</summary>
public enum PersonActKind
{
    Tap,
    Fill,

    /// <summary>A field that holds a secret was written into; its value is not taken.</summary>
    Secret,
    Choose,
    Attach,

    /// <summary>A file dialog was opened by what was tapped before.</summary>
    Dialog,

    /// <summary>No act: what the page showed when it rested, in Value.</summary>
    Page,
}

/// <summary>One act of a person, as the page's own listener (recorder.js) noted it.</summary>
public sealed record PersonAct
{
    public required PersonActKind Kind { get; init; }

    /// <summary>Visible name by which a run finds the same element again; empty if there is none that leads to it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Needed beside the name where the name alone leads elsewhere; else empty.</summary>
    public string Role { get; init; } = "";

    /// <summary>CSS selector of the element, through open shadow trees.</summary>
    public string Selector { get; init; } = "";

    /// <summary>Same for the same field (radio buttons: the same group) of the same document.</summary>
    public string Key { get; init; } = "";

    /// <summary>What was written or chosen, the name of the file, or the page's text.</summary>
    public string Value { get; init; } = "";

    /// <summary>A check box: doing the same again undoes it.</summary>
    public bool Toggle { get; init; }

    /// <summary>A page's text: of the main frame.</summary>
    public bool Main { get; init; }

    /// <summary>Names of what else could have been tapped beside a tap.</summary>
    public IReadOnlyList<string> Besides { get; init; } = [];

    /// <summary>Address of the frame's document.</summary>
    public string Frame { get; init; } = "";

    /// <summary>By the recorder's clock, as the exchanges' times.</summary>
    public long AtMs { get; init; }
}

/// <summary>Hears what a person does in a session's page.</summary>
/// <param name="Acted">called for each act, in order, from any thread</param>
/// <param name="Closed">called when the page's window or the whole browser is gone</param>
/// <param name="Automated">the person is a script: what is done without a real mouse and keyboard counts too</param>
public sealed record PersonListening(Action<PersonAct> Acted, Action Closed, bool Automated = false);
