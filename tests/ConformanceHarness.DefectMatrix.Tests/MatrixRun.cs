using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.DefectMatrix.Tests;

/// <summary>One service with one defect, or with several that break different cases, judged by the real engine.</summary>
internal static class MatrixRun
{
    /// <summary>The whole stage in both channels; otherwise the scenarios that show the defect, with every case that rests on these alone.</summary>
    public static bool Full => MatrixMode.Value == "full";

    /// <summary>Cases that a busy machine can fail: they are only judged in runs that have the machine to themselves.</summary>
    public static IReadOnlySet<string> Timing { get; } = new HashSet<string>(StringComparer.Ordinal) { "LAND-05", "LAND-06", "LAND-09" };

    /// <summary>Cases that judge times: on a machine that others keep busy too they can't tell.</summary>
    public static IReadOnlySet<string> Timed { get; } = new HashSet<string>(Timing, StringComparer.Ordinal) { "AUTH-11", "AUTH-12", "RES-02" };

    private static readonly Suite Suite = MinimumTestcaseSuite.Load();
    private static readonly Catalogue Catalogue = RunSetup.ReadCatalogue(Suite).Catalogue;

    /// <exception cref="InvalidOperationException">two of the defects change the same piece of the service</exception>
    public static async Task<MatrixRow> RunAsync(Fixture fixture, Stage stage, IReadOnlyList<FixtureDefect> defects, string reports, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> breaks = [.. defects.SelectMany(d => d.Breaks).Distinct(StringComparer.Ordinal)];
        var options = new RunOptions
        {
            Fixture = fixture.Name,
            Defects = defects.Select(d => d.Name).ToHashSet(StringComparer.Ordinal),
            Stage = stage,
            Channels = Channels(breaks),
            DescribeService = Full || stage != Stage.Uat || defects.Count == 0 || fixture != Fixture.All[0] ? text => text : OneSubService,
            Only = Full || defects.Count == 0 ? null : CasesShownBeside(breaks, stage),
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
            Defect = defects.Count == 0 ? "(conforming)" : string.Join(" + ", defects.Select(d => d.Name)),
            Description = defects.Count == 1 ? defects[0].Description : "nothing",
            Stage = stage,
            Expected = [.. breaks.Where(b => verdicts.Any(v => v.Case == b && v.Outcome != Outcome.Inapplicable)).Order(StringComparer.Ordinal)],
            Failed = [.. verdicts.Where(v => v.Outcome == Outcome.Failed).Select(v => v.Case).Order(StringComparer.Ordinal)],
            Waiting = [.. verdicts.Where(v => v.WaitsFor.Count > 0).Select(v => v.Case).Order(StringComparer.Ordinal)],
            Passed = verdicts.Count(v => v.Outcome == Outcome.Passed),
            Why = [.. verdicts.Where(v => v.Outcome is Outcome.Failed or Outcome.CantTell).SelectMany(v => v.Channels.SelectMany(c => c.Findings.Take(2).Select(f => $"{v.Case} {c.Channel} {v.Outcome}: {f.Seen.En} @ {f.Where}")))],
            Faults = setup.PlatformFaults,
        };
        Directory.Delete(outcome.Folder, recursive: true);
        return defects.Count == 0 ? row with { PassedOnNothing = PassedOnNothing(outcome.Record) } : row;
    }

    /// <summary>Cases that still pass when the run's observations are left without anything in them: their checks would pass whatever a service does.</summary>
    private static IReadOnlyList<string> PassedOnNothing(RunRecord record)
    {
        var emptied = record.Observations.Select(o => o with { Visits = [], Exchanges = [], Events = [], Snapshots = [], Gateway = [], Replays = [], Transport = [], Documents = [] }).ToList();
        var judged = new CaseJudge(record.Catalogue, record.Service, record.Plan, Suite.Checks).Judge(emptied, new NoBodies(), DateOnly.FromDateTime(record.Statement.EndedAt.Date));
        // What the service file says and names (DOC) is evidence of its own.
        return [.. judged.Verdicts.Where(v => v is { Outcome: Outcome.Passed, Manual: false } && Catalogue.Cases.First(c => c.Id == v.Case).Scenarios is not ["documents"]).Select(v => v.Case)];
    }

    private sealed class NoBodies : IBodies
    {
        public string? Text(string? digest) => null;
    }

    /// <summary>
    /// Defects that can be shown in one run: the same fixture, stage, channels and scenarios, no case broken by two, and none that keeps the
    /// others from being seen (whoever can't log in or complete a request shows nothing further).
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<FixtureDefect>> Together(IEnumerable<FixtureDefect> defects, Stage stage)
    {
        const int Most = 8;
        var groups = new List<(HashSet<string> Scenarios, List<FixtureDefect> Members)>();
        // The widest first: what needs fewer scenarios joins them.
        foreach (var defect in defects.OrderByDescending(d => ScenariosOf(d.Breaks, stage).Count))
        {
            var scenarios = ScenariosOf(defect.Breaks, stage);
            scenarios.UnionWith((Channels(defect.Breaks) ?? []).Select(c => c.ToString()));
            var alone = Catalogue.Cases.Any(c => c.DependsOn.Any(defect.Breaks.Contains));
            var group = alone ? default : groups.FirstOrDefault(g => g.Members.Count < Most && scenarios.IsSubsetOf(g.Scenarios) && !g.Members.Any(m => m.Breaks.Intersect(defect.Breaks).Any()));
            if (group.Members is not null)
            {
                group.Members.Add(defect);
            }
            else
            {
                // Nothing is a part of an empty set: nobody joins one that must be alone.
                groups.Add((alone ? [] : scenarios, [defect]));
            }
        }

        return [.. groups.Select(g => g.Members)];
    }

    /// <summary>How many scenarios a run with these defects observes, and one for starting it.</summary>
    public static int Cost(IReadOnlyList<FixtureDefect> defects, Stage stage) => 1 + ScenariosOf([.. defects.SelectMany(d => d.Breaks)], stage).Count;

    private static IReadOnlyList<Channel>? Channels(IReadOnlyList<string> breaks) =>
        Full || breaks.Count == 0 || breaks.Contains("APP-07") ? null : breaks.Any(InApp) ? [Channel.App] : [Channel.Web];

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
        var scenarios = ScenariosOf(breaks, stage);
        return [.. Catalogue.Cases.Where(c => c.Decision == Decision.Check && c.Stages.Contains(stage) && (breaks.Contains(c.Id) || (Usable(c, stage).All(scenarios.Contains) && !Timing.Contains(c.Id)))).Select(c => c.Id)];
    }

    private static HashSet<string> ScenariosOf(IReadOnlyList<string> breaks, Stage stage)
    {
        // A case that rests on many scenarios only because each adds a little (secrets, error states) would bring them all along.
        var broken = Catalogue.Cases.Where(c => breaks.Contains(c.Id)).ToList();
        return (broken.Any(c => Usable(c, stage).Count <= 4) ? broken.Where(c => Usable(c, stage).Count <= 4) : broken).SelectMany(c => Usable(c, stage)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>In production nobody logs in; elsewhere the embedded service's citizens come from the mock.</summary>
    private static IReadOnlyList<string> Usable(CatalogueCase @case, Stage stage) =>
        [.. @case.Scenarios.Where(name => Suite.Scenarios.Any(s => s.Name == name && s.Logins.Contains(stage == Stage.Production ? LoginMode.None : LoginMode.Mock)))];
}

/// <summary>What came of one run.</summary>
internal sealed record MatrixRow
{
    public required string Fixture { get; init; }
    public required string Defect { get; init; }
    public required string Description { get; init; }
    public required Stage Stage { get; init; }
    public required IReadOnlyList<string> Expected { get; init; }
    public required IReadOnlyList<string> Failed { get; init; }
    public required IReadOnlyList<string> Waiting { get; init; }
    public required int Passed { get; init; }

    /// <summary>Of conforming services: see MatrixRun.</summary>
    public IReadOnlyList<string> PassedOnNothing { get; init; } = [];

    /// <summary>How many other defects the run had.</summary>
    public int Beside { get; init; }
    public required IReadOnlyList<string> Why { get; init; }
    public required IReadOnlyList<string> Faults { get; init; }

    public bool AsExpected => Failed.SequenceEqual(Expected) && Faults.Count == 0;
}
