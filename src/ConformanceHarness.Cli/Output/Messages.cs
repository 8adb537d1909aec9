using System.Globalization;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Output;

/// <summary>Tells what went wrong before or beside the cases: what it is about, what is wrong, what to do. Never a stack trace.</summary>
internal static class Messages
{
    public static int Show(Screen screen, IReadOnlyList<ConfigurationException> problems)
    {
        foreach (var problem in problems)
        {
            var place = problem.File is null ? "" : problem.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{line}: ") : problem.File + ": ";
            screen.Problem("✗ " + place + screen.Say(problem.Problem), Ink.Red);
            screen.Problem("  → " + screen.Say(problem.Next));
        }

        if (problems.Count > 1)
        {
            screen.Problem(screen.Say($"พบปัญหา {problems.Count} รายการ", $"{problems.Count} problems."));
        }

        return Json(screen, ExitCodes.UsageOrConfiguration, null, [.. problems.Select(p => Node(p.Problem, p.Next, p.File, p.Line))]);
    }

    public static int Show(Screen screen, RunStoppedException stopped)
    {
        screen.Problem("✗ " + screen.Say(stopped.Problem), Ink.Red);
        screen.Problem("  → " + screen.Say(stopped.Next));
        var cause = screen.Say(ReportWords.Of(stopped.Cause));
        screen.Problem(stopped.AfterJudging
            ? screen.Say($"ตัดสินกรณีทดสอบแล้ว แต่ไม่มีชุดผล สาเหตุ: {cause} (รหัสออก {stopped.ExitCode})", $"The cases were judged, but there is no bundle. Cause: {cause} (exit code {stopped.ExitCode}).")
            : screen.Say($"หยุดก่อนตัดสินกรณีทดสอบ สาเหตุ: {cause} (รหัสออก {stopped.ExitCode})", $"Stopped without judging any case. Cause: {cause} (exit code {stopped.ExitCode})."));
        return Json(screen, stopped.ExitCode, ReportWords.Code(stopped.Cause), [Node(stopped.Problem, stopped.Next, null, null)]);
    }

    public static int Show(Screen screen, LocalText problem, LocalText next, int exitCode)
    {
        screen.Problem("✗ " + screen.Say(problem), Ink.Red);
        screen.Problem("  → " + screen.Say(next));
        return Json(screen, exitCode, null, [Node(problem, next, null, null)]);
    }

    private static JsonObject Node(LocalText problem, LocalText next, string? file, int? line)
    {
        var node = new JsonObject { ["problem"] = Node(problem), ["next"] = Node(next) };
        if (file is not null)
        {
            node["file"] = file;
        }

        if (line is not null)
        {
            node["line"] = line;
        }

        return node;
    }

    public static JsonObject Node(LocalText text) => new() { ["th"] = text.Th, ["en"] = text.En };

    private static int Json(Screen screen, int exitCode, string? cause, JsonArray problems)
    {
        if (screen.Json)
        {
            var answer = new JsonObject { ["exitCode"] = exitCode, ["problems"] = problems };
            if (cause is not null)
            {
                answer["cause"] = cause;
            }

            Screen.WriteJson(answer);
        }

        return exitCode;
    }
}
