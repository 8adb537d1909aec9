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

    protected override bool Saw(CaseEvidence evidence, Observation observation) => LoggedIn(observation).Any(s => s.Text.Length > 0);

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
            foreach (Match shown in IdShown().Matches(page.Text))
            {
                var symbols = Separators().Replace(shown.Groups["id"].Value, "");
                if (!Agrees(symbols, citizen.CitizenId))
                {
                    yield return Say.Found(Expected, new LocalText("เลขประจำตัวประชาชนที่แสดงไม่ตรง: " + shown.Groups["id"].Value, "The citizen id shown differs: " + shown.Groups["id"].Value), $"{Say.Bare(page.Url)} ({page.Step})", Say.At(observation, page));
                }
            }
        }
    }

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

    // Thirteen places in the usual grouping, or whatever follows a label that says what it is.
    [GeneratedRegex(@"(?<![\w-])(?<id>[\dxX*•●_]-?[\dxX*•●_]{4}-?[\dxX*•●_]{5}-?[\dxX*•●_]{2}-?[\dxX*•●_])(?![\w-])(?<=[\dxX*•●_-]*\d[\dxX*•●_-]*)|(?:เลข(?:ที่)?(?:ประจำตัว|บัตร)(?:ประจำตัว)?ประชาชน|เลขประจำตัว|citizen id|national id|id card)[^\d\n]{0,20}\n?\s*(?<id>[\dxX*•●][\dxX*•● -]{5,22}\d)", RegexOptions.IgnoreCase)]
    private static partial Regex IdShown();

    [GeneratedRegex(@"[\s-]")]
    private static partial Regex Separators();
}

/// <summary>Birth dates known to the month or the year are shown sensibly.</summary>
[Check("DATA-02")]
internal sealed partial class PartialBirthDates : FindingCheck
{
    private static readonly LocalText Expected = new("วันเกิดที่ทราบเพียงเดือนหรือปีแสดงเฉพาะส่วนที่ทราบ", "A birth date known to the month or year shows what is known, and no more");
    private static readonly string[] Months = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
    private static readonly string[] ShortMonths = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    protected override LocalText Passing { get; } = new("วันเกิดที่ทราบไม่ครบแสดงได้เหมาะสม", "Birth dates that are known in part are shown sensibly.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation)?.DateOfBirth?.Contains('-', StringComparison.Ordinal) == true && observation.Snapshots.Any(s => Parts.IsLoggedIn(s.Step));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var birth = Parts.First(observation)!.DateOfBirth!;
        var invented = Invented(birth);
        foreach (var page in observation.Snapshots.Where(s => Parts.IsLoggedIn(s.Step)))
        {
            var bad = Broken().Match(page.Text);
            var made = bad.Success ? bad : invented.Match(page.Text);
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
        var years = $"(?:{year}|{year + 543}|{(year + 543) % 100:00})";
        var months = birth[4] == '-' ? [1] : new[] { int.Parse(birth[4..6], CultureInfo.InvariantCulture) };
        var names = string.Join('|', months.SelectMany(m => new[] { Regex.Escape(Months[m - 1]), Regex.Escape(ShortMonths[m - 1]), $"{m:00}", $"{m}" }));
        var zero = birth[4] == '-' ? "|00?" : "";
        return new Regex($@"(?<!\d)(?:0?1|00?)\s*[/ .-]\s*(?:{names}{zero})\s*[/ .-]?\s*{years}(?!\d)|(?<!\d){year}-(?:{(birth[4] == '-' ? "0[01]" : $"{months[0]:00}")})-0[01](?!\d)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    // What programs print of a date they can't read, and dashes that stand where digits belong.
    [GeneratedRegex(@"Invalid ?Date|\bNaN\b|\bundefined\b|\d{4,6}-{2,4}(?!\d)|\d{4}-\d{2}---?|-{2}\s*/\s*(\d{2}|-{2})\s*/|/\s*-{2}", RegexOptions.IgnoreCase)]
    private static partial Regex Broken();
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

    [GeneratedRegex(@"(?<![A-Za-z])(null|undefined|NaN|\[object Object\])(?![A-Za-z])")]
    private static partial Regex Words();
}
