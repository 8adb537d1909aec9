using ConformanceHarness.Fixtures.ReferenceService;
using ConformanceHarness.Fixtures.ReferenceService.Defects;

namespace ConformanceHarness.Fixtures.Tests;

[TestFixture]
[Parallelizable(ParallelScope.Children)]
public sealed class DefectTests
{
    /// <summary>Every case that the harness judges by itself today (LAND-10 and A11Y-05 are for a person, and AUTH-18 is about a login that only the permit office has).</summary>
    private static readonly string[] AutomatedCases =
    [
        .. Numbered("LAND", 12).Except(["LAND-10"]), .. Numbered("AUTH", 17), .. Numbered("SEC", 14), .. Numbered("DATA", 7), .. Numbered("APP", 9), .. Numbered("SVC", 10), .. Numbered("NOTI", 4),
        .. Numbered("A11Y", 4), .. Numbered("RES", 3), .. Numbered("CFG", 5), .. Numbered("DOC", 2),
    ];

    /// <summary>What this service has not: the permit office has it, and the defects of it.</summary>
    private static readonly string[] Elsewhere = ["APP-04", "APP-05", "SVC-10"];

    /// <summary>Defects of the service file or of the certificate's life, where the service itself says nothing else; and of a receipt, which the transcript does not ask for.</summary>
    private static readonly string[] Outside = ["production-on-uat-host", "certificate-ends-soon", "receipt-for-anybody"];

    private IReadOnlyList<string> conforming = [];

    /// <summary>Notifications go to the platform and documents lie beside the service file: neither shows in the service's answers.</summary>
    private static IEnumerable<string> Visible => DefectCatalogue.All
        .Where(defect => !Outside.Contains(defect.Name) && !defect.Breaks.All(id => id.StartsWith("NOTI-", StringComparison.Ordinal) || id.StartsWith("DOC-", StringComparison.Ordinal)))
        .Select(defect => defect.Name);

    private static IEnumerable<string> Names => DefectCatalogue.All.Select(defect => defect.Name);

    [OneTimeSetUp]
    public async Task SeeTheConformingService()
    {
        await using var service = await RunningService.StartAsync();
        conforming = await Transcript.OfAsync(service);
    }

    [Test]
    public async Task The_conforming_service_looks_the_same_every_time()
    {
        await using var service = await RunningService.StartAsync();

        Assert.That(await Transcript.OfAsync(service), Is.EqualTo(conforming));
    }

    [Test]
    public void Every_automated_case_has_a_defect() =>
        Assert.That(AutomatedCases.Except(Elsewhere).Except(DefectCatalogue.All.SelectMany(defect => defect.Breaks)), Is.Empty);

    [Test]
    public void Every_defect_has_a_name_of_its_own_a_line_of_description_and_a_known_case()
    {
        Assert.That(Names, Is.Unique.And.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));
        Assert.That(DefectCatalogue.All.Select(defect => defect.Description), Is.All.EndsWith("."));
        Assert.That(DefectCatalogue.All.Select(defect => (defect.Stage, defect.Description)), Is.Unique);
        Assert.That(DefectCatalogue.All.Select(defect => defect.Breaks), Is.All.Not.Empty);
        Assert.That(DefectCatalogue.All.SelectMany(defect => defect.Breaks).Except(AutomatedCases), Is.Empty);
    }

    [Test]
    public async Task An_unknown_defect_is_refused_by_naming_the_known_ones()
    {
        var options = RunningService.Options(new Uri("http://127.0.0.1:9"), "no-vieport");
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => ReferenceServiceHost.StartAsync(options, default));

        Assert.That(refused!.Message, Does.Contain("'no-vieport'").And.Contain("no-viewport"));
    }

    [Test]
    public void No_certificate_is_refused()
    {
        var options = RunningService.Options(new Uri("http://127.0.0.1:9")) with { Certificate = null };

        Assert.That(async () => await ReferenceServiceHost.StartAsync(options, default), Throws.ArgumentException);
    }

    [TestCaseSource(nameof(Visible))]
    public async Task A_defect_can_be_seen(string name)
    {
        await using var service = await RunningService.StartAsync(name);

        var part = 0;
        await foreach (var seen in Transcript.PartsAsync(service))
        {
            if (seen != conforming[part++])
            {
                return;
            }
        }

        Assert.Fail("What is seen of the service is what the conforming one shows.");
    }

    private static IEnumerable<string> Numbered(string group, int last) => Enumerable.Range(1, last).Select(number => $"{group}-{number:D2}");
}
