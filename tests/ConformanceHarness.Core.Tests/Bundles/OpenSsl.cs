using System.Diagnostics;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>The independent verifier.</summary>
internal static class OpenSsl
{
    public static (int ExitCode, string Output) Run(string folder, string arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
