using System.CommandLine;
using System.CommandLine.Invocation;
using ConformanceHarness.Cli.Commands;

namespace ConformanceHarness.Cli.Output;

/// <summary>The text of --help in the screen's language, with examples; the library's own is English only and has none.</summary>
internal sealed class HelpText(string language) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, Console.Out);
        return 0;
    }

    public void Write(Command command, TextWriter to)
    {
        var path = command is RootCommand ? "conformance" : "conformance " + CommandLine.PathOf(command);
        to.WriteLine(command.Description);
        to.WriteLine();
        to.WriteLine(Say("วิธีใช้:", "Usage:"));
        to.WriteLine("  " + path + string.Concat(command.Arguments.Select(Usage)) + (command.Subcommands.Count == 0 ? "" : command.Action is null || command is RootCommand ? Say(" คำสั่ง", " COMMAND") : Say(" [คำสั่ง]", " [COMMAND]")) + Say(" [ตัวเลือก]", " [options]"));
        Table(to, Say("คำสั่ง:", "Commands:"), command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? "")));
        Table(to, Say("อาร์กิวเมนต์:", "Arguments:"), command.Arguments.Select(a => (a.HelpName ?? a.Name, a.Description ?? "")));
        Table(to, Say("ตัวเลือก:", "Options:"), Options(command).Select(o => (Left(o), o.Description ?? "")));
        if (command is OfferedCommand offered)
        {
            Lines(to, Say("หมายเหตุ:", "Notes:"), offered.Notes);
            Lines(to, Say("รหัสออก:", "Exit codes:"), offered.Exits);
            Lines(to, Say("ตัวอย่าง:", "Examples:"), offered.Examples);
        }
        else
        {
            Lines(to, Say("ตัวอย่าง:", "Examples:"), ["./conformance run", Say("./conformance run --help   วิธีใช้ของแต่ละคำสั่ง", "./conformance run --help   how each command is used")]);
        }
    }

    private static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options.Where(o => o.Recursive))).Where(o => !o.Hidden).DistinctBy(o => o.Name);

    private static string Usage(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        return " " + (argument.Arity.MaximumNumberOfValues > 1 ? name + "…" : argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name);
    }

    private static string Left(Option option) =>
        string.Join(", ", option.Aliases.Where(a => a is "-h").Append(option.Name)) + (option.Arity.MaximumNumberOfValues == 0 || option.HelpName is null ? "" : " " + option.HelpName);

    private static void Table(TextWriter to, string heading, IEnumerable<(string Left, string Right)> rows)
    {
        // The left column is ASCII, so that its length is its width.
        var all = rows.ToList();
        var width = all.Select(r => r.Left.Length).DefaultIfEmpty().Max();
        Lines(to, heading, all.Select(r => r.Left.PadRight(width) + "  " + r.Right));
    }

    private static void Lines(TextWriter to, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine(heading);
        foreach (var line in all)
        {
            to.WriteLine("  " + line);
        }
    }

    private string Say(string thai, string english) => language == Languages.English ? english : thai;
}
