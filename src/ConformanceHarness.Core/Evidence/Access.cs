namespace ConformanceHarness.Core.Evidence;

/// <summary>What an accessibility engine said of the page, its frames and open shadow trees included.</summary>
/// <param name="Engine">name and version, for example "axe-core 4.14.0"</param>
/// <param name="Tags">the groups of rules that were asked for, in the engine's words ("wcag2a", "wcag21aa")</param>
/// <param name="Violations">broken rules, at most 60</param>
/// <param name="Incomplete">rules that the engine could not decide</param>
/// <param name="Passes">rules that were applied and held; 0 beside no violation means that nothing was looked at</param>
/// <param name="Frames">documents that were looked at: 1 is the page alone</param>
/// <param name="Failure">why the engine gave no answer; null if it did</param>
public sealed record Audit(string Engine, IReadOnlyList<string> Tags, IReadOnlyList<AuditViolation> Violations, int Incomplete, int Passes, int Frames, string? Failure = null);

/// <param name="Rule">the engine's id of the rule, for example "color-contrast"</param>
/// <param name="Impact">critical | serious | moderate | minor</param>
/// <param name="Help">the rule in one English sentence</param>
/// <param name="HelpUrl">where the rule is explained</param>
/// <param name="Nodes">the elements, at most 10</param>
/// <param name="Count">how many elements there are in all</param>
public sealed record AuditViolation(string Rule, string Impact, string Help, string HelpUrl, IReadOnlyList<AuditNode> Nodes, int Count);

/// <param name="Target">selectors from the outermost document inwards, joined by " &gt;&gt; "</param>
/// <param name="Html">the element's start, at most 300 characters</param>
/// <param name="Summary">what to do, in the engine's English words</param>
public sealed record AuditNode(string Target, string Html, string Summary);

/// <summary>What a finger has to hit: a visible link, button or field. Box in CSS px of the page, the label of a check box included.</summary>
public sealed record TouchTarget
{
    /// <summary>link | button | field</summary>
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>Element, id and classes, for a developer.</summary>
    public required string Element { get; init; }
    public string? Href { get; init; }
    public required double X { get; init; }
    public required double Y { get; init; }
    public required double Width { get; init; }
    public required double Height { get; init; }

    /// <summary>It stands in a line with text that is not itself a target: WCAG 2.5.8 lets the line decide its height.</summary>
    public bool InLine { get; init; }

    /// <summary>A control as the browser draws it, its size not changed by the page.</summary>
    public bool Native { get; init; }

    /// <summary>It sends a form.</summary>
    public bool Submits { get; init; }
    public bool Enabled { get; init; } = true;

    /// <summary>Which document of the page: 0 is the page itself, others are frames; boxes are compared within one document only.</summary>
    public int Frame { get; init; }
}

/// <summary>Visible text of which a part can't be seen, whatever the person scrolls.</summary>
/// <param name="Text">the whole text, at most 200 characters</param>
/// <param name="Element">the element that cuts it off</param>
/// <param name="How">hidden (overflow) | ellipsis | clamp | field (longer than its field) | screen (beyond a page or bar that does not scroll)</param>
public sealed record CutText(string Text, string Element, string How);

/// <summary>Two pieces of text painted over each other.</summary>
public sealed record OverlappingText(string One, string Other, string Element);

/// <summary>How text lies in the page at its present width.</summary>
/// <param name="Viewport">width in CSS px</param>
/// <param name="Content">scrollable width in CSS px</param>
public sealed record TextLayout(int Viewport, int Content, string? Widest, IReadOnlyList<CutText> Cut, IReadOnlyList<OverlappingText> Overlaps);

/// <summary>The page as it is and with its text enlarged as an Android webview enlarges it: the letters and lines, not the boxes.</summary>
/// <param name="Lost">lines of text that are no longer visible</param>
/// <param name="Enlarged">share of the texts that really became larger, 0 to 1</param>
public sealed record TextZoom(int Percent, TextLayout Before, TextLayout After, IReadOnlyList<string> Lost, double Enlarged);

/// <summary>One field with the keyboard open over the lower part of the screen.</summary>
public sealed record KeyboardMeasure
{
    public required string Field { get; init; }
    public required string Element { get; init; }

    /// <summary>Height of the screen before, and what the keyboard leaves of it, in CSS px.</summary>
    public required int FullHeight { get; init; }
    public required int Height { get; init; }

    /// <summary>False where no part of the field can be seen once the browser has scrolled to it.</summary>
    public required bool FieldVisible { get; init; }

    /// <summary>The element that lies over the field; null if none does.</summary>
    public string? FieldCoveredBy { get; init; }

    /// <summary>The button that goes on from this field; null where the page has none.</summary>
    public string? Button { get; init; }
    public bool ButtonReachable { get; init; }
    public string? ButtonCoveredBy { get; init; }
}
