using System.Diagnostics;
using System.Globalization;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Bench;

/// <summary>
/// The same cases, service, browser and recording, twice: with shared scenarios, and with each case observing the scenarios it needs by
/// itself. Reports and the bundle are left out of both times; judging is the same work on both sides.
/// </summary>
internal static class Visiting
{
    /// <returns>path of the bundle that a run with shared scenarios wrote</returns>
    public static async Task<string> MeasureAsync(IReadOnlyList<string>? only, int parallel, CancellationToken cancellationToken)
    {
        var reports = Directory.CreateTempSubdirectory("conformance-bench-").FullName;
        var options = new RunOptions { Only = only, Parallel = parallel, ReportsFolder = reports, WriteReports = false };
        var shared = await TimeAsync("shared scenarios", options, cancellationToken);
        var apart = await TimeAsync("one visit per case", options with { OneVisitPerCase = true }, cancellationToken);

        Console.WriteLine();
        Console.WriteLine(Line("", "wall time", "sessions", "page visits", "evidence"));
        Console.WriteLine(shared.Row("shared scenarios"));
        Console.WriteLine(apart.Row("one visit per case"));
        Console.WriteLine(Line("ratio", Ratio(shared.Time / apart.Time), Ratio((double)shared.Sessions / apart.Sessions), Ratio((double)shared.PageVisits / apart.PageVisits), Ratio((double)shared.Bytes / apart.Bytes)));
        Console.WriteLine();

        await using var setup = await RunSetup.MakeAsync(options with { WriteReports = true }, new SilentListener(), t => Console.Error.WriteLine(t.En), cancellationToken);
        return (await RunEngine.RunAsync(setup.Request, cancellationToken)).Bundle!;
    }

    private static async Task<Measured> TimeAsync(string what, RunOptions options, CancellationToken cancellationToken)
    {
        Console.Error.WriteLine($"running: {what}");
        await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), t => Console.Error.WriteLine(t.En), cancellationToken);
        var watch = Stopwatch.StartNew();
        var outcome = await RunEngine.RunAsync(setup.Request, cancellationToken);
        watch.Stop();
        var observations = outcome.Record.Observations;
        var files = Directory.GetFiles(Path.Combine(outcome.Folder, "evidence", "observations"), "*", SearchOption.AllDirectories);
        return files.Length == observations.Count && observations.All(o => o.End != ObservationEnd.HarnessFailed)
            ? new Measured(watch.Elapsed, observations.Count, outcome.Record.Statement.PageVisits, new DirectoryInfo(Path.Combine(outcome.Folder, "evidence")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length))
            : throw new InvalidOperationException($"{what}: {observations.Count} observations, {files.Length} recorded, {observations.Count(o => o.End == ObservationEnd.HarnessFailed)} broken: nothing to compare.");
    }

    private static string Line(string name, string time, string sessions, string visits, string evidence) => $"{name,-20}{time,12}{sessions,10}{visits,13}{evidence,12}";

    private static string Ratio(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private sealed record Measured(TimeSpan Time, int Sessions, int PageVisits, long Bytes)
    {
        public string Row(string name) => Line(
            name,
            Time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s",
            Sessions.ToString(CultureInfo.InvariantCulture),
            PageVisits.ToString(CultureInfo.InvariantCulture),
            (Bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " MB");
    }
}
