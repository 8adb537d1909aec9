using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Names and citizen id equal the platform's.</summary>
[Check("DATA-01")]
internal sealed partial class DataEqualsPlatform : FindingCheck
{
    private static readonly LocalText Expected = new("ชื่อ นามสกุล และเลขประจำตัวประชาชนตรงกับข้อมูลของแพลตฟอร์ม", "Names and citizen id as the platform has them");

    protected override LocalText Passing { get; } = new("ชื่อ นามสกุล และเลขประจำตัวประชาชนที่แสดงตรงกับแพลตฟอร์ม", "Names and citizen id shown equal the platform's.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation) is not null && LoggedIn(observation).Any(s => s.Text.Length > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        if (Parts.First(observation) is not { } citizen)
        {
            yield break;
        }

        var pages = LoggedIn(observation).ToList();
        var whole = PersonalData.Flatten(string.Join('\n', pages.Select(p => p.Text)));
        foreach (var (value, th, en) in new[] { (citizen.FirstName, "ชื่อ", "given name"), (citizen.LastName, "นามสกุล", "surname") })
        {
            if (!whole.Contains(PersonalData.Flatten(value), StringComparison.Ordinal))
            {
                yield return Say.Found(Expected, new LocalText($"ไม่พบ{th} {value}", $"The {en} {value} is shown nowhere."), Say.Bare(pages[0].Url), Say.At(observation, pages[0]));
            }
        }

        foreach (var page in pages)
        {
            foreach (var shown in page.Text.Split('\n').SelectMany((line, i) => IdsIn(line).Concat(After(page.Text, line, i))).Distinct(StringComparer.Ordinal))
            {
                if (!Agrees(Symbols(shown), citizen.CitizenId))
                {
                    yield return Say.Found(Expected, new LocalText("เลขประจำตัวประชาชนที่แสดงไม่ตรง: " + shown, "The citizen id shown differs: " + shown), $"{Say.Bare(page.Url)} ({page.Step})", Say.At(observation, page));
                }
            }
        }
    }

    /// <summary>Thirteen places in a citizen id's grouping, or masked, or a whole number that can only be a citizen id.</summary>
    private static IEnumerable<string> IdsIn(string line) =>
        OtherNumber().IsMatch(line) ? []
        : ThirteenPlaces().Matches(line).Select(m => m.Value).Where(id => id.Any(char.IsDigit) && (id.Length > 13 || !id.All(char.IsDigit) || CitizenIds.IsOne(Symbols(id))));

    /// <summary>What follows a label that says what it is, on the line or on the next.</summary>
    private static IEnumerable<string> After(string text, string line, int index)
    {
        if (OtherNumber().IsMatch(line) || Label().Match(line) is not { Success: true } label)
        {
            yield break;
        }

        var rest = line[(label.Index + label.Length)..];
        var value = rest.Trim().Length > 0 ? rest : text.Split('\n').ElementAtOrDefault(index + 1) ?? "";
        if (Value().Match(value) is { Success: true } shown && shown.Groups["id"].Value is var id)
        {
            var symbols = Symbols(id);
            // A citizen id never begins with 0, and nobody's has under ten places: a phone number after an empty field.
            if (!symbols.All(char.IsAsciiDigit) || (symbols[0] != '0' && symbols.Length is >= 10 and <= 16))
            {
                yield return id;
            }
        }
    }

    private static string Symbols(string id) => Separators().Replace(PersonalData.Flatten(id), "");

    private static IEnumerable<Snapshot> LoggedIn(Observation observation) => observation.Snapshots.Where(s => Parts.IsLoggedIn(s.Step));

    /// <summary>Whole, or masked digit by digit, or only its last digits (a mask may swallow how many it hides).</summary>
    private static bool Agrees(string symbols, string id)
    {
        if (symbols.Length == 13)
        {
            return symbols.Zip(id).All(p => !char.IsAsciiDigit(p.First) || p.First == p.Second);
        }

        var head = new string([.. symbols.TakeWhile(char.IsAsciiDigit)]);
        var tail = new string([.. symbols.Reverse().TakeWhile(char.IsAsciiDigit).Reverse()]);
        return head.Length < symbols.Length && id.StartsWith(head, StringComparison.Ordinal) && id.EndsWith(tail, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<![\w*•●-])[\dxX*•●○✱×_](?<s>[ -]?)[\dxX*•●○✱×_]{4}\k<s>[\dxX*•●○✱×_]{5}\k<s>[\dxX*•●○✱×_]{2}\k<s>[\dxX*•●○✱×_](?![\w*•●-])")]
    private static partial Regex ThirteenPlaces();

    // Not "เลขประจำตัว" alone: taxpayers, pupils and disabled persons have one, too.
    [GeneratedRegex(@"(?:เลข(?:ที่)?(?:ประจำตัว|บัตร)(?:ประจำตัว)?ประชาชน|เลขประจำตัว(?=\s*[:：]|\s*$)|citizen id|national id|id card)(?:\s*no\.?|\s*number)?(?:\s*\(?13 ?หลัก\)?)?(?:ของ(?:ท่าน|คุณ|ผู้\w+))?\s*[:：]?", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s*(?<id>[\dxX*•●○✱×][\dxX*•●○✱× -]{5,22}\d)\s*$")]
    private static partial Regex Value();

    [GeneratedRegex("ตัวอย่าง|เช่น|คำขอ|อ้างอิง|ผู้เสียภาษี|ใบเสร็จ|เอกสาร|พัสดุ|โทร|กรอก|example|e\\.g\\.|\\bref|tracking|invoice|tax id", RegexOptions.IgnoreCase)]
    private static partial Regex OtherNumber();

    [GeneratedRegex(@"[\s-]")]
    private static partial Regex Separators();
}

/// <summary>Birth dates known to the month or the year are shown sensibly.</summary>
[Check("DATA-02")]
internal sealed partial class PartialBirthDates : FindingCheck
{
    private static readonly LocalText Expected = new("วันเกิดที่ทราบเพียงเดือนหรือปีแสดงเฉพาะส่วนที่ทราบ", "A birth date known to the month or year shows what is known, and no more");
    private static readonly string[] Months = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
    private static readonly string[] EnglishMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] ShortMonths = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    protected override LocalText Passing { get; } = new("วันเกิดที่ทราบไม่ครบแสดงได้เหมาะสม", "Birth dates that are known in part are shown sensibly.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation)?.DateOfBirth?.Contains('-', StringComparison.Ordinal) == true && observation.Snapshots.Any(s => Parts.IsLoggedIn(s.Step));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var birth = Parts.First(observation)!.DateOfBirth!;
        var invented = Invented(birth);
        foreach (var page in observation.Snapshots.Where(s => Parts.IsLoggedIn(s.Step)))
        {
            var text = PersonalData.AsciiDigits(page.Text);
            var made = new[] { Broken().Match(text), invented.Match(text), WholeBirthDate().Match(text) }.FirstOrDefault(m => m.Success) ?? Match.Empty;
            if (made.Success)
            {
                yield return Say.Found(Expected, new LocalText($"วันเกิด {birth} แสดงเป็น \"{Say.Quote(made.Value, 40)}\"", $"The birth date {birth} is shown as \"{Say.Quote(made.Value, 40)}\"."), $"{Say.Bare(page.Url)} ({page.Step})", Say.At(observation, page));
            }
        }
    }

    /// <summary>A first day (or a day zero) that the platform never told.</summary>
    private static Regex Invented(string birth)
    {
        var year = int.Parse(birth[..4], CultureInfo.InvariantCulture);
        var month = birth[4] == '-' ? 1 : int.Parse(birth[4..6], CultureInfo.InvariantCulture);
        var years = $@"(?:(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s*)?(?:{year}|{year + 543}|{(year + 543) % 100:00})(?!\d)";
        var names = string.Join('|', new[] { Months[month - 1], ShortMonths[month - 1], EnglishMonths[month - 1], EnglishMonths[month - 1][..3] }.Select(Regex.Escape));
        var number = birth[4] == '-' ? "0?[01]" : $"0?{month}";
        return new Regex(
            // 1 พฤษภาคม 2533 (but not "1. พฤษภาคม 2533", the first line of a list), May 1, 1990, 01/05/2533, 1990-05-01
            $@"(?<!\d)0?[01](?:\s*[/-]\s*|[ ]+|\.)(?:{names})\.?\s*[/ .,-]?\s*{years}|\b(?:{names})\.?[ ]+0?[01],?[ ]+{years}|(?<![\d/.-])0?[01]\s*[/.-]\s*{number}\s*[/.-]\s*{years}|(?<!\d)(?:{year}|{year + 543})[/.-]{number}[/.-]0?[01](?!\d)",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
            TimeSpan.FromSeconds(1));
    }

    // What programs print of a date they can't read, and dashes that stand where digits belong.
    [GeneratedRegex(@"Invalid ?Date|(?<![A-Za-z])NaN(?![A-Za-z])|undefined(?=\s*[/.-]\s*\d)|(?<=\d\s*[/.-]\s*)undefined|\d{4,6}-{2,4}(?![\d-])|\d{4}-\d{2}---?|(?<![\w-])-{1,2}\s*/\s*(?:\d{1,2}|-{1,2})\s*/\s*\d*|\d\s*/\s*-{2}|(?<![\w-])--[ ]+(?:(?:[\u0e01-\u0e4e]{1,3}\.[ก-ฮ]\.|[\u0e01-\u0e4e]{3,8}(?:คม|ยน|พันธ์)|undefined|--)[ ]+)?(?:พ\.?\s?ศ\.?\s*)?\d{4}(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Broken();

    // A whole date where the birth date stands: some day was made up, whichever (a date of day 0 becomes the last of the month before).
    [GeneratedRegex(@"(?:วันเกิด|วัน\s*/?\s*เดือน\s*/?\s*ปี\s*เกิด|date of birth|birth ?date)\s*[:：]?\s*\d{1,2}\s*[/ .-]\s*(?:\d{1,2}\s*[/.-]|[\u0e01-\u0e4e.]{4,12})\s*(?:(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s*)?\d{4}", RegexOptions.IgnoreCase)]
    private static partial Regex WholeBirthDate();
}

/// <summary>Absent fields never show a programmer's words.</summary>
[Check("DATA-03")]
internal sealed partial class AbsentFields : FindingCheck
{
    private static readonly LocalText Expected = new("ข้อมูลที่ไม่มีแสดงเป็น \"ไม่ระบุ\" หรือ \"ไม่มีข้อมูล\"", "Absent data as \"ไม่ระบุ\" or \"ไม่มีข้อมูล\"");

    protected override LocalText Passing { get; } = new("ไม่พบ null, undefined, NaN หรือ [object Object] บนหน้า", "No null, undefined, NaN or [object Object] on the pages.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Snapshots.Any(s => Parts.IsLoggedIn(s.Step) && s.Text.Length > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var page in observation.Snapshots.Where(s => Parts.IsLoggedIn(s.Step)))
        {
            if (page.Text.Split('\n').FirstOrDefault(l => Words().IsMatch(l)) is { } line)
            {
                yield return Say.Found(Expected, new LocalText("หน้าแสดง: " + Say.Quote(line, 80), "The page shows: " + Say.Quote(line, 80)), $"{Say.Bare(page.Url)} ({page.Step})", Say.At(observation, page));
            }
        }
    }

    // Two absent names in a row read "nullnull"; "null and void" is a lawyer's word.
    [GeneratedRegex(@"(?<![A-Za-z])(?:null(?! and void)|NULL|undefined|NaN)+(?![A-Za-z])|\[object [A-Z][A-Za-z]*\]")]
    private static partial Regex Words();
}
