using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Every declared sub-service is reached in a few taps and says its name.</summary>
[Check("SVC-01")]
internal sealed class SubServicesReached : ICheck
{
    // "แบบฟอร์ม… (ออนไลน์)" around a name is still the name.
    private const int MostAround = 24;

    public Judgement Judge(CaseEvidence evidence)
    {
        var most = (int)evidence.Number("taps");
        var expected = new LocalText($"ถึงหน้าของงานภายใน {most} ครั้งที่แตะ และหน้านั้นแสดงชื่องานตามที่แจ้ง", $"Reached within {most} taps, on a page that shows its declared name");
        if (evidence.Service.SubServices.Count == 0)
        {
            return Judgement.CantTell(Cause.Configuration, new LocalText("ไฟล์บริการไม่ได้ระบุงานบริการย่อย", "The service file names no sub-service."));
        }

        var findings = new List<Finding>();
        foreach (var o in evidence.Observations)
        {
            foreach (var service in evidence.Service.SubServices)
            {
                var way = o.Visits.Where(v => v.Step == Steps.Open + service.Id || v.Step.StartsWith(Steps.Way + Steps.Open + service.Id + ":", StringComparison.Ordinal)).ToList();
                var stuck = way.FirstOrDefault(v => !v.Done);
                var last = o.Snapshots.FirstOrDefault(s => s.Step == Steps.Open + service.Id);
                var taps = way.Count(v => v.Kind == "tap");
                if (way.Count == 0)
                {
                    return Judgement.CantTell(Cause.Service, new LocalText("ไม่ได้เข้าสู่ระบบ จึงไม่มีหน้าแรกให้เริ่ม", "Nobody was logged in, so there was no landing page to begin from."));
                }

                if (stuck is not null)
                {
                    var near = stuck.Candidates is { Count: > 0 } offered ? string.Join(" · ", offered) : "-";
                    findings.Add(Say.Found(expected, new LocalText($"{service.Name.Th}: ไม่พบ “{stuck.Target}” ที่ใกล้เคียงในหน้านี้: {near}", $"{service.Name.En}: '{stuck.Target}' was not found. Nearest on the page: {near}"), stuck.Target, Say.At(o, stuck)));
                }
                else if (taps > most)
                {
                    findings.Add(Say.Found(expected, new LocalText($"{service.Name.Th}: ต้องแตะ {taps} ครั้ง", $"{service.Name.En}: it takes {taps} taps."), service.Id, Say.At(o, way[^1])));
                }
                else if (last is not null && !Shows(o, last, service))
                {
                    findings.Add(Say.Found(
                        expected, new LocalText($"หน้าที่เปิดไม่แสดงชื่อ “{service.Name.Th}” แต่แสดง: {Say.Quote(last.Text, 100)}", $"The page that opened does not show '{service.Name.Th}', but: {Say.Quote(last.Text, 100)}"), Say.Bare(last.Url), Say.At(o, last)));
                }
            }
        }

        return findings.Count > 0 ? Judgement.Failed([.. findings.Take(8)]) : Judgement.Passed(new LocalText("เปิดงานบริการย่อยได้ครบทุกงาน", "Every declared sub-service was reached."));
    }

    /// <summary>
    /// The name is a line of its own on a page other than the landing page, or the page's title. A link that carries it (a menu on every page)
    /// and a sentence that holds it among others don't say that this is the page.
    /// </summary>
    private static bool Shows(Observation o, Snapshot page, SubService service)
    {
        var name = PersonalData.Flatten(service.Name.Th);
        bool Says(string text) => PersonalData.Flatten(text) is var flat && flat.Contains(name, StringComparison.Ordinal) && flat.Length <= name.Length + MostAround;
        var landing = o.Snapshots.FirstOrDefault(s => s.Step == Steps.Enter);
        return (landing is null || PersonalData.Flatten(landing.Text) != PersonalData.Flatten(page.Text))
            && (page.Text.Split('\n').Count(Says) > page.Actions.Count(a => Says(a.Name))
                || page.Title.Contains(service.Name.Th, StringComparison.Ordinal)
                || o.Events.Any(e => e is { Kind: "sdk", Name: "setTitle" } && e.Step == page.Step && e.Detail.Contains(service.Name.Th, StringComparison.Ordinal)));
    }
}

/// <summary>Each sub-service opens without exceptions or failed requests.</summary>
[Check("SVC-02")]
internal sealed class SubServicesOpenCleanly : FindingCheck
{
    private static readonly LocalText Expected = new("เปิดได้โดยไม่มีข้อผิดพลาดของสคริปต์หรือคำขอที่ล้มเหลว", "It opens without exceptions or failed requests");

    protected override LocalText Passing { get; } = new("เปิดงานบริการย่อยโดยไม่มีข้อผิดพลาดหรือคำขอที่ล้มเหลว", "The sub-services opened without exceptions or failed requests.");

    protected override LocalText NothingSeen { get; } = new("เปิดงานบริการย่อยไม่ได้ จึงไม่มีหลักฐาน", "No sub-service could be opened, so there is nothing to judge.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Visits.Any(v => Opens(v.Step) && v.Done);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var happened in observation.Events.Where(e => e.Kind is "exception" or "crash" && Opens(e.Step)))
        {
            yield return Say.Found(Expected, new LocalText("ข้อผิดพลาดของสคริปต์: " + Say.Quote(happened.Detail), "Uncaught exception: " + Say.Quote(happened.Detail)), happened.Source ?? happened.Step, Say.At(observation, happened));
        }

        foreach (var failed in observation.Exchanges.Where(e => Opens(e.Step) && Parts.IsWeb(e.Url) && Parts.IsFirstParty(evidence, e.Url) && Failed(e)))
        {
            var how = failed.Failure ?? Say.Number(failed.Status);
            yield return Say.Found(Expected, new LocalText($"{failed.Method} {Say.Bare(failed.Url)} ล้มเหลว: {how}", $"{failed.Method} {Say.Bare(failed.Url)} failed: {how}"), Say.Bare(failed.Url), Say.At(observation, failed));
        }
    }

    /// <summary>A request that the page itself gave up when it went on is no failure.</summary>
    private static bool Failed(Exchange e) => e.Status >= 400 || e is { Failure: not null, Status: 0 } && !e.Failure.Contains("ERR_ABORTED", StringComparison.Ordinal);

    private static bool Opens(string step) => step.StartsWith(Steps.Open, StringComparison.Ordinal) || step.StartsWith(Steps.Way, StringComparison.Ordinal);
}

/// <summary>An empty form shows Thai messages at its fields and is not submitted.</summary>
[Check("SVC-03")]
internal sealed class EmptyFormRefused : JourneyCheck
{
    private static readonly LocalText Expected = new("ส่งแบบฟอร์มว่างแล้วมีข้อความภาษาไทยที่ช่องกรอก และไม่มีการบันทึกคำขอ", "An empty form shows Thai messages at its fields, and no request is recorded");

    protected override string Purpose => Steps.Empty;

    protected override LocalText Passing { get; } = new("แบบฟอร์มว่างมีข้อความแจ้งที่ช่องกรอก และไม่มีการบันทึกคำขอ", "Empty forms showed messages at their fields, and nothing was recorded.");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run)
    {
        if (run.End is not { } end)
        {
            return run.Stuck is { } lost ? WalkResult.Bad(StuckAt(Expected, run, lost)) : WalkResult.CantTell("ไปไม่ถึงแบบฟอร์ม", "The form was not reached.");
        }

        if (run.NewReferences.Count > 0 || run.Pushes.Count > 0)
        {
            return WalkResult.Bad(Wrong(Expected, run, "แบบฟอร์มว่างถูกบันทึกเป็นคำขอ " + string.Join(", ", run.NewReferences), "The empty form was recorded as a request " + string.Join(", ", run.NewReferences)));
        }

        var before = run.SnapshotOf(Steps.Before);
        var said = Messages(before, end);
        return said.Count > 0 ? WalkResult.Good
            : end.Fields.Any(f => f.Problem is not null)
                ? WalkResult.Bad(Wrong(Expected, run, "ข้อความที่ช่องกรอกไม่ใช่ภาษาไทย: " + Say.Quote(end.Fields.First(f => f.Problem is not null).Problem!, 100), "The messages at the fields are not in Thai: " + Say.Quote(end.Fields.First(f => f.Problem is not null).Problem!, 100)))
                : WalkResult.Bad(Wrong(Expected, run, "ไม่มีข้อความที่ช่องกรอกบอกว่าต้องแก้อะไร", "No message at any field says what is missing."));
    }

    /// <summary>Thai messages that are bound to a field, or are new on the page and stand right beside one.</summary>
    private static List<string> Messages(Snapshot? before, Snapshot end)
    {
        var known = (before?.Text ?? "").Split('\n').ToHashSet(StringComparer.Ordinal);
        // A hint that was there before the form was sent is bound to its field as well, and is no message.
        var bound = end.Fields.SelectMany(f => f.Problem?.Split('\n') ?? []).Where(line => IsThai(line) && !known.Contains(line)).ToList();
        if (bound.Count > 0)
        {
            return bound;
        }

        var lines = end.Text.Split('\n');
        var labels = end.Fields.SelectMany(f => new[] { f.Label, f.Value }).Where(l => l.Length > 1).Select(PersonalData.Flatten).ToList();
        return [.. lines.Where((line, i) => !known.Contains(line) && IsThai(line) && Near(lines, i, labels))];
    }

    /// <summary>A label or value of a field is in the same line or at most three lines above.</summary>
    private static bool Near(string[] lines, int at, List<string> labels) =>
        Enumerable.Range(Math.Max(0, at - 3), Math.Min(at, 3) + 1).Any(i => labels.Any(l => PersonalData.Flatten(lines[i]).Contains(l, StringComparison.Ordinal)));

    private static bool IsThai(string text) => Parts.ThaiLetters(text) >= 4;
}

/// <summary>The journey completes with a reference number.</summary>
[Check("SVC-04")]
internal sealed class JourneyCompletes : JourneyCheck
{
    private static readonly LocalText Expected = new("ทำตามขั้นตอนที่แจ้งจนเสร็จ และได้เลขอ้างอิง", "The declared steps lead to a reference number");

    protected override string Purpose => Steps.Complete;

    protected override LocalText Passing { get; } = new("ทำรายการเสร็จและได้เลขอ้างอิงทุกงาน", "Every journey was completed and gave a reference number.");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run) =>
        // A number is what counts: that a declared confirmation is missing is the next case's matter.
        run.ShownReferences.Count > 0 ? WalkResult.Good
        : run.Stuck is { } stuck ? WalkResult.Bad(StuckAt(Expected, run, stuck))
        : run.End is null ? WalkResult.CantTell("ไม่ได้เริ่มทำรายการ", "The journey was not begun.")
        : WalkResult.Bad(Wrong(Expected, run, "ไม่แสดงเลขอ้างอิงใหม่ หน้าแสดง: " + Say.Quote(run.End.Text, 120), "No new reference number is shown. The page shows: " + Say.Quote(run.End.Text, 120)));
}

/// <summary>The citizen is asked before anything is submitted.</summary>
[Check("SVC-05")]
internal sealed class ConfirmedFirst : JourneyCheck
{
    private static readonly LocalText Expected = new("มีการให้ยืนยันก่อนส่งคำขอ", "A confirmation comes before the submission");

    protected override string Purpose => Steps.Complete;

    protected override LocalText Passing { get; } = new("ทุกงานให้ยืนยันก่อนส่ง", "Every journey asks for a confirmation before it submits.");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run)
    {
        if (run.Submission is not { } submission)
        {
            return run.Stuck is { } lost ? MissedConfirmation(run, lost) : WalkResult.CantTell("ไปไม่ถึงขั้นส่งคำขอ", "The submission was not reached.");
        }

        var early = run.Pushes.FirstOrDefault(p => (p.ArrivedAt - run.Observation.StartedAt).TotalMilliseconds < submission.AtMs);
        var last = run.Service.Submitting - 1;
        var shownEarly = Enumerable.Range(0, run.Service.Submitting).Select(i => run.SnapshotOf(Steps.Number(i))).OfType<Snapshot>().SelectMany(s => run.References(s.Text)).FirstOrDefault(r => run.ShownReferences.Contains(r));
        var sentNow = run.Changing(Steps.Number(run.Service.Submitting));
        var sentBefore = run.ChangingBefore(run.Service.Submitting);
        if (!submission.Done)
        {
            return MissedConfirmation(run, submission);
        }

        if (shownEarly is not null || early is not null || (sentNow.Count == 0 && sentBefore.Count > 0 && !SentBySocket(run)))
        {
            return WalkResult.Bad(Wrong(Expected, run, "คำขอถูกส่งก่อนที่จะให้ยืนยัน", "The request was sent before the confirmation."));
        }

        if (run.Service.Journey[run.Service.Submitting].Kind == StepKind.Confirm)
        {
            return last < 0 || run.Service.Journey.Take(run.Service.Submitting).All(s => s.Optional || s.Kind is not (StepKind.Tap or StepKind.Open))
                ? WalkResult.Bad(Wrong(Expected, run, "แตะครั้งเดียวก็ส่งคำขอทันที ไม่มีขั้นยืนยันแยกจากการส่ง", "One tap submits at once: no confirmation apart from sending."))
                : WalkResult.Good;
        }

        // No step of its own: then the browser's own question is the confirmation.
        return run.Observation.Events.Any(e => e is { Kind: "dialog", Name: "confirm" } && e.Step == submission.Step)
            ? WalkResult.Good
            : WalkResult.Bad(Wrong(Expected, run, "แตะส่งแล้วคำขอถูกส่งทันที ไม่มีการให้ยืนยัน", "The tap submits at once; nothing asks for a confirmation."));
    }

    /// <summary>The confirmation of the service file is not there: the request went out without it, or the journey broke earlier.</summary>
    private static WalkResult MissedConfirmation(JourneyRun run, Visit stuck) =>
        run.NewReferences.Count > 0 || run.Pushes.Count > 0
            ? WalkResult.Bad(Wrong(Expected, run, $"ไม่มีขั้นยืนยัน “{stuck.Target}”: คำขอถูกส่งไปก่อนแล้ว", $"There is no confirmation '{stuck.Target}': the request had been sent already."))
            : stuck.Step == Steps.Of(Steps.Complete, run.Service.Id, Steps.Number(run.Service.Submitting))
                ? WalkResult.Bad(StuckAt(Expected, run, stuck))
                : WalkResult.CantTell("ทำตามขั้นตอนไม่ถึงขั้นยืนยัน", "The steps did not lead to the confirmation.");

    private static bool SentBySocket(JourneyRun run) => run.Observation.Events.Any(e => e.Kind == "websocket.sent" && e.Step == Steps.Of(Steps.Complete, run.Service.Id, Steps.Number(run.Service.Submitting)));
}

/// <summary>A double tap submits once.</summary>
[Check("SVC-06")]
internal sealed class DoubleTapSubmitsOnce : JourneyCheck
{
    private static readonly LocalText Expected = new("แตะสองครั้งติดกันแล้วบันทึกคำขอเพียงรายการเดียว", "Two taps in a row record one request");

    protected override string Purpose => Steps.Twice;

    protected override LocalText Passing { get; } = new("แตะสองครั้งแล้วบันทึกคำขอเพียงรายการเดียวทุกงาน", "Two taps recorded one request in every journey.");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run)
    {
        if (run.Submission is not { Done: true })
        {
            return WalkResult.CantTell("ไปไม่ถึงปุ่มส่งคำขอ", "The button that submits was not reached.");
        }

        var references = run.NewReferences.ToHashSet(StringComparer.Ordinal);
        var sends = run.Changing(Steps.Number(run.Service.Submitting));
        foreach (var answered in sends.Where(s => s.Status is >= 200 and < 300))
        {
            references.UnionWith(run.References(evidence.Bodies.Text(answered.ResponseBody) ?? "").Where(r => run.NewReferences.Count == 0 || SameKind(r, run.NewReferences[0])));
        }

        if (references.Count > 1)
        {
            return WalkResult.Bad(Wrong(Expected, run, $"บันทึก {references.Count} รายการ: {string.Join(", ", references.Order(StringComparer.Ordinal))}", $"{references.Count} requests were recorded: {string.Join(", ", references.Order(StringComparer.Ordinal))}"));
        }

        if (run.Pushes.Count > 1)
        {
            return WalkResult.Bad(Wrong(Expected, run, $"ส่งการแจ้งเตือน {run.Pushes.Count} ครั้ง", $"{run.Pushes.Count} notifications were sent.", Say.At(run.Observation, run.Pushes[1])));
        }

        return references.Count == 0 ? WalkResult.Bad(Wrong(Expected, run, "แตะสองครั้งแล้วไม่ได้เลขอ้างอิง หน้าแสดง: " + (run.End is null ? "-" : Say.Quote(run.End.Text, 120)), "After two taps there is no reference number. The page shows: " + (run.End is null ? "-" : Say.Quote(run.End.Text, 120))))
            : sends.Count <= 1 || run.List is not null || run.Pushes.Count == 1 || sends.All(s => s.Status is >= 400) || AnsweredAlike(evidence, run, sends) ? WalkResult.Good
            : WalkResult.CantTell("ส่งคำขอออกไปสองครั้ง แต่ไม่มีรายการคำขอหรือการแจ้งเตือนให้ดูว่าบันทึกกี่รายการ", "Two requests were sent, and neither a list nor a notification shows how many were recorded.");
    }

    private static bool AnsweredAlike(CaseEvidence evidence, JourneyRun run, IReadOnlyList<Exchange> sends) =>
        sends.Where(s => s.Status is >= 200 and < 300).All(s => run.References(evidence.Bodies.Text(s.ResponseBody) ?? "").Count > 0);

    /// <summary>Without a pattern of the service's own a body may call other numbers so as well.</summary>
    private static bool SameKind(string one, string other) => one.Length == other.Length;
}

/// <summary>A request that names another citizen is refused, or recorded for the one who is logged in.</summary>
[Check("SVC-07")]
internal sealed class OwnerFromSession : JourneyCheck
{
    private static readonly LocalText Expected = new("คำขอที่ระบุผู้อื่นถูกปฏิเสธ หรือบันทึกเป็นของผู้ที่เข้าใช้อยู่", "A request that names another citizen is refused, or recorded for the one logged in");

    protected override string Purpose => Steps.OtherCitizen;

    protected override LocalText Passing { get; } = new("คำขอที่ระบุผู้อื่นถูกปฏิเสธหรือบันทึกเป็นของผู้ที่เข้าใช้อยู่ทุกงาน", "Requests that named another citizen were refused, or recorded for the one logged in.");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run)
    {
        var other = run.Observation.Citizens.FirstOrDefault(c => c.Key == "second");
        var changed = run.Observation.Events.Where(e => e.Kind == "rewritten" && e.Step.StartsWith(Steps.Of(Purpose, run.Service.Id, ""), StringComparison.Ordinal)).ToList();
        if (run.Citizen is not { } own || other is null || run.Submission is null)
        {
            return WalkResult.CantTell("ไปไม่ถึงขั้นส่งคำขอ", "The submission was not reached.");
        }

        if (run.Pushes.FirstOrDefault(p => p.Body.Contains(other.UserId, StringComparison.OrdinalIgnoreCase)) is { } push)
        {
            return WalkResult.Bad(Wrong(Expected, run, "การแจ้งเตือนของคำขอนี้ถูกส่งถึงผู้อื่นที่ถูกระบุในคำขอ", "The notification went to the other citizen whom the request named.", Say.At(run.Observation, push)));
        }

        var others = run.SnapshotOf(Steps.OtherList) is { } list && run.SnapshotOf(Steps.OtherBefore) is { } before ? run.References(list.Text).Except(run.References(before.Text), StringComparer.Ordinal).ToList() : [];
        if (others.Count > 0)
        {
            return WalkResult.Bad(Wrong(Expected, run, $"คำขอ {string.Join(", ", others)} ปรากฏในรายการของผู้อื่นที่ถูกระบุในคำขอ", $"The request {string.Join(", ", others)} is in the list of the other citizen whom the body named.", Say.At(run.Observation, run.SnapshotOf(Steps.OtherList)!)));
        }

        if (changed.Count == 0)
        {
            return run.Changing(Steps.Number(run.Service.Submitting)).Count == 0 && run.ChangingBefore(run.Service.Submitting).Count == 0
                ? WalkResult.CantTell("ไม่พบคำขอที่เครื่องมือแก้ไขได้ (เช่น ส่งผ่าน WebSocket)", "There was no request that the harness could change (it may be sent through a WebSocket).")
                : WalkResult.CantTell("เนื้อคำขออยู่ในรูปที่เครื่องมือแก้ไขไม่ได้", "The bodies have a form that the harness can't change.");
        }

        // The page itself then shows for whom it was recorded.
        if (run.End is { } end && run.ShownReferences.Count > 0 && PersonalData.In(end.Text, other, own).Count > 0)
        {
            return WalkResult.Bad(Wrong(Expected, run, "หน้าผลลัพธ์แสดงข้อมูลของผู้อื่นที่ถูกระบุในคำขอ", "The final page shows data of the other citizen whom the body named."));
        }

        var sent = run.ChangingBefore(run.Service.Submitting + 1);
        if (run.ListedReferences.Count > 0 || run.Pushes.Any(p => p.Body.Contains(own.UserId, StringComparison.OrdinalIgnoreCase)))
        {
            return WalkResult.Good;
        }

        // A page that shows no number has not refused yet: the request may have been taken, for somebody whom the page may not show.
        var taken = run.ShownReferences.Count > 0 || sent.Any(e => e.Status is >= 200 and < 300 && run.References(evidence.Bodies.Text(e.ResponseBody) ?? "").Count > 0);
        if (!taken)
        {
            return sent.Any(e => e.Status >= 400) || (run.End is { } last && ProblemWording.IsIn(last.Text))
                ? WalkResult.Good
                : WalkResult.CantTell("คำขอที่ระบุผู้อื่นไม่ได้เลขอ้างอิง แต่ไม่เห็นว่าถูกปฏิเสธ", "The request that named another citizen got no reference number, and nothing shows that it was refused.");
        }

        var named = sent.Any(e => Names(evidence.Bodies.Text(e.RequestBody), own));
        return !named && run.List is null && run.ShownReferences.Count > 0
            ? WalkResult.Good
            : WalkResult.CantTell("คำขอที่ระบุผู้อื่นถูกรับไว้ แต่รายการคำขอหรือการแจ้งเตือนไม่แสดงว่าบันทึกเป็นของใคร", "The request that named another citizen was accepted, and neither list nor notification shows for whom.");
    }

    private static bool Names(string? body, Citizen own) => body is not null && (body.Contains(own.CitizenId, StringComparison.Ordinal) || body.Contains(own.UserId, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The new request is in the citizen's own list.</summary>
[Check("SVC-08")]
internal sealed class InOwnList : JourneyCheck
{
    private static readonly LocalText Expected = new("คำขอใหม่ปรากฏในรายการคำขอของผู้ใช้บริการ", "The new request is in the citizen's own list");

    protected override string Purpose => Steps.Complete;

    protected override LocalText Passing { get; } = new("คำขอใหม่ปรากฏในรายการครบทุกงาน", "The new requests are all in the list.");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run) =>
        run.ShownReferences.Count == 0 ? WalkResult.CantTell("ไม่มีเลขอ้างอิงให้หาในรายการ", "There is no reference number to look for in the list.")
        : run.List is not { } list ? WalkResult.CantTell("ไม่ได้เปิดรายการคำขอ", "The list was not opened.")
        : run.ShownReferences.Any(r => run.ListedReferences.Contains(r)) ? WalkResult.Good
        : WalkResult.Bad(Wrong(Expected, run, $"ไม่พบ {run.ShownReferences[0]} ในรายการ เลขที่แสดง: {Listed(run, list)}", $"{run.ShownReferences[0]} is not in the list. Numbers shown: {Listed(run, list)}", Say.At(run.Observation, list)));

    private static string Listed(JourneyRun run, Snapshot list) => run.References(list.Text) is { Count: > 0 } all ? string.Join(", ", all.Take(5)) : "–";
}

/// <summary>Cancelling submits nothing.</summary>
[Check("SVC-09")]
internal sealed partial class CancelSubmitsNothing : JourneyCheck
{
    private const int MostOfButton = 60;
    private static readonly LocalText Expected = new("ยกเลิกแล้วไม่มีการส่งคำขอ", "Cancelling submits nothing");

    protected override string Purpose => Steps.Cancel;

    protected override LocalText Passing { get; } = new("ยกเลิกแล้วไม่มีการบันทึกคำขอทุกงาน", "Nothing was recorded after cancelling, in every journey.");

    protected override bool Described(SubService service) => service.Submitting >= 0 && (service.Cancel is not null || service.Journey[service.Submitting].Kind == StepKind.Tap);

    protected override LocalText Undescribed(SubService service) => service.Submitting < 0 ? base.Undescribed(service) : new(
        $"ไฟล์บริการยังไม่ได้ระบุ cancel ของ “{service.Name.Th}”", $"The service file does not say how '{service.Name.En}' is cancelled (cancel).");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run)
    {
        if (run.NewReferences.Count > 0 || run.Pushes.Count > 0)
        {
            return WalkResult.Bad(Wrong(Expected, run, "ยกเลิกแล้วแต่คำขอถูกบันทึก " + string.Join(", ", run.NewReferences), "A request was recorded although it was cancelled " + string.Join(", ", run.NewReferences)));
        }

        if (run.VisitOf(Steps.Cancelling) is not { } cancelling)
        {
            return WalkResult.CantTell("ไปไม่ถึงขั้นยืนยัน จึงยกเลิกไม่ได้", "The confirmation was not reached, so there was nothing to cancel.");
        }

        if (!cancelling.Done)
        {
            return WalkResult.Bad(StuckAt(Expected, run, cancelling));
        }

        // What a completed journey sends must not be sent here.
        var usual = JourneyRun.Of(evidence, Steps.Complete).Where(r => r.Service.Id == run.Service.Id).SelectMany(r => r.Changing(Steps.Number(r.Service.Submitting))).ToList();
        return run.Changing(Steps.Cancelling).FirstOrDefault(sent => usual.Any(u => JourneyRun.Alike(u, sent) && SameBody(evidence, u, sent))) is { } sent
            ? WalkResult.Bad(Wrong(Expected, run, $"ยกเลิกแล้วแต่ยังส่ง {sent.Method} {Say.Bare(sent.Url)}", $"After cancelling, {sent.Method} {Say.Bare(sent.Url)} was sent all the same.", Say.At(run.Observation, sent)))
            : WalkResult.Good;
    }

    /// <summary>
    /// One form may have two buttons: the body then says which one was pressed. Numbers and what is too long to be a button's value differ
    /// from one request to the next (drafts, anti-forgery tokens) and say nothing.
    /// </summary>
    private static bool SameBody(CaseEvidence evidence, Exchange usual, Exchange sent) =>
        Members(evidence.Bodies.Text(usual.RequestBody) ?? "").SetEquals(Members(evidence.Bodies.Text(sent.RequestBody) ?? ""));

    private static HashSet<string> Members(string body) =>
        [.. Separators().Split(body).Where(part => part.Length > 0).Select(part => part.Any(char.IsAsciiDigit) || part.Length > MostOfButton ? "#" : part)];

    // Of forms, JSON and multipart alike: what stands between names and values.
    [GeneratedRegex(@"[&=,:{}\[\]""\s;]+")]
    private static partial Regex Separators();
}

/// <summary>Attachments of a wrong type or size get a worded error.</summary>
[Check("SVC-10")]
internal sealed class BadAttachmentsRefused : ICheck
{
    private static readonly LocalText Expected = new("ไฟล์ผิดชนิดหรือใหญ่เกินกำหนดมีข้อความแจ้ง และไม่ถูกรับไว้", "A file of a wrong type or size gets a worded error and is not accepted");

    public Judgement Judge(CaseEvidence evidence)
    {
        var runs = JourneyRun.Of(evidence, Steps.WrongType).Concat(JourneyRun.Of(evidence, Steps.TooLarge)).ToList();
        if (runs.Count == 0)
        {
            return evidence.Service.SubServices.Any(s => s.Journey.Any(j => j.Kind == StepKind.Attach))
                ? Judgement.CantTell(Cause.Service, new LocalText("ไปไม่ถึงแบบฟอร์มที่แนบไฟล์", "The form with the attachment was not reached."))
                : Judgement.CantTell(Cause.Configuration, new LocalText("ไฟล์บริการประกาศ attachments แต่ไม่มีขั้นตอน attach", "The service file declares attachments, but no journey attaches a file."));
        }

        var findings = new List<Finding>();
        foreach (var run in runs)
        {
            var (th, en) = run.Purpose == Steps.WrongType ? ("ไฟล์ .exe", "an .exe file") : ("ไฟล์ขนาดใหญ่มาก", "a very large file");
            var shots = run.Observation.Snapshots.Where(s => s.Step.StartsWith(Steps.Of(run.Purpose, run.Service.Id, ""), StringComparison.Ordinal) && !s.Step.EndsWith(Steps.Before, StringComparison.Ordinal) && !s.Step.EndsWith(Steps.Landing, StringComparison.Ordinal)).ToList();
            var known = (run.SnapshotOf(Steps.Before)?.Text ?? "").Split('\n').ToHashSet(StringComparer.Ordinal);
            var worded = shots.Any(s => s.Fields.Any(f => f.Problem is not null) || ProblemWording.IsIn(string.Join('\n', s.Text.Split('\n').Where(l => !known.Contains(l)))) || s.Announced.Any(a => !known.Contains(a) && Parts.ThaiLetters(a) >= 4));
            var at = run.End is { } end ? Say.At(run.Observation, end) : Say.At(run.Observation, run.Visits[^1]);
            if (run.NewReferences.Count > 0)
            {
                findings.Add(Say.Found(Expected, new LocalText($"{run.Service.Name.Th}: รับ{th}และบันทึกคำขอ {run.NewReferences[0]}", $"{run.Service.Name.En}: {en} was accepted, as request {run.NewReferences[0]}."), run.Service.Id, at));
            }
            else if (!worded)
            {
                findings.Add(Say.Found(Expected, new LocalText($"{run.Service.Name.Th}: แนบ{th}แล้วไม่มีข้อความแจ้ง", $"{run.Service.Name.En}: nothing is said about {en}."), run.Service.Id, at));
            }
        }

        return findings.Count > 0 ? Judgement.Failed(findings) : Judgement.Passed(new LocalText("ไฟล์ผิดชนิดและไฟล์ใหญ่เกินไปมีข้อความแจ้ง", "Files of a wrong type and size were refused in words."));
    }
}
