namespace ConformanceHarness.Sessions.WebDriver.WebKit;

/// <summary>Where WebKitGTK's WebDriver, its browser for automation and a virtual screen are on this machine.</summary>
/// <param name="Screen">Xvfb; null where a display is used that is there already</param>
public sealed record WebKitInstallation(string Driver, string MiniBrowser, string? Screen)
{
    /// <summary>Debian packages that bring all of it.</summary>
    public static IReadOnlyList<string> Packages { get; } = ["webkit2gtk-driver", "xvfb"];

    /// <summary>What is installed; null: not all of it is there (only Linux has it).</summary>
    public static WebKitInstallation? Find(bool headed = false)
    {
        if (!OperatingSystem.IsLinux() || OnPath("WebKitWebDriver") is not { } driver || !Path.Exists(OwnedProcess.SetSid))
        {
            return null;
        }

        var screen = headed ? null : OnPath("Xvfb");
        return MiniBrowserBeside() is { } browser && (headed || screen is not null) ? new WebKitInstallation(driver, browser, screen) : null;
    }

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(d => d.Length > 0).Select(d => Path.Combine(d, name)).FirstOrDefault(File.Exists);

    private static readonly string[] Roots = ["/usr/lib", "/usr/libexec", "/usr/lib64"];

    // Debian and its kin: /usr/lib/<triplet>/webkit2gtk-4.1/MiniBrowser; others put it under libexec.
    private static string? MiniBrowserBeside() =>
        Roots.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, "webkit*gtk-*").Concat(Directory.EnumerateDirectories(root, "*-linux-gnu*").SelectMany(d => Directory.EnumerateDirectories(d, "webkit*gtk-*"))))
            .OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "MiniBrowser")).FirstOrDefault(File.Exists);
}
