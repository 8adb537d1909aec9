using System.Text.Encodings.Web;
using System.Text.Unicode;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>
/// Writes HTML so that no text of a record can become markup: names of elements and attributes are literals of the caller, every value
/// is made visible and escaped here, and there is no way to write raw text but <see cref="Constant"/>.
/// </summary>
internal sealed class HtmlOutput(TextWriter output)
{
    // Escapes everything that has a meaning in HTML and keeps the letters of all languages readable in the source.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Stack<string> open = new();

    /// <summary>Opens an element; disposing what is returned closes it.</summary>
    public Scope In(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        open.Push(tag);
        return new Scope(this, open.Count);
    }

    /// <summary>An element with nothing but one text.</summary>
    public void Leaf(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (In(tag, attributes))
        {
            Text(text);
        }
    }

    /// <summary>An element with one text in both languages.</summary>
    public void Leaf(string tag, LocalText text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (In(tag, attributes))
        {
            Both(text);
        }
    }

    /// <summary>An element without content: meta, img, rect.</summary>
    public void Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes) => Start(tag, attributes);

    public void Text(string text) => Encoder.Encode(output, VisibleText.Of(text));

    /// <summary>Both languages; the page shows one of them, or Thai with English after it where no script runs.</summary>
    public void Both(LocalText text)
    {
        if (text.Th == text.En)
        {
            Text(text.Th);
            return;
        }

        Leaf("span", text.Th, ("class", "th"), ("lang", "th"));
        output.Write(' ');
        Leaf("span", text.En, ("class", "en"), ("lang", "en"));
    }

    /// <summary>Writes text that this project brings with it: the style sheet, the script, the document type. Never anything of a record.</summary>
    public void Constant(string markup) => output.Write(markup);

    /// <summary>A data address of a PNG as the value of an attribute, in pieces.</summary>
    public void Picture(byte[] png, string alternative)
    {
        output.Write("<img alt=\"");
        Encoder.Encode(output, VisibleText.Line(alternative, 200));
        output.Write("\" src=\"data:image/png;base64,");
        const int piece = 3 * 16 * 1024;
        for (var at = 0; at < png.Length; at += piece)
        {
            output.Write(Convert.ToBase64String(png.AsSpan(at, Math.Min(piece, png.Length - at))));
        }

        output.Write("\">");
    }

    private void Start(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                output.Write(' ');
                output.Write(name);
                output.Write("=\"");
                Encoder.Encode(output, VisibleText.Line(value));
                output.Write('"');
            }
        }

        output.Write('>');
    }

    private void Close(int depth)
    {
        if (open.Count != depth)
        {
            throw new InvalidOperationException($"<{open.Peek()}> is closed out of order.");
        }

        var tag = open.Pop();
        output.Write("</");
        output.Write(tag);
        // A line break after an inline element would show as a space.
        output.Write(tag is "span" or "code" or "a" ? ">" : ">\n");
    }

    internal readonly struct Scope(HtmlOutput html, int depth) : IDisposable
    {
        public void Dispose() => html.Close(depth);
    }
}
