using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>An entry that must be refused: no personal data, and a worded error that stays.</summary>
internal abstract class RefusalCheck : ICheck
{
    private static readonly LocalText NoData = new("ไม่แสดงข้อมูลส่วนบุคคล", "No personal data");

    protected abstract string Scenario { get; }

    /// <summary>True where the mToken is nobody's here, so that any data is too much; a gateway that fails may have told some of the citizen's own.</summary>
    protected virtual bool NobodysEntry => false;

    /// <summary>Seconds within which the error must be worded; null where the case names no number.</summary>
    protected virtual double? Seconds(CaseEvidence evidence) => null;

    public Judgement Judge(CaseEvidence evidence)
    {
        if (evidence.Of(Scenario) is not { Snapshots.Count: > 0 } observation)
        {
            return Judgement.CantTell(Cause.Service, new LocalText("ไม่มีหน้าที่ใช้ตัดสินได้", "There is no page to judge by."));
        }

        var ordinary = ErrorWording.OrdinaryLines(evidence);
        var findings = new List<Finding>();
        LocalText? unreadable = null;
        Judgement? strained = null;
        foreach (var snapshot in observation.Snapshots)
        {
            foreach (var citizen in NobodysEntry ? observation.Citizens : [])
            {
                findings.AddRange(Exposure.In(evidence, observation, citizen, snapshot.Step, NoData, [], snapshot.Session));
            }

            var (finding, cantTell) = Worded(evidence, observation, snapshot, ordinary);
            unreadable ??= cantTell;
            if (finding is not null && VisitOf(observation, snapshot) is { } visit && OnlyLate(evidence, visit, snapshot, ordinary))
            {
                strained ??= BusyMachine.CantTell(finding.Seen, visit);
            }
            else if (finding is not null)
            {
                findings.Add(finding);
            }
        }

        // A way that was tried and left no page says nothing; the others don't speak for it.
        var unseen = observation.Entries.FirstOrDefault(e => !observation.Snapshots.Any(s => s.Step == e.Name));
        return findings.Count > 0 ? Judgement.Failed(findings)
            : unseen is not null ? Judgement.CantTell(Cause.Service, new LocalText($"ไม่มีหน้าที่ใช้ตัดสินกรณีย่อย {unseen.Name}", $"There is no page to judge {unseen.Name} by."))
            : strained is not null ? strained
            : unreadable is not null ? Judgement.CantTell(Cause.Service, unreadable)
            : Judgement.Passed(new LocalText($"{observation.Snapshots.Count} กรณีย่อยแสดงข้อความแจ้งข้อผิดพลาด{(NobodysEntry ? " ไม่มีข้อมูลส่วนบุคคล" : "")}", $"{observation.Snapshots.Count} ways tried: each worded an error{(NobodysEntry ? " and showed no personal data" : "")}."));
    }

    private static Visit? VisitOf(Observation observation, Snapshot snapshot) => observation.Visits.LastOrDefault(v => v.Session == snapshot.Session && v.Step == snapshot.Step);

    /// <summary>A page that never lies still (a countdown) has no settled time: then when the wording came.</summary>
    private static double? WordedMs(Visit visit, IReadOnlySet<string> ordinary) =>
        visit.SettledMs ?? visit.Timeline.FirstOrDefault(t => ProblemWording.Lines(t.Text).Any(l => !ordinary.Contains(l)))?.AtMs;

    /// <summary>It was worded, or still loading when the time was up, and on an idle machine it might have come in time.</summary>
    private bool OnlyLate(CaseEvidence evidence, Visit visit, Snapshot snapshot, IReadOnlySet<string> ordinary)
    {
        var worded = ErrorWording.Lines(snapshot, ordinary).Count > 0 ? WordedMs(visit, ordinary) : null;
        return visit is { Error: null, Responsive: true } && (worded is { } ms
            ? Seconds(evidence) is { } limit && snapshot.Loading is null && BusyMachine.Least(visit, ms) <= limit * 1000
            : visit.SettledMs is null && BusyMachine.LeastSettled(visit) < visit.LimitMs);
    }

    private (Finding? Finding, LocalText? CantTell) Worded(CaseEvidence evidence, Observation observation, Snapshot snapshot, IReadOnlySet<string> ordinary)
    {
        var limit = Seconds(evidence);
        var expected = limit is null
            ? new LocalText("ข้อความแจ้งข้อผิดพลาดที่คงอยู่บนหน้า", "A worded error that stays on the page")
            : new LocalText($"ข้อความแจ้งข้อผิดพลาดที่คงอยู่บนหน้า ภายใน {limit} วินาที", $"A worded error that stays on the page, within {limit} s");
        var visit = VisitOf(observation, snapshot);
        Finding Missing(string th, string en) => Say.Found(expected, new LocalText(th, en), $"{Say.Bare(snapshot.Url)} ({snapshot.Step})", Say.At(observation, snapshot));

        if (visit is { Error: { } error } && error != "net::ERR_ABORTED")
        {
            return (Missing("เบราว์เซอร์โหลดหน้าไม่ได้: " + error, "The browser could not load the page: " + error), null);
        }

        if (visit is { Responsive: false })
        {
            return (Missing("หน้าเว็บค้าง", "The page hangs."), null);
        }

        if (snapshot.Loading is not null)
        {
            return (Missing("หน้าเว็บยังแสดงว่ากำลังโหลด: " + snapshot.Loading, "The page still says that it is loading: " + snapshot.Loading), null);
        }

        if (ErrorWording.Lines(snapshot, ordinary).Count > 0)
        {
            var wordedMs = visit is null ? null : WordedMs(visit, ordinary);
            return limit is not null && wordedMs > limit * 1000
                ? (Missing($"ข้อความแสดงหลังผ่านไป {Say.Seconds(wordedMs.Value)} วินาที", $"It was worded only after {Say.Seconds(wordedMs.Value)} s."), null)
                : (null, null);
        }

        if (Parts.OnlyPictures(snapshot))
        {
            return (null, Parts.PicturesOnly);
        }

        var dialog = observation.Events.FirstOrDefault(e => e.Kind == "dialog" && e.Session == snapshot.Session && e.Step == snapshot.Step);
        return dialog is not null ? (Missing($"มีเพียงกล่องข้อความของเบราว์เซอร์: {Say.Quote(dialog.Detail, 80)}", $"Only a browser dialog said: {Say.Quote(dialog.Detail, 80)}"), null)
            : visit?.Timeline.FirstOrDefault(t => ProblemWording.Lines(t.Text).Any(l => !ordinary.Contains(l))) is { } vanished ? (Missing($"ข้อความแสดงแล้วหายไป: {Say.Quote(vanished.Text, 80)}", $"The wording vanished: {Say.Quote(vanished.Text, 80)}"), null)
            : snapshot.Text.Length == 0 ? (Missing("หน้าว่าง", "An empty page."), null)
            : (Missing("ไม่มีข้อความแจ้งข้อผิดพลาด หน้าแสดง: " + Say.Quote(snapshot.Text), "No error is worded; the page shows: " + Say.Quote(snapshot.Text)), null);
    }
}

/// <summary>An expired mToken is refused in words.</summary>
[Check("AUTH-06")]
internal sealed class ExpiredRefused : RefusalCheck
{
    protected override string Scenario => "expired";

    protected override bool NobodysEntry => true;
}

/// <summary>An unknown mToken is refused in words.</summary>
[Check("AUTH-07")]
internal sealed class UnknownRefused : RefusalCheck
{
    protected override string Scenario => "unknown";

    protected override bool NobodysEntry => true;
}

/// <summary>A foreign appId is refused in words.</summary>
[Check("AUTH-09")]
internal sealed class ForeignAppRefused : RefusalCheck
{
    protected override string Scenario => "foreign-app";

    protected override bool NobodysEntry => true;
}

/// <summary>The gateway's refusals are worded, in whatever shape they come.</summary>
[Check("AUTH-10")]
internal sealed class GatewayRefusalWorded : RefusalCheck
{
    protected override string Scenario => "refused";
}

/// <summary>A gateway that answers 5xx is worded in time.</summary>
[Check("AUTH-11")]
internal sealed class GatewayErrorWorded : RefusalCheck
{
    protected override string Scenario => "gateway-5xx";

    protected override double? Seconds(CaseEvidence evidence) => evidence.Number("seconds");
}

/// <summary>A silent gateway is worded in time.</summary>
[Check("AUTH-12")]
internal sealed class GatewaySilenceWorded : RefusalCheck
{
    protected override string Scenario => "gateway-silent";

    protected override double? Seconds(CaseEvidence evidence) => evidence.Number("seconds");
}

/// <summary>An answer that is not the documented JSON is worded.</summary>
[Check("AUTH-13")]
internal sealed class NonsenseWorded : RefusalCheck
{
    protected override string Scenario => "not-json";
}

/// <summary>Entry without parameters: a worded page or another login, nobody's data, no exception.</summary>
[Check("AUTH-08")]
internal sealed partial class EntryWithoutParameters : FindingCheck
{
    private static readonly LocalText Expected = new("หน้าที่มีข้อความแจ้ง หรือวิธีเข้าสู่ระบบอื่น ไม่มีข้อมูลส่วนบุคคลและไม่มีข้อผิดพลาดของสคริปต์", "A worded page or another login, no personal data and no exception");

    protected override LocalText Passing { get; } = new("เปิดโดยไม่มีพารามิเตอร์แล้วมีข้อความแจ้ง ไม่มีข้อมูลส่วนบุคคล", "Opened without parameters: a worded page, nobody's data.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Scenario is "anonymous" or "outside" && observation.Snapshots.Any(s => s.Step == Steps.Anonymous);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var snapshot = observation.Snapshots.First(s => s.Step == Steps.Anonymous);
        var at = Say.At(observation, snapshot);
        var where = Say.Bare(snapshot.Url);
        foreach (var broken in observation.Events.Where(e => e.Kind is "exception" or "crash" && e.Step == Steps.Anonymous))
        {
            yield return Say.Found(Expected, new LocalText("ข้อผิดพลาดของสคริปต์: " + Say.Quote(broken.Detail), "Uncaught exception: " + Say.Quote(broken.Detail)), where, Say.At(observation, broken));
        }

        if (snapshot.Loading is not null)
        {
            yield return Say.Found(Expected, new LocalText("หน้าเว็บยังแสดงว่ากำลังโหลด: " + snapshot.Loading, "The page still says that it is loading: " + snapshot.Loading), where, at);
        }
        else if (snapshot.Text.Count(char.IsLetter) < 12 && snapshot.Fields.Count == 0 && snapshot.Pictures == 0)
        {
            yield return Say.Found(Expected, new LocalText("หน้าว่าง", "An empty page."), where, at);
        }

        if (CitizenId().Matches(PersonalData.AsciiDigits(snapshot.Text)).Select(m => new string([.. m.Value.Where(char.IsAsciiDigit)])).FirstOrDefault(CitizenIds.IsOne) is { } id)
        {
            yield return Say.Found(Expected, new LocalText("แสดงเลขประจำตัวประชาชน " + id[..3] + "…", "A citizen id is shown: " + id[..3] + "…"), where, at);
        }

        // The logged-in page tells how this service words a person's data; the same wording without a person is somebody else's.
        if (observation.Snapshots.FirstOrDefault(s => s.Step == Steps.Enter) is { } entered && Parts.First(observation) is { } citizen && Somebody(entered.Text, citizen, snapshot.Text) is { } line)
        {
            yield return Say.Found(Expected, new LocalText("แสดงข้อมูลของบุคคล: " + Say.Quote(line, 80), "Somebody's data is shown: " + Say.Quote(line, 80)), where, at);
        }
    }

    private static string? Somebody(string entered, Citizen citizen, string anonymous)
    {
        var lines = entered.Split('\n').Select(l => l.Trim()).ToList();
        var there = anonymous.Split('\n').Select(l => l.Trim()).ToList();
        // What stands on both pages belongs to the service, not to a person.
        bool IsNew(string line) => !lines.Contains(line);
        for (var i = 0; i < lines.Count; i++)
        {
            var at = lines[i].IndexOf(citizen.FirstName, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var before = lines[i][..at].Trim();
            if (before.Count(char.IsLetter) >= 3)
            {
                var same = there.FirstOrDefault(l => IsNew(l) && l.StartsWith(before, StringComparison.Ordinal) && IsName(l[before.Length..]));
                if (same is not null)
                {
                    return same;
                }
            }
            else if (i > 0 && lines[i - 1].Count(char.IsLetter) >= 3)
            {
                var label = there.IndexOf(lines[i - 1]);
                if (label >= 0 && label + 1 < there.Count && IsNew(there[label + 1]) && IsValue(there[label + 1]))
                {
                    return lines[i - 1] + ": " + there[label + 1];
                }
            }
        }

        return null;
    }

    /// <summary>What follows a greeting or a title may be a sentence: "คุณสมบัติของผู้ขอ", "ยินดีต้อนรับสู่บริการ", "สวัสดี ผู้เยี่ยมชม".</summary>
    private static bool IsName(string text) => IsValue(text) && text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is 2 or 3 && !Sentence().IsMatch(text);

    private static bool IsValue(string text) => text.Count(char.IsLetter) >= 4 && !text.Contains("ไม่ระบุ", StringComparison.Ordinal) && !text.Contains("ไม่มีข้อมูล", StringComparison.Ordinal) && !ProblemWording.IsIn(text);

    [GeneratedRegex("สู่|เข้า|ผู้|การ|กำลัง|ต้อง|กรุณา|โปรด|ใช้|ระบบ|บริการ|สมบัติ|ประชาชน|ทุกท่าน|ทั่วไป|แอป|ทางรัฐ|\\b(to|the|guest|visitor|please|user)\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?<![\w-])[1-8](?<s>[ -]?)\d{4}\k<s>\d{5}\k<s>\d{2}\k<s>\d(?![\w-])")]
    private static partial Regex CitizenId();
}

/// <summary>Every error state met in this run speaks Thai, shows a way on and tells nothing of the inside.</summary>
[Check("AUTH-17")]
internal sealed partial class ErrorStatesAreFit : FindingCheck
{
    private static readonly LocalText Expected = new("ข้อความภาษาไทย มีทางไปต่อ (ลองใหม่ กลับ หรือปิด) และไม่เปิดเผยรายละเอียดภายในระบบ", "Thai words, a way on (retry, back or close), nothing of the system's inside");

    protected override LocalText Passing { get; } = new("ข้อความแจ้งข้อผิดพลาดทุกแบบเป็นภาษาไทย มีทางไปต่อ และไม่เปิดเผยรายละเอียดภายใน", "Every error state met is in Thai, has a way on and tells nothing of the inside.");

    protected override LocalText NothingSeen { get; } = new("การทดสอบนี้ไม่พบหน้าแจ้งข้อผิดพลาด", "No error state was met in this run.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Errors(evidence, observation).Any();

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var ordinary = ErrorWording.OrdinaryLines(evidence);
        foreach (var snapshot in Errors(evidence, observation))
        {
            var at = Say.At(observation, snapshot);
            var where = Say.Bare(snapshot.Url);
            var met = Situations.Of(observation.Scenario);
            var lines = ErrorWording.Lines(snapshot, ordinary);
            if (!lines.Any(l => Parts.ThaiLetters(l) >= 8))
            {
                yield return Say.Found(Expected, new LocalText($"{met.Th}: ข้อความไม่เป็นภาษาไทย: {Say.Quote(lines[0], 100)}", $"{met.En}: the wording is not Thai: {Say.Quote(lines[0], 100)}"), where, at);
            }

            // Without parameters nothing failed, and nothing on the page could help: where to open the service from is the way on.
            var told = snapshot.Step == Steps.Anonymous && lines.All(l => OpenFromApp().IsMatch(l));
            if (!told && !snapshot.Actions.Any(a => a.Enabled && WayOn().IsMatch(a.Name)) && !NewActions(evidence, snapshot).Any())
            {
                yield return Say.Found(Expected, new LocalText($"{met.Th}: ไม่มีปุ่มหรือลิงก์ให้ลองใหม่ กลับ หรือปิด", $"{met.En}: there is no button or link to retry, go back or close."), where, at);
            }

            if (Inside(evidence, observation, snapshot) is { } inside)
            {
                yield return Say.Found(Expected, new LocalText($"{met.Th}: เปิดเผยรายละเอียดภายใน: {Say.Quote(inside, 100)}", $"{met.En}: it tells of the inside: {Say.Quote(inside, 100)}"), where, at);
            }
        }

        foreach (var exchange in observation.Exchanges.Where(e => e.Kind is "document" or "fetch" or "xhr" && e.Status >= 400 && !Parts.IsOrdinary(e.Step)))
        {
            if (StackTrace().Match(evidence.Bodies.Text(exchange.ResponseBody) ?? "") is { Success: true } trace)
            {
                yield return Say.Found(Expected, new LocalText("คำตอบมีรายละเอียดข้อผิดพลาดของโปรแกรม: " + Say.Quote(trace.Value, 100), "An answer holds a stack trace: " + Say.Quote(trace.Value, 100)), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
            }
        }
    }

    private static IEnumerable<Snapshot> Errors(CaseEvidence evidence, Observation observation)
    {
        var ordinary = ErrorWording.OrdinaryLines(evidence);
        return observation.Snapshots.Where(s => !Parts.IsLoggedIn(s.Step) && ErrorWording.Lines(s, ordinary).Count > 0);
    }

    /// <summary>Actions that the error page has and the ordinary page hasn't: whatever they are called, they are there for the error.</summary>
    private static IEnumerable<PageAction> NewActions(CaseEvidence evidence, Snapshot snapshot)
    {
        var known = ErrorWording.Ordinary(evidence).SelectMany(s => s.Actions).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        return known.Count == 0 ? [] : snapshot.Actions.Where(a => a.Enabled && a.Name.Length > 0 && !known.Contains(a.Name));
    }

    private static string? Inside(CaseEvidence evidence, Observation observation, Snapshot snapshot)
    {
        if (StackTrace().Match(snapshot.Text) is { Success: true } trace)
        {
            return trace.Value;
        }

        foreach (var call in observation.Gateway.Where(c => c.Conduct != "proper"))
        {
            foreach (var upstream in UpstreamTexts().Matches(call.Answer).Select(m => m.Groups[1].Value.Trim()).Where(t => t.Length >= 8))
            {
                if (snapshot.Text.Contains(upstream, StringComparison.OrdinalIgnoreCase))
                {
                    return upstream;
                }
            }
        }

        var landing = evidence.LandingUrl;
        if (observation.GatewayAddress is { } gateway && new Uri(gateway) is var g && !(g.Host == landing.Host && g.Port == landing.Port) && snapshot.Text.Contains(g.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return g.Authority;
        }

        return InternalHost().Matches(snapshot.Text).Select(m => m.Value).FirstOrDefault(h => !h.StartsWith(landing.Host, StringComparison.OrdinalIgnoreCase));
    }

    // Retry, back, close, or in again. Not เปิดเมนู, ดาวน์โหลด, Facebook or feedback, which hold such words.
    [GeneratedRegex(@"ลองใหม่|ลองอีก|ลองเข้า|ลองทำ|ลองโหลด|^ลอง|กลับ|(?<!เ)ปิด|เปิด(?:ใหม่|อีก|แอป|บริการ)|หน้าหลัก|หน้าแรก|เริ่ม|เข้าสู่ระบบ|เข้าใช้|เข้าใหม่|ตกลง|ออกจาก|^ออก$|ย้อน|(?<!ดาวน์)โหลด|\b(retry|again|back|close|home|homepage|login|log in|sign in|reload|exit|ok)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WayOn();

    [GeneratedRegex(@"(?:เปิด|เข้า|ใช้)[^\n]{0,60}(?:แอป|ทางรัฐ)|\b(?:open|enter)\b[^\n]{0,80}\bapp\b", RegexOptions.IgnoreCase)]
    private static partial Regex OpenFromApp();

    [GeneratedRegex(@"\bat [\w.$<>`+]+\(|Traceback \(most recent|\b[\w.]+(Exception|Error): |on line \d+|\.(cs|java|php|py|js|rb|go):(line )?\d+|Stack ?trace|Fatal error|ORA-\d{5}|SQLSTATE|node_modules/")]
    private static partial Regex StackTrace();

    [GeneratedRegex("\"(?:message|Message|detail|error)\"\\s*:\\s*\"([^\"]{8,})\"|<(?:title|h1|p)>([^<]{8,})<|^([^{<\\n]{12,80})$", RegexOptions.Multiline)]
    private static partial Regex UpstreamTexts();

    [GeneratedRegex(@"\b(api\.egov\.go\.th|localhost:\d+|127\.0\.0\.1(:\d+)?|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|[a-z0-9-]+\.(internal|local|svc|intra|lan|corp)\b)(:\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex InternalHost();
}

/// <summary>The lines of a page that word a problem and don't stand on the ordinary page as well (a footer's "if something fails, call…").</summary>
internal static class ErrorWording
{
    /// <summary>Pages of a citizen who got in, from whichever of the case's scenarios shows one.</summary>
    public static IEnumerable<Snapshot> Ordinary(CaseEvidence evidence) =>
        evidence.Observations.SelectMany(o => o.Snapshots.Where(s => s.Step == Steps.Enter && Parts.First(o) is { } c && PersonalData.ShowsName(s.Text, c)));

    public static IReadOnlySet<string> OrdinaryLines(CaseEvidence evidence) =>
        Ordinary(evidence).SelectMany(s => s.Text.Split('\n')).Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlyList<string> Lines(Snapshot snapshot, IReadOnlySet<string> ordinary) => [.. ProblemWording.Lines(snapshot.Text).Where(l => !ordinary.Contains(l))];
}
