using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ConformanceHarness.Nightly.Tests;

/// <summary>A real PostgreSQL server of this machine, on a free port of loopback, with its data in a folder of its own.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // What Debian's package makes; the server refuses to run as root.
    private const string Nobody = "postgres";
    private readonly DirectoryInfo folder;
    private readonly Process process;

    private PostgresServer(DirectoryInfo folder, Process process, int port)
    {
        this.folder = folder;
        this.process = process;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=harness;Database=postgres;Pooling=false";
    }

    public string ConnectionString { get; }

    private static bool Root => OperatingSystem.IsLinux() && Environment.UserName == "root";

    public static async Task<PostgresServer> StartAsync()
    {
        var programs = Programs() ?? throw new InvalidOperationException("There is no PostgreSQL under /usr/lib/postgresql: run ./test, or install it.");
        var folder = Directory.CreateTempSubdirectory("pg-");
        var data = Path.Combine(folder.FullName, "data");
        if (Root)
        {
            await DoAsync("chown", Nobody, folder.FullName);
        }

        await DoAsync(As(Path.Combine(programs, "initdb"), "--pgdata", data, "--username", "harness", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var server = Start(As(Path.Combine(programs, "postgres"), "-D", data, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder.FullName, "-F"));
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(100))
        {
            using var asked = Start([Path.Combine(programs, "pg_isready"), "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-q"]);
            await asked.WaitForExitAsync();
            if (asked.ExitCode == 0)
            {
                return new PostgresServer(folder, server, port);
            }

            if (server.HasExited || TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException("PostgreSQL did not start.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault() : null;

    private static string[] As(params string[] command) => Root ? ["runuser", "-u", Nobody, "--", .. command] : command;

    private static async Task DoAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, command[0]);
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
