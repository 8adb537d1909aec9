using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Fixtures.ReferenceService.Defects;

[assembly: LevelOfParallelism(3)]

namespace ConformanceHarness.DefectMatrix.Tests;

/// <summary>For every defect exactly the cases that should fail do fail; the conforming service fails none.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
internal sealed class DefectMatrixTests
{
    private static readonly ConcurrentDictionary<string, MatrixRow> Rows = new(StringComparer.Ordinal);
    private static readonly string Reports = Path.Combine(Path.GetTempPath(), "conformance-matrix-" + Environment.ProcessId);

    public static IEnumerable<TestCaseData> Defects => Named();

    /// <summary>CONFORMANCE_MATRIX_ONLY narrows the list while a defect is being worked on.</summary>
    private static IEnumerable<TestCaseData> Named() =>
        DefectCatalogue.All.Where(d => Environment.GetEnvironmentVariable("CONFORMANCE_MATRIX_ONLY") is not { Length: > 0 } only || only.Split(',').Contains(d.Name))
            .Select(d => new TestCaseData(d).SetName("{m}(" + d.Name + ")"));

    [OneTimeTearDown]
    public void PrintTable()
    {
        if (Directory.Exists(Reports))
        {
            Directory.Delete(Reports, recursive: true);
        }

        var descriptions = DefectCatalogue.All.ToDictionary(d => d.Name, d => d.Description, StringComparer.Ordinal);
        var table = new StringBuilder();
        table.Append("| defect | stage | what is wrong | fails | untested because of these |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in Rows.Values.OrderBy(r => r.Failed.Count == 0 ? "" : r.Failed[0], StringComparer.Ordinal).ThenBy(r => r.Defect, StringComparer.Ordinal))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Defect} | {row.Stage} | {descriptions.GetValueOrDefault(row.Defect, "nothing")} | {(row.Failed.Count == 0 ? "none" : string.Join(", ", row.Failed))} | {string.Join(", ", row.Waiting)} |\n");
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
        var covered = DefectCatalogue.All.SelectMany(d => d.Breaks).ToHashSet(StringComparer.Ordinal);
        var checks = Suites.MinimumTestcase.MinimumTestcaseSuite.Load().Checks.Keys;

        Assert.That(checks, Is.Not.Empty);
        Assert.That(checks.Where(c => !covered.Contains(c)), Is.Empty);
    }

    [NonParallelizable]
    [CancelAfter(300_000)]
    [TestCase(Stage.Uat, 50)]
    [TestCase(Stage.Preproduction, 35)]
    [TestCase(Stage.Production, 22)]
    public async Task The_conforming_service_fails_no_case(Stage stage, int passing, CancellationToken cancellationToken)
    {
        var row = await MatrixRun.RunAsync(null, stage, Reports, cancellationToken);
        Rows[row.Defect] = row;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Why, Is.Empty);
            Assert.That(row.Passed, Is.GreaterThanOrEqualTo(passing));
            Assert.That(row.Faults, Is.Empty);
        }
    }

    [TestCaseSource(nameof(Defects))]
    [CancelAfter(600_000)]
    public async Task A_defect_fails_exactly_its_cases(Defect defect, CancellationToken cancellationToken)
    {
        var row = await MatrixRun.RunAsync(defect, Reports, cancellationToken);
        Rows[row.Defect] = row;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Failed, Is.EqualTo(row.Expected), string.Join('\n', row.Why));
            Assert.That(row.Faults, Is.Empty);
        }
    }
}
