using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Reports.Inbox;
using ConformanceHarness.Reports.Tests.Samples;

namespace ConformanceHarness.Reports.Tests.Inbox;

public sealed class InboxOrderTests
{
    [Test]
    public void The_newest_of_a_service_counts_and_the_others_are_superseded()
    {
        var inbox = InboxOrder.Of([Row("a", hours: 1), Row("b", hours: 3), Row("c", hours: 2), Row("other", service: "other", hours: 0)], 4);
        Assert.That(Places(inbox), Is.EqualTo(new[] { ("other", InboxPlace.Newest), ("b", InboxPlace.Newest), ("c", InboxPlace.Superseded), ("a", InboxPlace.Superseded) }));
    }

    [Test]
    public void A_bundle_that_names_another_as_the_one_before_takes_its_place_whatever_the_clock_said()
    {
        var inbox = InboxOrder.Of([Row("first", hours: 5), Row("second", hours: 1, previous: "digest of first")], 2);
        Assert.That(Places(inbox), Is.EqualTo(new[] { ("second", InboxPlace.Newest), ("first", InboxPlace.Superseded) }));
    }

    [Test]
    public void A_reviewed_copy_counts_before_the_one_that_was_handed_in()
    {
        var reviewed = Row("reviewed") with { Review = new ReviewReading(null, "CN=DGA", null, true) };
        Assert.That(Places(InboxOrder.Of([Row("a"), reviewed], 2)), Is.EqualTo(new[] { ("reviewed", InboxPlace.Newest), ("a", InboxPlace.Superseded) }));
    }

    [Test]
    public void A_copy_with_a_strangers_review_does_not()
    {
        var forged = Row("0 forged") with { Review = new ReviewReading(null, "CN=Stranger", null, false) };
        Assert.That(Places(InboxOrder.Of([forged, Row("a")], 2)), Is.EqualTo(new[] { ("a", InboxPlace.Newest), ("0 forged", InboxPlace.Superseded) }));
    }

    [Test]
    public void Nobody_pushes_aside_what_somebody_else_submitted()
    {
        var victim = Row("victim");
        InboxRow[] attacks =
        [
            Row("invalid", hours: 9, previous: "digest of victim") with { Valid = false },
            Row("stranger", hours: 9, previous: "digest of victim") with { Signer = "CN=Stranger" },
            Row("nobody vouches", hours: 9, previous: "digest of victim") with { Vouched = false },
            Row("other stage", hours: 9, previous: "digest of victim", stage: Stage.Preproduction),
        ];
        foreach (var attack in attacks)
        {
            Assert.That(InboxOrder.Of([victim, attack], 2).Rows.Single(r => r.File == "victim").Place, Is.EqualTo(InboxPlace.Newest), attack.File);
        }
    }

    [Test]
    public void All_are_acceptable_only_when_all_were_looked_at_and_each_that_counts_is()
    {
        var old = Row("old", hours: 0) with { Acceptable = false };
        Assert.That(InboxOrder.Of([old, Row("new", hours: 1)], 2).AllAcceptable, Is.True);
        Assert.That(InboxOrder.Of([old, Row("new", hours: 1)], 3).AllAcceptable, Is.False);
        Assert.That(InboxOrder.Of([Row("a", hours: 0), Row("new", hours: 1) with { Acceptable = false }], 2).AllAcceptable, Is.False);
        Assert.That(InboxOrder.Of([Row("a"), Row("cut") with { Valid = false, Statement = null, Acceptable = false }], 2).AllAcceptable, Is.False);
    }

    internal static InboxRow Row(string file, string service = "sample", int hours = 0, string? previous = null, Stage stage = Stage.Uat, Statement? statement = null) => new()
    {
        File = file,
        Statement = (statement ?? SampleRuns.Conformant().Statement) with { ServiceId = service, Stage = stage, PreviousBundle = previous, Agency = new(service == "other" ? "กรมก" : "กรมข", "Department") },
        Valid = true,
        Trusted = true,
        Vouched = true,
        Acceptable = true,
        Problems = [],
        Signer = "CN=Agency",
        Timestamp = SampleRun.Start.AddHours(hours),
        Digests = ["digest of " + file],
    };

    private static IEnumerable<(string, InboxPlace)> Places(InboxReport inbox) => inbox.Rows.Select(r => (r.File, r.Place));
}
