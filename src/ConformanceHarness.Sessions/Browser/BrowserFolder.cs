using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>
/// A temporary folder of one driver start's own, in which Playwright's driver and the browser keep what is theirs. Playwright removes the
/// profile itself, but not where its driver dies first, as it may on Ctrl-C: so the folder is the harness's, and goes with it in any case.
/// </summary>
public sealed class BrowserFolder
{
    /// <summary>
    /// Longest path, in bytes, of a temporary folder in which the whole Chromium starts on Linux (the headless shell needs no socket): a socket's
    /// path is at most 107 bytes, and what is added is <c>/chr-123456/org.chromium.Chromium.123456/SingletonSocket</c>.
    /// </summary>
    public const int LongestTemporary = 107 - 56;

    private static readonly string[] Variables = ["TMPDIR", "TMP", "TEMP"];
    private static readonly Lock Starting = new();
    private static readonly ConcurrentDictionary<BrowserFolder, bool> Open = new();

    // A process that is ended (a second Ctrl-C, a test run that is stopped) disposes nothing.
    static BrowserFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var folder in Open.Keys)
        {
            folder.EndProcesses();
            folder.Delete(attempts: 20);
        }
    };

    internal BrowserFolder()
    {
        Path = Directory.CreateTempSubdirectory("chr-").FullName;
        Open[this] = true;
    }

    /// <summary>Path and length in bytes of this machine's temporary folder if it is too long for Chromium; else null.</summary>
    public static (string Path, int Bytes)? TooLong
    {
        get
        {
            var temporary = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath());
            var bytes = Encoding.UTF8.GetByteCount(temporary);
            return OperatingSystem.IsLinux() && bytes > LongestTemporary ? (temporary, bytes) : null;
        }
    }

    internal string Path { get; }

    /// <summary>Calls <paramref name="start"/> with this folder as the temporary one: processes that it starts before it returns inherit it. Playwright has no option for it.</summary>
    internal T Inside<T>(Func<T> start)
    {
        lock (Starting)
        {
            var before = Variables.Select(Environment.GetEnvironmentVariable).ToList();
            try
            {
                Array.ForEach(Variables, v => Environment.SetEnvironmentVariable(v, Path));
                return start();
            }
            finally
            {
                foreach (var (variable, value) in Variables.Zip(before))
                {
                    Environment.SetEnvironmentVariable(variable, value);
                }
            }
        }
    }

    /// <summary>Waits until the processes that live in it have ended, ends those that don't, and removes it.</summary>
    internal async Task RemoveAsync()
    {
        await EndAsync(TimeSpan.FromSeconds(5));
        EndProcesses();
        await EndAsync(TimeSpan.FromSeconds(5));
        Delete(attempts: 20);
        Open.TryRemove(this, out _);
    }

    private async Task EndAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        foreach (var process in Living())
        {
            using (process)
            {
                try
                {
                    await process.WaitForExitAsync(limit.Token);
                }
                catch (OperationCanceledException)
                {
                    // It is ended by force next.
                }
            }
        }
    }

    private void EndProcesses()
    {
        foreach (var process in Living())
        {
            using (process)
            {
                try
                {
                    process.Kill();
                    process.WaitForExit(TimeSpan.FromSeconds(2));
                }
                catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    // It ended by itself meanwhile.
                }
            }
        }
    }

    // By the environment that all of them inherit: it names this folder, which is nobody else's. Only Linux tells it; elsewhere deleting is tried for a while.
    private List<Process> Living()
    {
        var found = new List<Process>();
        if (!OperatingSystem.IsLinux())
        {
            return found;
        }

        var mark = "TMPDIR=" + Path + "\0";
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(System.IO.Path.GetFileName(folder), out var id) && File.ReadAllText(System.IO.Path.Combine(folder, "environ")).Contains(mark, StringComparison.Ordinal))
                {
                    found.Add(Process.GetProcessById(id));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // It ended meanwhile, or is somebody else's.
            }
        }

        return found;
    }

    private void Delete(int attempts)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A process that is about to end still writes there. What stays after all tries is only in the way, so no run fails for it.
                if (i == attempts)
                {
                    return;
                }

                Thread.Sleep(50);
            }
        }
    }
}
