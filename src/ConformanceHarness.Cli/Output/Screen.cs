using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Core;
using Spectre.Console;

namespace ConformanceHarness.Cli.Output;

/// <summary>What a command writes to: text for people, or one JSON object on standard output with the text beside it on standard error.</summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();

    public Screen(string language, bool json, bool noColor)
    {
        Language = language;
        Json = json;
        Out = json ? Console.Error : Console.Out;
        var piped = json ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        Live = !piped && !json && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var colour = Live && !noColor && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Live ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Out),
        });
        if (!Live)
        {
            // A pipe has no width; this one keeps every title of the built-in catalogue on one line.
            Ansi.Profile.Width = 160;
        }

        Colour = colour && Ansi.Profile.Capabilities.Ansi;
    }

    public string Language { get; }

    public bool Json { get; }

    /// <summary>For people.</summary>
    public TextWriter Out { get; }

    /// <summary>True on a terminal that can redraw lines.</summary>
    public bool Live { get; }

    public bool Colour { get; }

    public IAnsiConsole Ansi { get; }

    public string Say(LocalText text) => Plain(text.In(Language));

    public string Say(string thai, string english) => Plain(Language == Languages.English ? english : thai);

    public void Line(string text = "", Ink ink = Ink.None)
    {
        lock (gate)
        {
            Out.WriteLine(Paint(Plain(text), ink));
        }
    }

    public void Line(string thai, string english, Ink ink = Ink.None) => Line(Say(thai, english), ink);

    /// <summary>What a person is to type after.</summary>
    public void Prompt(string text)
    {
        lock (gate)
        {
            Out.Write(Plain(text));
            Out.Flush();
        }
    }

    /// <summary>Problems go to standard error, whatever else is written.</summary>
    public void Problem(string text, Ink ink = Ink.None)
    {
        lock (gate)
        {
            Console.Error.WriteLine(Console.IsErrorRedirected ? Plain(text) : Paint(Plain(text), ink));
        }
    }

    public static void WriteJson(JsonNode node) => Console.Out.WriteLine(node.ToJsonString(Indented));

    /// <summary>What a page or a file says must not steer the terminal: control and direction characters become visible blanks.</summary>
    public static string Plain(string text)
    {
        if (!text.Any(Steers))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c is '\n' or '\t' ? ' ' : Steers(c) ? '·' : c);
        }

        return plain.ToString();
    }

    private static bool Steers(char c) => char.IsControl(c) || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200b' or '\u200c' or '\u200d'));

    private string Paint(string text, Ink ink) => !Colour || ink == Ink.None || text.Length == 0 ? text : $"\u001b[{(int)ink}m{text}\u001b[0m";
}

/// <summary>Colours by their ANSI numbers.</summary>
internal enum Ink
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Blue = 36,
}
