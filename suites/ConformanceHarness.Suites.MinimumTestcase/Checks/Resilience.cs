using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Sessions;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>What one trouble in use looked like: before, meanwhile, and after it was over.</summary>
internal sealed partial record Trouble(Observation Observation, Snapshot Landing, Visit Visit, Snapshot Met, Snapshot? Retried, Snapshot? WentOn)
{
    private const int LettersOfAPage = 12;

    /// <summary>Lines that tell of a problem and were not there before.</summary>
    public IReadOnlyList<string> Told => field ??= [.. TroubleWording.Told(Landing.Text, Met).Where(l => l != NetworkConditions.StandIn)];

    public bool Blank => Met.Url.StartsWith("chrome-error:", StringComparison.OrdinalIgnoreCase) || Met.Url.StartsWith("about:", StringComparison.OrdinalIgnoreCase)
        || (Met.Text.Count(char.IsLetter) < LettersOfAPage && Met.Pictures == 0);

    /// <summary>The page is the same with and without what was lost (a counter, a statistic): it never needed it.</summary>
    private bool NotFelt => Told.Count == 0 && !Blank && !StillLoading
        && (Visit.Step == Steps.Trouble + Steps.LandingAgain ? Same(Met, Landing) : !Same(Met, Landing) && (Retried ?? WentOn) is { } whole && Same(Met, whole));

    /// <summary>The same text, but for a clock that went on.</summary>
    public static bool Same(Snapshot one, Snapshot other) => Timeless(one.Text) == Timeless(other.Text);

    private static string Timeless(string text) => Clock().Replace(PersonalData.AsciiDigits(text), "0:00");

    // Only what is written as a time: a number of requests that became 0 is felt.
    [GeneratedRegex("[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?=\\s*น\\.)|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")]
    private static partial Regex Clock();

    public bool StillLoading => Met.Loading is not null;

    public bool Again => Met.Actions.Any(a => a.Enabled && TroubleScenario.Again().IsMatch(a.Name)) || Retried is not null;

    public static Trouble? Of(CaseEvidence evidence, Observation observation)
    {
        var landing = observation.Snapshots.FirstOrDefault(s => s.Step == Steps.Enter);
        if (landing is null)
        {
            return null;
        }

        foreach (var visit in observation.Visits.Where(v => v.Done && v.Step.StartsWith(Steps.Trouble, StringComparison.Ordinal)))
        {
            var id = visit.Step[Steps.Trouble.Length..];
            if (observation.Snapshots.FirstOrDefault(s => s.Step == visit.Step) is not { } met)
            {
                continue;
            }

            var trouble = new Trouble(observation, landing, visit, met, observation.Snapshots.FirstOrDefault(s => s.Step == Steps.Retry + id), observation.Snapshots.FirstOrDefault(s => s.Step == Steps.GoOn + id));
            if (trouble.NotFelt)
            {
                continue;
            }

            if (trouble.Told.Count > 0 || observation.Exchanges.Any(e => e.Step == visit.Step && TroubleScenario.NeedsServer(e) && Parts.IsFirstParty(evidence, e.Url)))
            {
                return trouble;
            }
        }

        return null;
    }

    /// <summary>A page of the service that tells of no problem and has finished loading.</summary>
    public bool Recovered(CaseEvidence evidence, Snapshot? after) =>
        after is { Loading: null } && Parts.IsFirstParty(evidence, after.Url) && after.Url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && after.Text.Count(char.IsLetter) >= LettersOfAPage && !TroubleWording.Lines(after.Text).Except(TroubleWording.Lines(Landing.Text)).Any();
}

/// <summary>Losing the network in use: a worded message, no blank page, and it recovers.</summary>
[Check("RES-01")]
internal sealed class SurvivesLostNetwork : ICheck
{
    private static readonly LocalText Expected = new("เครือข่ายขาดแล้วมีข้อความแจ้ง ไม่เป็นหน้าว่าง และใช้ต่อได้เมื่อเครือข่ายกลับมา", "Without network a worded message and no blank page; with the network back it goes on");

    public Judgement Judge(CaseEvidence evidence) => Troubles.Judge(evidence, Expected, (trouble, wrong) =>
    {
        if (!trouble.Recovered(evidence, trouble.Retried) && !trouble.Recovered(evidence, trouble.WentOn))
        {
            var after = trouble.WentOn ?? trouble.Retried ?? trouble.Met;
            wrong("เครือข่ายกลับมาแล้วยังใช้ต่อไม่ได้ หน้าแสดง: " + Say.Quote(after.Text, 90), "With the network back it does not go on; the page shows: " + Say.Quote(after.Text, 90), after);
        }
    }, _ => null);
}

/// <summary>The service's own server failing: a worded error and a way to try again.</summary>
[Check("RES-03")]
internal sealed class SurvivesFailingServer : ICheck
{
    private static readonly LocalText Expected = new("เซิร์ฟเวอร์ของระบบบริการล้มเหลวแล้วมีข้อความแจ้งและทางให้ลองใหม่", "With its server failing a worded error and a way to try again");

    public Judgement Judge(CaseEvidence evidence) => Troubles.Judge(evidence, Expected, (trouble, wrong) =>
    {
        if (!trouble.Again)
        {
            wrong("ไม่มีปุ่มหรือลิงก์ให้ลองใหม่", "There is no button or link to try again.", trouble.Met);
        }
        else if (!trouble.Recovered(evidence, trouble.Retried))
        {
            var after = trouble.Retried ?? trouble.Met;
            wrong("เซิร์ฟเวอร์กลับมาแล้ว แต่ลองใหม่ไม่สำเร็จ หน้าแสดง: " + Say.Quote(after.Text, 90), "The server was back, but trying again did not work; the page shows: " + Say.Quote(after.Text, 90), after);
        }
    }, NoApi);

    /// <summary>
    /// Every sub-service was opened, the landing page loaded anew, and nothing but whole pages was ever asked for: there is no API of the
    /// service's own that could fail apart from its pages. One that was seen, and not when it was failing, leaves the case open.
    /// </summary>
    private static Judgement? NoApi(CaseEvidence evidence) =>
        evidence.Observations.All(o => o.Visits.Any(v => v.Done && v.Step == Steps.Trouble + Steps.LandingAgain)
            && o.Visits.Any(v => v.Done && v.Step.StartsWith(Steps.Trouble, StringComparison.Ordinal) && v.Step != Steps.Trouble + Steps.LandingAgain)
            && !o.Exchanges.Any(e => e.Kind is "fetch" or "xhr" or "websocket" or "eventsource" && Parts.IsFirstParty(evidence, e.Url)))
            ? Judgement.Inapplicable(new LocalText(
                "หน้าเว็บมาจากเซิร์ฟเวอร์ทั้งหน้าและไม่ได้เรียก API ของบริการเอง จึงไม่มี API ที่ล้มเหลวแยกจากหน้าได้ ความล้มเหลวของ gateway ตัดสินใน AUTH-11",
                "Pages come whole from the server and call no API of the service's own, so none can fail apart from them. A failing gateway is judged by AUTH-11."))
            : NotNeeded(evidence);

    /// <summary>All that the service's pages ever asked for beside themselves failed (a counter, a probe of the connection), and no page missed it: there is nothing to tell.</summary>
    private static Judgement? NotNeeded(CaseEvidence evidence) =>
        evidence.Observations.All(o => o.Visits.Any(v => v.Done && v.Step == Steps.Trouble + Steps.LandingAgain)
            && o.Exchanges.Where(e => e.Kind is "fetch" or "xhr" or "websocket" or "eventsource" && Parts.IsFirstParty(evidence, e.Url)).ToList() is { Count: > 0 } asked
            && asked.All(a => a.Kind is "fetch" or "xhr" && asked.Any(f => TroubleScenario.NeedsServer(f) && f.Step.StartsWith(Steps.Trouble, StringComparison.Ordinal) && JourneyRun.Alike(f, a))))
            ? Judgement.Inapplicable(new LocalText(
                "API ที่หน้าเว็บเรียกล้มเหลวทั้งหมดแล้ว แต่ทุกหน้ายังแสดงครบเหมือนเดิม จึงไม่มีอะไรต้องแจ้งผู้ใช้บริการ",
                "All that the pages ask for beside themselves failed, and every page showed what it shows otherwise: there was nothing to tell."))
            : null;
}

internal static class Troubles
{
    public static Judgement Judge(CaseEvidence evidence, LocalText expected, Action<Trouble, Action<string, string, Snapshot>> further, Func<CaseEvidence, Judgement?> unmet)
    {
        var troubles = evidence.Observations.Select(o => Trouble.Of(evidence, o)).OfType<Trouble>().ToList();
        if (troubles.Count == 0)
        {
            return unmet(evidence) ?? Judgement.CantTell(Cause.Service, evidence.Observations.Any(o => o.Visits.Any(v => v.Done && v.Step.StartsWith(Steps.Trouble, StringComparison.Ordinal)))
                ? new LocalText("งานบริการย่อยที่เปิดไม่ได้เรียกเซิร์ฟเวอร์เลย จึงไม่เห็นว่าเกิดอะไรขึ้นเมื่อขาดไป", "The sub-services that were opened asked nothing of the server, so its loss was not felt.")
                : new LocalText("เปิดงานบริการย่อยไม่ได้ จึงไม่มีอะไรให้ตัดสิน", "No sub-service could be opened, so there is nothing to judge."));
        }

        var findings = new List<Finding>();
        foreach (var trouble in troubles)
        {
            void Wrong(string th, string en, Snapshot at) => findings.Add(Say.Found(expected, new LocalText(th, en), $"{Say.Bare(at.Url)} ({at.Step})", Say.At(trouble.Observation, at)));
            if (trouble.Blank && trouble.Told.Count == 0)
            {
                Wrong("เป็นหน้าว่างหรือหน้าข้อผิดพลาดของเบราว์เซอร์เอง", "A blank page or the browser's own error page.", trouble.Met);
            }
            else if (trouble.StillLoading)
            {
                Wrong($"แสดงสถานะกำลังโหลดค้าง ({trouble.Met.Loading})", $"It goes on loading ({trouble.Met.Loading}).", trouble.Met);
            }
            else if (trouble.Told.Count == 0)
            {
                Wrong("ไม่มีข้อความแจ้ง หน้าแสดง: " + Say.Quote(trouble.Met.Text, 90), "Nothing tells of it; the page shows: " + Say.Quote(trouble.Met.Text, 90), trouble.Met);
            }

            further(trouble, Wrong);
        }

        return findings.Count > 0
            ? Judgement.Failed(findings)
            : Judgement.Passed(new LocalText("มีข้อความแจ้งและใช้ต่อได้: " + Say.Quote(troubles[0].Told[0], 90), "It was worded, and it went on: " + Say.Quote(troubles[0].Told[0], 90)));
    }
}

/// <summary>On a slow network it settles in time, with a loading state until then.</summary>
[Check("RES-02")]
internal sealed class BearsSlowNetwork : FindingCheck
{
    protected override LocalText Passing { get; } = new("พร้อมใช้ทันเวลาบนเครือข่ายช้า และมีสถานะกำลังโหลดจนกว่าจะพร้อม", "It settled in time on the slow network, with a loading state until then.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Visits.Any(v => v.Step == Steps.Slow && (v.Error is null || v.Timeline.Count > 0));

    public override Judgement Judge(CaseEvidence evidence)
    {
        var measured = base.Judge(evidence);
        return measured.Outcome != Outcome.Failed || evidence.Observations.SelectMany(o => Find(evidence, o, BusyMachine.LeastSettled, BusyMachine.Least)).Any() ? measured
            : BusyMachine.CantTell(measured.Findings[0].Seen, evidence.Observations.SelectMany(o => o.Visits).First(v => v.Step == Steps.Slow));
    }

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation) =>
        Find(evidence, observation, v => v.SettledMs ?? double.PositiveInfinity, (_, ms) => ms);

    private static IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation, Func<Visit, double> settling, Func<Visit, double, double> lasting)
    {
        var (limit, silence) = (evidence.Number("seconds") * 1000, evidence.Number("silentSeconds") * 1000);
        var expected = new LocalText($"พร้อมใช้ภายใน {Say.Seconds(limit)} วินาที และไม่มีช่วงที่หน้าว่างหรือไม่แจ้งสถานะเกิน {Say.Seconds(silence)} วินาที", $"Settled within {Say.Seconds(limit)} s, never silent for more than {Say.Seconds(silence)} s");
        foreach (var visit in observation.Visits.Where(v => v.Step == Steps.Slow))
        {
            var settled = settling(visit);
            Finding Wrong(string th, string en) => Say.Found(expected, new LocalText(th, en), Say.Bare(visit.Target), Say.At(observation, visit));
            if (settled > limit)
            {
                yield return double.IsInfinity(settled)
                    ? Wrong($"ไม่พร้อมใช้ใน {Say.Seconds(visit.LimitMs)} วินาที ({visit.Unsettled})", $"Not settled after {Say.Seconds(visit.LimitMs)} s ({visit.Unsettled}).")
                    : Wrong($"พร้อมใช้ใน {Say.Seconds(settled)} วินาที", $"Settled in {Say.Seconds(settled)} s.");
            }

            if (lasting(visit, LongestSilence(visit)) is var silent && silent > silence)
            {
                yield return Wrong($"หน้าว่างหรือไม่แจ้งสถานะนาน {Say.Seconds(silent)} วินาที", $"The page was blank or told nothing for {Say.Seconds(silent)} s.");
            }
        }
    }

    /// <summary>
    /// From the first script in the document, before which no page can say anything, until it is settled: the longest time without a loading
    /// state and without most of what is shown in the end. What was in the document but not painted yet was not seen.
    /// </summary>
    private static double LongestSilence(Visit visit)
    {
        var moments = visit.Timeline;
        if (moments.Count == 0)
        {
            return 0;
        }

        var end = visit.SettledMs ?? visit.LimitMs;
        var whole = moments[^1].Text.Count(char.IsLetter);
        // Paint times count from the navigation's start, which is the visit's for an address that was opened.
        var painted = visit.Vitals?.FirstContentfulPaintMs ?? moments[0].AtMs;
        var longest = 0.0;
        double? since = moments[0].AtMs;
        foreach (var moment in moments.TakeWhile(m => m.AtMs <= end))
        {
            var at = Math.Max(moment.AtMs, painted);
            var telling = (moment.Loading && moment.Text.Count(char.IsLetter) >= 4) || (visit.SettledMs is not null && moment.Text.Count(char.IsLetter) * 10 >= whole * 6);
            if (telling && since is { } silentSince)
            {
                longest = Math.Max(longest, Math.Min(at, end) - silentSince);
                since = null;
            }
            else if (!telling)
            {
                since ??= at;
            }
        }

        return since is { } open ? Math.Max(longest, end - open) : longest;
    }
}
