using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Appium;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>A real Appium server of tests/tools/appium on a free port, with everything that it makes in folders of its own.</summary>
internal sealed class AppiumProcess : IAsyncDisposable
{
    private readonly DirectoryInfo temporary;
    private readonly int port;
    private Process process;
    private bool ended;

    private AppiumProcess(DirectoryInfo temporary, int port)
    {
        this.temporary = temporary;
        this.port = port;
        Address = new Uri($"http://127.0.0.1:{port}");
        process = Launch();
    }

    public Uri Address { get; }

    public static async Task<AppiumProcess> StartAsync()
    {
        // Short: Chromium keeps a socket there, whose path may not be longer than 107 bytes.
        var server = new AppiumProcess(Directory.CreateTempSubdirectory("ca-"), FreePort());
        try
        {
            await server.ReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task StartAgainAsync()
    {
        process.Dispose();
        process = Launch();
        await ReadyAsync();
    }

    /// <summary>Ends the server and all that it started, as a machine that is switched off does.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Processes that the server started and that do not go within some seconds, by their environment.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(200))
        {
            if (Left() is var left && (left.Count == 0 || TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(20)))
            {
                return left;
            }
        }
    }

    private List<string> Left()
    {
        var left = new List<string>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains("TMPDIR=" + temporary.FullName + "\0", StringComparison.Ordinal) && !File.ReadAllText(Path.Combine(folder, "stat")).Contains(") Z ", StringComparison.Ordinal))
                {
                    left.Add(File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' '));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile.
            }
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
        temporary.Delete(recursive: true);
    }

    private Process Launch()
    {
        var tool = Path.Combine(Root(), "tests", "tools", "appium");
        var script = Path.Combine(tool, "node_modules", "appium", "index.js");
        if (!File.Exists(script))
        {
            throw new InvalidOperationException($"This test needs the Appium server of {tool}: run ./test, or npm ci there.");
        }

        var start = new ProcessStartInfo("node", [script, "server", "--address", "127.0.0.1", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--log-level", "error", "--log-no-colors"])
        {
            WorkingDirectory = tool,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The drivers are dependencies of the package that lies in APPIUM_HOME; nothing is looked for in the user's home.
        start.Environment["APPIUM_HOME"] = tool;
        start.Environment["TMPDIR"] = temporary.FullName;
        start.Environment["HOME"] = temporary.FullName;
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, line) => TestContext.Progress.WriteLine("appium: " + line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private async Task ReadyAsync()
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(200))
        {
            try
            {
                if ((await AppiumServer.StatusAsync(Address, CancellationToken.None)).Ready)
                {
                    return;
                }
            }
            catch (DriverException) when (!process.HasExited && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(120))
            {
                // Not yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConformanceHarness.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run from a clone: no ConformanceHarness.sln above " + AppContext.BaseDirectory);
    }
}
