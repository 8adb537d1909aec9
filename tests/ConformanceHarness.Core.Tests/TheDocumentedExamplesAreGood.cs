using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Tests.Policies;

namespace ConformanceHarness.Core.Tests;

public sealed class TheDocumentedExamplesAreGood
{
    [Test]
    public void Of_a_catalogue() => Assert.That(CatalogueReader.Read(Yaml.Bytes(RealFiles.Example("catalogue.md")), "docs/catalogue.md").Cases, Has.Count.EqualTo(1));

    [Test]
    public void Of_a_policy_file()
    {
        using var sample = new PolicySample();
        var example = RealFiles.Examples("policy-file.md", "yaml").Single();
        foreach (var name in new[] { "agency-root.pem", "tsa-root.pem", "dga-root.pem", "agency-issuing.crl", "agency-root.crl", "tsa-root.crl" })
        {
            sample.Copy(name.EndsWith(".crl", StringComparison.Ordinal) ? "agency.crl" : "root.pem", name);
        }

        var policy = sample.Read(example);

        Assert.That((policy.ReviewRoots.Count, policy.RevocationLists.Count, policy.Catalogues.Count, policy.Deadlines.Count, policy.ChallengeRoots.Count), Is.EqualTo((1, 3, 2, 2, 1)));
    }

    [Test]
    public void Of_a_service_file()
    {
        var profile = ServiceProfileReader.Read(Yaml.Bytes(RealFiles.Example("service-file.md")), "docs/service-file.md", CatalogueReader.Read(RealFiles.Catalogue));

        Assert.That((profile.Targets.Count, profile.Waivers.Count, profile.Attestations.Count), Is.EqualTo((3, 1, 1)));
    }
}
