using System.Diagnostics;

namespace ConformanceHarness.Sessions.WebDriver.WebKit;

/// <summary>
/// A program with all that it starts, in a process group of its own, watched by a shell that ends the group when this program ends it or is
/// itself gone: the shell reads a pipe whose other end is held here, and a pipe closes with its holder, however that dies. The shell has a
/// session of its own too: what is sent to this program's group (Ctrl-C, a closed terminal, timeout, kill -- -GROUP) must not end the watch.
/// </summary>
internal sealed class OwnedProcess : IAsyncDisposable
{
    // setsid gives the group. A line says that the end is ordered; an end of file without one, that whoever held the pipe is gone: the
    // folder is then nobody's. The program itself is asked first: Xvfb removes its socket and its lock.
    private const string Watch = """
        exec 3<&0
        folder=$1
        shift
        setsid "$@" </dev/null 3<&- &
        child=$!
        (
            read -r _ && ordered=1 || ordered=
            kill -TERM "$child"
            for _ in 1 2 3 4 5 6 7 8 9 10; do
                kill -0 "$child" && sleep 0.05 || break
            done
            kill -KILL -- "-$child"
            [ -n "$ordered" ] || { sleep 1; rm -rf -- "$folder"; }
        ) <&3 3<&- >/dev/null 2>&1 &
        watcher=$!
        exec 3<&- </dev/null
        wait "$child"
        kill -KILL -- "-$child" 2>/dev/null
        wait "$watcher"
        """;

    /// <summary>util-linux's, without which no program is started.</summary>
    public const string SetSid = "/usr/bin/setsid";

    private readonly Process shell;

    private OwnedProcess(Process shell) => this.shell = shell;

    /// <param name="folder">temporary folder that is removed if this program dies without having ended the process</param>
    /// <param name="heard">takes each line of its standard output and error</param>
    /// <exception cref="DriverException">it can't be started</exception>
    public static OwnedProcess Start(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, Action<string> heard)
    {
        var start = new ProcessStartInfo(SetSid) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "/bin/sh", "-c", Watch, "sh", folder, program }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var shell = Process.Start(start) ?? throw new DriverException($"{program} could not be started.");
            shell.OutputDataReceived += (_, line) => Hear(line.Data);
            shell.ErrorDataReceived += (_, line) => Hear(line.Data);
            shell.BeginOutputReadLine();
            shell.BeginErrorReadLine();
            return new OwnedProcess(shell);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new DriverException($"{program} could not be started: {e.Message}", e);
        }

        void Hear(string? line)
        {
            if (line is not null)
            {
                heard(line);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await shell.StandardInput.WriteLineAsync("end");
            shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // The shell ended by itself.
        }

        try
        {
            await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            shell.Kill(entireProcessTree: true);
        }

        shell.Dispose();
    }
}
