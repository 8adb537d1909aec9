using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;

[assembly: LevelOfParallelism(3)]

namespace ConformanceHarness.DefectMatrix.Tests;

/// <summary>For every defect of every built-in service exactly the cases that should fail do fail; conforming, they fail none.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
internal sealed class DefectMatrixTests
{
    private static readonly ConcurrentDictionary<string, MatrixRow> Rows = new(StringComparer.Ordinal);
    private static readonly string Reports = Path.Combine(Path.GetTempPath(), "conformance-matrix-" + Environment.ProcessId);

    public static IEnumerable<TestCaseData> Defects => Named();

    /// <summary>
    /// CONFORMANCE_MATRIX_ONLY narrows the list while a defect is being worked on. A defect whose cases wait for a check that is not built yet waits as well.
    /// </summary>
    private static IEnumerable<TestCaseData> Named() =>
        from fixture in Fixture.All
        from defect in fixture.Defects
        where Environment.GetEnvironmentVariable("CONFORMANCE_MATRIX_ONLY") is not { Length: > 0 } only || only.Split(',').Contains(defect.Name)
        where defect.Breaks.Any(MatrixRun.Judged.Contains)
        select new TestCaseData(fixture, defect).SetName("{m}(" + fixture.Name + ", " + defect.Name + ")");

    [OneTimeTearDown]
    public void PrintTable()
    {
        if (Directory.Exists(Reports))
        {
            Directory.Delete(Reports, recursive: true);
        }

        var descriptions = Fixture.All.SelectMany(f => f.Defects.Select(d => ((f.Name, d.Name), d.Description))).ToDictionary(d => d.Item1, d => d.Description);
        var table = new StringBuilder();
        table.Append("| service | defect | stage | what is wrong | fails | untested because of these |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in Rows.Values.OrderBy(r => r.Failed.Count == 0 ? "" : r.Failed[0], StringComparer.Ordinal).ThenBy(r => r.Fixture, StringComparer.Ordinal).ThenBy(r => r.Defect, StringComparer.Ordinal))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Fixture} | {row.Defect} | {row.Stage} | {descriptions.GetValueOrDefault((row.Fixture, row.Defect), "nothing")} | {(row.Failed.Count == 0 ? "none" : string.Join(", ", row.Failed))} | {string.Join(", ", row.Waiting)} |\n");
        }

        var wrong = Rows.Values.Count(r => !r.Failed.SequenceEqual(r.Expected));
        table.Append(CultureInfo.InvariantCulture, $"\n{Rows.Count} services, {Rows.Values.SelectMany(r => r.Failed).Distinct().Count()} cases failed by at least one defect, {wrong} rows other than expected.\n");
        TestContext.Progress.WriteLine(table.ToString());
        if (Environment.GetEnvironmentVariable("CONFORMANCE_MATRIX_FILE") is { Length: > 0 } path)
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

    [NonParallelizable]
    [CancelAfter(300_000)]
    [TestCase("reference", Stage.Uat, 50)]
    [TestCase("reference", Stage.Preproduction, 35)]
    [TestCase("reference", Stage.Production, 22)]
    [TestCase("permit-office", Stage.Uat, 50)]
    public async Task The_conforming_service_fails_no_case(string fixture, Stage stage, int passing, CancellationToken cancellationToken)
    {
        var row = await MatrixRun.RunAsync(Fixture.Named(fixture), null, stage, Reports, cancellationToken);
        Rows[fixture + " " + row.Defect] = row;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Why, Is.Empty);
            Assert.That(row.Passed, Is.GreaterThanOrEqualTo(passing));
            Assert.That(row.Faults, Is.Empty);
        }
    }

    [TestCaseSource(nameof(Defects))]
    [CancelAfter(600_000)]
    public async Task A_defect_fails_exactly_its_cases(Fixture fixture, FixtureDefect defect, CancellationToken cancellationToken)
    {
        var row = await MatrixRun.RunAsync(fixture, defect, Reports, cancellationToken);
        Rows[fixture.Name + " " + row.Defect] = row;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Failed, Is.EqualTo(row.Expected), string.Join('\n', row.Why));
            Assert.That(row.Faults, Is.Empty);
        }
    }
}
