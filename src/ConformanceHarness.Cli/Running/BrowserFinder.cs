using System.Diagnostics;
using ConformanceHarness.Core;
using Microsoft.Playwright;

namespace ConformanceHarness.Cli.Running;

/// <summary>Makes sure that there is a browser: one that is installed, else Playwright's own, else Debian's chromium with a Thai font.</summary>
public static class BrowserFinder
{
    public const string Variable = "CONFORMANCE_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"];

    /// <summary>Path of the browser; null where Playwright's own is to be used.</summary>
    /// <param name="named">what the user named (--browser-path), or null</param>
    /// <param name="say">hears what takes long</param>
    /// <exception cref="RunStoppedException">there is none and none can be had</exception>
    public static async Task<string?> EnsureAsync(string? named, Action<LocalText> say, CancellationToken cancellationToken)
    {
        if ((named ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } path)
        {
            return File.Exists(path) ? path : throw Missing($"{(named is null ? Variable : "--browser-path")} = {path}");
        }

        if (Installed() is { } installed)
        {
            return installed;
        }

        using (var playwright = await Playwright.CreateAsync())
        {
            if (File.Exists(playwright.Chromium.ExecutablePath))
            {
                return null;
            }
        }

        say(new LocalText("ไม่พบเบราว์เซอร์ กำลังติดตั้ง Chromium ของ Playwright", "No browser found; installing Playwright's Chromium"));
        if (await RunAsync(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], "--install-browser"], cancellationToken) == 0)
        {
            return null;
        }

        if (OperatingSystem.IsLinux() && File.Exists("/usr/bin/apt-get"))
        {
            say(new LocalText("กำลังติดตั้ง chromium และฟอนต์ไทยด้วย apt-get", "Installing chromium and a Thai font with apt-get"));
            string[] sudo = Environment.UserName == "root" ? [] : ["sudo", "-n"];
            if (await RunAsync("/usr/bin/env", [.. sudo, "apt-get", "update", "-qq"], cancellationToken) == 0)
            {
                _ = await RunAsync("/usr/bin/env", [.. sudo, "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "chromium", "fonts-thai-tlwg"], cancellationToken);
            }

            if (Installed() is { } now)
            {
                return now;
            }
        }

        throw Missing(string.Join(", ", Names));
    }

    /// <summary>Looks without installing anything.</summary>
    /// <param name="path">null where Playwright's own is there</param>
    internal static bool TryFind(string? named, out string? path, out string tried)
    {
        tried = string.Join(", ", Names);
        path = named ?? Environment.GetEnvironmentVariable(Variable);
        if (path is { Length: > 0 })
        {
            tried = path;
            return File.Exists(path);
        }

        path = Installed();
        if (path is not null)
        {
            return true;
        }

        using var playwright = Playwright.CreateAsync().GetAwaiter().GetResult();
        return File.Exists(playwright.Chromium.ExecutablePath);
    }

    /// <summary>Called in a process of its own: Playwright's installer ends the process that it runs in.</summary>
    public static int InstallPlaywrights() => Microsoft.Playwright.Program.Main(["install", "chromium"]);

    private static string? Installed()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var candidates = folders.SelectMany(f => Names.Select(n => Path.Combine(f, OperatingSystem.IsWindows() ? n + ".exe" : n))).ToList();
        if (OperatingSystem.IsWindows())
        {
            foreach (var root in new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData }.Select(Environment.GetFolderPath))
            {
                candidates.Add(Path.Combine(root, "Google", "Chrome", "Application", "chrome.exe"));
                candidates.Add(Path.Combine(root, "Microsoft", "Edge", "Application", "msedge.exe"));
            }
        }
        else if (OperatingSystem.IsMacOS())
        {
            candidates.Add("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
            candidates.Add("/Applications/Chromium.app/Contents/MacOS/Chromium");
        }

        return candidates.FirstOrDefault(File.Exists);
    }

    private static RunStoppedException Missing(string tried) => new(
        Cause.Environment,
        new LocalText($"ไม่พบเบราว์เซอร์ (ค้นหา: {tried})", $"There is no browser (looked for: {tried})."),
        new LocalText($"ติดตั้ง Chromium, Google Chrome หรือ Microsoft Edge หรือระบุตำแหน่งด้วย --browser-path หรือตัวแปร {Variable}", $"Install Chromium, Google Chrome or Microsoft Edge, or name one with --browser-path or the variable {Variable}."),
        ExitCodes.HarnessError);

    private static async Task<int> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true } };
        foreach (var argument in arguments)
        {
            process.StartInfo.ArgumentList.Add(argument);
        }

        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }

        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        await output;
        return process.ExitCode;
    }
}
