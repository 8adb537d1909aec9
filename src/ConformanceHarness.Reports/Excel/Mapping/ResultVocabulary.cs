using ConformanceHarness.Core;
using ConformanceHarness.Reports.Excel.Reading;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>The words that a result column itself allows (a list to choose from), by outcome.</summary>
internal static class ResultVocabulary
{
    private static readonly (Outcome Outcome, string[] Words)[] Known =
    [
        (Outcome.Failed, ["ไม่ผ่าน", "fail", "failed", "notpass", "notpassed", "ng"]),
        (Outcome.Passed, ["ผ่าน", "pass", "passed", "ok"]),
        (Outcome.Inapplicable, ["ไม่เกี่ยวข้อง", "n/a", "na", "notapplicable", "inapplicable"]),
        (Outcome.Untested, ["ยังไม่ได้ทดสอบ", "ยังไม่ทดสอบ", "รอทดสอบ", "ไม่ได้ทดสอบ", "untested", "nottested", "notrun", "pending"]),
        (Outcome.CantTell, ["ตัดสินไม่ได้", "cannottell", "canttell", "blocked", "inconclusive"]),
    ];

    public static Outcome? Meaning(string word) => Known.Where(k => k.Words.Contains(HeaderWords.Plain(word))).Select(k => (Outcome?)k.Outcome).FirstOrDefault();

    /// <summary>Empty where the column has no list, or one that does not tell passed from failed.</summary>
    public static IReadOnlyDictionary<Outcome, string> Of(SheetContent sheet, int column)
    {
        var words = new Dictionary<Outcome, string>();
        foreach (var word in sheet.Allowed.Where(a => a.Where.Any(r => column >= r.First.Column && column <= r.Last.Column)).SelectMany(a => a.Words))
        {
            if (Meaning(word) is { } outcome)
            {
                words.TryAdd(outcome, word);
            }
        }

        return words.ContainsKey(Outcome.Passed) && words.ContainsKey(Outcome.Failed) ? words : new Dictionary<Outcome, string>();
    }
}
