using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;

[assembly: LevelOfParallelism(3)]

namespace ConformanceHarness.DefectMatrix.Tests;

/// <summary>
/// For every defect of both services exactly the cases that should fail do fail; the conforming services fail none, at any stage. Defects that
/// break different cases of the same scenarios are shown in one run; where such a run differs from what is expected, each is run by itself,
/// and only that counts.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
internal sealed class DefectMatrixTests
{
    private const string Nothing = "(conforming)";

    // First members of groups in which one defect hides another, or that can't be put into one service.
    private static readonly HashSet<string> Apart = new(StringComparer.Ordinal)
    {
        "secret-in-script", "token-in-header", "secret-base64-in-page", "blank-start", "name-ellipsis", "date-dashes", "no-confirmation", "sent-before-confirmation", "uat-address-in-script",
        "own-ca-in-production", "key-in-hidden-field", "form-over-http", "cacheable", "birth-on-the-first", "push-in-english", "cancel-files",
        "name-in-address", "token-in-storage", "asks-for-user-agent-data", "stored-on-the-way", "drawn-when-idle", "chrome-only",
    };

    private static readonly List<(Fixture Fixture, Stage Stage, IReadOnlyList<FixtureDefect> Defects)> Selected = Select();
    private static readonly ConcurrentBag<MatrixRow> Rows = [];
    private static readonly string Reports = Path.Combine(Path.GetTempPath(), "conformance-matrix-" + Environment.ProcessId);

    public static IEnumerable<TestCaseData> Conforming =>
        from fixture in Fixture.All
        from stage in new[] { Stage.Uat, Stage.Preproduction, Stage.Production }
        where !MatrixMode.IsOrdinary || fixture == Fixture.All[0] || stage == Stage.Uat
        select new TestCaseData(fixture, stage).SetName($"{{m}}({fixture.Name}, {stage})");

    public static IEnumerable<TestCaseData> Groups =>
        from fixture in Fixture.All
        from stage in new[] { Stage.Uat, Stage.Preproduction, Stage.Production }
        from together in Grouped(fixture, stage)
        select Placed(new TestCaseData(fixture, stage, together).SetName($"{{m}}({fixture.Name}, {stage}: {string.Join(" + ", together.Select(d => d.Name))})"), together);

    [OneTimeTearDown]
    public void PrintTable()
    {
        if (Directory.Exists(Reports))
        {
            Directory.Delete(Reports, recursive: true);
        }

        var table = new StringBuilder();
        table.Append("| service | stage | defect | what is wrong | fails | seen |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in Rows.OrderBy(r => r.Fixture == Fixture.All[0].Name ? 0 : 1).ThenBy(r => r.Stage).ThenBy(r => r.Failed.Count == 0 ? "" : r.Failed[0], StringComparer.Ordinal).ThenBy(r => r.Defect, StringComparer.Ordinal))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Fixture} | {row.Stage} | {row.Defect} | {row.Description} | {(row.Failed.Count == 0 ? "none" : string.Join(", ", row.Failed))} | {Seen(row)} |\n");
        }

        table.Append(CultureInfo.InvariantCulture, $"\n{Rows.Count(r => r.Defect != Nothing)} defects and {Rows.Count(r => r.Defect == Nothing)} conforming services, {Rows.SelectMany(r => r.Failed).Distinct().Count()} cases failed by at least one defect, {Rows.Count(r => !r.AsExpected)} rows other than expected.\n");
        TestContext.Progress.WriteLine(table.ToString());
        if (MatrixMode.File is { } path)
        {
            File.WriteAllText(path, table.ToString());
        }
    }

    [Test]
    public void Every_automated_case_has_a_defect_that_fails_it()
    {
        var covered = Fixture.All.SelectMany(f => f.Defects).SelectMany(d => d.Breaks).ToHashSet(StringComparer.Ordinal);
        var checks = Suites.MinimumTestcase.MinimumTestcaseSuite.Load().Checks.Keys;

        Assert.That(checks, Is.Not.Empty);
        Assert.That(checks.Where(c => !covered.Contains(c)), Is.Empty);
    }

    [Category("Alone")]
    [NonParallelizable]
    [CancelAfter(300_000)]
    [TestCaseSource(nameof(Conforming))]
    public async Task The_conforming_service_fails_no_case(Fixture fixture, Stage stage, CancellationToken cancellationToken)
    {
        var row = await MatrixRun.RunAsync(fixture, stage, [], Reports, cancellationToken);
        Rows.Add(row);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Why, Is.Empty);
            Assert.That(row.Passed, Is.GreaterThanOrEqualTo(stage switch { Stage.Uat => 75, Stage.Preproduction => 38, _ => 22 }));
            Assert.That(row.Faults, Is.Empty);
            Assert.That(row.PassedOnNothing, Is.Empty);
        }
    }

    [TestCaseSource(nameof(Groups))]
    [CancelAfter(600_000)]
    public async Task A_defect_fails_exactly_its_cases(Fixture fixture, Stage stage, IReadOnlyList<FixtureDefect> together, CancellationToken cancellationToken)
    {
        if (together.Count > 1 && await TryAsync(fixture, stage, together, cancellationToken) is { AsExpected: true } all)
        {
            // No case is broken by two of them: what failed says which defect was seen.
            foreach (var defect in together)
            {
                Rows.Add(all with { Defect = defect.Name, Description = defect.Description, Beside = together.Count - 1, Expected = Of(all.Expected, defect), Failed = Of(all.Failed, defect), Waiting = [] });
            }

            return;
        }

        foreach (var defect in together)
        {
            var row = await MatrixRun.RunAsync(fixture, stage, [defect], Reports, cancellationToken);
            Rows.Add(row);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(row.Failed, Is.EqualTo(row.Expected), defect.Name + "\n" + string.Join('\n', row.Why));
                Assert.That(row.Faults, Is.Empty);
            }
        }
    }

    private static string Seen(MatrixRow row) =>
        row.Beside > 0 ? $"in one run with {row.Beside} others" : row.Waiting.Count > 0 ? "alone; untested: " + string.Join(", ", row.Waiting) : "alone";

    private static IReadOnlyList<string> Of(IReadOnlyList<string> cases, FixtureDefect defect) => [.. cases.Where(defect.Breaks.Contains)];

    /// <summary>Null where the defects can't be put into one service: they change the same piece of it.</summary>
    private static async Task<MatrixRow?> TryAsync(Fixture fixture, Stage stage, IReadOnlyList<FixtureDefect> together, CancellationToken cancellationToken)
    {
        try
        {
            var row = await MatrixRun.RunAsync(fixture, stage, together, Reports, cancellationToken);
            if (!row.AsExpected)
            {
                TestContext.Progress.WriteLine($"not together: {row.Defect}: failed {string.Join(", ", row.Failed.Except(row.Expected))}; not failed {string.Join(", ", row.Expected.Except(row.Failed))}");
            }

            return row;
        }
        catch (InvalidOperationException e)
        {
            TestContext.Progress.WriteLine($"not together: {string.Join(" + ", together.Select(d => d.Name))}: {e.Message}");
            return null;
        }
    }

    /// <summary>A defect that shows as a time that is too long is not told from a busy machine: it has the machine to itself.</summary>
    private static TestCaseData Placed(TestCaseData data, IReadOnlyList<FixtureDefect> together) =>
        together.Any(d => d.Breaks.Any(MatrixRun.Timed.Contains)) ? data.SetCategory("Alone") : data;

    private static IEnumerable<IReadOnlyList<FixtureDefect>> Grouped(Fixture fixture, Stage stage)
    {
        var defects = fixture.Defects.Where(d => d.Stage == stage && MatrixMode.Only?.Contains(d.Name) != false).ToList();
        return MatrixMode.Only is not null || MatrixMode.Value is "each" or "full" ? defects.Select(d => (IReadOnlyList<FixtureDefect>)[d])
            : MatrixMode.Value == "all" ? MatrixRun.Together(defects, stage)
            : Selected.Where(g => g.Fixture == fixture && g.Stage == stage).Select(g => g.Defects);
    }

    /// <summary>
    /// A small set that still breaks every case: of the groups that are known to show together, and of single defects, always the one that
    /// shows most new cases for each scenario that it costs.
    /// </summary>
    private static List<(Fixture Fixture, Stage Stage, IReadOnlyList<FixtureDefect> Defects)> Select()
    {
        var open = new List<(Fixture Fixture, Stage Stage, IReadOnlyList<FixtureDefect> Defects, int Cost, HashSet<string> Breaks)>();
        foreach (var fixture in Fixture.All)
        {
            foreach (var stage in new[] { Stage.Uat, Stage.Preproduction, Stage.Production })
            {
                var groups = MatrixRun.Together(fixture.Defects.Where(d => d.Stage == stage), stage).ToList();
                var apart = groups.Where(g => g.Count > 1 && Apart.Contains(g[0].Name)).ToList();
                open.AddRange(groups.Except(apart).Concat(groups.Where(g => g.Count > 1).SelectMany(g => g.Select(d => (IReadOnlyList<FixtureDefect>)[d])))
                    .Select(g => (fixture, stage, g, MatrixRun.Cost(g, stage), g.SelectMany(d => d.Breaks).ToHashSet(StringComparer.Ordinal))));
            }
        }

        var chosen = new List<(Fixture, Stage, IReadOnlyList<FixtureDefect>)>();
        while (open.Count > 0)
        {
            var best = open.MaxBy(g => (double)g.Breaks.Count / g.Cost);
            chosen.Add((best.Fixture, best.Stage, best.Defects));
            var shown = best.Breaks.ToList();
            open.ForEach(g => g.Breaks.ExceptWith(shown));
            open.RemoveAll(g => g.Breaks.Count == 0);
        }

        return chosen;
    }
}
