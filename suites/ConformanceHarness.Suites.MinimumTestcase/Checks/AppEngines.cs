using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>
/// What works in one engine works in the other: the citizen is shown, steps can be taken, scripts throw nothing that they do not throw
/// there. What works in neither is the other cases' finding, not this one's.
/// </summary>
[Check("APP-09")]
internal sealed class WorksInBothEngines : ICheck
{
    private const int Most = 8;
    private static readonly LocalText Expected = new("ใช้งานได้เหมือนกันทั้งใน WebKit และ Chromium", "It works alike in WebKit and in Chromium");

    public Judgement Judge(CaseEvidence evidence)
    {
        var others = evidence.Observations.Where(o => o.Scenario == "other-engine").ToList();
        var findings = new List<Finding>();
        LocalText? unclear = null;
        var compared = 0;
        foreach (var other in others)
        {
            var known = evidence.Observations.Where(o => o.Scenario != other.Scenario && o.Channel == other.Channel).ToList();
            if (known.Select(o => o.Provenance.Engine).Where(e => e != "none").Distinct().ToList() is not [var engine] || engine == other.Provenance.Engine)
            {
                return Judgement.CantTell(Cause.Harness, new LocalText("หลักฐานไม่ได้มาจากสองเอนจินที่ต่างกัน", "The evidence is not of two different engines."));
            }

            var pair = new Pair(known, engine, other);
            findings.AddRange(Compared(pair));
            unclear ??= pair.Unclear;
            compared += pair.Compared;
        }

        return findings.Count > 0 ? Judgement.Failed([.. findings.Take(Most)])
            : unclear is not null ? Judgement.CantTell(Cause.Harness, unclear)
            : compared == 0 ? Judgement.CantTell(Cause.Service, new LocalText("ประชาชนไม่เห็นข้อมูลของตนในเอนจินใดเลย จึงไม่มีสิ่งที่จะเทียบ", "In neither engine is the citizen shown, so there is nothing to compare."))
            : Judgement.Passed(new LocalText("ใช้งานได้เหมือนกันทั้งสองเอนจิน", "It works alike in both engines."));
    }

    private static IEnumerable<Finding> Compared(Pair pair)
    {
        foreach (var step in new[] { Steps.Enter, Steps.Reload })
        {
            if (!pair.Known.Any(o => ShowsCitizen(o, step)))
            {
                continue;
            }

            pair.Compared++;
            if (!ShowsCitizen(pair.Other, step))
            {
                var shown = pair.Other.Snapshots.LastOrDefault(s => s.Step == step);
                var visit = pair.Other.Visits.LastOrDefault(v => v.Step == step);
                yield return Say.Found(Expected, new LocalText(
                    $"{pair.Other.Provenance.Engine} ไม่แสดงข้อมูลของประชาชน ทั้งที่ {pair.Engine} แสดง หน้าแสดง: {Say.Quote(shown?.Text ?? visit?.Error ?? "", 100)}",
                    $"{pair.Other.Provenance.Engine} does not show the citizen, {pair.Engine} does. The page shows: {Say.Quote(shown?.Text ?? visit?.Error ?? "", 100)}"), shown is null ? step : Say.Bare(shown.Url), shown is not null ? [Say.At(pair.Other, shown)] : visit is null ? [] : [Say.At(pair.Other, visit)]);
            }
        }

        foreach (var visit in pair.Other.Visits.Where(v => IsOfSubService(v.Step)))
        {
            var there = pair.Known.SelectMany(o => o.Visits).Where(v => v.Step == visit.Step).ToList();
            if (!there.Any(Worked))
            {
                continue;
            }

            pair.Compared++;
            if (Worked(visit))
            {
                continue;
            }

            if (!visit.Done && visit.Candidates?.Any(c => Offers(c, visit.Target)) == true)
            {
                // The page offers it by this very name: it is the driver that could not do it.
                pair.Unclear ??= new LocalText($"เครื่องมือทำขั้นตอน “{visit.Target}” ใน {pair.Other.Provenance.Engine} ไม่ได้ ทั้งที่หน้าเว็บแสดงไว้", $"The harness could not take the step '{visit.Target}' in {pair.Other.Provenance.Engine} although the page offers it.");
                continue;
            }

            var seen = pair.Other.Snapshots.LastOrDefault(s => s.Step == visit.Step);
            yield return Say.Found(Expected, new LocalText(
                $"{pair.Other.Provenance.Engine} ทำขั้นตอน “{visit.Target}” ไม่สำเร็จ ทั้งที่ {pair.Engine} ทำได้ {Shown(seen, "หน้าแสดง: ")}".TrimEnd(),
                $"In {pair.Other.Provenance.Engine} the step '{visit.Target}' does not succeed, in {pair.Engine} it does. {Shown(seen, "The page shows: ")}".TrimEnd()), seen is null ? visit.Step : Say.Bare(seen.Url), seen is null ? [Say.At(pair.Other, visit)] : [Say.At(pair.Other, visit), Say.At(pair.Other, seen)]);
        }

        foreach (var thrown in pair.Other.Events.Where(e => e.Kind is "exception" or "crash").DistinctBy(e => (e.Kind, Page(e), e.Detail.Split('\n')[0])))
        {
            // The same fault has other words in each engine: a page that throws there too is the other cases' finding.
            if (!pair.Known.Any(o => o.Events.Any(e => e.Kind == thrown.Kind && Page(e) == Page(thrown))) && pair.Known.Any(o => o.Visits.Any(v => v.Step == thrown.Step || v.Step == Steps.Enter)))
            {
                yield return Say.Found(Expected, new LocalText(
                    $"ข้อผิดพลาดของสคริปต์ที่เกิดใน {pair.Other.Provenance.Engine} เท่านั้น: {Say.Quote(thrown.Detail)}", $"An exception in {pair.Other.Provenance.Engine} only: {Say.Quote(thrown.Detail)}"), thrown.Source is { } source ? Say.Bare(source) : thrown.Step, Say.At(pair.Other, thrown));
            }
        }
    }

    private static bool ShowsCitizen(Observation o, string step) =>
        o.Citizens is [var citizen, ..] && o.Snapshots.Any(s => s.Step == step && PersonalData.ShowsName(s.Text, citizen));

    /// <summary>It could be taken, and the page came to rest where that was waited for.</summary>
    private static bool Worked(Visit visit) => visit is { Done: true, Error: null, Responsive: true } && (visit.SettledMs is not null || visit.Kind is "fill" or "choose" or "attach");

    private static bool IsOfSubService(string step) =>
        step.StartsWith(Steps.Open, StringComparison.Ordinal) || step.StartsWith(Steps.Way, StringComparison.Ordinal) || step.StartsWith(Steps.Complete + ":", StringComparison.Ordinal);

    private static bool Offers(string candidate, string target) =>
        !candidate.EndsWith("(disabled)", StringComparison.Ordinal) && PersonalData.Flatten(candidate[(candidate.IndexOf(' ', StringComparison.Ordinal) + 1)..]) == PersonalData.Flatten(target);

    private static string Shown(Snapshot? seen, string words) => seen is null || seen.Text.Length == 0 ? "" : words + Say.Quote(seen.Text, 100);

    private static string Page(PageEvent e) => e.Source is { } source && Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsolutePath : e.Step;

    /// <summary>What was seen in the engine of all scenarios, and in the other.</summary>
    private sealed class Pair(IReadOnlyList<Observation> known, string engine, Observation other)
    {
        public IReadOnlyList<Observation> Known => known;

        public string Engine => engine;

        public Observation Other => other;

        public int Compared { get; set; }

        public LocalText? Unclear { get; set; }
    }
}
