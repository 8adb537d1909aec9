using System.CommandLine;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Running.Resuming;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>run --resume</c>: finds the stopped run, and reads its own command line again.</summary>
internal sealed class StoppedRun : IDisposable
{
    private readonly string calledFrom = Environment.CurrentDirectory;

    private StoppedRun(ResumedRun run, ParseResult parsed)
    {
        Run = run;
        Parsed = parsed;
    }

    public ResumedRun Run { get; }

    /// <summary>The command line with which the run was begun.</summary>
    public ParseResult Parsed { get; }

    /// <summary>Null where <c>--resume</c> is not there. Goes to the folder in which the run was begun: its options' paths start there.</summary>
    /// <param name="also">the options that may stand beside it</param>
    /// <exception cref="ConfigurationException">there is nothing that can go on</exception>
    public static StoppedRun? Of(ParseResult parsed, Option<string?> resume, string? reports, Option[] also)
    {
        if (parsed.GetResult(resume) is null or { Implicit: true })
        {
            return null;
        }

        RefuseOthers(parsed, [resume, .. also]);
        var run = parsed.GetValue(resume) is { } folder ? ResumedRun.Open(folder) : ResumedRun.Newest(Path.GetFullPath(reports ?? Home.Reports));
        try
        {
            var stopped = new StoppedRun(run, parsed.RootCommandResult.Command.Parse(run.Notes.Arguments!, parsed.Configuration));
            if (stopped.Parsed.Errors.Count > 0 || stopped.Parsed.CommandResult.Command != parsed.CommandResult.Command)
            {
                throw new ConfigurationException(
                    new LocalText($"{RunNotes.FileName} มีคำสั่งที่ใช้ไม่ได้", $"The command line in {RunNotes.FileName} can't be used."),
                    new LocalText("เริ่มรอบทดสอบใหม่", "Begin a new run."), run.Folder);
            }

            GoTo(run);
            return stopped;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>What is kept so that a run can go on: all of its command line.</summary>
    public static IReadOnlyList<string> Arguments(ParseResult parsed) => [.. parsed.Tokens.Select(t => t.Value)];

    /// <summary>A path that was named beside <c>--resume</c>.</summary>
    public string? Absolute(string? path) => path is null ? null : Path.GetFullPath(path, calledFrom);

    public void Write(Screen screen)
    {
        screen.Line($"ทดสอบต่อใน {Run.Folder}", $"Going on in {Run.Folder}", Ink.Bold);
        if (Run.Evidence.Lost.Count > 0)
        {
            var lost = string.Join(", ", Run.Evidence.Lost);
            screen.Line($"  บันทึกที่ไม่สมบูรณ์จะทำใหม่: {lost}", $"  without a complete record, and done again: {lost}", Ink.Yellow);
        }
    }

    public void Dispose() => Run.Dispose();

    private static void RefuseOthers(ParseResult parsed, Option[] allowed)
    {
        var common = new[] { "--json", "--lang", "--no-color" };
        foreach (var option in parsed.CommandResult.Command.Options.Where(o => !allowed.Contains(o) && !common.Contains(o.Name)))
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new ConfigurationException(
                    new LocalText($"{option.Name} ใช้ร่วมกับ --resume ไม่ได้ รอบทดสอบจะใช้ตัวเลือกเดิมที่ใช้เริ่ม", $"{option.Name} can't be used with --resume: the run goes on with the options it was begun with."),
                    new LocalText($"ตัด {option.Name} ออก หรือเริ่มรอบทดสอบใหม่โดยไม่ใช้ --resume", $"Leave out {option.Name}, or begin a new run without --resume."));
            }
        }
    }

    private static void GoTo(ResumedRun run)
    {
        if (run.Notes.WorkingFolder is not { } begun || !Directory.Exists(begun))
        {
            throw new ConfigurationException(
                new LocalText($"ไม่มีโฟลเดอร์ {run.Notes.WorkingFolder} ซึ่งใช้เริ่มรอบทดสอบนี้", $"The folder in which the run was begun is not there: {run.Notes.WorkingFolder}"),
                new LocalText("ทดสอบต่อบนเครื่องและโฟลเดอร์เดิม หรือเริ่มรอบทดสอบใหม่", "Go on with it on that machine and in that folder, or begin a new run."), run.Folder);
        }

        Environment.CurrentDirectory = begun;
    }
}
