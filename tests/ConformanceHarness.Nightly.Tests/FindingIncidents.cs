using ConformanceHarness.Nightly.News;

namespace ConformanceHarness.Nightly.Tests;

public sealed class FindingIncidents
{
    private static IncidentFacts Fact(int number, string? signature, string address, string agency = "a", int minute = 0, string? server = null) =>
        new($"t{number:000}", signature, Samples.Midnight.AddMinutes(minute), $"h{number}.example", address, null, agency + number, server);

    [Test]
    public void Many_in_one_network_are_one_incident_and_each_is_told_once()
    {
        var facts = Enumerable.Range(0, 100).Select(i => Fact(i, i < 40 ? "unreachable timeout" : null, i < 40 ? $"10.1.1.{i}" : $"10.2.{i}.1")).ToList();
        var found = IncidentSearch.Of(facts).Single();
        Assert.That((found.By, found.Value, found.Targets.Count, found.Of), Is.EqualTo((Shared.Network, "10.1.1.0/24", 40, 40)));
    }

    [Test]
    public void The_nearest_thing_in_common_is_named()
    {
        var facts = Enumerable.Range(0, 30).Select(i => Fact(i, i < 6 ? "failing LAND-01" : null, i < 6 ? "10.1.1.1" : $"10.9.{i}.1")).ToList();
        Assert.That(IncidentSearch.Of(facts).Single().By, Is.EqualTo(Shared.Address));
    }

    [Test]
    public void A_few_or_unlike_failures_are_none() => Assert.Multiple(() =>
    {
        Assert.That(IncidentSearch.Of([.. Enumerable.Range(0, 4).Select(i => Fact(i, "x", "10.1.1.1"))]), Is.Empty);
        Assert.That(IncidentSearch.Of([.. Enumerable.Range(0, 12).Select(i => Fact(i, "sign " + (i / 4), "10.1.1.1"))]), Is.Empty);
    });

    [Test]
    public void Neighbours_that_are_well_speak_against_it() =>
        Assert.That(IncidentSearch.Of([.. Enumerable.Range(0, 20).Select(i => Fact(i, i % 3 == 0 ? "x" : null, "10.1.1.1"))]), Is.Empty);

    [Test]
    public void Hours_apart_is_not_one_window() =>
        Assert.That(IncidentSearch.Of([.. Enumerable.Range(0, 8).Select(i => Fact(i, "x", "10.1.1.1", minute: i < 4 ? i : 300 + i))]), Is.Empty);

    [Test]
    public void Many_that_share_nothing_are_an_incident_of_all()
    {
        var facts = Enumerable.Range(0, 60).Select(i => Fact(i, i % 2 == 0 ? "failing CFG-02" : null, $"10.{i}.1.1", minute: i / 10)).ToList();
        var found = IncidentSearch.Of(facts).Single();
        Assert.That((found.By, found.Targets.Count), Is.EqualTo((Shared.Everything, 30)));
    }

    [TestCase("203.0.113.77", "203.0.113.0/24")]
    [TestCase("2001:db8:1:2::3", "2001:db8:1::/48")]
    [TestCase(null, null)]
    public void Networks(string? address, string? network) => Assert.That(IncidentSearch.Network(address), Is.EqualTo(network));
}
