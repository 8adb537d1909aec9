using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using ConformanceHarness.Cli.Feedback;
using ConformanceHarness.Cli.Nightly;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Reviewing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Cli.Commands;

/// <summary>The command line as a whole: which commands there are, and what happens to one that can't be understood.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var display = CultureInfo.CurrentUICulture;
        // A Thai culture counts years in the Buddhist era: dates in names and records must not depend on where the harness runs.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var asked = Asked(args);
        var language = Languages.Choose(asked, Environment.GetEnvironmentVariable, display);
        if (asked is not (null or Languages.Thai or Languages.English))
        {
            return Refuse(language, args, [new($"--lang {asked}: ใช้ได้เฉพาะ th หรือ en", $"--lang {asked}: only th and en are there.")], "");
        }

        var root = Make(language);
        var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        var mistakes = parsed.Action is HelpText ? [] : Mistakes(root, parsed);
        return mistakes.Count > 0
            ? Refuse(language, args, mistakes, parsed.CommandResult.Command is RootCommand ? "" : PathOf(parsed.CommandResult.Command) + " ")
            : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    public static RootCommand Make(string language)
    {
        var root = new RootCommand(new LocalText(
            "ทดสอบ e-Service ตามเกณฑ์ขั้นต่ำ (Minimum Testcase) ของ DGA และจัดทำชุดผลการทดสอบที่ลงนามแล้ว",
            "Tests an e-Service against DGA's Minimum Testcases and leaves a signed, verifiable bundle.").In(language))
        {
            InitCommand.Make(language),
            RunCommand.Make(language),
            AttestCommand.Make(language),
            ListCommand.Make(language),
            CatalogueCommand.Make(language),
            VerifyCommand.Make(language),
            FeedbackCommand.Make(language),
            ReviewCommand.Make(language),
            RejudgeCommand.Make(language),
            CompareCommand.Make(language),
            RetestCommand.Make(language),
            ChallengeCommand.Make(language),
            ReportCommand.Make(language),
            DoctorCommand.Make(language),
            MockCommand.Make(language),
            NightlyCommand.Make(language),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText(language);
        help.Aliases.Clear();
        help.Aliases.Add("-h");
        help.Description = new LocalText("แสดงวิธีใช้และตัวอย่าง", "how it is used, with examples").In(language);
        root.Options.OfType<VersionOption>().Single().Description = new LocalText("แสดงรุ่นของเครื่องมือ", "the harness's version").In(language);
        root.SetAction(_ =>
        {
            new HelpText(language).Write(root, Console.Error);
            return ExitCodes.UsageOrConfiguration;
        });
        return root;
    }

    /// <summary>A command as it is typed: "catalogue import".</summary>
    public static string PathOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault(p => p is not RootCommand) is { } parent ? parent.Name + " " + command.Name : command.Name;

    private static List<LocalText> Mistakes(RootCommand root, ParseResult parsed)
    {
        var mistakes = new List<LocalText>();
        var command = parsed.CommandResult.Command;
        var afterUnknown = false;
        foreach (var token in parsed.UnmatchedTokens)
        {
            var option = token.StartsWith('-');
            if (!option && afterUnknown)
            {
                // The value of the option that is not there.
                continue;
            }

            afterUnknown = option;
            var known = option
                ? command.Options.Concat(root.Options).Where(o => !o.Hidden).Select(o => o.Name).Distinct().ToList()
                : [.. root.Subcommands.Select(c => c.Name)];
            var advice = option || command is RootCommand ? Nearest.Advice(token, known) : new LocalText("", "");
            mistakes.Add(option
                ? new($"ไม่มีตัวเลือก {token} {advice.Th}", $"There is no option {token}. {advice.En}")
                : command is RootCommand
                    ? new($"ไม่มีคำสั่ง {token} {advice.Th}", $"There is no command {token}. {advice.En}")
                    : new($"{command.Name} ไม่รับอาร์กิวเมนต์ {token}", $"{command.Name} takes no argument {token}."));
        }

        if (mistakes.Count == 0)
        {
            mistakes.AddRange(parsed.Errors.Select(e => new LocalText("คำสั่งไม่ถูกต้อง: " + e.Message, e.Message)));
        }

        return mistakes;
    }

    private static int Refuse(string language, string[] args, IReadOnlyList<LocalText> mistakes, string command)
    {
        var screen = new Screen(language, args.Contains("--json"), args.Contains("--no-color"));
        var next = new LocalText($"ดูวิธีใช้ด้วย ./conformance {command}--help", $"See ./conformance {command}--help");
        return Messages.Show(screen, [.. mistakes.Select(m => new ConfigurationException(m, next))]);
    }

    /// <summary>The language has to be known before the options' descriptions are made.</summary>
    private static string? Asked(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--lang" && i + 1 < args.Length)
            {
                return args[i + 1];
            }

            foreach (var prefix in new[] { "--lang=", "--lang:" })
            {
                if (args[i].StartsWith(prefix, StringComparison.Ordinal))
                {
                    return args[i][prefix.Length..];
                }
            }
        }

        return null;
    }
}
