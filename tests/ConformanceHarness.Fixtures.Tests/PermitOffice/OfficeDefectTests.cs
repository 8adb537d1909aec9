using ConformanceHarness.Fixtures.PermitOffice;
using ConformanceHarness.Fixtures.PermitOffice.Defects;

namespace ConformanceHarness.Fixtures.Tests.PermitOffice;

[Parallelizable(ParallelScope.All)]
public sealed class OfficeDefectTests
{
    public static IEnumerable<string> Names => OfficeDefects.All.Select(defect => defect.Name);

    [Test]
    public void Every_defect_has_a_name_of_its_own_a_line_of_description_and_a_case()
    {
        Assert.That(Names, Is.Unique.And.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));
        Assert.That(OfficeDefects.All.Select(defect => defect.Description), Is.Unique.And.All.EndsWith("."));
        Assert.That(OfficeDefects.All.Select(defect => defect.Breaks), Is.All.Not.Empty);
        Assert.That(OfficeDefects.All.SelectMany(defect => defect.Breaks), Is.All.Match("^(LAND|AUTH|SEC|DATA|APP|SVC|NOTI|A11Y|RES)-[0-9]{2}$"));
    }

    [Test]
    public async Task An_unknown_defect_is_refused_by_naming_the_known_ones()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => OfficeHost.StartAsync(RunningOffice.Options(new Uri("http://127.0.0.1:9"), "tabel-too-wide"), default));

        Assert.That(refused!.Message, Does.Contain("tabel-too-wide").And.Contain("table-too-wide"));
    }

    [TestCaseSource(nameof(Names))]
    public async Task A_defect_finds_the_piece_that_it_changes(string name)
    {
        // A piece that is no longer there stops the start.
        await using var office = await RunningOffice.StartAsync(name);
        using var browser = office.NewBrowser();
        using var page = await browser.GetAsync("/entry");

        Assert.That((int)page.StatusCode, Is.LessThan(500));
    }
}
