using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Channels.Tests.Remote;

/// <summary>A Playwright server as it is started elsewhere for <c>--browser ws://…</c>, here from the NuGet package's own copy of it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class RemoteServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder;

    private RemoteServer(Process process, DirectoryInfo folder, string address)
    {
        this.process = process;
        this.folder = folder;
        Address = address;
    }

    /// <summary>ws://127.0.0.1:port/</summary>
    public string Address { get; }

    /// <param name="executable">the browser that it has</param>
    /// <param name="arguments">of run-server</param>
    public static async Task<RemoteServer> StartAsync(string executable, params string[] arguments)
    {
        var package = Path.Combine(AppContext.BaseDirectory, ".playwright", "package");
        var folder = Directory.CreateTempSubdirectory("pws-");
        var revision = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(package, "browsers.json")))!["browsers"]!.AsArray().First(b => b!["name"]!.GetValue<string>() == "chromium-headless-shell")!["revision"]!.GetValue<string>();
        // Where Playwright's own download would lie.
        var place = Directory.CreateDirectory(Path.Combine(folder.FullName, "chromium_headless_shell-" + revision, "chrome-headless-shell-linux64"));
        var wrapper = Path.Combine(place.FullName, "chrome-headless-shell");
        await File.WriteAllTextAsync(wrapper, $"#!/bin/sh\nexec '{executable}' \"$@\"\n");
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, ".playwright", "node", "linux-x64", "node"), [Path.Combine(package, "cli.js"), "run-server", "--host", "127.0.0.1", "--port", "0", .. arguments])
        {
            // It ends when this pipe does, and so never outlives the tests.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PLAYWRIGHT_BROWSERS_PATH"] = folder.FullName;
        start.Environment["PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS"] = "1";
        start.Environment["TMPDIR"] = folder.FullName;
        var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadLineAsync() ?? "";
        const string Listening = "Listening on ";
        Assert.That(said, Does.StartWith(Listening));
        return new RemoteServer(process, folder, said[Listening.Length..]);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        folder.Delete(recursive: true);
    }
}
