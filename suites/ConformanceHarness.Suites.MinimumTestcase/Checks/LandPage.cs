using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>An ordinary visit throws nothing and no request of the agency's own fails.</summary>
[Check("LAND-07")]
internal sealed class NothingBreaks : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่มีข้อผิดพลาดของสคริปต์ และคำขอของระบบบริการสำเร็จทั้งหมด", "No uncaught exception, and no request of the service's own that fails");

    protected override LocalText Passing { get; } = new("ไม่พบข้อผิดพลาดของสคริปต์หรือคำขอที่ล้มเหลวระหว่างการใช้งานปกติ", "No exception and no failed request during ordinary visits.");

    public override Judgement Judge(CaseEvidence evidence)
    {
        var judgement = base.Judge(evidence);
        // A library on another host that can't be reached from here breaks pages through no fault of the service's.
        var foreign = evidence.Observations.SelectMany(o => o.Exchanges).FirstOrDefault(e => e is { Kind: "script", Failure: not null } && !Parts.IsFirstParty(evidence, e.Url));
        return judgement.Outcome == Outcome.Failed && foreign is not null && judgement.Findings.All(f => f.Seen.En.Contains("is not defined", StringComparison.Ordinal))
            ? Judgement.CantTell(Cause.Environment, new LocalText($"สคริปต์จาก {Say.Bare(foreign.Url)} โหลดไม่ได้จากเครื่องนี้", $"A script from {Say.Bare(foreign.Url)} can't be loaded from this machine."))
            : judgement;
    }

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        // What breaks after a read-only session kept a request from leaving is the harness's doing.
        bool Untouched(string session, long atMs) => !observation.Events.Any(e => e.Kind == "blocked" && e.Session == session && e.AtMs <= atMs);
        foreach (var broken in observation.Events.Where(e => e.Kind is "exception" or "crash" && Parts.IsOrdinary(e.Step) && Untouched(e.Session, e.AtMs)).DistinctBy(e => e.Detail))
        {
            yield return Say.Found(Expected, new LocalText("ข้อผิดพลาดของสคริปต์: " + Say.Quote(broken.Detail), "Uncaught exception: " + Say.Quote(broken.Detail)), broken.Source is null ? null : Say.Bare(broken.Source), Say.At(observation, broken));
        }

        foreach (var exchange in observation.Exchanges.Where(e => Parts.IsOrdinary(e.Step) && Parts.IsFirstParty(evidence, e.Url) && Fails(e)).DistinctBy(e => Say.Bare(e.Url)))
        {
            var answer = exchange.Failure ?? "HTTP " + Say.Number(exchange.Status);
            yield return Say.Found(Expected, new LocalText($"คำขอล้มเหลว ({answer})", $"A request fails ({answer})."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
        }
    }

    private static bool Fails(Exchange exchange)
    {
        if (new Uri(exchange.Url).AbsolutePath == "/favicon.ico")
        {
            // Asked for by the browser, not by the page.
            return false;
        }

        if (exchange.Failure is { } failure)
        {
            // Given up by the page itself when it moves on.
            return failure != Exchange.Blocked && !failure.Contains("ERR_ABORTED", StringComparison.Ordinal);
        }

        var data = exchange.Kind is "fetch" or "xhr";
        return exchange.Status >= 500
            // 401 is the ordinary answer to asking "who am I?" before the login; without a login any refusal is, also that of the page itself
            // ("please enter by the app", 401). What else the page's own status says is LAND-04's.
            || (exchange.Status is >= 400 and < 500 && !(data && exchange is { Status: 401, Method: "GET" })
                && !(exchange.Step == Scenarios.Steps.Anonymous && (data || exchange is { Kind: "document", Status: 401 or 403 })));
    }
}

/// <summary>The page fits phones.</summary>
[Check("LAND-08")]
internal sealed partial class FitsPhones : FindingCheck
{
    private static readonly LocalText Expected = new("กำหนด viewport และไม่ต้องเลื่อนหน้าไปด้านข้าง", "A viewport meta, and no sideways scrolling");

    protected override LocalText Passing { get; } = new("ไม่ต้องเลื่อนหน้าไปด้านข้าง", "No sideways scrolling.");

    public override Judgement Judge(CaseEvidence evidence)
    {
        var judgement = base.Judge(evidence);
        if (judgement.Outcome != Outcome.Passed)
        {
            return judgement;
        }

        var listed = Widths(evidence);
        var words = string.Join(", ", listed);
        var missing = listed.Except(evidence.Observations.SelectMany(o => o.Snapshots).SelectMany(s => s.Widths).Select(w => w.Viewport)).ToList();
        return missing.Count > 0
            ? Judgement.CantTell(Cause.Configuration, new LocalText($"แคตตาล็อกกำหนดความกว้าง {words} พิกเซล แต่ไม่ได้วัดที่ {string.Join(", ", missing)}", $"The catalogue lists {words} px, but nothing was measured at {string.Join(", ", missing)} px."))
            : Judgement.Passed(new LocalText($"วัดที่ความกว้าง {words} พิกเซลแล้ว ไม่ต้องเลื่อนด้านข้าง", $"Measured at {words} px: no sideways scrolling."));
    }

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Snapshots.Any(s => s.Widths.Count > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var listed = Widths(evidence);
        foreach (var snapshot in observation.Snapshots.Where(s => s.Widths.Count > 0))
        {
            if (string.IsNullOrWhiteSpace(snapshot.Viewport))
            {
                yield return Say.Found(Expected, new LocalText("หน้าเว็บไม่มี meta viewport", "The page has no viewport meta."), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
            else if (FixedWidth().IsMatch(snapshot.Viewport))
            {
                yield return Say.Found(Expected, new LocalText($"meta viewport กำหนดความกว้างตายตัว: {snapshot.Viewport}", $"The viewport meta fixes the width: {snapshot.Viewport}"), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }

            foreach (var width in snapshot.Widths.Where(w => w.Content > w.Viewport + 1 && listed.Contains(w.Viewport)))
            {
                yield return Say.Found(Expected, new LocalText($"ที่ความกว้าง {width.Viewport} พิกเซล เนื้อหากว้าง {width.Content} พิกเซล", $"At {width.Viewport} px the content is {width.Content} px wide."), width.Widest ?? Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
        }
    }

    /// <summary>The catalogue's parameter: "320,360".</summary>
    private static List<int> Widths(CaseEvidence evidence) =>
        [.. (evidence.Case.Parameters.GetValueOrDefault("widths") ?? throw new FormatException($"{evidence.Case.Id} has no parameter 'widths'."))
            .Split(',').Select(w => int.Parse(w, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"(^|[\s,;])width\s*=\s*\d", RegexOptions.IgnoreCase)]
    private static partial Regex FixedWidth();
}

/// <summary>The document says that it is Thai and has a title.</summary>
[Check("LAND-11")]
internal sealed class LanguageAndTitle : FindingCheck
{
    private static readonly LocalText Expected = new("<html lang=\"th\"> และ <title> ที่ไม่ว่าง", "<html lang=\"th\"> and a title");

    protected override LocalText Passing { get; } = new("หน้าเว็บระบุภาษาไทยและมีชื่อหน้า", "The page declares Thai and has a title.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Snapshots.Any(s => Parts.IsOrdinary(s.Step) && s.Text.Length > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var snapshot in observation.Snapshots.Where(s => Parts.IsOrdinary(s.Step) && s.Text.Length > 0))
        {
            if (!(snapshot.Lang ?? "").Trim().Split('-', '_')[0].Equals("th", StringComparison.OrdinalIgnoreCase))
            {
                yield return Say.Found(Expected, new LocalText(snapshot.Lang is null ? "ไม่ได้ระบุ lang" : $"lang เป็น \"{snapshot.Lang}\"", snapshot.Lang is null ? "lang is not set." : $"lang is \"{snapshot.Lang}\"."), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }

            if (snapshot.Title.Trim().Length == 0)
            {
                yield return Say.Found(Expected, new LocalText("ชื่อหน้าว่าง", "The title is empty."), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
        }
    }
}

/// <summary>Thai text is intact.</summary>
[Check("LAND-12")]
internal sealed partial class ThaiIntact : FindingCheck
{
    private static readonly LocalText Expected = new("ข้อความภาษาไทยอ่านได้ครบถ้วน", "Thai text that can be read");

    protected override LocalText Passing { get; } = new("ข้อความภาษาไทยที่แสดงอ่านได้ครบถ้วน", "The Thai text shown is intact.");

    public override Judgement Judge(CaseEvidence evidence)
    {
        var judgement = base.Judge(evidence);
        return judgement.Outcome == Outcome.Passed && !evidence.Observations.SelectMany(o => o.Snapshots).Any(s => s.Text.Any(IsThai))
            ? Judgement.CantTell(Cause.Service, evidence.Observations.SelectMany(o => o.Snapshots).Any(s => s.Pictures > 0) ? Parts.PicturesOnly : new LocalText("ไม่มีข้อความภาษาไทยให้ตรวจ", "There is no Thai text to look at."))
            : judgement;
    }

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var snapshot in observation.Snapshots)
        {
            foreach (var line in snapshot.Text.Split('\n').Append(snapshot.Title).Where(l => Damage(l) is not null).Take(2))
            {
                yield return Say.Found(Expected, new LocalText($"ข้อความเสียหาย ({Damage(line)}): {Say.Quote(line, 80)}", $"Damaged text ({Damage(line)}): {Say.Quote(line, 80)}"), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
        }
    }

    private static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E5B';

    private static string? Damage(string line) =>
        line.Contains('\uFFFD', StringComparison.Ordinal) ? "U+FFFD"
        : Utf8AsLatin().Count(line) >= 2 ? "UTF-8 read as Latin-1"
        : TisAsLatin().Matches(line).Any(m => m.Value.Distinct().Count() >= 3) ? "TIS-620 read as Latin-1"
        : Utf8AsTis().IsMatch(line) ? "UTF-8 read as TIS-620"
        : Lost().IsMatch(line) ? "characters lost as ?"
        : null;

    // E0 B8/B9 xx as Latin-1 or Windows-1252; the same once more (C3 A0 C2 B8/B9); as Mac Roman.
    [GeneratedRegex("à[\u00b8\u00b9]|Ã.?Â[\u00b8\u00b9]|‡[∏π]")]
    private static partial Regex Utf8AsLatin();

    // A run of bytes A1-FB as Latin-1: French or German words never have four such letters in a row. (One sign repeated is a mask or an ornament.)
    [GeneratedRegex("[\u00a1-\u00fb]{4,}")]
    private static partial Regex TisAsLatin();

    // E0 B8/B9 as TIS-620 is "เธ"/"เน", once for each Thai letter; the third byte (80-BF) is never one of the vowels and tone marks that
    // follow in words such as เนื้อ and เน้น, and where it has no character it may be lost.
    [GeneratedRegex("(?:เ[ธน][\u0e01-\u0e1f\u20ac\u2026\u2018-\u201d\u2022\u2013\u2014\u0080-\u00a0]?){4,}")]
    private static partial Regex Utf8AsTis();

    // Lost letters stand alone or several times in a line; "ทำไม?????" is somebody's question.
    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{N}?])\?{5,}|\?{3,}[^?]+\?{3,}")]
    private static partial Regex Lost();
}
