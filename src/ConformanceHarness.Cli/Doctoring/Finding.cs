using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Doctoring;

internal enum State
{
    Ok,
    Warning,
    Problem,
}

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Subject">stable word for machines: dotnet, browser, font…</param>
/// <param name="Next">what to do; null where all is well</param>
/// <param name="ExitCode">of a problem</param>
internal sealed record Finding(string Subject, State State, LocalText Text, LocalText? Next = null, int ExitCode = ExitCodes.HarnessError)
{
    public static Finding Ok(string subject, LocalText text) => new(subject, State.Ok, text);

    public static Finding Wrong(string subject, ConfigurationException e)
    {
        var place = e.File is null ? "" : e.Line is { } line ? $"{e.File}:{line}: " : e.File + ": ";
        return new(subject, State.Problem, new(place + e.Problem.Th, place + e.Problem.En), e.Next, ExitCodes.UsageOrConfiguration);
    }
}
