using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Tests.Catalogues;

namespace ConformanceHarness.Core.Tests.Services;

public sealed class AWrongServiceFileIsRefused
{
    private static readonly Catalogue Catalogue = CatalogueReader.Read(Yaml.Bytes(CatalogueSample.Good), "catalogue.yaml");

    [TestCaseSource(typeof(ServiceSample), nameof(ServiceSample.Spoiled))]
    public void With_file_line_and_reason(string text, int line, string[] expected, bool schema)
    {
        var problems = Problems(text);

        Assert.That(problems.Select(p => p.Problem.En), Is.EqualTo(expected), $"schema: {schema}");
        Assert.That((problems[0].File, problems[0].Line), Is.EqualTo(("my.yaml", (int?)line)));
    }

    [TestCaseSource(typeof(ServiceSample), nameof(ServiceSample.Spoiled))]
    public void Without_repeating_anything_that_may_be_secret(string text, int line, string[] expected, bool schema)
    {
        var everything = string.Join('\n', Problems(text).Select(p => $"{p}\n{p.Problem.Th}\n{p.Next.Th}"));

        Assert.That(everything, Does.Not.Contain("0a1b2c3d"), $"{line} {expected.Length} {schema}");
    }

    [Test]
    public void With_the_year_of_the_common_era_for_one_of_the_Buddhist_era() =>
        Assert.That(Problems(ServiceSample.Good.With("2026-09-30", "2569-09-30")).Single().Next.En, Is.EqualTo("Use the common era, such as 2026-09-30."));

    [Test]
    public void When_no_stage_is_given()
    {
        var at = ServiceSample.Good.IndexOf("  uat:", StringComparison.Ordinal);
        var text = ServiceSample.Good[..at].With("stages:", "stages: {}") + ServiceSample.Good[ServiceSample.Good.IndexOf("hosts:", StringComparison.Ordinal)..];

        Assert.That(Problems(text).Select(p => p.Problem.En), Is.EqualTo(["'stages' names no stage."]));
    }

    [TestCase("case: AUTH-01", "case: AUTH-04", "'waivers': there is no case 'AUTH-04' in the catalogue.")]
    [TestCase("case: AUTH-01", "case: OLD-01", "'waivers': the case 'OLD-01' is retired.")]
    [TestCase("case: AUTH-02", "case: AUTH-12", "'attestations': there is no case 'AUTH-12' in the catalogue.")]
    [TestCase("features: [sendFile]", "features: [sendFiles]", "'features': no case of the catalogue knows 'sendFiles'.")]
    public void When_it_names_what_the_catalogue_does_not_have(string old, string @new, string problem)
    {
        var text = ServiceSample.Good.With("features: [notification]", "features: [sendFile]").With(old, @new);

        var problems = Yaml.Problems(() => ServiceProfileReader.Read(Yaml.Bytes(text), "my.yaml", Catalogue));

        Assert.That(problems.Select(p => (p.Problem.En, p.Line)), Is.EqualTo([(problem, (int?)text.LineOf(@new))]));
    }

    [Test]
    public void When_it_is_not_there() =>
        Assert.That(Yaml.Problems(() => ServiceProfileReader.Read("no-such.yaml")).Single().Message, Does.StartWith("no-such.yaml: There is no such file."));

    private static IReadOnlyList<ConfigurationException> Problems(string text) => Yaml.Problems(() => ServiceProfileReader.Read(Yaml.Bytes(text), "my.yaml"));
}
