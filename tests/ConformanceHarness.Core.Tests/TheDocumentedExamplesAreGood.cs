using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests;

public sealed class TheDocumentedExamplesAreGood
{
    [Test]
    public void Of_a_catalogue() => Assert.That(CatalogueReader.Read(Yaml.Bytes(RealFiles.Example("catalogue.md")), "docs/catalogue.md").Cases, Has.Count.EqualTo(1));

    [Test]
    public void Of_a_service_file()
    {
        var profile = ServiceProfileReader.Read(Yaml.Bytes(RealFiles.Example("service-file.md")), "docs/service-file.md", CatalogueReader.Read(RealFiles.Catalogue));

        Assert.That((profile.Targets.Count, profile.Waivers.Count, profile.Attestations.Count), Is.EqualTo((3, 1, 1)));
    }
}
