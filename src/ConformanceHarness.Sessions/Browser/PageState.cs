#pragma warning disable CA1812 // Made by the JSON reader.
using ConformanceHarness.Core.Evidence;

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

    /// <summary>Adds what a frame inside shows.</summary>
    public void Add(PageState inner)
    {
        Text += "\n" + inner.Text;
        Length += inner.Length;
        QuietMs = Math.Min(QuietMs, inner.QuietMs);
        Loading ??= inner.Loading;
        TimerMs = Math.Max(TimerMs, inner.TimerMs);
        Restless += inner.Restless;
        Awaited |= inner.Awaited;
        Opened.AddRange(inner.Opened);
    }

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

    /// <summary>What a page and its visible frames show, the page first; step, session and time are the caller's to set.</summary>
    public static Snapshot Together(IReadOnlyList<PageFacts> all) => new()
    {
        Step = "",
        Session = "",
        AtMs = 0,
        Url = all[0].Url,
        Title = all[0].Title,
        Lang = all[0].Lang,
        Viewport = all[0].Viewport,
        Text = string.Join('\n', all.Select(f => f.Text).Where(t => t.Length > 0)),
        Announced = [.. all.SelectMany(f => f.Announced)],
        Loading = all.Select(f => f.Loading).FirstOrDefault(l => l is not null),
        Pictures = all.Sum(f => f.Pictures),
        Actions = [.. all.SelectMany(f => f.Actions).Select(a => new PageAction(a.Kind, a.Name, a.Href, a.NewWindow, a.Enabled))],
        Fields = [.. all.SelectMany(f => f.Fields).Select(f => new PageField(f.Kind, f.Name, f.Label, f.Value, f.Editable, f.Problem))],
        InsecureReferences = [.. all.SelectMany(f => f.InsecureReferences)],
        Scripts = [.. all.SelectMany(f => f.Scripts)],
    };

    /// <summary>What the page offers that comes nearest to a target that was not found.</summary>
    public IReadOnlyList<string> Nearest(string kind, string target)
    {
        var offered = kind is "fill" or "choose" or "attach"
            ? Fields.Select(f => $"{f.Kind} {(f.Label.Length > 0 ? f.Label : f.Name)}")
            : Actions.Select(a => a.Kind + " " + a.Name + (a.Enabled ? "" : " (disabled)"));
        return [.. Nearness.Order(target, offered.Distinct()).Take(5)];
    }

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
