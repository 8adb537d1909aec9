using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Ordinary visits settle in time: the median of at least three.</summary>
[Check("LAND-05")]
internal sealed class SettlesInTime : ICheck
{
    public Judgement Judge(CaseEvidence evidence)
    {
        var limit = evidence.Number("settledSeconds") * 1000;
        var visits = OrdinaryVisits.Of(evidence).Where(v => !OrdinaryVisits.SaysSomethingElse(v.Visit)).ToList();
        if (visits.Count < 3)
        {
            return Judgement.CantTell(Cause.Service, new LocalText($"มีการเปิดหน้าที่ใช้ตัดสินได้เพียง {visits.Count} ครั้ง ต้องมีอย่างน้อย 3 ครั้ง", $"Only {visits.Count} visits can be judged by; three are needed."));
        }

        var median = Parts.Median([.. visits.Select(v => v.Visit.SettledMs ?? double.PositiveInfinity)]);
        var slowest = visits.MaxBy(v => v.Visit.SettledMs ?? long.MaxValue)!;
        var seen = double.IsInfinity(median)
            ? new LocalText($"ไม่พร้อมใช้ใน {Say.Seconds(slowest.Visit.LimitMs)} วินาที ({slowest.Visit.Unsettled})", $"Not settled after {Say.Seconds(slowest.Visit.LimitMs)} s ({slowest.Visit.Unsettled}).")
            : new LocalText($"พร้อมใช้ใน {Say.Seconds(median)} วินาที (มัธยฐานของ {visits.Count} ครั้ง)", $"Settled in {Say.Seconds(median)} s (median of {visits.Count} visits).");
        return median <= limit ? Judgement.Passed(seen)
            : Parts.Median([.. visits.Select(v => BusyMachine.LeastSettled(v.Visit))]) <= limit ? BusyMachine.CantTell(seen, slowest.Visit)
            : Judgement.Failed(Say.Found(
                new LocalText($"พร้อมใช้ภายใน {Say.Seconds(limit)} วินาที ไม่มีสถานะกำลังโหลดค้าง", $"Settled within {Say.Seconds(limit)} s, no loading state left"),
                seen, Say.Bare(slowest.Visit.Target), Say.At(slowest.Observation, slowest.Visit)));
    }
}

/// <summary>Largest contentful paint and layout shift: medians of at least three visits.</summary>
[Check("LAND-06")]
internal sealed class WebVitalsGood : ICheck
{
    public Judgement Judge(CaseEvidence evidence)
    {
        var visits = OrdinaryVisits.Of(evidence).Where(v => v.Visit.Vitals?.LargestContentfulPaintMs is not null).ToList();
        if (visits.Count < 3)
        {
            return Judgement.CantTell(Cause.Service, new LocalText($"วัดได้เพียง {visits.Count} ครั้ง ต้องมีอย่างน้อย 3 ครั้ง", $"Only {visits.Count} visits gave figures; three are needed."));
        }

        var paint = Parts.Median([.. visits.Select(v => v.Visit.Vitals!.LargestContentfulPaintMs!.Value)]);
        var shift = Parts.Median([.. visits.Select(v => v.Visit.Vitals!.LayoutShift)]);
        var seen = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"LCP {paint / 1000:0.0} s, CLS {shift:0.00} ({visits.Count})");
        var text = new LocalText("ค่ามัธยฐาน " + seen, "Medians: " + seen);
        var limit = evidence.Number("lcpSeconds") * 1000;
        var still = shift <= evidence.Number("cls");
        return paint <= limit && still ? Judgement.Passed(text)
            : still && Parts.Median([.. visits.Select(v => BusyMachine.Least(v.Visit, v.Visit.Vitals!.LargestContentfulPaintMs!.Value))]) <= limit
            ? BusyMachine.CantTell(new LocalText(text.Th + " ", text.En + "."), visits.MaxBy(v => v.Visit.Vitals!.LargestContentfulPaintMs)!.Visit)
            : Judgement.Failed(Say.Found(
                // The catalogue's own words: a formatted number would follow the machine's culture, and the verdict's bytes with it.
                new LocalText($"LCP ไม่เกิน {evidence.Case.Parameters["lcpSeconds"]} วินาที และ CLS ไม่เกิน {evidence.Case.Parameters["cls"]}", $"LCP at most {evidence.Case.Parameters["lcpSeconds"]} s and CLS at most {evidence.Case.Parameters["cls"]}"),
                text, Say.Bare(visits[0].Visit.Target), Say.At(visits[0].Observation, visits[0].Visit)));
    }
}

/// <summary>Where the content takes longer than a second, a worded loading state appears within it.</summary>
[Check("LAND-09")]
internal sealed class LoadingStateInTime : ICheck
{
    public Judgement Judge(CaseEvidence evidence)
    {
        var limit = (long)(evidence.Number("seconds") * 1000);
        var visits = OrdinaryVisits.Of(evidence).Where(v => !OrdinaryVisits.SaysSomethingElse(v.Visit)).ToList();
        if (visits.Count == 0)
        {
            return Judgement.CantTell(Cause.Service, new LocalText("ไม่มีการเปิดหน้าที่ใช้ตัดสินได้", "There is no visit to judge by."));
        }

        var slow = visits.Where(v => (v.Visit.SettledMs ?? v.Visit.LimitMs) > limit).ToList();
        var silent = slow.Where(v => !v.Visit.Timeline.Any(t => Worded(t) && t.AtMs <= limit)).ToList();
        var surely = silent.Where(v => BusyMachine.LeastSettled(v.Visit) > limit && !v.Visit.Timeline.Any(t => Worded(t) && BusyMachine.Least(v.Visit, t.AtMs) <= limit)).ToList();
        // Half of all visits: one visit that the machine held up decides nothing.
        bool Few(List<OrdinaryVisit> some) => some.Count * 2 < visits.Count || some.Count == 0;
        return Few(silent)
            ? Judgement.Passed(new LocalText($"{slow.Count} จาก {visits.Count} ครั้งใช้เวลานานกว่ากำหนด และมีข้อความแจ้งสถานะ", $"{slow.Count} of {visits.Count} visits took longer than that; a loading state was worded."))
            : Few(surely)
            ? BusyMachine.CantTell(new LocalText($"{silent.Count} จาก {visits.Count} ครั้งไม่มีข้อความแจ้งสถานะทันเวลา", $"{silent.Count} of {visits.Count} visits showed no loading state in time."), silent.Except(surely).First().Visit)
            : Judgement.Failed(Say.Found(
                new LocalText($"มีข้อความแจ้งว่ากำลังโหลดภายใน {Say.Seconds(limit)} วินาที", $"A worded loading state within {Say.Seconds(limit)} s"),
                new LocalText($"{silent.Count} จาก {visits.Count} ครั้งไม่มีข้อความแจ้ง ขณะที่เนื้อหาใช้เวลานานกว่านั้น", $"{silent.Count} of {visits.Count} visits showed none although the content took longer."),
                Say.Bare(silent[0].Visit.Target), Say.At(silent[0].Observation, silent[0].Visit)));
    }

    private static bool Worded(TextMoment moment) => moment.Loading && moment.Text.Count(char.IsLetter) >= 4;
}

internal sealed record OrdinaryVisit(Observation Observation, Visit Visit);

internal static class OrdinaryVisits
{
    /// <summary>Documents opened by a citizen or without parameters; reloads are not counted, they find a warm cache.</summary>
    public static IReadOnlyList<OrdinaryVisit> Of(CaseEvidence evidence) =>
        [.. evidence.Observations.SelectMany(o => o.Visits.Where(v => v.Kind == "open" && Parts.IsOrdinary(v.Step)).Select(v => new OrdinaryVisit(o, v)))];

    /// <summary>A page that lies still with other content than the citizen's is AUTH-01's matter, not one of time.</summary>
    public static bool SaysSomethingElse(Visit visit) =>
        visit is { SettledMs: null, Responsive: true, Error: null } && visit.Unsettled is "what the citizen waits for is not shown" && visit.Timeline.Any(t => t.Text.Length > 0);
}
