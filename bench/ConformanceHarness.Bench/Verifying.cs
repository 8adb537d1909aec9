using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Bench;

/// <summary>Verifying a bundle, the judging again included, against the least anyone could do: unpack every entry and hash it.</summary>
internal static class Verifying
{
    private const int Rounds = 11;
    private const int Warming = 40;
    private const int Inbox = 24;

    public static void Measure(string bundle)
    {
        var verifier = new BundleVerifier(new BundleJudge(MinimumTestcaseSuite.Load()));
        var policy = new VerifyPolicy();
        var report = verifier.Verify(bundle, policy);
        if (!report.Rejudged)
        {
            throw new InvalidOperationException("The bundle was not judged again: " + string.Join("; ", report.Problems.Select(p => p.ToString())));
        }

        // Turn about, so that a busy moment of the machine hits both; both warm.
        var (hashing, verifying) = (new List<Cost>(), new List<Cost>());
        for (var i = 0; i < Warming; i++)
        {
            Hash(bundle);
            verifier.Verify(bundle, policy);
        }

        for (var i = 0; i < Rounds; i++)
        {
            hashing.Add(Time(() => Hash(bundle)));
            verifying.Add(Time(() => verifier.Verify(bundle, policy)));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bundle of {new FileInfo(bundle).Length / 1e6:F1} MB, median of {Rounds}"));
        Write("time passed", hashing, verifying, c => c.Passed);
        // On a busy machine the time passed says little, the processor's says how much work it is; on an idle one verifying uses all processors.
        Write("processor time", hashing, verifying, c => c.Processor);
        var many = Time(() => Parallel.For(0, Inbox, _ => verifier.Verify(bundle, policy)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Inbox} bundles beside each other: {many.Passed / Inbox:F0} ms each, {many.Processor / many.Passed:F1} of {Environment.ProcessorCount} processors busy"));
    }

    private static void Write(string what, List<Cost> hashing, List<Cost> verifying, Func<Cost, double> of)
    {
        var (h, v) = (Median(hashing.Select(of)), Median(verifying.Select(of)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-16} unzip and SHA-256 {h,6:F0} ms   verify {v,6:F0} ms   ratio {v / h:F1}"));
    }

    private static void Hash(string bundle)
    {
        using var zip = ZipFile.OpenRead(bundle);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            _ = SHA256.HashData(stream);
        }
    }

    private static Cost Time(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        action();
        var passed = watch.Elapsed.TotalMilliseconds;
        process.Refresh();
        return new Cost(passed, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private sealed record Cost(double Passed, double Processor);
}
