using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.DefectMatrix.Tests;

/// <summary>One service with one defect, judged by the real engine.</summary>
internal static class MatrixRun
{
    /// <summary>The whole stage in both channels; otherwise the scenarios that show the defect, with every case that rests on these alone.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("CONFORMANCE_MATRIX") == "full";

    /// <summary>Cases that a busy machine can fail: they are only judged in runs that have the machine to themselves.</summary>
    public static IReadOnlySet<string> Timing { get; } = new HashSet<string>(StringComparer.Ordinal) { "LAND-05", "LAND-06", "LAND-09" };

    private static readonly Suite Suite = MinimumTestcaseSuite.Load();
    private static readonly Catalogue Catalogue = RunSetup.ReadCatalogue(Suite).Catalogue;

    /// <summary>Cases that are judged from evidence today.</summary>
    public static IReadOnlySet<string> Judged { get; } = Catalogue.Cases.Where(c => c.Decision == Decision.Check).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);

    public static Task<MatrixRow> RunAsync(Fixture fixture, FixtureDefect defect, string reports, CancellationToken cancellationToken) =>
        RunAsync(fixture, defect, defect.Stage, reports, cancellationToken);

    public static async Task<MatrixRow> RunAsync(Fixture fixture, FixtureDefect? defect, Stage stage, string reports, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> breaks = [.. (defect?.Breaks ?? []).Where(Judged.Contains)];
        var options = new RunOptions
        {
            Fixture = fixture.Name,
            Defects = defect is null ? new HashSet<string>() : new HashSet<string> { defect.Name },
            Stage = stage,
            Channels = Full || breaks.Contains("APP-07") ? null : breaks.Count > 0 && !breaks.Any(InApp) ? [Channel.Web] : [Channel.App],
            DescribeService = Full || stage != Stage.Uat ? text => text : OneSubService,
            Only = Full || defect is null ? null : CasesShownBeside(breaks, stage),
            ReportsFolder = reports,
            WriteReports = false,
            Parallel = 3,
        };
        await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, cancellationToken);
        var outcome = await RunEngine.RunAsync(setup.Request, cancellationToken);
        var verdicts = outcome.Record.Verdicts;
        var row = new MatrixRow
        {
            Fixture = fixture.Name,
            Defect = defect?.Name ?? $"(conforming, {stage})",
            Stage = stage,
            Expected = [.. breaks.Where(b => verdicts.Any(v => v.Case == b && v.Outcome != Outcome.Inapplicable)).Order(StringComparer.Ordinal)],
            Failed = [.. verdicts.Where(v => v.Outcome == Outcome.Failed).Select(v => v.Case).Order(StringComparer.Ordinal)],
            Undecided = [.. verdicts.Where(v => v.Outcome == Outcome.CantTell).Select(v => v.Case).Order(StringComparer.Ordinal)],
            Waiting = [.. verdicts.Where(v => v.WaitsFor.Count > 0).Select(v => v.Case).Order(StringComparer.Ordinal)],
            Passed = verdicts.Count(v => v.Outcome == Outcome.Passed),
            Judged = verdicts.Count(v => v.Outcome is Outcome.Passed or Outcome.Failed or Outcome.CantTell),
            Why = [.. verdicts.Where(v => v.Outcome is Outcome.Failed or Outcome.CantTell).SelectMany(v => v.Channels.SelectMany(c => c.Findings.Take(2).Select(f => $"{v.Case} {c.Channel} {v.Outcome}: {f.Seen.En} @ {f.Where}")))],
            Faults = setup.PlatformFaults,
        };
        Directory.Delete(outcome.Folder, recursive: true);
        return row;
    }

    private static bool InApp(string id) => Catalogue.Cases.First(c => c.Id == id).Channels.Contains(Channel.App);

    /// <summary>One sub-service shows a defect as well as three do: the service file without the others.</summary>
    private static string OneSubService(string text)
    {
        var second = text.IndexOf("  - id: ", text.IndexOf("  - id: ", StringComparison.Ordinal) + 1, StringComparison.Ordinal);
        var end = text.IndexOf("\nresponsible:", StringComparison.Ordinal);
        return second > 0 && end > second ? text[..second] + text[end..] : throw new InvalidOperationException("The embedded service file has another order than the matrix expects.");
    }

    private static IReadOnlyList<string> CasesShownBeside(IReadOnlyList<string> breaks, Stage stage)
    {
        // In production nobody logs in; elsewhere the embedded service's citizens come from the mock.
        var usable = Suite.Scenarios.Where(s => s.Logins.Contains(stage == Stage.Production ? LoginMode.None : LoginMode.Mock)).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> Scenarios(CatalogueCase c) => [.. c.Scenarios.Where(usable.Contains)];

        // A case that rests on many scenarios only because each adds a little (secrets, error states) would bring them all along.
        var broken = Catalogue.Cases.Where(c => breaks.Contains(c.Id)).ToList();
        var scenarios = (broken.Any(c => Scenarios(c).Count <= 4) ? broken.Where(c => Scenarios(c).Count <= 4) : broken).SelectMany(Scenarios).ToHashSet(StringComparer.Ordinal);
        return [.. Catalogue.Cases.Where(c => c.Decision == Decision.Check && c.Stages.Contains(stage) && (breaks.Contains(c.Id) || (Scenarios(c).All(scenarios.Contains) && !Timing.Contains(c.Id)))).Select(c => c.Id)];
    }
}

/// <summary>What came of one defect.</summary>
internal sealed record MatrixRow
{
    public required string Fixture { get; init; }
    public required string Defect { get; init; }
    public required Stage Stage { get; init; }
    public required IReadOnlyList<string> Expected { get; init; }
    public required IReadOnlyList<string> Failed { get; init; }
    public required IReadOnlyList<string> Undecided { get; init; }
    public required IReadOnlyList<string> Waiting { get; init; }
    public required int Passed { get; init; }
    public required int Judged { get; init; }
    public required IReadOnlyList<string> Why { get; init; }
    public required IReadOnlyList<string> Faults { get; init; }
}
