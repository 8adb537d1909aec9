using System.Text.RegularExpressions;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>
/// Recognises a sentence by which a page in use tells that network or server are gone. One list for the scenario (which goes on to recover
/// where it finds one) and the checks (which judge it): what only one of them knew was judged without having been tried.
/// </summary>
internal static partial class TroubleWording
{
    private const int LettersOfASentence = 8;

    public static IEnumerable<string> Lines(string text) =>
        ProblemWording.Lines(text).Concat(text.Split('\n').Select(l => l.Trim()).Where(l => l.Count(char.IsLetter) >= LettersOfASentence && Disconnected().IsMatch(l))).Distinct();

    /// <summary>What <paramref name="after"/> shows, or showed for a while, and the page before did not.</summary>
    public static IEnumerable<string> Told(string before, Core.Evidence.Snapshot after) => Lines(after.Text).Concat(after.Announced.SelectMany(Lines)).Except(Lines(before)).Distinct();

    [GeneratedRegex(@"ออฟไลน์|(?:ไม่มี|ไม่พบ|ขาด)(?:สัญญาณ|อินเทอร์เน็ต|อินเตอร์เน็ต|เน็ต|การเชื่อมต่อ|เครือข่าย)|ไม่ได้เชื่อมต่อ(?:กับ)?(?:สัญญาณ|อินเทอร์เน็ต|อินเตอร์เน็ต|เครือข่าย)|(?:การเชื่อมต่อ|สัญญาณ|อินเทอร์เน็ต|อินเตอร์เน็ต|เครือข่าย)(?:ขาด|หลุด|ถูกตัด)|เน็ตหลุด|ตรวจสอบ(?:สัญญาณ|การเชื่อมต่อ|อินเทอร์เน็ต|อินเตอร์เน็ต|เครือข่าย)|\b(?:you(?:'| a)re offline|offline|no (?:internet|network|connection)|connection (?:lost|failed)|check your (?:internet|network|connection))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Disconnected();
}
