using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Cli.Recording;

/// <summary>What was recorded → the steps that a run can take. A pure function of the record.</summary>
/// <param name="isOwn">whether an address belongs to the service</param>
/// <param name="isSecret">whether a text holds a secret that the harness knows</param>
internal sealed partial class JourneyDrafting(SubService service, CitizenValues values, Func<string, bool> isOwn, Func<string, bool> isSecret)
{
    // A request is noted a moment before or after the tap that caused it.
    private const long Around = 50;
    private readonly List<LocalText> notes = [];

    public JourneyDraft Draft(IReadOnlyList<PersonAct> recorded, IReadOnlyList<Exchange> exchanges, IReadOnlyList<PageEvent> events)
    {
        var acts = RecordedActs.Reduce(recorded);
        var pages = recorded.Where(a => a.Kind == PersonActKind.Page).ToList();
        var (submitting, reference, text) = Submission(acts, pages, exchanges);
        var steps = acts.Select(Step).ToList();
        var confirmed = submitting >= 0 && steps[submitting].Step is { Kind: StepKind.Tap } && !AskedByBrowser(acts, submitting, events);
        if (confirmed)
        {
            steps[submitting] = steps[submitting] with { Step = steps[submitting].Step! with { Kind = StepKind.Confirm } };
        }

        if (submitting < 0)
        {
            notes.Add(new("ไม่พบคำขอที่บันทึกข้อมูล จึงไม่รู้ว่าขั้นใดคือการส่ง: เปลี่ยน tap ของปุ่มที่ส่งคำขอเป็น confirm เอง", "No request that changes data was seen, so the step that submits is not known: make its tap a confirm yourself."));
        }
        else if (!confirmed)
        {
            notes.Add(new("เบราว์เซอร์เป็นผู้ถามยืนยัน (กล่องโต้ตอบ) จึงใช้ tap ไม่ใช้ confirm", "The browser's own dialog asks for the confirmation, so the step stays a tap."));
        }
        else if (!acts.Take(submitting).Skip(OpenCount(acts, submitting)).Any(a => a.Kind == PersonActKind.Tap))
        {
            notes.Add(new("ไม่พบการกดก่อนการส่ง: หากแตะครั้งเดียวก็ส่งเลย SVC-05 จะไม่ผ่าน", "No tap came before the one that submits: if a single tap sends the request, SVC-05 fails."));
        }

        var end = Ending(acts.Count, submitting, reference, text, Before(acts, pages, submitting));
        var open = OpenCount(acts, submitting < 0 ? acts.Count : submitting);
        var journey = steps.Take(end.Count).Skip(open).Concat(end.More).ToList();
        return new JourneyDraft
        {
            Service = service,
            Open = Open(steps.Take(open).ToList()),
            Journey = journey,
            Cancel = confirmed ? Cancel(acts[submitting]) : null,
            Reference = reference?.Pattern,
            Notes = notes,
        };
    }

    /// <summary>The tap after which a reference number is shown; else the last one that made the page send something.</summary>
    private (int Index, ReferenceProposal? Reference, string Text) Submission(IReadOnlyList<PersonAct> acts, List<PersonAct> pages, IReadOnlyList<Exchange> exchanges)
    {
        var last = (-1, (ReferenceProposal?)null, "");
        for (var i = 0; i < acts.Count; i++)
        {
            if (acts[i].Kind != PersonActKind.Tap)
            {
                continue;
            }

            var next = i + 1 < acts.Count ? acts[i + 1].AtMs : long.MaxValue;
            if (!exchanges.Any(e => Changes(e) && e.AtMs >= acts[i].AtMs - Around && e.AtMs < next))
            {
                continue;
            }

            var text = string.Join('\n', pages.Where(p => p.AtMs >= acts[i].AtMs && p.AtMs < next).Select(p => p.Value));
            var reference = ReferenceProposal.Of(text, Before(acts, pages, i), values.IsPersonal);
            last = (i, reference, text);
            if (reference is not null)
            {
                break;
            }
        }

        return last;
    }

    private bool Changes(Exchange e) => e.Method is not ("GET" or "HEAD" or "OPTIONS") && e.Kind is "document" or "fetch" or "xhr" or "other" && e.RedirectedFrom is null && isOwn(e.Url);

    private static string Before(IReadOnlyList<PersonAct> acts, List<PersonAct> pages, int index) =>
        string.Join('\n', pages.Where(p => index >= 0 && p.AtMs < acts[index].AtMs).Select(p => p.Value));

    private static bool AskedByBrowser(IReadOnlyList<PersonAct> acts, int submitting, IReadOnlyList<PageEvent> events)
    {
        var next = submitting + 1 < acts.Count ? acts[submitting + 1].AtMs : long.MaxValue;
        return events.Any(e => e is { Kind: "dialog", Name: "confirm" } && e.AtMs >= acts[submitting].AtMs - Around && e.AtMs < next);
    }

    /// <summary>How many steps stay, and what is waited for after the submission.</summary>
    private (int Count, IReadOnlyList<DraftStep> More) Ending(int steps, int submitting, ReferenceProposal? reference, string text, string before)
    {
        if (submitting < 0)
        {
            return (steps, []);
        }

        if (reference is null)
        {
            notes.Add(new("ไม่พบเลขอ้างอิงในหน้าสุดท้าย: เพิ่ม expect: (ข้อความในหน้าผลลัพธ์) และ reference: (รูปแบบของเลข) เอง SVC-04 ต้องเห็นเลขอ้างอิง", "No reference number was found at the end: add expect: (words of the final page) and reference: (the number's pattern) yourself. SVC-04 needs to see one."));
            return (steps, []);
        }

        if (steps > submitting + 1)
        {
            notes.Add(new($"ตัด {steps - submitting - 1} ขั้นตอนหลังจากได้เลขอ้างอิง {reference.Number} ออก", $"{steps - submitting - 1} steps after the reference number {reference.Number} were left out."));
        }

        notes.Add(reference.Pattern is null
            ? new($"เลขอ้างอิงที่เห็นคือ {reference.Number} ไม่ได้เสนอ reference: เพราะเป็นตัวเลขล้วน เครื่องมือจะดูจากคำที่นำหน้า", $"The reference number seen is {reference.Number}. A bare number gets no reference: pattern; the words before it tell it apart.")
            : new($"รูปแบบ reference ได้จากเลข {reference.Number} เพียงเลขเดียว โปรดตรวจว่าส่วนใดเปลี่ยนได้", $"The reference pattern rests on one number, {reference.Number}: check which parts of it can change."));
        var awaited = reference.Label ?? text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length is > 3 and <= 60 && l.Any(char.IsLetter) && !l.Any(char.IsAsciiDigit) && !before.Contains(l, StringComparison.Ordinal) && !values.IsPersonal(l));
        return (submitting + 1, awaited is null ? [] : [new DraftStep(new JourneyStep(StepKind.Expect, new StepTarget(awaited)))]);
    }

    /// <summary>How many of the first taps lead to the sub-service's page: up to the one on its name, else all before the first field.</summary>
    private int OpenCount(IReadOnlyList<PersonAct> acts, int submitting)
    {
        var leading = acts.TakeWhile(a => a.Kind == PersonActKind.Tap).Take(Math.Max(0, submitting)).ToList();
        var named = leading.FindLastIndex(a => Bare(a.Name).Contains(Bare(service.Name.Th), StringComparison.Ordinal));
        return named >= 0 ? named + 1 : leading.Count == acts.Count || leading.Count == submitting ? Math.Min(1, leading.Count) : leading.Count;
    }

    private List<DraftStep> Open(List<DraftStep> steps)
    {
        if (steps.Count == 0)
        {
            notes.Add(new("ไม่พบการแตะจากหน้าแรกไปยังงานบริการย่อย จึงรอเห็นชื่องานแทน", "No tap led from the landing page to the sub-service, so open: waits for its name instead."));
            return [new DraftStep(new JourneyStep(StepKind.Expect, new StepTarget(service.Name.Th)))];
        }

        return steps is [{ Step: { Kind: StepKind.Tap } tap }] && tap.Target == new StepTarget(service.Name.Th) ? [] : steps;
    }

    private DraftStep Step(PersonAct act)
    {
        var target = Target(act);
        var note = target.Selector is null ? null : new LocalText("ไม่มีชื่อที่เห็นซึ่งชี้ได้ชัดเจน จึงใช้ selector: ควรให้ผู้พัฒนาใส่ชื่อให้ปุ่มหรือช่องนี้", "No visible name leads to it, hence the selector: have the developers give it a name.");
        switch (act.Kind)
        {
            case PersonActKind.Secret:
            case PersonActKind.Fill when isSecret(act.Value):
                var words = act.Name.Length > 0 && !values.IsPersonal(act.Name) ? act.Name : act.Selector;
                return new DraftStep(null, new($"ช่อง “{words}” เป็นความลับ ไม่ได้บันทึกค่า: ทดสอบอัตโนมัติไม่ได้จนกว่าจะมีทางที่ไม่ใช้รหัส", $"The field '{words}' holds a secret, which was not recorded: a run can't fill it."));
            case PersonActKind.Fill:
                return new DraftStep(new JourneyStep(StepKind.Fill, target, values.Generalise(act.Value.Trim())), note);
            case PersonActKind.Choose:
                return new DraftStep(new JourneyStep(StepKind.Choose, target, act.Value.Trim()), note);
            case PersonActKind.Attach:
                var kind = Path.GetExtension(act.Value).TrimStart('.').ToLowerInvariant() switch { "pdf" => "pdf", "png" => "png", "jpg" or "jpeg" => "jpg", _ => null };
                return new DraftStep(new JourneyStep(StepKind.Attach, target, kind ?? act.Value), kind is null ? new($"วางไฟล์ {act.Value} ไว้ข้างไฟล์บริการ", $"Put the file {act.Value} beside the service file.") : note);
            default:
                return new DraftStep(new JourneyStep(StepKind.Tap, target), note);
        }
    }

    /// <summary>The visible name, unless it is of this citizen or of this moment.</summary>
    private StepTarget Target(PersonAct act) =>
        act.Name.Length == 0 || values.IsPersonal(act.Name) || isSecret(act.Name) || Moment().IsMatch(act.Name)
            ? new StepTarget(null, null, act.Selector)
            : new StepTarget(act.Name, act.Role.Length > 0 ? act.Role : null);

    private StepTarget? Cancel(PersonAct submission)
    {
        var way = submission.Besides.Where(b => Way().IsMatch(b) && !values.IsPersonal(b)).OrderBy(b => Calling().IsMatch(b) ? 0 : 1).FirstOrDefault();
        if (way is null)
        {
            notes.Add(new("ไม่พบปุ่มยกเลิกข้างปุ่มยืนยัน: เพิ่ม cancel: (ชื่อปุ่ม) เอง เพื่อให้ตรวจ SVC-09 ได้", "No way to cancel was found beside the confirmation: add cancel: (its name) yourself, so that SVC-09 can be judged."));
        }

        return way is null ? null : new StepTarget(way);
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    // Numbers of requests and days.
    [GeneratedRegex(@"\d{5,}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\b25\d\d\b")]
    private static partial Regex Moment();

    [GeneratedRegex(@"ยกเลิก|ไม่ใช่|ไม่ยืนยัน|^ไม่|กลับ|แก้ไข|ปิด|\b(?:cancel|no|back|edit|close)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Way();

    [GeneratedRegex("ยกเลิก|cancel", RegexOptions.IgnoreCase)]
    private static partial Regex Calling();
}
