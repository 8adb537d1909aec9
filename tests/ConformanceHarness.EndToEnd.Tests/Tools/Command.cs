using System.Diagnostics;
using System.Text;
using ConformanceHarness.Cli.Running;

namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>The built command as a process of its own, in a home of its own, with an English screen unless a test says otherwise.</summary>
internal sealed class Command : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private bool disposed;

    private Command(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ProcessId => process.Id;

    public bool HasEnded => process.HasExited;

    public static async Task<CommandEnd> RunAsync(TestHome home, params string[] arguments)
    {
        await using var cli = Start(home, false, arguments);
        return await cli.EndAsync();
    }

    /// <param name="ownGroup">a process group of its own, so that a signal can reach all of it as Ctrl-C on a terminal does</param>
    public static Command Start(TestHome home, bool ownGroup, params string[] arguments)
    {
        var start = new ProcessStartInfo(ownGroup ? "setsid" : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = home.Folder,
        };
        if (ownGroup)
        {
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(typeof(RunEngine).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in new[] { "NO_COLOR", "LC_ALL", "LC_MESSAGES" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["CONFORMANCE_HOME"] = home.Folder;
        start.Environment["TMPDIR"] = home.Temporary;
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        return new Command(Process.Start(start)!);
    }

    /// <summary>Waits for a line that holds <paramref name="text"/>.</summary>
    public async Task SeeAsync(string text)
    {
        var patience = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.That(process.HasExited, Is.False, () => "It ended before it said '" + text + "':\n" + Output + Error);
            Assert.That(patience.Elapsed, Is.LessThan(Patience), () => "It never said '" + text + "':\n" + Output + Error);
            await Task.Delay(50);
        }
    }

    public async Task<CommandEnd> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return new CommandEnd(process.ExitCode, Output, Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private string Output => Read(output);

    private string Error => Read(error);

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private static void Note(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }
}

internal sealed record CommandEnd(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}
