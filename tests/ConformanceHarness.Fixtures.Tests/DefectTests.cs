using ConformanceHarness.Fixtures.ReferenceService;
using ConformanceHarness.Fixtures.ReferenceService.Defects;

namespace ConformanceHarness.Fixtures.Tests;

[TestFixture]
[Parallelizable(ParallelScope.Children)]
public sealed class DefectTests
{
    /// <summary>Every case that the harness judges by itself today (LAND-10 is for a person, AUTH-18 comes later).</summary>
    private static readonly string[] AutomatedCases =
    [
        .. Numbered("LAND", 12).Except(["LAND-10"]), .. Numbered("AUTH", 17), .. Numbered("SEC", 14), .. Numbered("DATA", 3),
        "APP-01", "APP-02", "APP-03", "APP-06", "APP-07",
    ];

    private string conforming = "";

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
        Assert.That(AutomatedCases.Except(DefectCatalogue.All.SelectMany(defect => defect.Breaks)), Is.Empty);

    [Test]
    public void Every_defect_has_a_name_of_its_own_a_line_of_description_and_a_known_case()
    {
        Assert.That(Names, Is.Unique.And.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));
        Assert.That(DefectCatalogue.All.Select(defect => defect.Description), Is.Unique.And.All.EndsWith("."));
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

    [TestCaseSource(nameof(Names))]
    public async Task A_defect_can_be_seen(string name)
    {
        await using var service = await RunningService.StartAsync(name);

        Assert.That(await Transcript.OfAsync(service), Is.Not.EqualTo(conforming));
    }

    private static IEnumerable<string> Numbered(string group, int last) => Enumerable.Range(1, last).Select(number => $"{group}-{number:D2}");
}
