using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.Core.Tests.Challenges;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Policies;

/// <summary>Each demand both ways: met, nothing is said; not met, exactly that is, and the bundle stays intact.</summary>
public sealed class APolicyIsApplied
{
    private static readonly string Catalogue = SampleJudge.Digest(System.Text.Encoding.UTF8.GetBytes(new SampleRun().Catalogue));

    private static IEnumerable<TestCaseData> Demands()
    {
        yield return Of("The_deadline_is_kept", p => p with { Deadlines = At(TestPki.Now) });
        yield return Of("The_deadline_is_missed", p => p with { Deadlines = At(TestPki.Now.AddSeconds(-1)) }, "late");
        yield return Of("Another_stages_deadline", p => p with { Deadlines = new Dictionary<Stage, DateTimeOffset> { [Stage.Preproduction] = TestPki.Now.AddDays(-9) } });
        yield return Of("A_listed_version", p => p with { HarnessVersions = ["0.1.0"] });
        yield return Of("An_unlisted_version", p => p with { HarnessVersions = ["0.2.0", "1.0.0"] }, "harness-version-not-accepted");
        yield return Of("A_catalogue_by_digest", p => p with { Catalogues = [new(Catalogue.ToUpperInvariant())] });
        yield return Of("A_catalogue_by_name", p => p with { Catalogues = [new(null, "sample", "1")] });
        yield return Of("A_catalogue_still_taken", p => p with { Catalogues = [new(Catalogue, Until: TestPki.Now)] });
        yield return Of("A_catalogue_no_longer_taken", p => p with { Catalogues = [new(Catalogue, Until: TestPki.Now.AddSeconds(-1))] }, "catalogue-superseded");
        yield return Of("A_catalogue_of_another_version", p => p with { Catalogues = [new(null, "sample", "2")] }, "catalogue-not-accepted");
        yield return Of("A_login_that_is_taken", p => p with { Provenance = [new(Stage.Uat, [LoginMode.Mock], ["emulated"], ["chromium"])] });
        yield return Of("A_login_that_is_not_taken", p => p with { Provenance = [new(Stage.Uat, [LoginMode.Mint, LoginMode.Device], [], [])] }, "provenance-not-accepted");
        yield return Of("A_surface_that_is_not_taken", p => p with { Provenance = [new(Stage.Uat, [], ["device"], [])] }, "provenance-not-accepted");
        yield return Of("An_engine_that_is_not_taken", p => p with { Provenance = [new(Stage.Uat, [], [], ["webkit"])] }, "provenance-not-accepted");
        yield return Of("Another_stages_provenance", p => p with { Provenance = [new(Stage.Preproduction, [LoginMode.Device], [], [])] });
        yield return Of("Should_cases_are_demanded_and_there_is_none", p => p with { Obligations = [Obligation.Should] });
        yield return Of("Must_cases_are_demanded_and_one_is_open", p => p with { Obligations = [Obligation.Must] }, "obligation-not-met");
        yield return Of("A_challenge_is_demanded_and_missing", p => p with { ChallengeRequired = true }, "challenge-missing");
        yield return Of("All_at_once", p => p with { ChallengeRequired = true, HarnessVersions = ["9.0.0"], Deadlines = At(TestPki.Now.AddDays(-1)) }, "late", "harness-version-not-accepted", "challenge-missing");
    }

    [TestCaseSource(nameof(Demands))]
    public void Is_judged(Func<VerifyPolicy, VerifyPolicy> change, string[] codes)
    {
        var report = Verify(new SampleRun { Trial = false }, change(TestPki.Instance.Policy));
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(codes));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, codes.Length == 0)));
    }

    [Test]
    public void A_bundle_with_a_challenge_has_one()
    {
        var report = Verify(SampleChallenge.Answering(SampleChallenge.Sign(SampleChallenge.Order).Bytes, trial: false), TestPki.Instance.Policy with { ChallengeRequired = true, ChallengeRoots = [TestPki.Instance.Root] });
        Assert.That(report.Problems, Is.Empty);
    }

    [AnsweredWith("obligation-not-met,rests-on-waivers", What = "Conformant with waivers only, where the policy allows none")]
    [TestCase(true)]
    [TestCase(false)]
    public void A_waived_must_case_is_enough_where_waivers_are(bool allowed)
    {
        var run = new SampleRun { Trial = false, Catalogue = "id: sample\ncases: LAND-05 DATA-01\n", Greeting = "ลาก่อน", Service = "id: sample-service\nlanding: https://service.example.go.th/start\nwaiver: LAND-05 2026-03-02\n" };
        var report = Verify(run, TestPki.Instance.Policy with { Obligations = [Obligation.Must], AllowWaivers = allowed });
        Assert.That(report.Problems.Select(p => p.Code), allowed ? Is.Empty : Is.EqualTo(new[] { "obligation-not-met", "rests-on-waivers" }));
    }

    [AnsweredWith("development-build", What = "An official bundle of a development build")]
    [TestCase("0.0.0")]
    [TestCase("0.0.0-dev")]
    [TestCase("1.2.0-rc.1+abc")]
    [TestCase("unknown")]
    public void A_development_build_makes_no_official_bundle(string version)
    {
        var report = Verify(new SampleRun { Trial = false, ChangeStatement = s => s with { HarnessVersion = version } }, TestPki.Instance.Policy);
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "development-build" }));
        Assert.That(report.Valid, Is.False);
    }

    [Test]
    public void A_trial_may_be_made_with_any_build_and_is_trusted_by_no_policy()
    {
        using var folder = new TestFolder();
        var path = new SampleRun { ChangeStatement = s => s with { HarnessVersion = "0.0.0-dev" } }.Write(folder);
        var report = new BundleVerifier(new SampleJudge()).Verify(path, TestPki.Instance.Policy);
        Assert.That(report.Problems, Is.Empty);
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, false)));
    }

    [TestCase("1.4.0+a1b2", "1.4.0", true)]
    [TestCase("1.4.0+a1b2", "1.4.0+a1b2", true)]
    [TestCase("1.4.0+a1b2", "1.4.0+ffff", false)]
    [TestCase("1.4.0", "1.4", false)]
    [TestCase("1.4.0-rc.1", "1.4.0", false)]
    public void A_version_stands_for_all_its_builds(string version, string listed, bool taken) => Assert.That(HarnessVersions.IsListed(version, [listed]), Is.EqualTo(taken));

    private static Dictionary<Stage, DateTimeOffset> At(DateTimeOffset deadline) => new() { [Stage.Uat] = deadline };

    private static TestCaseData Of(string name, Func<VerifyPolicy, VerifyPolicy> change, params string[] codes) =>
        new TestCaseData(change, codes).SetName(name + (codes.Length == 0 ? "_and_nothing_is_said" : "_and_it_is_said"));

    private static VerifyReport Verify(SampleRun run, VerifyPolicy policy)
    {
        using var folder = new TestFolder();
        using var key = TestPki.Instance.Key(TestPki.Instance.Ecdsa);
        return new BundleVerifier(new SampleJudge()).Verify(run.Write(folder, key), policy);
    }
}
