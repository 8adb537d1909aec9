namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>Processes that a command started in a test's home: they inherit its environment.</summary>
internal static class Processes
{
    public static IReadOnlyList<string> Of(TestHome home) => With("CONFORMANCE_HOME=" + home.Folder);

    /// <param name="variable">NAME=value</param>
    public static IReadOnlyList<string> With(string variable)
    {
        var found = new List<string>();
        if (!OperatingSystem.IsLinux())
        {
            // Only Linux tells a process's environment.
            return found;
        }

        foreach (var folder in Directory.GetDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains(variable + "\0", StringComparison.Ordinal))
                {
                    found.Add(Path.GetFileName(folder) + " " + File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' '));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is somebody else's.
            }
        }

        return found;
    }
}
