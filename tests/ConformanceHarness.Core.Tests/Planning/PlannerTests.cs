using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using static ConformanceHarness.Core.Tests.Judging.JudgeSample;

namespace ConformanceHarness.Core.Tests.Planning;

public sealed class PlannerTests
{
    [Test]
    public void Plans_a_scenario_once_a_channel_for_all_the_cases_it_serves()
    {
        var plan = Plan(Of(Case("A-01"), Case("B-01"), Case("C-01", scenarios: ["entry", "tour"])));

        Assert.That(plan.Scenarios.Select(s => (s.Id, string.Join(',', s.Serves))), Is.EqualTo([("entry.app", "A-01,B-01,C-01"), ("entry.web", "A-01,B-01,C-01"), ("tour.app", "C-01"), ("tour.web", "C-01")]));
    }

    [Test]
    public void A_channel_named_twice_is_planned_once()
    {
        var plan = Plan(Of(Case("A-01")), Service with { Channels = [Channel.App, Channel.App] }, [Channel.App, Channel.App]);

        Assert.Multiple(() =>
        {
            Assert.That(plan.Channels, Is.EqualTo(new[] { Channel.App }));
            Assert.That(plan.Cases[0].Channels, Is.EqualTo(new[] { Channel.App }));
            Assert.That(plan.Scenarios, Has.Count.EqualTo(1));
            Assert.That(plan.Filter, Is.EqualTo("channel=app"));
        });
    }

    [Test]
    public void What_needs_no_browser_is_the_same_for_every_channel() => Assert.That(Plan(Of(Case("A-01", scenarios: ["transport"]))).Scenarios.Single().Id, Is.EqualTo("transport.any"));

    [Test]
    public void A_feature_that_is_not_declared_makes_a_case_inapplicable()
    {
        var catalogue = Of(Case("A-01", feature: "notification"));

        Assert.Multiple(() =>
        {
            Assert.That(Plan(catalogue).Cases[0].Decided?.Outcome, Is.EqualTo(Outcome.Inapplicable));
            Assert.That(Plan(catalogue, Service with { Features = ["notification"] }).Cases[0].Decided, Is.Null);
        });
    }

    [Test]
    public void A_channel_the_service_is_not_offered_in_makes_a_case_inapplicable() =>
        Assert.That(Plan(Of(Case("A-01") with { Channels = [Channel.Biz] })).Cases[0].Decided?.Outcome, Is.EqualTo(Outcome.Inapplicable));

    [Test]
    public void A_case_about_another_login_is_judged_in_the_channels_that_have_it()
    {
        var plan = Plan(Of(Case("A-01") with { Login = LoginProtocol.MToken }, Case("B-01") with { Login = LoginProtocol.OpenIdConnect }, Case("C-01")), ByProvider);

        Assert.That(plan.Cases.Select(c => string.Join(',', c.Channels)), Is.EqualTo(["App", "Web", "App,Web"]));
        Assert.That(plan.Cases.Select(c => c.Decided), Is.All.Null);
    }

    [Test]
    public void Where_no_channel_has_the_login_the_service_file_must_have_said_so()
    {
        var @case = Case("B-01") with { Channels = [Channel.Web], Login = LoginProtocol.OpenIdConnect };
        var silent = Plan(Of(@case)).Cases[0].Decided!;
        var declared = Plan(Of(@case), Service with { Logins = new Dictionary<Channel, LoginProtocol> { [Channel.Web] = LoginProtocol.MToken } }).Cases[0].Decided!;
        var other = Plan(Of(@case with { Login = LoginProtocol.MToken }), ByProvider).Cases[0].Decided!;

        Assert.Multiple(() =>
        {
            Assert.That((silent.Outcome, silent.Cause), Is.EqualTo((Outcome.Untested, (Cause?)Cause.Configuration)));
            Assert.That(silent.Reason.En, Does.Contain("add 'logins'"));
            Assert.That((declared.Outcome, declared.Cause), Is.EqualTo((Outcome.Inapplicable, (Cause?)null)));
            Assert.That(declared.Reason.En, Does.Contain("declares that web logs in by mToken"));
            Assert.That((other.Outcome, other.Reason.En), Is.EqualTo((Outcome.Inapplicable, "It is about the mToken, and the service file says that web logs in by OpenID Connect.")));
        });
    }

    [Test]
    public void A_scenario_of_another_login_is_not_planned_for_a_channel()
    {
        ScenarioFacts[] scenarios = [new("entry", true, new HashSet<LoginMode> { LoginMode.Mock }), new("refused", true, new HashSet<LoginMode> { LoginMode.Mock }) { Login = LoginProtocol.MToken }, new("forged", true, new HashSet<LoginMode> { LoginMode.Mock }) { Login = LoginProtocol.OpenIdConnect }];
        var plan = Planner.Plan(Of(Case("A-01", scenarios: ["entry", "refused", "forged"]), Case("B-01", scenarios: ["refused"])), ByProvider, Stage.Uat, null, null, scenarios, Sessions);

        Assert.Multiple(() =>
        {
            Assert.That(plan.Scenarios.Select(s => s.Id), Is.EqualTo(["entry.app", "entry.web", "refused.app", "forged.web"]));
            Assert.That(plan.Cases.Select(c => string.Join(',', c.Channels)), Is.EqualTo(["App,Web", "App"]));
        });
    }

    [Test]
    public void A_case_without_a_check_is_untested_with_its_reason() =>
        Assert.That(Plan(Of(Case("A-01", decision: Decision.NotBuilt))).Cases[0].Decided, Is.EqualTo(new PlannedOutcome(Outcome.Untested, Cause.Harness, Word)));

    [Test]
    public void Where_nobody_can_log_in_a_person_looks_at_what_only_a_citizen_sees()
    {
        var planned = At(Stage.Preproduction, LoginMode.None, Case("A-01")).Cases[0];

        Assert.That((planned.Decision, planned.Decided, planned.Scenarios.Count), Is.EqualTo((Decision.Person, (PlannedOutcome?)null, 0)));
    }

    [Test]
    public void Production_asks_nobody_and_says_that_a_login_is_missing()
    {
        var plan = At(Stage.Production, LoginMode.None, Case("A-01"));

        Assert.Multiple(() =>
        {
            Assert.That(plan.Cases[0].Decided, Has.Property("Outcome").EqualTo(Outcome.Untested).And.Property("Cause").EqualTo(Cause.Configuration));
            Assert.That(plan.Cases[0].Decided!.Reason.En, Does.Contain("only read"));
            Assert.That(plan.Scenarios, Is.Empty);
        });
    }

    [Test]
    public void A_login_under_which_no_scenario_can_be_observed_leaves_it_untested() =>
        Assert.That(At(Stage.Uat, LoginMode.Proxy, Case("A-01")).Cases[0].Decided, Has.Property("Outcome").EqualTo(Outcome.Untested).And.Property("Cause").EqualTo(Cause.Configuration));

    [TestCase(LoginMode.Mock, null)]
    [TestCase(LoginMode.Proxy, null)]
    [TestCase(LoginMode.Mint, "login mint does not. Use login: proxy or mock.")]
    [TestCase(LoginMode.Assisted, "login assisted does not. Use login: proxy or mock.")]
    public void What_must_see_the_back_ends_calls_is_untested_where_nobody_sees_them(LoginMode login, string? reason)
    {
        var anyLogin = new ScenarioFacts("entry", true, Enum.GetValues<LoginMode>().ToHashSet());
        var decided = Planner.Plan(
            Of(Case("A-01") with { Evidence = ["text", "gateway"] }), Service with { Targets = [new StageTarget(Stage.Uat, "https://service.example.go.th/", login)] }, Stage.Uat, null, null, [anyLogin], Sessions).Cases[0].Decided;
        if (reason is null)
        {
            Assert.That(decided, Is.Null);
        }
        else
        {
            Assert.That((decided!.Outcome, decided.Cause), Is.EqualTo((Outcome.Untested, (Cause?)Cause.Configuration)));
            Assert.That(decided.Reason.En, Does.Contain(reason));
        }
    }

    [TestCase(LoginMode.None, "outside")]
    [TestCase(LoginMode.Mock, "entry,tour")]
    public void Only_the_scenarios_that_the_login_allows_are_planned(LoginMode login, string scenarios)
    {
        var plan = At(Stage.Production, login, Case("A-01", scenarios: ["entry", "outside", "tour"]));

        Assert.Multiple(() =>
        {
            Assert.That(string.Join(',', plan.Cases[0].Scenarios), Is.EqualTo(scenarios));
            Assert.That(string.Join(',', plan.Scenarios.Select(s => s.Scenario).Distinct()), Is.EqualTo(scenarios));
            Assert.That(plan.Cases[0].Decided, Is.Null);
        });
    }

    [Test]
    public void Evidence_that_no_session_records_leaves_it_untested() =>
        Assert.That(Plan(Of(Case("A-01") with { Evidence = ["telepathy"] })).Cases[0].Decided, Has.Property("Outcome").EqualTo(Outcome.Untested).And.Property("Cause").EqualTo(Cause.Harness));

    [Test]
    public void A_case_of_another_stage_is_not_planned() => Assert.That(Plan(Of(Case("A-01") with { Stages = [Stage.Production] })).Cases, Is.Empty);

    [TestCase("A-01", "A-01")]
    [TestCase("a", "A-01,A-02")]
    [TestCase("A-0", null)]
    [TestCase("Z", null)]
    public void A_filter_names_a_case_or_a_group(string only, string? planned)
    {
        var catalogue = Of(Case("A-01"), Case("A-02"), Case("AB-01"));
        if (planned is null)
        {
            Assert.That(Assert.Throws<ConfigurationException>(() => Plan(catalogue, only: [only]))!.Message, Does.Contain(only));
        }
        else
        {
            var plan = Plan(catalogue, only: [only]);
            Assert.That((string.Join(',', plan.Cases.Select(c => c.Case)), plan.Filter), Is.EqualTo((planned, "only=" + only)));
        }
    }

    [Test]
    public void A_stage_without_a_landing_url_is_refused() => Assert.Throws<ConfigurationException>(() => Plan(Of(Case("A-01")), Service with { Targets = [] }));

    private static ServiceProfile ByProvider { get; } = Service with
    {
        Logins = new Dictionary<Channel, LoginProtocol> { [Channel.Web] = LoginProtocol.OpenIdConnect },
        OpenIdConnect = new OpenIdConnectSettings { ClientId = "sample", ClientSecret = new("S", null), RedirectUri = "/callback" },
    };

    private static RunPlan At(Stage stage, LoginMode login, CatalogueCase @case) => Planner.Plan(
        Of(@case with { Stages = [stage] }),
        Service with { Targets = [new StageTarget(stage, "https://service.example.go.th/", login)] },
        stage, null, null, [.. Scenarios, new ScenarioFacts("outside", true, new HashSet<LoginMode> { LoginMode.None })], Sessions);
}
