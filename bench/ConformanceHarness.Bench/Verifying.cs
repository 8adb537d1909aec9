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
        var (hashing, verifying) = (new List<double>(), new List<double>());
        Hash(bundle);
        for (var i = 0; i < Rounds; i++)
        {
            hashing.Add(Time(() => Hash(bundle)));
            verifying.Add(Time(() => verifier.Verify(bundle, policy)));
        }

        var (h, v) = (Median(hashing), Median(verifying));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bundle of {new FileInfo(bundle).Length / 1e6:F1} MB, median of {Rounds}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unzip and SHA-256    {h,8:F0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verify               {v,8:F0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio                {v / h,8:F2}"));
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

    private static double Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
