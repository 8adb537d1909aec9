using System.Diagnostics;
using System.Globalization;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Bench;

/// <summary>
/// An inbox of bundles no two of which are alike: each is made of a real one with a number in the text of every page that was seen, so that what was
/// found out about one holds for no other. <c>conformance verify FOLDER</c> as a process, on one processor and on all.
/// </summary>
internal static class ManyBundles
{
    /// <summary>Makes what is not there yet.</summary>
    public static void Make(string source, string folder, int count)
    {
        using var bundle = BundleReader.Open(source);
        for (var i = 0; i < count; i++)
        {
            var kept = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i:0000}-trial.asice"));
            if (File.Exists(kept))
            {
                continue;
            }

            var work = Directory.CreateTempSubdirectory("conformance-bench-").FullName;
            try
            {
                var number = i.ToString(CultureInfo.InvariantCulture);
                var made = RemadeBundle.Write(
                    bundle, work, s => s with { RunId = s.RunId + "-" + number },
                    observations => [.. observations.Select(o => o with { Snapshots = [.. o.Snapshots.Select(p => p with { Text = p.Text + "\n" + number })] })]);
                File.Move(made, kept);
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    public static void Measure(string folder)
    {
        var files = Directory.GetFiles(folder, "*.asice");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} bundles, {files.Sum(f => new FileInfo(f).Length) / 1e6:F0} MB"));
        // Once before, so that both find the files in the same place.
        WholeProcess.Verify("dotnet", [WholeProcess.Command, "verify", folder, "--allow-trial"]);
        Write("one processor", "taskset", ["-c", "0", "dotnet", WholeProcess.Command, "verify", folder, "--allow-trial"]);
        Write("all processors", "dotnet", [WholeProcess.Command, "verify", folder, "--allow-trial"]);
    }

    private static void Write(string what, string program, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var (peak, processor) = WholeProcess.Verify(program, arguments);
        var passed = watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-16} {passed,6:F1} s   {processor / passed:F2} processors busy   at most {peak / 1e6:F0} MB of memory"));
    }
}
