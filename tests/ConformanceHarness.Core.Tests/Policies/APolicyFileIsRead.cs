using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Policies;

public sealed class APolicyFileIsRead
{
    private readonly PolicySample sample = new();

    [OneTimeTearDown]
    public void Clean() => sample.Dispose();

    [Test]
    public void The_least_that_it_must_say()
    {
        var policy = sample.Read(PolicySample.Least);
        Assert.Multiple(() =>
        {
            Assert.That(policy.Roots.Select(r => r.Subject), Is.EqualTo(new[] { "CN=Test Root CA" }));
            Assert.That(policy.TsaRoots.Select(r => r.Subject), Is.EqualTo(new[] { "CN=Test TSA Root CA" }));
            Assert.That((policy.AllowWaivers, policy.ChallengeRequired, policy.RevocationLists.Count, policy.Deadlines.Count), Is.EqualTo((false, false, 0, 0)));
        });
    }

    [Test]
    public void All_that_it_can_say()
    {
        var policy = sample.Read(PolicySample.Least + $"""
            crls: [agency.crl]
            catalogues:
              - digest: {new string('a', 64)}
              - id: minimum-testcases
                version: "1.0"
                until: 2026-09-30
            harnessVersions: ["0.1.0", 1.2.0]
            obligations: [must]
            provenance:
              - stage: preproduction
                logins: [device, none]
                surfaces: [device]
            deadlines:
              uat: 2026-07-31T16:30:00+07:00
              preproduction: 2026-08-31
            allowWaivers: true
            challengeRequired: true
            """);
        Assert.Multiple(() =>
        {
            Assert.That(policy.RevocationLists.Select(l => l.Issuer), Is.EqualTo(new[] { "CN=Test Issuing CA" }));
            Assert.That(policy.Catalogues, Is.EqualTo(new[]
            {
                new AcceptedCatalogue(new string('a', 64)),
                new AcceptedCatalogue(null, "minimum-testcases", "1.0", new DateTimeOffset(2026, 9, 30, 17, 0, 0, TimeSpan.Zero).AddTicks(-1)),
            }));
            Assert.That(policy.HarnessVersions, Is.EqualTo(new[] { "0.1.0", "1.2.0" }));
            Assert.That(policy.Obligations, Is.EqualTo(new[] { Obligation.Must }));
            Assert.That(policy.Provenance.Single().Logins, Is.EqualTo(new[] { LoginMode.Device, LoginMode.None }));
            Assert.That(policy.Provenance.Single().Surfaces, Is.EqualTo(new[] { "device" }));
            Assert.That(policy.Deadlines[Stage.Uat].UtcDateTime, Is.EqualTo(new DateTime(2026, 7, 31, 9, 30, 0)));
            Assert.That(policy.Deadlines[Stage.Preproduction].UtcDateTime, Is.EqualTo(new DateTime(2026, 8, 31, 17, 0, 0).AddTicks(-1)));
            Assert.That((policy.AllowWaivers, policy.ChallengeRequired), Is.EqualTo((true, true)));
        });
    }

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Of("An_unknown_member", PolicySample.Least + "root: x", 3, "Unknown member 'root'");
        yield return Of("No_roots", "tsaRoots: [root.pem]", 1, "'roots' is missing");
        yield return Of("No_tsaRoots", "roots: [root.pem]", 1, "'tsaRoots' is missing");
        yield return Of("A_file_that_is_not_there", "roots: [root.pem]\ntsaRoots:\n  - none.pem", 3, "none.pem can't be used");
        yield return Of("A_root_that_is_no_certificate", "roots: [policy.yaml]\ntsaRoots: [root.pem]", 1, "There is no certificate in it");
        yield return Of("A_root_that_is_no_authority", "roots: [leaf.pem]\ntsaRoots: [root.pem]", 1, "is no certification authority's");
        yield return Of("A_list_that_is_none", PolicySample.Least + "crls: [root.pem]", 3, "There is no X509 CRL in it");
        yield return Of("A_digest_that_is_none", PolicySample.Least + "catalogues:\n  - digest: abc", 4, "is no SHA-256 in hex");
        yield return Of("A_catalogue_without_a_name", PolicySample.Least + "catalogues:\n  - until: 2026-01-01", 4, "neither a digest nor an id");
        yield return Of("A_deadline_that_is_none", PolicySample.Least + "deadlines:\n  uat: tomorrow", 4, "is no day and no time");
        yield return Of("A_deadline_without_an_offset", PolicySample.Least + "deadlines:\n  uat: 2026-07-31T16:30:00", 4, "is no day and no time");
        yield return Of("An_unknown_stage", PolicySample.Least + "deadlines:\n  production1: 2026-07-31", 4, "Unknown member 'deadlines.production1'");
        yield return Of("An_unknown_login", PolicySample.Least + "provenance:\n  - stage: uat\n    logins: [mokc]", 5, "'mokc' is not known");
        yield return Of("An_unknown_surface", PolicySample.Least + "provenance:\n  - stage: uat\n    surfaces: [phone]", 5, "'phone' is not known");
        yield return Of("An_unknown_obligation", PolicySample.Least + "obligations: [may]", 3, "'may' is not known");
        yield return Of("A_yes_that_is_no_true", PolicySample.Least + "allowWaivers: yes", 3, "must be true or false");
        yield return Of("No_YAML", "roots: [", 2, "This is not valid YAML");
        yield return Of("A_list_instead_of_a_mapping", "- roots", 1, "must be a mapping");
    }

    [TestCaseSource(nameof(Wrong))]
    public void Is_refused(string yaml, int line, string why)
    {
        var refused = Assert.Throws<ConfigurationProblemsException>(() => sample.Read(yaml))!;
        Assert.That(refused.Problems.Select(p => p.Line), Does.Contain(line));
        Assert.That(refused.Problems.Where(p => p.Line == line).Select(p => p.Problem.En), Has.Some.Contains(why));
        Assert.That(refused.Problems, Has.All.Matches<ConfigurationException>(p => p is { Next.Th.Length: > 0, File: not null } && p.File.EndsWith("policy.yaml", StringComparison.Ordinal)));
    }

    [Test]
    public void All_its_problems_are_named_at_once()
    {
        var refused = Assert.Throws<ConfigurationProblemsException>(() => sample.Read("roots: [none.pem]\ntsaRoots: [leaf.pem]\nobligations: [may]\nallowWaivers: 1\n"))!;
        Assert.That(refused.Problems.Select(p => p.Line), Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void A_policy_that_is_not_there() =>
        Assert.That(() => ConformanceHarness.Core.Policies.PolicyReader.Read("none.yaml"), Throws.TypeOf<ConfigurationProblemsException>().With.Message.Contains("There is no such file"));

    private static TestCaseData Of(string name, string yaml, int line, string why) => new TestCaseData(yaml, line, why).SetName(name + "_is_refused_by_line");
}
