using System.Globalization;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Judging;

/// <summary>All verdicts of a run, and what is wrong with its waivers.</summary>
public sealed record Judged(IReadOnlyList<Verdict> Verdicts, IReadOnlyList<WaiverProblem> WaiverProblems);

/// <summary>Judges every planned case from evidence; pure. It also audits the checks: none passes without having looked, none fails without saying why.</summary>
public sealed class CaseJudge(Catalogue catalogue, ServiceProfile service, RunPlan plan, IReadOnlyDictionary<string, ICheck> checks)
{
    /// <param name="observations">all attempts</param>
    /// <param name="on">the day of the run: waivers must not have expired by then</param>
    public Judged Judge(IReadOnlyList<Observation> observations, IBodies bodies, DateOnly on)
    {
        var cases = catalogue.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        // A check is a pure function, so that all that wait for none of each other are judged at once. A round sees the rounds before it only.
        foreach (var round in Rounds(Ordered(plan.Cases, cases), cases))
        {
            foreach (var verdict in Beside.Map(round.ToList(), p => Judge(p, cases[p.Case], observations, bodies, verdicts)))
            {
                verdicts[verdict.Case] = verdict;
            }
        }

        var problems = new List<WaiverProblem>();
        foreach (var waiver in service.Waivers.Where(w => verdicts.ContainsKey(w.Case)))
        {
            var verdict = verdicts[waiver.Case];
            if (waiver.Expires < on)
            {
                // Under a Thai culture a format without one would print a Buddhist year.
                var expired = waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                problems.Add(new WaiverProblem(waiver.Case, new LocalText($"ข้อยกเว้นหมดอายุเมื่อ {expired}", $"The waiver expired on {expired}.")));
            }
            else if (verdict.Outcome == Outcome.Failed)
            {
                verdicts[waiver.Case] = verdict with { Waived = true };
            }
            else if (verdict.Outcome == Outcome.Passed)
            {
                problems.Add(new WaiverProblem(waiver.Case, new LocalText("ข้อยกเว้นนี้ไม่จำเป็นแล้ว เพราะกรณีทดสอบผ่าน", "The waiver is no longer needed: the case passes.")));
            }
        }

        return new Judged([.. plan.Cases.Select(c => verdicts[c.Case])], problems);
    }

    /// <summary>Dependencies first, otherwise in the plan's order.</summary>
    private static List<PlannedCase> Ordered(IReadOnlyList<PlannedCase> planned, Dictionary<string, CatalogueCase> cases)
    {
        var byId = planned.ToDictionary(p => p.Case, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var order = new List<PlannedCase>();
        void Visit(PlannedCase p)
        {
            if (!done.Add(p.Case))
            {
                return;
            }

            foreach (var dependency in cases[p.Case].DependsOn)
            {
                if (byId.TryGetValue(dependency, out var d))
                {
                    Visit(d);
                }
            }

            order.Add(p);
        }

        foreach (var p in planned)
        {
            Visit(p);
        }

        return order;
    }

    private static IEnumerable<IGrouping<int, PlannedCase>> Rounds(List<PlannedCase> ordered, Dictionary<string, CatalogueCase> cases)
    {
        var rounds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var planned in ordered)
        {
            rounds[planned.Case] = 1 + cases[planned.Case].DependsOn.Max(d => (int?)rounds.GetValueOrDefault(d)) ?? 0;
        }

        return ordered.GroupBy(p => rounds[p.Case]).OrderBy(g => g.Key);
    }

    private static Verdict Uniform(PlannedCase planned, Judgement judgement, bool manual = false)
    {
        IReadOnlyList<Channel> channels = planned.Channels.Count == 0 ? [Channel.Any] : planned.Channels;
        return new Verdict
        {
            Case = planned.Case,
            Outcome = judgement.Outcome,
            Cause = judgement.Cause,
            Manual = manual,
            Channels = [.. channels.Select(c => new ChannelVerdict(c, judgement.Outcome, judgement.Cause, false, judgement.Findings))],
        };
    }

    private Verdict Judge(PlannedCase planned, CatalogueCase @case, IReadOnlyList<Observation> observations, IBodies bodies, Dictionary<string, Verdict> earlier)
    {
        if (planned.Decided is { } decided)
        {
            return Uniform(planned, new Judgement(decided.Outcome, decided.Cause, [new Finding(null, decided.Reason, null, [])]));
        }

        if (planned.Decision == Decision.Person)
        {
            return Attested(planned, @case);
        }

        var waitsFor = new SortedSet<string>(StringComparer.Ordinal);
        var channels = planned.Channels.Select(channel =>
        {
            var missing = @case.DependsOn.Where(d => earlier.TryGetValue(d, out var v) && v.Channels.Any(c => c.Channel == channel && c.Outcome is Outcome.Failed or Outcome.CantTell or Outcome.Untested)).ToList();
            if (missing.Count > 0)
            {
                waitsFor.UnionWith(missing);
                return Said(channel, Judgement.Untested(Cause.Service, new LocalText($"รอกรณีทดสอบ {string.Join(", ", missing)} ผ่านก่อน", $"Waits for {string.Join(", ", missing)} to pass.")), false);
            }

            return JudgeChannel(planned, @case, channel, observations, bodies);
        }).ToList();
        var worst = RunResultRule.Worst(channels);
        return new Verdict
        {
            Case = planned.Case,
            Outcome = worst.Outcome,
            Cause = worst.Cause,
            Flaky = channels.Any(c => c.Flaky),
            WaitsFor = [.. waitsFor],
            Channels = channels,
        };
    }

    private Verdict Attested(PlannedCase planned, CatalogueCase @case)
    {
        var answer = service.Answer(planned.Case, plan.Stage);
        if (answer is null)
        {
            return Uniform(planned, Judgement.Untested(Cause.Service, @case.Decision == Decision.Person
                ? new LocalText("รอบุคคลตรวจและรับรองผล", "Waits for a person to attest it.")
                : new LocalText("เครื่องมือเข้าสู่ระบบในขั้นนี้ไม่ได้ จึงรอบุคคลตรวจและรับรองผล", "No session can log in at this stage: it waits for a person to attest it.")));
        }

        var words = $"{answer.Name}, {answer.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {answer.Words}";
        var files = answer.Evidence.Count == 0 ? null : string.Join(", ", answer.Evidence);
        return Uniform(planned, new Judgement(answer.Outcome, answer.Outcome == Outcome.Passed ? null : Cause.Service, [new Finding(null, new LocalText(words, words), files, [])]), manual: true);
    }

    private ChannelVerdict JudgeChannel(PlannedCase planned, CatalogueCase @case, Channel channel, IReadOnlyList<Observation> observations, IBodies bodies)
    {
        var needed = planned.Scenarios.Select(s => observations.Where(o => o.Scenario == s && (o.Channel == channel || o.Channel == Channel.Any)).OrderBy(o => o.Attempt).ToList()).ToList();
        var last = needed.Where(a => a.Count > 0).Select(a => a[^1]).ToList();
        var usable = last.Where(o => o.End is ObservationEnd.Completed or ObservationEnd.TimedOut).ToList();
        var judgement = usable.Count == 0 ? null : Run(@case, channel, usable, bodies);
        if (judgement is { Outcome: Outcome.Passed })
        {
            judgement = Unread(@case, usable) ?? judgement;
        }

        if (judgement is null or { Outcome: not Outcome.Failed })
        {
            judgement = Unobserved(planned, needed, last) ?? judgement ?? Judgement.Untested(Cause.Harness, new LocalText("ไม่มีหลักฐาน", "There is no evidence."));
        }

        // Passed now, but not on the evidence of the first attempts: passed and flaky.
        var first = needed.Where(a => a.Count > 0).Select(a => a.FirstOrDefault(o => o.End is ObservationEnd.Completed or ObservationEnd.TimedOut) ?? a[^1]).ToList();
        var flaky = judgement.Outcome == Outcome.Passed && first.Zip(last).Any(p => p.First.Attempt != p.Second.Attempt) && Run(@case, channel, first, bodies).Outcome == Outcome.Failed;
        return Said(channel, judgement, flaky);
    }

    /// <summary>A pass that rests on what answers say, beside an answer of the service that could not be read whole: it could say anything.</summary>
    private Judgement? Unread(CatalogueCase @case, List<Observation> observations)
    {
        if (service.Target(plan.Stage)?.LandingUrl is not { } landing || !@case.Evidence.Contains("bodies", StringComparer.Ordinal))
        {
            return null;
        }

        bool OfService(string? url) => url is not null && FirstParty.Is(url, landing, service.Hosts);
        if (observations.SelectMany(o => o.Exchanges).FirstOrDefault(e => e is { BodyLeftOut: "too large" or "gone" or "unfinished", Status: >= 200 and < 300, Kind: "document" or "fetch" or "xhr" or "eventsource" or "script" } && OfService(e.Url)) is { } unread)
        {
            var (url, (th, en)) = (unread.Url.Split('?')[0], unread.BodyLeftOut switch
            {
                "gone" => ("หายไปก่อนที่จะบันทึกได้", "was gone before it could be recorded"),
                "unfinished" => ("ไม่สิ้นสุดและบันทึกไม่ได้", "did not end and could not be recorded"),
                _ => ("ใหญ่เกินกว่าจะบันทึก", "was too large to be recorded"),
            });
            return Judgement.CantTell(Cause.Service, new LocalText($"คำตอบของ {url} {th} จึงไม่เห็นว่ามีข้อมูลใด", $"The answer of {url} {en}, so what it holds was not seen."));
        }

        return observations.SelectMany(o => o.Events).FirstOrDefault(e => e.Kind == "websocket.received" && e.Detail.EndsWith(PageEvent.CutOff, StringComparison.Ordinal) && OfService(e.Source)) is { } message
            ? Judgement.CantTell(Cause.Service, new LocalText($"ข้อความ WebSocket ของ {message.Source!.Split('?')[0]} ยาวเกินกว่าจะบันทึก จึงไม่เห็นว่ามีข้อมูลใด", $"A WebSocket message of {message.Source!.Split('?')[0]} was too long to be recorded, so what it holds was not seen."))
            : null;
    }

    /// <summary>Why the evidence does not suffice for anything but a failure; null if it does.</summary>
    private static Judgement? Unobserved(PlannedCase planned, List<List<Observation>> needed, List<Observation> last)
    {
        if (last.FirstOrDefault(o => o.End == ObservationEnd.HarnessFailed) is { } broken)
        {
            return Judgement.CantTell(Cause.Harness, new LocalText($"เครื่องมือทดสอบขัดข้องระหว่างสถานการณ์ {broken.Id}: {broken.EndReason}", $"The harness failed during {broken.Id}: {broken.EndReason}"));
        }

        if (last.FirstOrDefault(o => o.End == ObservationEnd.EnvironmentFailed) is { } cut)
        {
            return Judgement.CantTell(Cause.Environment, new LocalText($"เครือข่ายหรือเครื่องขัดข้องระหว่างสถานการณ์ {cut.Id}: {cut.EndReason}", $"The network or the machine failed during {cut.Id}: {cut.EndReason}"));
        }

        var absent = planned.Scenarios.Where((_, i) => needed[i].Count == 0 || needed[i][^1].End == ObservationEnd.Cancelled).ToList();
        if (absent.Count > 0)
        {
            return Judgement.Untested(Cause.Harness, new LocalText($"ยังไม่ได้สังเกตสถานการณ์ {string.Join(", ", absent)}", $"Not observed: {string.Join(", ", absent)}."));
        }

        return last.FirstOrDefault(o => o.End == ObservationEnd.TimedOut) is { } late
            ? Judgement.CantTell(Cause.Service, new LocalText($"สถานการณ์ {late.Id} ใช้เวลาเกินกำหนด จึงเห็นไม่ครบ", $"{late.Id} ran out of time, so not everything was seen."))
            : null;
    }

    private Judgement Run(CatalogueCase @case, Channel channel, IReadOnlyList<Observation> observations, IBodies bodies)
    {
        if (@case.Check is not { } id || !checks.TryGetValue(id, out var check))
        {
            return Judgement.CantTell(Cause.Harness, new LocalText($"ไม่มีการตรวจชื่อ {@case.Check}", $"There is no check called {@case.Check}."));
        }

        var evidence = new CaseEvidence(@case, channel, plan.Stage, service, observations, bodies);
        Judgement judgement;
        try
        {
            judgement = check.Judge(evidence);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Judgement.CantTell(Cause.Harness, new LocalText($"การตรวจ {id} ขัดข้อง: {e.GetType().Name}", $"Check {id} broke: {e.GetType().Name}: {e.Message}"));
        }

        if (!evidence.Looked && judgement.Outcome != Outcome.Inapplicable)
        {
            return Judgement.CantTell(Cause.Harness, new LocalText($"การตรวจ {id} ตัดสินโดยไม่ได้ดูหลักฐาน", $"Check {id} judged without looking at anything."));
        }

        return judgement.Findings.Count == 0
            ? Judgement.CantTell(Cause.Harness, new LocalText($"การตรวจ {id} ตัดสินโดยไม่บอกเหตุผล", $"Check {id} judged without saying why."))
            : judgement;
    }

    private static ChannelVerdict Said(Channel channel, Judgement judgement, bool flaky) => new(channel, judgement.Outcome, judgement.Cause, flaky, judgement.Findings);
}
