using System.Diagnostics;
using System.Globalization;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Targets;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.Bench.Nights;

/// <summary>
/// What a night is compared with: the same pages in the same browser with the same waits, as many visits for each target, each in a context
/// of its own, and nothing else: no probe, no audit, no redaction, no evidence on the disk, no judging.
/// </summary>
internal static class BareVisits
{
    private static readonly string[] Browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    public static async Task MeasureAsync(string table, int parallel, int visits, CancellationToken cancellationToken)
    {
        var suite = ConformanceHarness.Suites.MinimumTestcase.MinimumTestcaseSuite.Load();
        var targets = TargetsReader.Read(table, RunSetup.ReadCatalogue(suite).Catalogue).Targets;
        var executable = Environment.GetEnvironmentVariable("CONFORMANCE_CHROMIUM") ?? Browsers.FirstOrDefault(File.Exists);
        using var authority = LocalAuthority.CreateInMemory();
        // The pages ask for the SDK here as they do there.
        await using var mock = await MockPlatform.StartAsync(new MockPlatformOptions { Authority = authority, ConsumerKey = "none", ConsumerSecret = "none", AppId = Guid.NewGuid().ToString() }, cancellationToken);
        await using var driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = executable, HostMap = new Dictionary<string, string> { ["czp.dga.or.th"] = mock.SdkBase.Authority } });
        var watch = Stopwatch.StartNew();
        var opened = 0;
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken }, async (target, token) =>
        {
            for (var i = 0; i < visits; i++)
            {
                var recorder = new ObservationRecorder("bare", Channel.App, 1, TimeProvider.System);
                await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App, ReadOnly: true), recorder, token);
                await session.HandOverAsync("", "");
                await session.OpenAsync("bare", target.LandingUrl, Awaited.Ending(), token);
                Interlocked.Increment(ref opened);
            }
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{targets.Count} targets, {opened} visits, {watch.Elapsed.TotalSeconds:0.0} s, {targets.Count / watch.Elapsed.TotalMinutes:0.0} targets a minute"));
    }
}
