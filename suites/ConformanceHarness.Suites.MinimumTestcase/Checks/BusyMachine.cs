using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>
/// Times that are too long although the machine may be to blame: only what would have been too long on an idle machine as well fails. Nothing passes by this.
/// </summary>
internal static class BusyMachine
{
    // As much longer as a session waits on a busy machine at most.
    private const int MostOfLimit = 3;

    /// <summary>The least that a time within this visit would have been.</summary>
    public static double Least(Visit visit, double ms) => visit.Strain?.Undisturbed(ms) ?? ms;

    /// <summary>The least time until the page was settled; infinite where it was given its whole time and never was.</summary>
    public static double LeastSettled(Visit visit) =>
        visit.SettledMs is { } settled ? Least(visit, settled)
        : Least(visit, visit.LimitMs * MostOfLimit) is var given && given < visit.LimitMs ? given
        : double.PositiveInfinity;

    public static Judgement CantTell(LocalText seen, Visit visit)
    {
        var load = (visit.Strain?.OtherLoad ?? 0) * 100;
        var stalled = Say.Seconds(visit.Strain?.StalledMs ?? 0);
        return Judgement.CantTell(Cause.Environment, new LocalText(
            $"{seen.Th} แต่เครื่องทดสอบมีภาระจากโปรแกรมอื่น {load:0}% และหยุดชะงัก {stalled} วินาที จึงตัดสินไม่ได้ กรุณาทดสอบซ้ำเมื่อเครื่องว่าง",
            $"{seen.En} But other programs took {load:0} % of the test machine, and it stood still for {stalled} s, so it can't be told. Test again while the machine is idle."));
    }
}
