using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Core.Tests.Catalogues;

public sealed class TheMinimumTestcaseCatalogue
{
    private static readonly Catalogue Catalogue = CatalogueReader.Read(RealFiles.Catalogue);

    /// <summary>Cases without a check; <c>list --coverage</c> says of each why.</summary>
    private static readonly string[] NotBuilt = [];

    private static readonly string[] ForPeople = ["LAND-10", "A11Y-05"];

    /// <summary>Cases that this version judges.</summary>
    private static readonly string[] Judged = [.. Catalogue.Cases.Select(c => c.Id).Except(NotBuilt).Except(ForPeople)];

    [Test]
    public void Has_every_approved_case_with_its_obligation_stages_and_channels()
    {
        var approved = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Catalogues", "MinimumTestcases.approved.txt"));
        var rows = Catalogue.Cases.Select(c => string.Join(
            ' ',
            c.Id,
            c.Obligation.ToString().ToLowerInvariant(),
            string.Join(',', c.Stages).ToLowerInvariant(),
            string.Join(',', c.Channels).ToLowerInvariant()));

        Assert.Multiple(() =>
        {
            Assert.That(approved, Has.Length.EqualTo(89));
            Assert.That(rows, Is.EqualTo(approved));
        });
    }

    [Test]
    public void Binds_each_judged_case_to_the_check_of_its_own_id() =>
        Assert.That(Catalogue.Cases.Where(c => c.Decision == Decision.Check).Select(c => (c.Id, c.Check)), Is.EquivalentTo(Judged.Select(id => (id, id))));

    [Test]
    public void Leaves_two_cases_to_a_person() =>
        Assert.That(Catalogue.Cases.Where(c => c.Decision == Decision.Person).Select(c => c.Id), Is.EqualTo(ForPeople));

    [Test]
    public void Says_of_every_other_case_why_it_is_not_judged_yet() =>
        Assert.That(Catalogue.Cases.Where(c => c.Decision == Decision.NotBuilt), Has.Exactly(NotBuilt.Length).Items.And.All.Matches<CatalogueCase>(c => c!.NotBuilt is not null));

    [TestCase("LAND-05", "settledSeconds", 10)]
    [TestCase("LAND-06", "lcpSeconds", 2.5)]
    [TestCase("LAND-06", "cls", 0.1)]
    [TestCase("LAND-09", "seconds", 1)]
    [TestCase("AUTH-11", "seconds", 15)]
    [TestCase("AUTH-12", "seconds", 30)]
    [TestCase("AUTH-16", "entries", 20)]
    [TestCase("SVC-01", "taps", 3)]
    [TestCase("A11Y-02", "targetPixels", 24)]
    [TestCase("RES-02", "seconds", 30)]
    [TestCase("CFG-05", "days", 14)]
    [TestCase("DOC-02", "characters", 140)]
    public void Gives_each_number_of_the_table_as_a_parameter(string id, string name, double number) =>
        Assert.That(double.Parse(Case(id).Parameters[name], System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(number));

    [Test]
    public void Names_every_source_after_its_case() =>
        Assert.That(Catalogue.Cases, Is.Not.Empty.And.All.Matches<CatalogueCase>(c => c!.Source.StartsWith($"Minimum Testcase {c.Id}; ", StringComparison.Ordinal)));

    [Test]
    public void Depends_only_on_cases_that_run_wherever_the_dependent_one_does() =>
        Assert.That(
            from c in Catalogue.Cases
            from d in c.DependsOn.Select(Case)
            where c.Stages.Except(d.Stages).Any() || c.Channels.Except(d.Channels).Any()
            select c.Id,
            Is.Empty);

    [Test]
    public void Is_refused_when_the_suite_lacks_one_of_its_checks()
    {
        var known = Judged.Except(["AUTH-03"]).ToHashSet();

        var refused = Assert.Throws<ConfigurationProblemsException>(() => CatalogueReader.Read(RealFiles.Catalogue, known));

        Assert.That(refused.Problems.Single().Problem.En, Is.EqualTo("There is no check 'AUTH-03'."));
    }

    [Test]
    public void Is_accepted_with_exactly_its_checks() =>
        Assert.That(CatalogueReader.Read(RealFiles.Catalogue, Judged.ToHashSet()).Cases, Has.Count.EqualTo(89));

    private static CatalogueCase Case(string id) => Catalogue.Cases.Single(c => c.Id == id);
}
