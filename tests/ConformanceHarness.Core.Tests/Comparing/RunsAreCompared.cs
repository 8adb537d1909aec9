using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Core.Tests.Comparing;

public sealed class RunsAreCompared
{
    [TestCase(Outcome.Passed, Outcome.Passed, Change.Same)]
    [TestCase(Outcome.Failed, Outcome.Failed, Change.Same)]
    [TestCase(Outcome.Passed, Outcome.Failed, Change.Worse)]
    [TestCase(Outcome.Passed, Outcome.CantTell, Change.Worse)]
    [TestCase(Outcome.Passed, Outcome.Untested, Change.Worse)]
    [TestCase(Outcome.CantTell, Outcome.Failed, Change.Worse)]
    [TestCase(Outcome.Inapplicable, Outcome.Failed, Change.Worse)]
    [TestCase(Outcome.Failed, Outcome.Passed, Change.Better)]
    [TestCase(Outcome.Failed, Outcome.Untested, Change.Better)]
    [TestCase(Outcome.Untested, Outcome.Inapplicable, Change.Better)]
    [TestCase(Outcome.Passed, Outcome.Inapplicable, Change.Different)]
    [TestCase(Outcome.CantTell, Outcome.Untested, Change.Different)]
    public void Each_case_is_the_same_worse_or_better(Outcome first, Outcome second, Change expected)
    {
        var comparison = RunComparison.Of(ComparedSample.Run(first), ComparedSample.Run(second));
        Assert.That(comparison.Cases.Select(c => (c.Case, c.Change)), Is.EqualTo(new[] { ("LAND-05", expected), ("DATA-01", Change.Same) }));
        Assert.That(comparison.Counts.Values.Sum(), Is.EqualTo(2));
    }

    [Test]
    public void Better_in_one_channel_and_worse_in_the_other_is_different()
    {
        static Verdict With(Verdict v, Outcome app, Outcome web) => v with { Outcome = Outcome.Failed, Channels = [v.Channels[0] with { Outcome = app }, v.Channels[1] with { Outcome = web }] };
        var comparison = RunComparison.Of(ComparedSample.Run(change: v => With(v, Outcome.Passed, Outcome.Failed)), ComparedSample.Run(change: v => With(v, Outcome.Failed, Outcome.Passed)));
        Assert.That(comparison.Cases[0].Change, Is.EqualTo(Change.Different));
        Assert.That(comparison.Cases[0].Channels.Select(c => c.Change), Is.EqualTo(new[] { Change.Worse, Change.Better }));
    }

    [Test]
    public void The_first_differing_finding_is_shown()
    {
        var difference = RunComparison.Of(ComparedSample.Run(), ComparedSample.Run(Outcome.Failed)).Cases[0].Difference!;
        Assert.That((difference.First!.Seen.En, difference.Second!.Seen.En), Is.EqualTo(("saw Passed", "saw Failed")));
    }

    [Test]
    public void Placeholders_of_secrets_that_every_run_makes_anew_do_not_differ()
    {
        static Verdict Saying(Verdict v, string mark) => v with { Channels = [.. v.Channels.Select(c => c with { Findings = [new Finding(null, new("พบ", $"found ‹mToken #1 {mark}›"), null, [])] })] };
        var one = ComparedSample.Run(Outcome.Failed, change: v => Saying(v, "9f3c"));
        Assert.That(RunComparison.Of(one, ComparedSample.Run(Outcome.Failed, change: v => Saying(v, "0a1b"))).Cases[0].Difference, Is.Null);
        Assert.That(RunComparison.Of(one, ComparedSample.Run(Outcome.Failed, change: v => Saying(v, "9f3c› and more ‹"))).Cases[0].Difference, Is.Not.Null);
    }

    [Test]
    public void A_case_that_one_run_has_not_is_named()
    {
        var (all, one) = (ComparedSample.Run(), ComparedSample.Run());
        var part = one with { Verdicts = [one.Verdicts[1]] };
        Assert.That(RunComparison.Of(all, part).Cases.Select(c => c.Change), Is.EqualTo(new[] { Change.OnlyFirst, Change.Same }));
        Assert.That(RunComparison.Of(part, all).Cases.Select(c => (c.Case, c.Change)), Is.EqualTo(new[] { ("DATA-01", Change.Same), ("LAND-05", Change.OnlySecond) }));
    }

    [Test]
    public void What_was_talked_to_and_run_is_compared_fact_by_fact()
    {
        var other = ComparedSample.Target with { TlsKeyHash = "key-2", Addresses = ["192.0.2.9"], RedirectChain = ["https://service.example.go.th/new"], BuildFingerprint = "build-2" };
        var comparison = RunComparison.Of(ComparedSample.Run(), ComparedSample.Run(target: other, harness: "0.2.0", landing: "https://service.example.go.th/new"));
        Assert.That(comparison.Target.Where(f => !f.Same).Select(f => f.Name), Is.EqualTo(new[] { "landingUrl", "buildFingerprint", "tlsKeyHash", "redirectChain", "addresses" }));
        Assert.That(comparison.Inputs.Where(f => !f.Same).Select(f => f.Name), Is.EqualTo(new[] { "harness" }));
        Assert.That(RunComparison.Of(ComparedSample.Run(), ComparedSample.Run()).Target.All(f => f.Same), Is.True);
    }

    [Test]
    public void As_JSON_it_reads_back_as_it_was()
    {
        var bytes = ComparisonJson.Write(RunComparison.Of(ComparedSample.Run(), ComparedSample.Run(Outcome.Failed)));
        Assert.That(ComparisonJson.Write(ComparisonJson.Read(bytes)), Is.EqualTo(bytes));
    }
}
