using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.EndToEnd.Tests.Story;

/// <summary>One thing that a reader of the page does.</summary>
internal abstract record Step;

/// <summary>A command, and what the page shows of its output; "…" stands for whatever is left out.</summary>
/// <param name="Start">where the shown output stands in the page</param>
internal sealed record Typed(string Command, string? Shown, int Start) : Step;

/// <summary>A file whose content the page shows.</summary>
internal sealed record Written(string Name, string Content) : Step;

/// <summary>What is done elsewhere: <c>&lt;!-- elsewhere: the service is mended --&gt;</c>.</summary>
internal sealed record Elsewhere(string What) : Step;

/// <summary>A page of docs as steps to be taken one after the other.</summary>
internal static partial class StoryPage
{
    public static IReadOnlyList<Step> Read(string page)
    {
        var steps = new List<Step>();
        foreach (Match part in Part().Matches(page))
        {
            if (part.Groups["what"] is { Success: true } what)
            {
                steps.Add(new Elsewhere(what.Value));
            }
            else if (part.Groups["file"] is { Success: true } file)
            {
                steps.Add(new Written(file.Value, part.Groups["content"].Value));
            }
            else
            {
                var shown = part.Groups["shown"];
                steps.Add(new Typed(part.Groups["command"].Value.TrimEnd(), shown.Success ? shown.Value : null, shown.Index));
            }
        }

        return steps;
    }

    /// <summary>True when the output is what is shown, "…" in a line standing for any part of it, alone for any lines.</summary>
    public static bool Tells(string shown, string output)
    {
        var pattern = new StringBuilder("^");
        foreach (var line in Masked(shown).TrimEnd('\n').Split('\n'))
        {
            pattern.Append(line.Trim() == "…" ? "(?:[^\n]*\n)*?" : string.Join("[^\n]*?", line.TrimEnd().Split('…').Select(Regex.Escape)) + " *\n");
        }

        return Regex.IsMatch(Masked(output).TrimEnd('\n') + "\n", pattern + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20));
    }

    /// <summary>What differs from run to run, and from machine to machine; a space that keeps two words of a table together is a space to a reader.</summary>
    private static string Masked(string text) =>
        Measure().Replace(Stamp().Replace(Moment().Replace(Digest().Replace(text, "‹digest›"), "‹time›"), "‹stamp›"), "# $1").Replace('\u00a0', ' ');

    [GeneratedRegex(@"<!-- elsewhere: (?<what>[^\n]*?) -->|<!-- file: (?<file>[^\n]*?) -->\n```\w*\n(?<content>.*?)^```$|^```sh\n(?<command>.*?)^```$(?:\n+^```\n(?<shown>.*?)^```$)?", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Part();

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\b\d{8}T\d{6}Z")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"\b\d+(?:\.\d+)? (s|ms|min|kB|MB|page visits)\b")]
    private static partial Regex Measure();
}
