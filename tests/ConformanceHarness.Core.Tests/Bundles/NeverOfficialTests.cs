using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>Bundles that are intact and signed by whom one trusts, and still must not be taken for what they are not.</summary>
public sealed class NeverOfficialTests
{
    private const string Service = "id: sample-service\nlanding: https://service.example.go.th/start\n";

    private static IEnumerable<TestCaseData> Tried()
    {
        yield return new TestCaseData(new SampleRun { Trial = false, Stage = Stage.Preproduction }, "mocked-login").SetName("A_mocked_login_at_pre_production_is_refused_whoever_signed");
        yield return new TestCaseData(new SampleRun { Trial = false, Service = Service + "standIn: yes\n" }, "stand-in").SetName("A_stand_in_for_the_real_address_is_refused_whoever_signed");
    }

    [TestCaseSource(nameof(Tried))]
    public void Is_never_official(object run, string code)
    {
        var report = Official((SampleRun)run);

        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { code }));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((false, false)));
    }

    [Test]
    [AnsweredWith("plan-filtered", What = "A run of some cases only, signed as if it were the whole stage")]
    public void A_filtered_run_is_never_official()
    {
        var report = Official(new SampleRun { Trial = false, ChangePlan = p => p with { Filter = "only=LAND-05" }, ChangeStatement = s => s with { Filter = "only=LAND-05" } });
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("plan-filtered"));
        Assert.That(report.Valid, Is.False);
    }

    [Test]
    public void A_mocked_login_in_UAT_is_no_problem() => Assert.That(Official(new SampleRun { Trial = false }).Trusted, Is.True);

    [TestCase(Stage.Preproduction, Service)]
    [TestCase(Stage.Uat, Service + "standIn: yes\n")]
    public void As_a_trial_it_is_intact_and_not_trusted(Stage stage, string service)
    {
        using var folder = new TestFolder();
        var report = new BundleVerifier(new SampleJudge()).Verify(new SampleRun { Stage = stage, Service = service }.Write(folder), TestPki.Instance.Policy);

        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, false)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Conformant_with_waivers_is_enough_only_where_the_policy_says_so(bool allowed)
    {
        var run = new SampleRun { Trial = false, Catalogue = "id: sample\ncases: LAND-05 DATA-01\n", Greeting = "ลาก่อน", Service = Service + "waiver: LAND-05 2026-03-02\n" };
        var report = Official(run, allowed);

        Assert.Multiple(() =>
        {
            Assert.That((report.Statement!.Result, report.Statement.WithWaivers), Is.EqualTo((RunResult.Conformant, true)));
            Assert.That(report.Valid, Is.True, "it is intact either way");
            Assert.That((report.Trusted, report.WaiversRefused), Is.EqualTo((allowed, !allowed)));
            Assert.That(report.Problems.Select(p => p.Code), allowed ? Is.Empty : Is.EqualTo(new[] { "rests-on-waivers" }));
        });
    }

    [Test]
    public void A_run_that_failed_needs_no_word_about_its_waivers()
    {
        var run = new SampleRun { Trial = false, Greeting = "ลาก่อน", Service = Service + "waiver: LAND-05 2026-03-02\n" };

        Assert.That(Official(run).WaiversRefused, Is.False, "a person's case is open: it is incomplete, waivers or not");
    }

    private static VerifyReport Official(SampleRun run, bool allowWaivers = false)
    {
        using var folder = new TestFolder();
        using var key = TestPki.Instance.Key(TestPki.Instance.Ecdsa);
        return new BundleVerifier(new SampleJudge()).Verify(run.Write(folder, key), TestPki.Instance.Policy with { AllowWaivers = allowWaivers });
    }
}
