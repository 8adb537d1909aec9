using System.Globalization;
using ConformanceHarness.Cli.Running;

namespace ConformanceHarness.Cli.Output;

/// <summary>Where the details of an error go that nobody expected: a file for the developers, not the screen.</summary>
internal static class ErrorFile
{
    /// <summary>Path of the file; null where no folder could be written.</summary>
    public static string? Write(Exception error, Func<string, string> redact)
    {
        var text = redact(string.Create(CultureInfo.InvariantCulture, $"ConformanceHarness {RunEngine.HarnessVersion}, .NET {Environment.Version}, {Environment.OSVersion}\n{error}\n"));
        var name = string.Create(CultureInfo.InvariantCulture, $"error-{TimeProvider.System.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Environment.ProcessId}.txt");
        foreach (var folder in new[] { Path.Combine(Home.State, "errors"), Path.GetTempPath() })
        {
            try
            {
                Directory.CreateDirectory(folder);
                var path = Path.Combine(folder, name);
                File.WriteAllText(path, text);
                return path;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next folder is tried; without any, the message alone has to do.
            }
        }

        return null;
    }
}
