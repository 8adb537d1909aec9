using ConformanceHarness.Core;
using Microsoft.Playwright;

namespace ConformanceHarness.Cli.Running;

/// <summary>Makes sure that there is a browser: one that is installed, else Playwright's own, else Debian's chromium with a Thai font.</summary>
public static class BrowserFinder
{
    public const string Variable = "CONFORMANCE_CHROMIUM";

    // The headless shell first: the same engine without the browser's own windows, at a third of the processor time.
    private static readonly string[] Headless = ["chromium-headless-shell", "chrome-headless-shell", "headless_shell"];
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"];

    /// <summary>Path of the browser; null where Playwright's own is to be used. Looks after a Thai font as well.</summary>
    /// <param name="named">what the user named (--browser-path), or null</param>
    /// <param name="headed">the user wants to see its window, which the headless shell hasn't</param>
    /// <param name="say">hears what takes long</param>
    /// <exception cref="RunStoppedException">there is none and none can be had</exception>
    public static async Task<string?> EnsureAsync(string? named, bool headed, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var browser = await FindOrInstallAsync(named, headed, say, cancellationToken);
        await ThaiFont.EnsureAsync(say, cancellationToken);
        return browser;
    }

    /// <summary>Looks without installing anything.</summary>
    /// <param name="named">what the user named (--browser-path), or null</param>
    /// <returns>the path (null: Playwright's own), and where nothing was found, what was looked for</returns>
    internal static async Task<(string? Path, string? Missing)> LookAsync(string? named, CancellationToken cancellationToken)
    {
        if ((named ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } path)
        {
            return File.Exists(path) ? (path, null) : (null, path);
        }

        return Installed(headed: false) is { } installed ? (installed, null)
            : await PlaywrightsStartsAsync(cancellationToken) ? (null, null)
            : (null, string.Join(", ", Names));
    }

    /// <summary>Called in a process of its own: Playwright's installer ends the process that it runs in.</summary>
    public static int InstallPlaywrights() => Microsoft.Playwright.Program.Main(["install", "chromium"]);

    private static async Task<string?> FindOrInstallAsync(string? named, bool headed, Action<LocalText> say, CancellationToken cancellationToken)
    {
        if ((named ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } path)
        {
            return File.Exists(path) ? path : throw Missing($"{(named is null ? Variable : "--browser-path")} = {path}");
        }

        if (Installed(headed) is { } installed)
        {
            return installed;
        }

        if (await PlaywrightsStartsAsync(cancellationToken))
        {
            return null;
        }

        say(new LocalText("ไม่พบเบราว์เซอร์ กำลังติดตั้ง Chromium ของ Playwright", "No browser found; installing Playwright's Chromium"));
        var download = await InstallInProcessOfItsOwnAsync(cancellationToken);
        if (download is { ExitCode: 0 } && await PlaywrightsStartsAsync(cancellationToken))
        {
            return null;
        }

        var tried = $"{string.Join(", ", Names)}; Playwright: {(download is { ExitCode: not 0 } ? download.LastWords : "does not start")}";
        if (DebianPackages.Can)
        {
            say(new LocalText("กำลังติดตั้ง chromium และฟอนต์ไทยด้วย apt-get", "Installing chromium and a Thai font with apt-get"));
            var why = await DebianPackages.InstallAsync([headed ? "chromium" : "chromium-headless-shell", ThaiFont.Package, "fontconfig"], cancellationToken);
            if (Installed(headed) is null)
            {
                // Distributions that have no package of the shell alone.
                why = await DebianPackages.InstallAsync(["chromium", ThaiFont.Package, "fontconfig"], cancellationToken);
            }

            if (Installed(headed) is { } now)
            {
                return now;
            }

            tried += $"; apt-get: {why}";
        }

        throw Missing(tried);
    }

    /// <summary>A downloaded Chromium is of no use where the system lacks its libraries.</summary>
    private static async Task<bool> PlaywrightsStartsAsync(CancellationToken cancellationToken)
    {
        using var playwright = await Playwright.CreateAsync();
        var path = playwright.Chromium.ExecutablePath;
        return File.Exists(path) && (!OperatingSystem.IsLinux() || await ChildProcess.RunAsync(path, ["--version"], cancellationToken) is { ExitCode: 0 });
    }

    private static Task<ProgramEnd?> InstallInProcessOfItsOwnAsync(CancellationToken cancellationToken)
    {
        // Whoever hosts this (the command, a test runner), it is this assembly's Main that knows --install-browser.
        var self = typeof(BrowserFinder).Assembly.Location;
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        return ChildProcess.RunAsync(dotnet, [self, "--install-browser"], cancellationToken);
    }

    private static string? Installed(bool headed)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        // By name first, then by folder: a shell anywhere on the path is better than a full browser in its first folder.
        var names = headed ? Names : [.. Headless, .. Names];
        var candidates = names.SelectMany(n => folders.Select(f => Path.Combine(f, OperatingSystem.IsWindows() ? n + ".exe" : n))).ToList();
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
}
