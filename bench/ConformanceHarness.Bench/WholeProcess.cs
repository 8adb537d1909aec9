using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ConformanceHarness.Bench;

/// <summary>
/// <c>conformance verify</c> as a process, start included, against unpacking into a folder and hashing every file: by unzip and sha256sum
/// where they are installed, and by .NET in this process.
/// </summary>
internal static class WholeProcess
{
    private const int Rounds = 5;

    public static void Measure(string bundle)
    {
        var tools = Find("unzip") && Find("sha256sum");
        var (byTools, byDotNet, verifying) = (new List<double>(), new List<double>(), new List<double>());
        var peak = 0L;
        for (var i = 0; i < Rounds; i++)
        {
            if (tools)
            {
                byTools.Add(InFolder(folder => Tools(bundle, folder)));
            }

            byDotNet.Add(InFolder(folder => DotNet(bundle, folder)));
            var watch = Stopwatch.StartNew();
            peak = Math.Max(peak, Verify("dotnet", [Command, "verify", "--allow-trial", bundle]).Peak);
            verifying.Add(watch.Elapsed.TotalMilliseconds);
        }

        var v = Median(verifying);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"whole process: verify {v:F0} ms, at most {peak / 1e6:F0} MB of memory; median of {Rounds}"));
        if (tools)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  unzip + sha256sum       {Median(byTools),6:F0} ms   ratio {v / Median(byTools):F1}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  .NET unpack + SHA-256   {Median(byDotNet),6:F0} ms   ratio {v / Median(byDotNet):F1}"));
    }

    /// <summary>The command line's assembly.</summary>
    public static string Command => Path.Combine(AppContext.BaseDirectory, "ConformanceHarness.Cli.dll");

    /// <returns>the process's peak resident memory in bytes and its processor time in seconds, as far as they were seen every few milliseconds</returns>
    public static (long Peak, double Processor) Verify(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        var said = process.StandardOutput.ReadToEndAsync();
        var (peak, processor) = (0L, 0.0);
        while (!process.WaitForExit(5))
        {
            process.Refresh();
            (peak, processor) = (Math.Max(peak, Peak(process)), Math.Max(processor, Processor(process)));
        }

        return process.ExitCode == 0 ? (peak, processor) : throw new InvalidOperationException($"verify ended with {process.ExitCode}: {said.Result}");
    }

    private static double Processor(Process process)
    {
        try
        {
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            // It ended between two looks.
            return 0;
        }
    }

    private static long Peak(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between two looks.
            return 0;
        }
    }

    private static double InFolder(Action<string> work)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-bench-").FullName;
        try
        {
            var watch = Stopwatch.StartNew();
            work(folder);
            return watch.Elapsed.TotalMilliseconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Tools(string bundle, string folder)
    {
        Run("unzip", "-q", bundle, "-d", folder);
        Run("find", folder, "-type", "f", "-exec", "sha256sum", "{}", "+");
    }

    private static void DotNet(string bundle, string folder)
    {
        ZipFile.ExtractToDirectory(bundle, folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = File.OpenRead(file);
            _ = SHA256.HashData(stream);
        }
    }

    private static void Run(string tool, params string[] arguments)
    {
        using var process = Start(tool, arguments);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool} ended with {process.ExitCode}.");
        }
    }

    private static Process Start(string tool, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{tool} did not start.");

    private static bool Find(string tool)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, tool == "unzip" ? "-v" : "--version") { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
