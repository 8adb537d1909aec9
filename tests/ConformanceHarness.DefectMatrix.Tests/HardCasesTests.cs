using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Fixtures.ReferenceService.Defects;

namespace ConformanceHarness.DefectMatrix.Tests;

/// <summary>Good services that are built otherwise must not fail, and a defect behind such a peculiarity must still be seen.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
internal sealed class HardCasesTests
{
    private static readonly string Reports = Path.Combine(Path.GetTempPath(), "conformance-hard-" + Environment.ProcessId);

    /// <summary>What entering, reloading and returning show: the timings of a busy machine apart.</summary>
    private static readonly string[] Shown = ["AUTH-01", "AUTH-03", "AUTH-04", "AUTH-05", "LAND-04", "LAND-05", "LAND-07", "LAND-08", "LAND-11", "LAND-12", "SEC-04", "SEC-06", "SEC-07", "SEC-09", "SEC-10", "DATA-01", "DATA-02", "DATA-03"];

    /// <summary>Those of which the service file has to say something.</summary>
    private static readonly string[] Described = ["consent-first", "notice-once"];

    public static IEnumerable<TestCaseData> Good => Peculiarities.All.Where(p => p.Name != "text-as-picture" && !Described.Contains(p.Name)).Select(p => new TestCaseData(p.Name).SetName("{m}(" + p.Name + ")"));

    [OneTimeTearDown]
    public void Clean()
    {
        if (Directory.Exists(Reports))
        {
            Directory.Delete(Reports, recursive: true);
        }
    }

    [TestCaseSource(nameof(Good))]
    [CancelAfter(300_000)]
    public async Task A_good_service_that_is_built_otherwise_fails_nothing(string peculiarity, CancellationToken cancellationToken)
    {
        var verdicts = await RunAsync([peculiarity], Shown, cancellationToken);

        Assert.That(verdicts.Where(v => v.Value != Outcome.Passed), Is.Empty);
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task What_a_citizen_is_asked_once_is_no_failure_where_the_service_file_describes_it(CancellationToken cancellationToken)
    {
        var verdicts = await RunAsync(Described, ["AUTH-01", "AUTH-03", "AUTH-04", "DATA-03", "SVC-01", "SVC-03", "SVC-04", "SVC-05", "SVC-06", "SVC-08", "SVC-09", "NOTI-01", "NOTI-03"], cancellationToken, text => text
            .Replace("    journey:\n", "    journey:\n      - { tap: รับทราบ, optional: true }\n", StringComparison.Ordinal)
            .Replace("en: Request a certificate }\n", "en: Request a certificate }\n    open:\n      - tap: ขอหนังสือรับรอง\n      - { tap: รับทราบ, optional: true }\n", StringComparison.Ordinal)
            .Replace("\nresponsible:\n", "\nfirstVisit:\n  - { choose: ความยินยอม, option: ข้าพเจ้ายินยอม }\n  - tap: ดำเนินการต่อ\n\nresponsible:\n", StringComparison.Ordinal));

        Assert.That(verdicts.Where(v => v.Value != Outcome.Passed), Is.Empty);
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task A_consent_page_that_the_service_file_does_not_describe_fails(CancellationToken cancellationToken)
    {
        var verdicts = await RunAsync(["consent-first"], ["AUTH-01"], cancellationToken);

        Assert.That(verdicts["AUTH-01"], Is.EqualTo(Outcome.Failed));
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task Text_as_a_picture_is_never_passed_by_its_text(CancellationToken cancellationToken)
    {
        var verdicts = await RunAsync(["text-as-picture"], ["AUTH-01", "DATA-01", "LAND-12"], cancellationToken);

        Assert.That(verdicts["AUTH-01"], Is.EqualTo(Outcome.CantTell));
        Assert.That(verdicts.Values, Does.Not.Contain(Outcome.Failed));
        Assert.That(verdicts["DATA-01"], Is.Not.EqualTo(Outcome.Passed));
    }

    [TestCase("encoded-profile", "profile-by-link", "SEC-07")]
    [TestCase("encoded-profile", "cacheable", "SEC-06")]
    [TestCase("encoded-profile", "exchange-cached", "AUTH-05")]
    [TestCase("shadow-tree", "null-shown", "DATA-03")]
    [TestCase("framed", "marks-stripped", "DATA-01")]
    [TestCase("split-name", "wrong-surname", "DATA-01")]
    [TestCase("restless", "uncaught-exception", "LAND-07")]
    [TestCase("service-worker", "reload-logs-out", "AUTH-04")]
    [CancelAfter(300_000)]
    public async Task A_defect_behind_a_peculiarity_is_still_seen(string peculiarity, string defect, string @case, CancellationToken cancellationToken)
    {
        var verdicts = await RunAsync([peculiarity, defect], [@case], cancellationToken);

        Assert.That(verdicts[@case], Is.EqualTo(Outcome.Failed));
    }

    private static async Task<Dictionary<string, Outcome>> RunAsync(string[] defects, string[] only, CancellationToken cancellationToken, Func<string, string>? describe = null)
    {
        var options = new RunOptions { DescribeService = describe ?? (text => text), Defects = defects.ToHashSet(StringComparer.Ordinal), Channels = [Channel.App], Only = only, ReportsFolder = Reports, WriteReports = false, Parallel = 2 };
        await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, cancellationToken);
        var outcome = await RunEngine.RunAsync(setup.Request, cancellationToken);
        foreach (var verdict in outcome.Record.Verdicts.Where(v => v.Outcome is not Outcome.Passed))
        {
            TestContext.Out.WriteLine($"{verdict.Case} {verdict.Outcome}: {string.Join(" | ", verdict.Channels.SelectMany(c => c.Findings).Take(3).Select(f => $"{f.Seen.En} @ {f.Where}"))}");
        }

        Assert.That(setup.PlatformFaults, Is.Empty);
        if (defects.Contains("service-worker"))
        {
            // Otherwise the browser has refused it, and nothing was shown.
            Assert.That(outcome.Record.Observations.SelectMany(o => o.Snapshots).SelectMany(s => s.Storage).Select(s => s.Area), Does.Contain("cacheStorage"));
        }

        return outcome.Record.Verdicts.ToDictionary(v => v.Case, v => v.Outcome, StringComparer.Ordinal);
    }
}
