using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Tests;

public sealed class WhatIsNews
{
    private static readonly TargetNight Well = Samples.Night(TargetState.Sound);
    private static readonly TargetNight Down = Samples.Night(TargetState.Unreachable, "timeout");

    private static TargetNight Fails(params string[] cases) => Samples.Night(TargetState.Failing, null, cases);

    private static IEnumerable<NewsKind> Kinds(TargetNight tonight, params TargetNight[] before) => NightComparison.Of(tonight, before).Select(n => n.Kind);

    [Test]
    public void Nothing_is_news_where_nothing_changed() => Assert.Multiple(() =>
    {
        Assert.That(Kinds(Well, Well), Is.Empty);
        Assert.That(Kinds(Well), Is.Empty);
        Assert.That(Kinds(Fails("LAND-01"), Fails("LAND-01")), Is.Empty);
        Assert.That(Kinds(Down, Down), Is.Empty);
    });

    [Test]
    public void A_further_case_is_news_and_says_which()
    {
        var news = NightComparison.Of(Fails("LAND-01", "SEC-02"), [Fails("LAND-01")]).Single();
        Assert.That((news.Kind, news.Cases.Single(), news.Worse), Is.EqualTo((NewsKind.Broken, "SEC-02", true)));
    }

    [Test]
    public void What_is_mended_is_told_and_nobody_has_to_act()
    {
        var news = NightComparison.Of(Fails("LAND-01"), [Fails("LAND-01", "SEC-02")]).Single();
        Assert.That((news.Kind, news.Cases.Single(), news.Worse), Is.EqualTo((NewsKind.Fixed, "SEC-02", false)));
        Assert.That(Kinds(Well, Down), Is.EqualTo(new[] { NewsKind.Fixed }));
    }

    [Test]
    public void A_service_that_is_gone_is_news_once() => Assert.Multiple(() =>
    {
        Assert.That(Kinds(Down, Well), Is.EqualTo(new[] { NewsKind.Broken }));
        Assert.That(Kinds(Down, Down, Well), Is.Empty);
        Assert.That(Kinds(Down, Fails("LAND-01")), Is.EqualTo(new[] { NewsKind.Broken }));
    });

    [Test]
    public void To_and_fro_is_told_once_as_flapping()
    {
        Assert.That(Kinds(Down, Well, Down), Is.EqualTo(new[] { NewsKind.Broken }));
        Assert.That(Kinds(Down, Well, Down, Well), Is.EqualTo(new[] { NewsKind.Flapping }));
        Assert.That(Kinds(Well, Down, Well, Down, Well), Is.Empty);
        Assert.That(Kinds(Down, Well, Well, Well, Down, Well), Is.EqualTo(new[] { NewsKind.Flapping }), "three turns within the seven nights");
    }

    [Test]
    public void A_night_that_says_nothing_is_no_news() =>
        Assert.That(Kinds(Samples.Night(TargetState.NoVerdict, "harness"), Well), Is.Empty);

    [TestCase(31, 40, false)]
    [TestCase(30, 31, true)]
    [TestCase(20, 21, false)]
    [TestCase(14, 15, true)]
    [TestCase(0, 1, true)]
    [TestCase(-1, 0, false)]
    public void A_certificate_is_news_when_a_threshold_is_passed(int left, int before, bool told)
    {
        var ends = Samples.Midnight.AddDays(left + 0.5);
        TargetNight With(DateTimeOffset at) => TargetNight.Of([Samples.Result("a", TargetState.Sound) with { CertificateEnds = ends, StartedAt = at }]);
        var news = NightComparison.Of(With(Samples.Midnight), [With(Samples.Midnight.AddDays(left - before))]);
        Assert.That(news.Any(n => n.Kind == NewsKind.CertificateEnding), Is.EqualTo(told));
    }

    [Test]
    public void Another_build_is_told_and_nobody_has_to_act()
    {
        TargetNight Built(string build) => TargetNight.Of([Samples.Result("a", TargetState.Sound) with { Build = build }]);
        var news = NightComparison.Of(Built("new"), [Built("old")]).Single();
        Assert.That((news.Kind, news.Worse), Is.EqualTo((NewsKind.BuildChanged, false)));
    }

    [Test]
    public void Streaks_count_tonight() => Assert.Multiple(() =>
    {
        Assert.That(NightComparison.Streak(Down, [Down, Fails("X"), Well]), Is.EqualTo(3));
        Assert.That(NightComparison.Streak(Well, []), Is.EqualTo(1));
    });

    [Test]
    public void Only_what_is_new_is_looked_at_again() => Assert.Multiple(() =>
    {
        Assert.That(NightComparison.ToBeConfirmed(Fails("LAND-01"), null), Is.True);
        Assert.That(NightComparison.ToBeConfirmed(Fails("LAND-01"), Fails("LAND-01", "SEC-02")), Is.False);
        Assert.That(NightComparison.ToBeConfirmed(Fails("SEC-02"), Fails("LAND-01")), Is.True);
        Assert.That(NightComparison.ToBeConfirmed(Down, Down), Is.False);
        Assert.That(NightComparison.ToBeConfirmed(Well, Down), Is.False);
    });

    [Test]
    public void A_failure_counts_only_where_it_failed_each_time()
    {
        TargetNight Both(TargetResult first, TargetResult second) => TargetNight.Of([second, first]);
        var fails = Samples.Result("a", TargetState.Failing, failing: ["LAND-01", "SEC-02"]);
        var again = Both(fails, Samples.Result("a", TargetState.Failing, 2, failing: ["SEC-02", "SEC-03"]));
        Assert.That((again.State, string.Join(' ', again.Failing), again.Unsteady), Is.EqualTo((TargetState.Failing, "SEC-02", false)));
        var mended = Both(fails, Samples.Result("a", TargetState.Sound, 2));
        Assert.That((mended.State, mended.Trouble, mended.Unsteady), Is.EqualTo((TargetState.Sound, false, true)));
        var none = Both(fails, Samples.Result("a", TargetState.Failing, 2, failing: ["OTHER-1"]));
        Assert.That((none.State, none.Trouble, none.Unsteady), Is.EqualTo((TargetState.Sound, false, true)));
        var untold = Both(fails, Samples.Result("a", TargetState.NoVerdict, 2));
        Assert.That(untold.Failing, Has.Count.EqualTo(2), "what failed to be looked at again does not take a failure back");
    }
}
