using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Very long names are shown in full and break nothing.</summary>
[Check("DATA-04")]
internal sealed class LongNamesFit : FindingCheck
{
    private const int Recognisable = 5;
    private static readonly LocalText Expected = new("ชื่อที่ยาวมากแสดงครบ ไม่ถูกตัด ไม่ทับข้อความอื่น และไม่ทำให้ต้องเลื่อนด้านข้าง", "Very long names in full: not cut off, over no other text, without scrolling sideways");

    protected override LocalText Passing { get; } = new("ชื่อที่ยาวมากแสดงครบและหน้าไม่เสียรูป", "Very long names are shown in full, and the page keeps its layout.");

    public override Judgement Judge(CaseEvidence evidence) => evidence.Observations.Any(o => o.Scenario == "long-name") ? base.Judge(evidence) : Judgement.CantTell(
        Cause.Configuration, new LocalText("วิธีเข้าสู่ระบบนี้เลือกประชาชนที่มีชื่อยาวไม่ได้ ใช้ login: proxy, mint หรือ mock", "With this login no citizen with very long names can be chosen. Use login: proxy, mint or mock."));

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Scenario == "long-name" && Parts.First(observation) is not null && observation.Snapshots.Any(s => s.Layout is not null && s.Text.Length > 0);

    /// <summary>The page of an entry that the gateway did not answer in time shows no name, and so cuts off none.</summary>
    protected override LocalText? Unclear(CaseEvidence evidence, Observation observation) => UnansweredEntry.Unshown(observation, _ => Parts.First(observation));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var citizen = Parts.First(observation)!;
        var pages = observation.Snapshots.Where(s => Parts.IsLoggedIn(s.Step) && s.Text.Length > 0).ToList();
        var whole = PersonalData.Flatten(string.Join('\n', pages.Select(p => p.Text)));
        var unanswered = UnansweredEntry.Unshown(observation, _ => citizen) is not null;
        foreach (var name in new[] { citizen.FirstName, citizen.LastName }.Where(n => !unanswered && !whole.Contains(PersonalData.Flatten(n), StringComparison.Ordinal)))
        {
            var part = ShownPart(whole, PersonalData.Flatten(name));
            yield return Say.Found(
                Expected,
                part.Length >= Recognisable ? new LocalText($"ชื่อ {name} แสดงเพียง {part}", $"Of {name} only {part} is shown.") : new LocalText($"ไม่พบชื่อ {name} บนหน้าใด", $"{name} is shown nowhere."),
                Say.Bare(pages[0].Url), Say.At(observation, pages[0]));
        }

        foreach (var page in pages)
        {
            var where = $"{Say.Bare(page.Url)} ({page.Step})";
            foreach (var cut in (page.Layout?.Cut ?? []).Where(c => IsName(c.Text, citizen)).DistinctBy(c => c.Element))
            {
                yield return Say.Found(Expected, new LocalText($"ชื่อถูกตัดบนหน้าจอ ({cut.How}): {Say.Quote(cut.Text, 90)}", $"The name is cut off on the screen ({cut.How}): {Say.Quote(cut.Text, 90)}"), $"{where} {cut.Element}", Say.At(observation, page));
            }

            foreach (var pair in (page.Layout?.Overlaps ?? []).Where(p => IsName(p.One, citizen) || IsName(p.Other, citizen)).Take(2))
            {
                yield return Say.Found(Expected, new LocalText($"ชื่อทับข้อความอื่น: {Say.Quote(pair.One, 50)} กับ {Say.Quote(pair.Other, 50)}", $"The name lies over other text: {Say.Quote(pair.One, 50)} and {Say.Quote(pair.Other, 50)}"), $"{where} {pair.Element}", Say.At(observation, page));
            }

            if (TooWide(evidence, page) is { } wide)
            {
                yield return Say.Found(Expected, new LocalText($"ที่ความกว้าง {wide.Viewport} พิกเซล เนื้อหากว้าง {wide.Content} พิกเซล", $"At {wide.Viewport} px the content is {wide.Content} px wide."), $"{where} {wide.Widest}", Say.At(observation, page));
            }
        }
    }

    /// <summary>A page that is too wide with every name is LAND-08's matter.</summary>
    private static WidthMeasure? TooWide(CaseEvidence evidence, Snapshot page)
    {
        var ordinary = (evidence.Of("entry")?.Snapshots ?? []).SelectMany(s => s.Widths).Where(w => w.Content > w.Viewport + 1).Select(w => w.Viewport).ToHashSet();
        return page.Widths.FirstOrDefault(w => w.Content > w.Viewport + 1 && !ordinary.Contains(w.Viewport))
            ?? (page.Layout is { } layout && layout.Content > layout.Viewport + 1 && page.Widths.Count == 0 && ordinary.Count == 0 ? new WidthMeasure(layout.Viewport, layout.Content, layout.Widest) : null);
    }

    private static bool IsName(string text, Citizen citizen)
    {
        var flat = PersonalData.Flatten(text);
        return new[] { citizen.FirstName, citizen.LastName }.Select(PersonalData.Flatten).Any(n => flat.Contains(n, StringComparison.Ordinal) || (flat.Length >= Recognisable && n.Contains(flat, StringComparison.Ordinal)));
    }

    private static string ShownPart(string text, string name)
    {
        var length = name.Length;
        while (length > 0 && !text.Contains(name[..length], StringComparison.Ordinal))
        {
            length--;
        }

        return name[..length];
    }
}

/// <summary>Identity fields that came from the platform can't be edited.</summary>
[Check("DATA-05")]
internal sealed partial class IdentityIsReadOnly : FindingCheck
{
    private static readonly LocalText Expected = new("ชื่อ นามสกุล เลขประจำตัวประชาชน และวันเกิดจากแพลตฟอร์มแก้ไขไม่ได้", "Names, citizen id and birth date from the platform as text or read-only fields");

    protected override LocalText Passing { get; } = new("ไม่มีช่องที่แก้ไขข้อมูลระบุตัวตนจากแพลตฟอร์มได้", "No field lets identity from the platform be edited.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation) is not null && observation.Snapshots.Any(s => Parts.IsLoggedIn(s.Step) && s.Text.Length > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var citizen = Parts.First(observation)!;
        foreach (var (page, field) in observation.Snapshots.Where(s => Parts.IsLoggedIn(s.Step)).SelectMany(s => s.Fields.Select(f => (s, f))).DistinctBy(p => (p.s.Url, p.f.Name, p.f.Label)))
        {
            if (field.Editable && !OtherPerson().IsMatch(field.Label) && Identity(field.Value, citizen) is { } what)
            {
                yield return Say.Found(
                    Expected,
                    new LocalText($"ช่อง \"{Say.Quote(field.Label, 50)}\" แก้ไข{what.Th}จากแพลตฟอร์มได้", $"The field \"{Say.Quote(field.Label, 50)}\" lets the {what.En} from the platform be edited."),
                    $"{Say.Bare(page.Url)} ({page.Step}) {field.Name}", Say.At(observation, page));
            }
        }
    }

    private static LocalText? Identity(string value, Citizen citizen)
    {
        var flat = WithoutTitle().Replace(PersonalData.Flatten(value), "");
        if (flat.Length == 0)
        {
            return null;
        }

        var (first, last) = (PersonalData.Flatten(citizen.FirstName), PersonalData.Flatten(citizen.LastName));
        var digits = new string([.. flat.Where(c => char.IsAsciiDigit(c) || c is 'x' or 'X' or '*' or '•' or '●')]);
        return flat == first ? new LocalText("ชื่อ", "given name")
            : flat == last ? new LocalText("นามสกุล", "surname")
            : flat == first + last ? new LocalText("ชื่อและนามสกุล", "name")
            : digits.Length == 13 && digits.Length >= flat.Length - 4 && digits.Count(char.IsAsciiDigit) >= 4 && digits.Zip(citizen.CitizenId).All(p => !char.IsAsciiDigit(p.First) || p.First == p.Second) ? new LocalText("เลขประจำตัวประชาชน", "citizen id")
            : BirthDate.Forms(citizen.DateOfBirth).Contains(flat) ? new LocalText("วันเกิด", "birth date")
            : null;
    }

    // A recipient or contact may well be somebody else: such a field is filled in for convenience.
    [GeneratedRegex(@"ผู้รับ|ผู้ติดต่อ|ติดต่อ|ผู้แทน|มอบอำนาจ|ผู้ปกครอง|จัดส่ง|บัญชี|ค้นหา|ลายมือชื่อ|ลงชื่อ|recipient|contact|delegate|guardian|shipping|account|search|signature", RegexOptions.IgnoreCase)]
    private static partial Regex OtherPerson();

    [GeneratedRegex("^(?:นาย|นางสาว|นาง|น\\.ส\\.|ด\\.ช\\.|ด\\.ญ\\.|เด็กชาย|เด็กหญิง|คุณ)(?=.)")]
    private static partial Regex WithoutTitle();
}

/// <summary>How a whole birth date may stand in a field, without white space and hyphens.</summary>
internal static class BirthDate
{
    private static readonly string[] Months = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
    private static readonly string[] Short = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    public static IReadOnlySet<string> Forms(string? birth)
    {
        if (birth is not { Length: 8 } || !birth.All(char.IsAsciiDigit))
        {
            return new HashSet<string>();
        }

        var (year, month, day) = (int.Parse(birth[..4], CultureInfo.InvariantCulture), int.Parse(birth[4..6], CultureInfo.InvariantCulture), int.Parse(birth[6..], CultureInfo.InvariantCulture));
        var forms = new HashSet<string>(StringComparer.Ordinal) { birth };
        foreach (var y in new[] { Say.Number(year), Say.Number(year + 543) })
        {
            foreach (var (d, m) in new[] { (birth[6..], birth[4..6]), (Say.Number(day), Say.Number(month)) })
            {
                forms.UnionWith([$"{d}/{m}/{y}", $"{d}.{m}.{y}", $"{d}{m}{y}", $"{y}/{m}/{d}", $"{y}{m}{d}"]);
            }

            foreach (var name in month is >= 1 and <= 12 ? new[] { Months[month - 1], Short[month - 1] } : [])
            {
                forms.UnionWith([$"{day}{name}{y}", $"{day}{name}พ.ศ.{y}", $"{birth[6..]}{name}{y}"]);
            }
        }

        return forms;
    }
}

/// <summary>The citizen id is never shown whole.</summary>
[Check("DATA-06")]
internal sealed class CitizenIdIsMasked : FindingCheck
{
    private static readonly LocalText Expected = new("เลขประจำตัวประชาชนถูกปิดบังบางส่วน เช่น 1-XXXX-XXXXX-12-3", "The citizen id masked, for example 1-XXXX-XXXXX-12-3");

    protected override LocalText Passing { get; } = new("ไม่มีหน้าใดแสดงเลขประจำตัวประชาชนครบทุกหลัก", "No page shows the citizen id whole.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation) is not null && observation.Snapshots.Any(s => Parts.IsLoggedIn(s.Step) && s.Text.Length > 0 && !Parts.OnlyPictures(s));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        // Any grouping, one box for each digit included.
        var id = string.Join(@"[\s\-./·_|\u2010-\u2015]{0,3}", Parts.First(observation)!.CitizenId.Select(d => d.ToString()));
        var whole = new Regex($@"(?<!\d){id}(?!\d)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        foreach (var page in observation.Snapshots.Where(s => Parts.IsLoggedIn(s.Step)).DistinctBy(s => (Say.Bare(s.Url), s.Step.Split(':')[0])))
        {
            var shown = PersonalData.AsciiDigits((page.Text + "\n" + page.Title).Replace("\u200b", "", StringComparison.Ordinal).Replace("\u00ad", "", StringComparison.Ordinal));
            if (whole.Match(shown) is { Success: true } found)
            {
                yield return Say.Found(Expected, new LocalText("แสดงครบทุกหลัก: " + Say.Quote(found.Value, 40), "It is shown whole: " + Say.Quote(found.Value, 40)), $"{Say.Bare(page.Url)} ({page.Step})", Say.At(observation, page));
            }
        }
    }
}

/// <summary>Dates that are shown are in the Buddhist era.</summary>
[Check("DATA-07")]
internal sealed partial class DatesInBuddhistEra : ICheck
{
    private const int Most = 8;
    private static readonly LocalText Expected = new("วันที่แสดงเป็นปีพุทธศักราช", "Dates in the Buddhist era");

    public Judgement Judge(CaseEvidence evidence)
    {
        var seen = evidence.Observations.SelectMany(o => o.Snapshots.Where(s => Parts.IsLoggedIn(s.Step) && s.Text.Length > 0).Select(s => (Observation: o, Page: s))).ToList();
        if (seen.Count == 0)
        {
            return Judgement.CantTell(Cause.Service, new LocalText("ไม่มีหน้าที่ประชาชนเข้าใช้แล้วให้ตรวจ", "There is no page of a citizen who entered."));
        }

        // English pages count in English years.
        var dates = seen.Where(p => p.Page.Lang?.StartsWith("en", StringComparison.OrdinalIgnoreCase) != true)
            .SelectMany(p => Dates(p.Page, Parts.First(p.Observation)).Select(d => (p.Observation, p.Page, Date: d))).ToList();
        var wrong = dates.Where(d => d.Date.Year is (>= 1850 and <= 2150) or (>= 2750 and <= 3300)).DistinctBy(d => (d.Date.Text, Say.Bare(d.Page.Url))).Take(Most).ToList();
        if (wrong.Count > 0)
        {
            return Judgement.Failed([.. wrong.Select(d => Say.Found(
                Expected,
                d.Date.Year > 2700
                    ? new LocalText($"บวก 543 ซ้ำสองครั้ง: {d.Date.Text}", $"543 years were added twice: {d.Date.Text}")
                    : new LocalText($"แสดงเป็นปีคริสต์ศักราช: {d.Date.Text}", $"In the Christian era: {d.Date.Text}"),
                $"{Say.Bare(d.Page.Url)} ({d.Page.Step})", Say.At(d.Observation, d.Page)))]);
        }

        return dates.Count == 0
            ? Judgement.Inapplicable(new LocalText("ไม่มีหน้าใดแสดงวันที่ที่มีปี", "No page showed a date with a year."))
            : Judgement.Passed(new LocalText($"วันที่ที่แสดงเป็นปีพุทธศักราช เช่น {dates[0].Date.Text}", $"The dates shown are in the Buddhist era, for example {dates[0].Date.Text}."));
    }

    private static IEnumerable<(string Text, int Year)> Dates(Snapshot page, Citizen? citizen)
    {
        // The browser itself draws what stands in its own date fields.
        var drawn = page.Fields.Where(f => f.Kind is "date" or "datetime-local" or "month" or "week").Select(f => f.Value).Where(v => v.Length > 0).ToHashSet(StringComparer.Ordinal);
        var lines = PersonalData.AsciiDigits(page.Text).Split('\n').Where(l => !drawn.Contains(l.Trim())).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var found = Date().Matches(lines[i]).Select(m => (Text: Say.Quote(m.Value.Trim(), 40), Year: int.Parse(m.Groups["y"].Value, CultureInfo.InvariantCulture))).ToList();
            if (found.Count == 0 && BirthYear(lines, i, citizen) is { } year)
            {
                found.Add(year);
            }

            foreach (var date in found)
            {
                // "22 พฤศจิกายน 2569 (22 November 2026)" says the same date in both.
                if (date.Year is < 1850 or > 2150 || !found.Any(o => o.Year == date.Year + 543))
                {
                    yield return date;
                }
            }
        }
    }

    /// <summary>A year alone where the birth date stands.</summary>
    private static (string Text, int Year)? BirthYear(List<string> lines, int index, Citizen? citizen)
    {
        if (citizen?.DateOfBirth is not { Length: 8 } birth || !int.TryParse(birth[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var born))
        {
            return null;
        }

        var line = lines[index];
        var labelled = Born().IsMatch(line) || (index > 0 && Born().IsMatch(lines[index - 1]));
        return !labelled || LoneYear().Matches(line).FirstOrDefault(m => m.Value == Say.Number(born) || m.Value == Say.Number(born + 543)) is not { } match
            ? null
            : (Say.Quote(line.Trim(), 40), int.Parse(match.Value, CultureInfo.InvariantCulture));
    }

    // A month's name with a year, or day, month and year in figures that can be a date; not a part of a longer number or a reference.
    [GeneratedRegex(
        @"(?:(?<![\d])\d{1,2}\s*)?(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.)\s*,?\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*(?<y>\d{4})(?!\d)"
        + @"|(?<![A-Za-z])(?:\d{1,2}\s+)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s+(?:\d{1,2},\s*)?(?<y>\d{4})(?!\d)"
        + @"|(?<![\w/.\-])(?:0?[1-9]|[12]\d|3[01])(?<s>[/.\-])(?:0?[1-9]|1[0-2])\k<s>(?<y>(?:18|19|20|21|24|25|26|30|31)\d\d)(?![\w/\-]|\.\d)"
        + @"|(?<![\w/.\-])(?<y>(?:19|20|24|25|26)\d\d)(?<t>[/\-])(?:0[1-9]|1[0-2])\k<t>(?:0[1-9]|[12]\d|3[01])(?![\w/\-]|\.\d)"
        + @"|(?:ค\.\s?ศ\.)\s*(?<y>(?:19|20)\d\d)(?!\d)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex("เกิด|birth|born", RegexOptions.IgnoreCase)]
    private static partial Regex Born();

    [GeneratedRegex(@"(?<![\d/.\-])\d{4}(?![\d/\-])")]
    private static partial Regex LoneYear();
}
