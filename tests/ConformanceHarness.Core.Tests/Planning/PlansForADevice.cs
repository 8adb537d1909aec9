using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Tests.Judging;
using static ConformanceHarness.Core.Tests.Judging.JudgeSample;

namespace ConformanceHarness.Core.Tests.Planning;

/// <summary>The app on a device lets one person in, and shows less than a browser: what it can't show is decided before the run.</summary>
public sealed class PlansForADevice
{
    private static readonly ScenarioFacts[] Known =
    [
        new("entry", true, new HashSet<LoginMode> { LoginMode.Mock, LoginMode.Device }),
        new("outside", true, new HashSet<LoginMode> { LoginMode.None, LoginMode.Device }),
        new("refused", true, new HashSet<LoginMode> { LoginMode.Mock }),
    ];

    private static readonly Abilities Able = Sessions with { Devices = new Dictionary<DevicePlatformName, IReadOnlySet<string>> { [DevicePlatformName.Android] = new HashSet<string> { "text" } } };

    [Test]
    public void The_citizen_enters_in_the_app_and_strangers_look_in_browsers()
    {
        var plan = Plan(Case("A-01", scenarios: ["entry", "outside"]));

        Assert.That(plan.Scenarios.Select(s => s.Id), Is.EqualTo(["entry.app", "outside.app", "outside.web"]));
    }

    [Test]
    public void A_case_that_needs_more_than_the_app_records_is_judged_from_outside_alone()
    {
        var plan = Plan(Case("A-01", scenarios: ["entry", "outside"]) with { Evidence = ["bodies"] });

        Assert.That(plan.Scenarios.Select(s => s.Id), Is.EqualTo(["outside.app", "outside.web"]));
    }

    [Test]
    public void Where_nothing_shows_it_a_person_looks() => Assert.Multiple(() =>
    {
        Assert.That(Plan(Case("A-01", scenarios: ["entry"]) with { Evidence = ["bodies"] }).Cases[0].Decision, Is.EqualTo(Decision.Person), "the app records no bodies");
        Assert.That(Plan(Case("A-01", scenarios: ["refused"])).Cases[0].Decision, Is.EqualTo(Decision.Person), "the real gateway refuses nobody on demand");
        Assert.That(Plan(Case("A-01", scenarios: ["entry"]) with { Evidence = ["text", "personas"] }).Cases[0].Decision, Is.EqualTo(Decision.Person), "the tester can't be made up");
    });

    [Test]
    public void The_web_channels_part_of_a_case_waits_for_a_person()
    {
        var plan = Plan(Case("A-01", scenarios: ["entry"]));
        var verdict = Judge(plan, Device);

        Assert.Multiple(() =>
        {
            Assert.That(plan.Cases[0].AsksPerson, Is.True);
            Assert.That(plan.Scenarios.Select(s => s.Id), Is.EqualTo(["entry.app"]));
            Assert.That(verdict.Channels.Select(c => (c.Channel, c.Outcome)), Is.EqualTo([(Channel.App, Outcome.Passed), (Channel.Web, Outcome.Untested)]));
            Assert.That(verdict.Manual, Is.False);
        });
    }

    [Test]
    public void And_their_answer_counts_for_that_channel_only()
    {
        var answered = Device with { Attestations = [new Attestation("A-01", Outcome.Failed, "สมชาย", new DateOnly(2026, 5, 1), "ไม่แสดงชื่อ", [])] };

        var verdict = Judge(Plan(Case("A-01", scenarios: ["entry"])), answered);

        Assert.Multiple(() =>
        {
            Assert.That(verdict.Channels.Select(c => (c.Channel, c.Outcome)), Is.EqualTo([(Channel.App, Outcome.Passed), (Channel.Web, Outcome.Failed)]));
            Assert.That((verdict.Outcome, verdict.Manual), Is.EqualTo((Outcome.Failed, true)));
        });
    }

    private static ServiceProfile Device => Service with
    {
        Targets = [new StageTarget(Stage.Uat, "https://uat.example.go.th/", LoginMode.Device)],
        Device = new DeviceSettings { Platform = DevicePlatformName.Android, App = "th.example.portal", Path = [new NativeStep(NativeStepKind.Tap, new NativeTarget("open", null, null))] },
    };

    private static RunPlan Plan(CatalogueCase @case) => Planner.Plan(Of(@case), Device, Stage.Uat, null, null, Known, Able);

    private static Verdict Judge(RunPlan plan, ServiceProfile service) =>
        new CaseJudge(Of(Case("A-01", scenarios: ["entry"])), service, plan, Checks).Judge([Seen("good")], new Nothing(), new DateOnly(2026, 5, 1)).Verdicts[0];

    private sealed class Nothing : ConformanceHarness.Core.Evidence.IBodies
    {
        public string? Text(string? digest) => null;
    }
}
