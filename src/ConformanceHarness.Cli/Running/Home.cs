namespace ConformanceHarness.Cli.Running;

/// <summary>Where the harness keeps what lasts: below the folder in which it was unpacked, nowhere else on the machine.</summary>
public static class Home
{
    /// <summary>Set by the scripts <c>conformance</c> and <c>conformance.cmd</c>; otherwise the first folder upwards that holds the solution, else the current one.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("CONFORMANCE_HOME") is { Length: > 0 } set ? set : Search(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    public static string Reports => Path.Combine(Folder, "reports");

    /// <summary>The local CA and the like; not in version control.</summary>
    public static string State => Path.Combine(Folder, ".state");

    public static string Authority => Path.Combine(State, "ca");

    private static string? Search(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConformanceHarness.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
