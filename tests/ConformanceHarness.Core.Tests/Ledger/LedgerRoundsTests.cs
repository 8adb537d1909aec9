using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using static ConformanceHarness.Core.Tests.Judging.JudgeSample;

namespace ConformanceHarness.Core.Tests.Ledger;

public sealed class LedgerRoundsTests
{
    private static readonly string Bundle = new('b', 64);

    [Test]
    public void Judging_rests_on_each_scenarios_last_round()
    {
        Observation[] observations = [Seen("bad"), Seen("bad", "tour"), Seen("bad", attempt: 2), Seen("good", attempt: 3)];
        List<LedgerLine> lines = [Line("start", "p1"), Attempt(observations[0]), Attempt(observations[1]), Line("resumed", null), Attempt(observations[2]), Line("end", null), Line("resumed", LedgerRounds.Detail(Bundle, "p2")), Attempt(observations[3])];

        Assert.Multiple(() =>
        {
            Assert.That(observations.Select(o => LedgerRounds.Of(lines, o)), Is.EqualTo([1, 1, 1, 2]), "a line of a resumed run begins no round");
            Assert.That(LedgerRounds.Latest(lines, observations), Is.EqualTo([observations[1], observations[3]]));
            Assert.That(LedgerRounds.Latest([.. lines.Take(5)], [.. observations.Take(3)]), Is.EqualTo(observations.Take(3)));
            Assert.That(LedgerRounds.PlanDigest(lines), Is.EqualTo("p2"));
            Assert.That(LedgerRounds.PlanDigest([.. lines.Take(4)]), Is.EqualTo("p1"));
            Assert.That(LedgerRounds.Takeovers(lines).Select(t => t.PreviousBundle), Is.EqualTo([Bundle]));
        });
    }

    [TestCase(Outcome.Failed, Outcome.Passed, "fixed")]
    [TestCase(Outcome.CantTell, Outcome.Passed, "answered")]
    [TestCase(Outcome.Untested, Outcome.Passed, "answered")]
    [TestCase(Outcome.Passed, Outcome.Failed, "worse open")]
    [TestCase(Outcome.Failed, Outcome.Failed, "open")]
    [TestCase(Outcome.Passed, Outcome.Untested, "open")]
    [TestCase(Outcome.Passed, Outcome.Passed, "")]
    [TestCase(Outcome.Failed, Outcome.Inapplicable, "")]
    public void What_became_of_a_case(Outcome then, Outcome now, string expected)
    {
        var since = SinceEarlier.Of([new Verdict { Case = "A-01", Outcome = then, Channels = [] }], [new Verdict { Case = "A-01", Outcome = now, Channels = [] }]);
        var said = new[] { ("fixed", since.Fixed), ("answered", since.Answered), ("worse", since.Worse), ("open", since.Open) }.Where(s => s.Item2.Count > 0).Select(s => s.Item1);
        Assert.That(string.Join(' ', said), Is.EqualTo(expected));
    }

    private static LedgerLine Line(string kind, string? detail) => new() { Number = 1, Previous = "", Kind = kind, At = DateTimeOffset.UnixEpoch, Detail = detail };

    private static LedgerLine Attempt(Observation seen) => Line("attempt", null) with { Observation = seen.Id, Attempt = seen.Attempt, End = seen.End, Digest = "d" };
}
