using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>What a login can't show is decided by the plan, case by case and before anything is visited.</summary>
public sealed class WhatEachLoginCanSee
{
    private static readonly Sessions.Scenarios.Suite Suite = MinimumTestcaseSuite.Load();
    private static readonly Catalogue Catalogue = CatalogueReader.Read(Suite.CataloguePath);
    private static readonly HashSet<string> Everything = [.. Catalogue.Cases.SelectMany(c => c.Evidence).Where(e => e is not ("gateway" or "provider" or "transport"))];

    [Test]
    public void The_proxy_sees_what_the_mock_sees()
    {
        var (mock, proxy) = (Plan(LoginMode.Mock), Plan(LoginMode.Proxy));
        Assert.Multiple(() =>
        {
            Assert.That(proxy.Cases.Where(c => c.Decided is null).Select(c => (c.Case, string.Join(',', c.Scenarios))), Is.EqualTo(mock.Cases.Where(c => c.Decided is null).Select(c => (c.Case, string.Join(',', c.Scenarios)))));
            Assert.That(proxy.Cases.Count(c => c.Decided is null), Is.GreaterThan(50), "there is something to be compared");
        });
    }

    [Test]
    public void Minting_leaves_untested_what_only_the_gateways_journal_or_conduct_shows() => Assert.That(Untested(LoginMode.Mint), Is.EqualTo(new[]
    {
        "AUTH-02", "AUTH-03", "AUTH-06", "AUTH-09", "AUTH-10", "AUTH-11", "AUTH-12", "AUTH-13", "AUTH-16", "AUTH-18", "APP-03", "SVC-05", "SVC-06", "SVC-07", "SVC-09", "NOTI-01", "NOTI-02", "NOTI-03", "NOTI-04",
    }));

    [Test]
    public void A_tester_leaves_untested_besides_what_needs_several_or_chosen_citizens() => Assert.That(Untested(LoginMode.Assisted).Except(Untested(LoginMode.Mint)), Is.EqualTo(new[] { "AUTH-14", "AUTH-15", "SEC-08", "SVC-03" }));

    [Test]
    public void No_case_is_open_whose_evidence_nobody_records()
    {
        foreach (var login in new[] { LoginMode.Mint, LoginMode.Assisted })
        {
            var open = Plan(login).Cases.Where(c => c is { Decided: null, Decision: Decision.Check }).Select(c => c.Case).ToHashSet();
            Assert.That(Catalogue.Cases.Where(c => open.Contains(c.Id) && c.Evidence.Contains("gateway")).Select(c => c.Id), Is.Empty, login.ToString());
            Assert.That(open, Has.Count.GreaterThan(30));
        }
    }

    [Test]
    public void Scenarios_that_make_the_gateway_misbehave_are_never_planned_where_nobody_can()
    {
        string[] conduct = ["expired", "foreign-app", "refused", "gateway-5xx", "gateway-silent", "not-json", "push-fails"];
        foreach (var login in new[] { LoginMode.Mint, LoginMode.Assisted, LoginMode.Device, LoginMode.None })
        {
            Assert.That(Plan(login).Scenarios.Select(s => s.Scenario).Intersect(conduct), Is.Empty, login.ToString());
        }

        Assert.That(Plan(LoginMode.Proxy).Scenarios.Select(s => s.Scenario), Is.SupersetOf(conduct));
    }

    [Test]
    public void A_tester_is_asked_for_as_few_entries_as_the_scenarios_need()
    {
        var entries = Plan(LoginMode.Assisted).Scenarios.Where(s => s.Channel == Channel.App).Select(s => (s.Scenario, Suite.Scenarios.Single(x => x.Name == s.Scenario).Entries(Service(LoginMode.Assisted)))).Where(s => s.Item2 > 0);
        Assert.That(entries, Is.EquivalentTo(new[] { ("entry", 2), ("anonymous", 1), ("tour", 1), ("slow-network", 1), ("offline", 1), ("server-failing", 1) }), "the sample has no journey");
    }

    private static IEnumerable<string> Untested(LoginMode login) =>
        Plan(login).Cases.Where(c => c.Decided is { Outcome: Outcome.Untested, Cause: Cause.Configuration }).Select(c => c.Case);

    private static ServiceProfile Service(LoginMode login) => Samples.Service with { Targets = [new StageTarget(Stage.Uat, Samples.Landing, login)], Features = ["notification", "requestList", "attachments"] };

    private static RunPlan Plan(LoginMode login) => Planner.Plan(
        Catalogue, Service(login), Stage.Uat, null, null, [.. Suite.Scenarios.Select(s => new ScenarioFacts(s.Name, s.NeedsBrowser, s.Logins))],
        new Abilities(new Dictionary<Channel, IReadOnlySet<string>> { [Channel.App] = Everything, [Channel.Web] = Everything }));
}
