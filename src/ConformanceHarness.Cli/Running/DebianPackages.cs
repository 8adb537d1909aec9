namespace ConformanceHarness.Cli.Running;

/// <summary>Installs packages with apt-get: as root, or with a sudo that asks for no password.</summary>
internal static class DebianPackages
{
    private const string AptGet = "/usr/bin/apt-get";

    public static bool Can => OperatingSystem.IsLinux() && File.Exists(AptGet);

    /// <returns>null if they are installed now, else why not</returns>
    public static async Task<string?> InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var update = await AptAsync(["update", "-qq"], cancellationToken);
        if (update is not { ExitCode: 0 })
        {
            return Why(update);
        }

        var install = await AptAsync(["install", "-y", "-qq", "--no-install-recommends", .. packages], cancellationToken);
        return install is { ExitCode: 0 } ? null : Why(install);
    }

    /// <summary>The command line, as a person would type it: for messages.</summary>
    public static string CommandLine(params IReadOnlyList<string> packages) => "sudo apt-get install " + string.Join(' ', packages);

    private static Task<ProgramEnd?> AptAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // The variable goes behind sudo: before it, sudo drops it or refuses.
        string[] apt = ["/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", AptGet, .. arguments];
        return Environment.IsPrivilegedProcess
            ? ChildProcess.RunAsync(apt[0], apt[1..], cancellationToken)
            : ChildProcess.RunAsync("sudo", ["-n", .. apt], cancellationToken);
    }

    private static string Why(ProgramEnd? end) => end is null ? "this user is not root and there is no sudo" : end.LastWords;
}
