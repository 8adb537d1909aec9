using System.CommandLine;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary>A command with what every command has: --lang, --json and --no-color where they make sense, notes, exit codes and examples.</summary>
internal sealed class OfferedCommand : Command
{
    private readonly string language;

    public OfferedCommand(string name, LocalText description, string language)
        : base(name, description.In(language))
    {
        this.language = language;
        Lang.Description = new LocalText("ภาษาของหน้าจอ (ปกติดูจาก LC_ALL, LC_MESSAGES, LANG หรือภาษาของระบบ)", "language of the screen (else that of LC_ALL, LC_MESSAGES, LANG or the system)").In(language);
        NoColor.Description = new LocalText("ไม่ใช้สี (หรือตั้งตัวแปร NO_COLOR; เมื่อส่งต่อด้วยไปป์จะไม่ใช้สีเสมอ)", "no colours (or set NO_COLOR; never any in a pipe)").In(language);
        Add(Lang);
        Add(NoColor);
    }

    public Option<string> Lang { get; } = new("--lang") { HelpName = "th|en" };

    public Option<bool> NoColor { get; } = new("--no-color");

    public Option<bool>? Json { get; private set; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<string> Exits { get; init; } = [];

    public IReadOnlyList<string> Examples { get; init; } = [];

    public OfferedCommand With(Option option, LocalText description)
    {
        option.Description = description.In(language);
        // Before --lang and --no-color, which every command has.
        Options.Insert(Options.Count - 2, option);
        return this;
    }

    public OfferedCommand With(Argument argument, LocalText description)
    {
        argument.Description = description.In(language);
        Add(argument);
        return this;
    }

    public OfferedCommand WithJson()
    {
        Json = new Option<bool>("--json");
        return With(Json, new("แสดงผลเป็น JSON หนึ่งอ็อบเจกต์ทาง standard output ข้อความสำหรับคนอยู่ทาง standard error", "print one JSON object on standard output; text for people goes to standard error"));
    }

    /// <summary>Runs <paramref name="work"/> with the screen that the user asked for; every error becomes a message and an exit code.</summary>
    public OfferedCommand Does(Func<ParseResult, Screen, Execution, Task<int>> work)
    {
        SetAction(async (parsed, _) =>
        {
            var screen = new Screen(language, Json is not null && parsed.GetValue(Json), parsed.GetValue(NoColor));
            using var execution = new Execution(screen);
            return await execution.RunAsync(() => work(parsed, screen, execution));
        });
        return this;
    }
}
