#pragma warning disable CA1812 // Made by the JSON reader.
namespace ConformanceHarness.Sessions.Browser;

/// <summary>What observer.js says of one frame at one moment; times in ms.</summary>
internal sealed class PageState
{
    public string Ready { get; set; } = "";
    public string Text { get; set; } = "";
    public int Length { get; set; }
    public double QuietMs { get; set; }
    public string? Loading { get; set; }
    public double TimerMs { get; set; }
    public double AnimationMs { get; set; }
    public int Restless { get; set; }
    public double Origin { get; set; }
    public List<Moment> Timeline { get; set; } = [];
    public List<string> Opened { get; set; } = [];
    public bool Awaited { get; set; }
    public string Url { get; set; } = "";
    public double AgeMs { get; set; }

    /// <summary>When anything was first painted, since the document's origin; null: nothing yet, or (without <see cref="Paints"/>) the engine does not tell.</summary>
    public double? PaintedMs { get; set; }
    public bool Paints { get; set; }

    internal sealed class Moment
    {
        public double AtMs { get; set; }
        public string Text { get; set; } = "";
        public bool Loading { get; set; }
    }
}

internal sealed class PageFacts
{
    public string Url { get; set; } = "";
    public string Title { get; set; } = "";
    public string? Lang { get; set; }
    public string? Viewport { get; set; }
    public string Text { get; set; } = "";
    public List<string> Announced { get; set; } = [];
    public string? Loading { get; set; }
    public int Pictures { get; set; }
    public List<ActionFact> Actions { get; set; } = [];
    public List<FieldFact> Fields { get; set; } = [];
    public List<string> InsecureReferences { get; set; } = [];
    public List<string> Scripts { get; set; } = [];
    public string Html { get; set; } = "";

    internal sealed class ActionFact
    {
        public string Kind { get; set; } = "";
        public string Name { get; set; } = "";
        public string? Href { get; set; }
        public bool NewWindow { get; set; }
        public bool Enabled { get; set; }
    }

    internal sealed class FieldFact
    {
        public string Kind { get; set; } = "";
        public string Name { get; set; } = "";
        public string Label { get; set; } = "";
        public string Value { get; set; } = "";
        public bool Editable { get; set; }
        public string? Problem { get; set; }
    }
}

internal sealed class StoredItem
{
    public string Area { get; set; } = "";
    public string Origin { get; set; } = "";
    public string Key { get; set; } = "";
    public string Value { get; set; } = "";
}

internal sealed class WidthFact
{
    public double Viewport { get; set; }
    public double Content { get; set; }
    public string? Widest { get; set; }
}

internal sealed class VitalsFact
{
    public double? LargestContentfulPaintMs { get; set; }
    public double? FirstContentfulPaintMs { get; set; }
    public double LayoutShift { get; set; }
}
