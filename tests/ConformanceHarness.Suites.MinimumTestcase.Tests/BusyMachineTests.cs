using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>What was too slow while the machine was busy with other things fails only if it would have been too slow on an idle one.</summary>
public sealed class BusyMachineTests
{
    private const string Worded = "ไม่สามารถยืนยันตัวตนได้ กรุณาลองใหม่";
    private static readonly MachineStrain Idle = new(0, 0);

    // Half of the machine taken by others; a clock that stood still for five seconds.
    private static readonly MachineStrain Busy = new(0.5, 0);
    private static readonly MachineStrain Stalled = new(null, 5000);

    [Test]
    public void The_least_that_it_would_have_taken() => Assert.Multiple(() =>
    {
        Assert.That(Idle.Undisturbed(8000), Is.EqualTo(8000));
        Assert.That(Busy.Undisturbed(8000), Is.EqualTo(4000));
        Assert.That(Stalled.Undisturbed(8000), Is.EqualTo(3000));
        Assert.That(Stalled.Undisturbed(4000), Is.EqualTo(0));
        Assert.That(new MachineStrain(0.5, 2000).Undisturbed(8000), Is.EqualTo(3000));
    });

    [Test]
    public void Land05() => Assert.Multiple(() =>
    {
        Settled(12_000, null).FailsWith("Settled in 12.0 s");
        Settled(12_000, Idle).FailsWith("Settled in 12.0 s");
        Settled(12_000, Busy).CantTell(Cause.Environment);
        Settled(12_000, Stalled).CantTell(Cause.Environment);
        Settled(21_000, Busy).FailsWith("Settled in 21.0 s");
        Settled(9000, Busy).Passes();
        // It was given as much more time as the machine took.
        Settled(null, Busy).FailsWith("Not settled after 15.0 s");
        // More than others left it can't be given for ever.
        Settled(null, new MachineStrain(0.8, 0)).CantTell(Cause.Environment);
    });

    [Test]
    public void Land06() => Assert.Multiple(() =>
    {
        Painted(3000, 0, Idle).FailsWith("LCP 3.0 s");
        Painted(3000, 0, Busy).CantTell(Cause.Environment);
        Painted(6000, 0, Busy).FailsWith("LCP 6.0 s");
        // Others move nothing on the page.
        Painted(3000, 0.3, Busy).FailsWith("CLS 0.30");
    });

    [Test]
    public void Land09() => Assert.Multiple(() =>
    {
        Told(4000, 1500, Idle).FailsWith("showed none");
        Told(4000, 1500, Busy).CantTell(Cause.Environment);
        Told(4000, 3000, Busy).FailsWith("showed none");
        Told(1800, null, Busy).CantTell(Cause.Environment);
        Told(4000, null, Busy).FailsWith("showed none");
    });

    [TestCase("AUTH-11", "gateway-5xx", 15)]
    [TestCase("AUTH-12", "gateway-silent", 30)]
    public void Refusals(string id, string scenario, int seconds) => Assert.Multiple(() =>
    {
        CheckCase Late(long? settled, MachineStrain strain, string? loading = null) => CheckCase.Of(id).Seen(scenario, o => o.Page("way", Worded, s => s with { Loading = loading }).Visit("way", v => v with { Strain = strain, LimitMs = (seconds * 1000) + 3000 }, settled: settled));

        Late((seconds * 1000) + 900, Idle).FailsWith("It was worded only after");
        Late((seconds * 1000) + 900, Busy).CantTell(Cause.Environment);
        Late(seconds * 2100, Busy).FailsWith("It was worded only after");
        Late(null, Busy, "กำลังโหลด").FailsWith("still says that it is loading");
        Late(null, new MachineStrain(0.8, 0), "กำลังโหลด").CantTell(Cause.Environment);
    });

    [Test]
    public void A_refusal_without_words_fails_on_the_busiest_machine() =>
        CheckCase.Of("AUTH-11").Seen("gateway-5xx", o => o.Page("way", "กรมตัวอย่าง").Visit("way", v => v with { Strain = new MachineStrain(0.9, 9000) }, settled: 900)).FailsWith("No error is worded");

    [Test]
    public void Res02() => Assert.Multiple(() =>
    {
        CheckCase Slow(long? settled, MachineStrain strain) => CheckCase.Of("RES-02").Seen("slow-network", o => o.Visit("slow", v => v with
        {
            LimitMs = 45_000,
            Strain = strain,
            Vitals = new WebVitals(900, 0, 900),
            Timeline = [new TextMoment(800, "กำลังดึงข้อมูลของท่าน", true), new TextMoment(settled ?? 44_000, "สวัสดี คุณมาลี", false)],
        }, settled: settled));

        Slow(33_000, Idle).FailsWith("Settled in 33.0 s");
        Slow(33_000, Busy).CantTell(Cause.Environment);
        Slow(70_000, Busy).FailsWith("Settled in 70.0 s");
        Slow(20_000, Busy).Passes();
    });

    private static CheckCase Settled(long? settled, MachineStrain? strain) => Visits("LAND-05", v => v with { SettledMs = settled, Strain = strain, Unsettled = settled is null ? "loading: กำลังโหลด" : null });

    private static CheckCase Painted(double paint, double shift, MachineStrain strain) => Visits("LAND-06", v => v with { Vitals = new WebVitals(paint, shift, paint), Strain = strain });

    private static CheckCase Told(long settled, long? loading, MachineStrain strain) =>
        Visits("LAND-09", v => v with { SettledMs = settled, Strain = strain, Timeline = loading is { } at ? [new TextMoment(at, "กำลังดึงข้อมูลของท่าน", true)] : [] });

    private static CheckCase Visits(string id, Func<Visit, Visit> change) =>
        CheckCase.Of(id).Seen("entry", o => Enumerable.Range(0, 3).Aggregate(o, (b, i) => b.Visit("enter", change, at: i * 20_000)));
}
