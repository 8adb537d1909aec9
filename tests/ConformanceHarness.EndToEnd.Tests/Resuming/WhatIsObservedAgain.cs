using System.Text;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Running.Resubmitting;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.EndToEnd.Tests.Resuming;

/// <summary>Which scenarios a resubmission repeats: decided from records alone, over the real catalogue.</summary>
public sealed class WhatIsObservedAgain
{
    private static readonly Suite Suite = MinimumTestcaseSuite.Load();
    private static readonly Catalogue Now = RunSetup.ReadCatalogue(Suite).Catalogue;
    private readonly TestHome home = new();
    private string file = null!;

    [OneTimeSetUp]
    public void Describe() => file = File.ReadAllText(home.ServiceFile("https://service.example.go.th/"));

    [OneTimeTearDown]
    public void Remove() => home.Dispose();

    [Test]
    public void Nothing_where_everything_was_passed()
    {
        var again = Of(Earlier());
        Assert.That((again.Observe.Count, again.Repeated.Count, again.Plan.Filter), Is.EqualTo((0, 0, (string?)null)));
        Assert.That(again.Plan.Scenarios, Is.Not.Empty);
    }

    [TestCase(Outcome.Failed)]
    [TestCase(Outcome.CantTell)]
    [TestCase(Outcome.Untested)]
    public void What_was_not_passed_and_what_depends_on_it(Outcome outcome)
    {
        // AUTH-01 fails: every case that needs a citizen who is in says nothing without it.
        var dependents = Now.Cases.Where(c => c.DependsOn.Contains("AUTH-01")).Select(c => c.Id).ToList();
        Assert.That(dependents, Is.Not.Empty);
        var again = Of(Earlier(("AUTH-01", outcome)));
        Assert.That(again.Repeated, Is.SupersetOf(dependents.Intersect(again.Plan.Cases.Where(c => c.Decided is null && c.Scenarios.Count > 0).Select(c => c.Case))).And.Contain("AUTH-01"));
        Assert.That(again.Repeated, Does.Not.Contain("LAND-02"));
        Assert.That(again.Observe.Select(s => s.Id), Is.EquivalentTo(again.Plan.Scenarios.Where(s => s.Serves.Any(again.Repeated.Contains)).Select(s => s.Id)).And.Not.Contain("transport.any"));
    }

    [Test]
    public void Only_the_scenarios_that_serve_it()
    {
        var again = Of(Earlier(("LAND-02", Outcome.Failed)));
        Assert.That((again.Repeated, again.Observe.Select(s => s.Id)), Is.EqualTo((new[] { "LAND-02" }, new[] { "transport.any" })));
    }

    [Test]
    public void Inapplicable_is_as_good_as_passed() => Assert.That(Of(Earlier(("LAND-02", Outcome.Inapplicable))).Observe, Is.Empty);

    [Test]
    public void A_scenario_that_nobody_observed()
    {
        var earlier = Earlier();
        var again = Of(earlier with { Observations = [.. earlier.Observations.Where(o => o.Scenario != "transport")] });
        Assert.That(again.Observe.Select(s => s.Id), Is.EqualTo(["transport.any"]));
    }

    [Test]
    public void Everything_once_the_service_is_elsewhere()
    {
        var again = Of(Earlier(), file.Replace("service.example.go.th", "other.example.go.th", StringComparison.Ordinal));
        Assert.That(again.Moved, Is.True);
        Assert.That(again.Observe, Has.Count.EqualTo(again.Plan.Scenarios.Count));
    }

    [Test]
    public void What_walks_the_service_file_once_it_describes_other_sub_services()
    {
        var again = Of(Earlier(), file.Replace("งานหนึ่ง", "งานที่หนึ่ง", StringComparison.Ordinal));
        var follow = Suite.Scenarios.Where(s => s.FollowsServiceFile).Select(s => s.Name).ToList();
        Assert.That(again.Observe.Select(s => s.Scenario).Distinct(), Is.EquivalentTo(again.Plan.Scenarios.Select(s => s.Scenario).Distinct().Intersect(follow)).And.Contain("tour").And.Not.Contain("entry"));
    }

    [Test]
    public void Nothing_for_a_corrected_name_or_telephone_number() =>
        Assert.That(Of(Earlier(), file.Replace("somying@example.go.th", "help@example.go.th", StringComparison.Ordinal)).Observe, Is.Empty);

    [Test]
    public void Cases_that_a_newer_catalogue_adds_or_decides_otherwise()
    {
        var land = Now.Cases.Single(c => c.Id == "LAND-02");
        var older = Now with { Digest = "older", Cases = [.. Now.Cases.Where(c => c.Id != "SEC-05").Select(c => c == land ? c with { Parameters = new Dictionary<string, string> { ["limit"] = "1" } } : c)] };
        var again = Of(Earlier(older));
        Assert.That(again.Repeated, Is.EqualTo(["LAND-02", "SEC-05"]));
        Assert.That(again.Observe.Select(s => s.Scenario).Distinct(), Is.EquivalentTo(new[] { "transport", "entry", "anonymous" }));
        Assert.That(Of(Earlier(Now with { Digest = "older", Cases = [.. Now.Cases.Select(c => c with { Title = new("ก", "a"), Source = "b" })] })).Observe, Is.Empty, "wording alone");
    }

    [Test]
    public void Exactly_the_cases_asked_for_and_the_whole_stays_the_whole()
    {
        var again = Of(Earlier(("AUTH-01", Outcome.Failed)), only: ["LAND-02"]);
        Assert.That((again.Repeated, again.Observe.Select(s => s.Id), again.Plan.Filter), Is.EqualTo((new[] { "LAND-02" }, new[] { "transport.any" }, (string?)null)));
    }

    [Test]
    public void And_what_they_wait_for_where_that_was_not_passed_either()
    {
        var waiting = Now.Cases.First(c => c.DependsOn.Contains("AUTH-01") && c.Stages.Contains(Stage.Uat)).Id;
        Assert.That(Of(Earlier(("AUTH-01", Outcome.Failed)), only: [waiting]).Repeated, Does.Contain("AUTH-01").And.Contain(waiting));
        Assert.That(Of(Earlier(), only: [waiting]).Repeated, Does.Not.Contain("AUTH-01"), "it was passed");
    }

    [Test]
    public void A_part_stays_a_part_until_all_of_it_is_there()
    {
        var part = Earlier(only: ["LAND-02"]);
        var asked = Of(part, only: ["SEC-02"]);
        Assert.That(asked.Plan.Filter, Is.EqualTo("only=LAND-02,SEC-02"));
        var whole = Of(part);
        Assert.That(whole.Plan.Filter, Is.Null);
        Assert.That(whole.Observe.Select(s => s.Id), Is.EquivalentTo(whole.Plan.Scenarios.Select(s => s.Id).Except(["transport.any"])));
    }

    [Test]
    public void Another_service_is_refused()
    {
        Assert.That(() => Of(Earlier(), file.Replace("id: hard", "id: other", StringComparison.Ordinal)), Throws.TypeOf<ConfigurationException>().With.Message.Contains("service id is hard, and now it is other"));
        Assert.That(() => Of(Earlier(), file.Replace("channels: [app]", "channels: [app, web]", StringComparison.Ordinal)), Throws.TypeOf<ConfigurationException>().With.Message.Contains("channels is App, and now it is App, Web"));
    }

    private Resubmission Of(RunRecord earlier, string? serviceFile = null, IReadOnlyList<string>? only = null)
    {
        var bytes = Encoding.UTF8.GetBytes(serviceFile ?? file);
        var request = new RunRequest
        {
            Suite = Suite,
            Catalogue = Now,
            CatalogueBytes = [],
            Service = ServiceProfileReader.Read(bytes, "service.yaml"),
            ServiceBytes = bytes,
            ServiceFolder = home.Folder,
            Stage = Stage.Uat,
            ReportsFolder = home.Folder,
            Platform = null!,
            StartDriver = () => throw new InvalidOperationException("Nothing is driven here."),
            Engines = Engines.Ordinary(),
            Redactor = new Redactor([1]),
            Clock = TimeProvider.System,
            Listener = new SilentListener(),
        };
        return Resubmission.Of(earlier, request, only);
    }

    private RunRecord Earlier(params (string Case, Outcome Outcome)[] otherwise) => Earlier(Now, null, otherwise);

    private RunRecord Earlier(Catalogue catalogue) => Earlier(catalogue, null);

    private RunRecord Earlier(IReadOnlyList<string> only) => Earlier(Now, only);

    /// <summary>A submission in which all was observed, and all passed but what is named.</summary>
    private RunRecord Earlier(Catalogue catalogue, IReadOnlyList<string>? only, params (string Case, Outcome Outcome)[] otherwise)
    {
        var service = ServiceProfileReader.Read(Encoding.UTF8.GetBytes(file), "service.yaml");
        var plan = Planner.Plan(catalogue, service, Stage.Uat, null, only, SuiteFacts.Scenarios(Suite), SuiteFacts.Abilities);
        return new RunRecord
        {
            Statement = new Statement
            {
                Trial = true,
                RunId = "earlier",
                ServiceId = service.Id,
                ServiceName = service.Name,
                Agency = service.Agency,
                Stage = Stage.Uat,
                Channels = plan.Channels,
                LandingUrl = service.Targets[0].LandingUrl,
                Target = new TargetIdentity(null, [], [], null),
                CatalogueId = catalogue.Id,
                CatalogueVersion = catalogue.Version,
                CatalogueDigest = catalogue.Digest,
                ServiceFileDigest = service.Digest,
                HarnessVersion = "1",
                Suites = new Dictionary<string, string>(),
                StartedAt = DateTimeOffset.UnixEpoch,
                EndedAt = DateTimeOffset.UnixEpoch,
                Provenance = new Dictionary<string, int>(),
                PageVisits = 0,
                Result = RunResult.Incomplete,
                Counts = new Dictionary<string, int>(),
                LedgerHead = "",
            },
            Catalogue = catalogue,
            Service = service,
            Plan = plan,
            Observations = [.. plan.Scenarios.Select(s => new Observation { Scenario = s.Scenario, Channel = s.Channel, Attempt = 1, Provenance = new("emulated", "chromium", LoginMode.Mock), StartedAt = DateTimeOffset.UnixEpoch, DurationMs = 1, End = ObservationEnd.Completed })],
            Ledger = [],
            Verdicts = [.. plan.Cases.Select(c => new Verdict { Case = c.Case, Outcome = otherwise.FirstOrDefault(o => o.Case == c.Case) is { Case: not null } o ? o.Outcome : c.Decided?.Outcome == Outcome.Inapplicable ? Outcome.Inapplicable : Outcome.Passed, Channels = [] })],
            EvidenceFolder = home.Folder,
        };
    }
}
