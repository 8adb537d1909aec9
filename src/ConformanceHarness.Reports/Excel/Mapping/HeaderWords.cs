using System.Globalization;
using System.Text;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>Which words at the head of a column mean what, in Thai and English.</summary>
internal static class HeaderWords
{
    /// <summary>Longer than this is a sentence, not the head of a column.</summary>
    private const int Longest = 80;

    // In the order in which they are tried: "ผลการทดสอบที่คาดหวัง" is what is expected, not a result.
    private static readonly (ColumnRole Role, int Weight, bool Whole, string[] Words)[] Known =
    [
        (ColumnRole.Expected, 3, false, ["คาดหวัง", "ผลที่ควรได้", "expected", "เกณฑ์การผ่าน", "acceptancecriteria", "passeswhen"]),
        (ColumnRole.Failed, 3, true, ["ไม่ผ่าน", "fail", "failed", "notpass", "notpassed"]),
        (ColumnRole.Passed, 3, true, ["ผ่าน", "pass", "passed"]),
        (ColumnRole.Steps, 3, false, ["ขั้นตอน", "วิธีทดสอบ", "วิธีการทดสอบ", "วิธีตรวจ", "step", "procedure", "howtotest"]),
        (ColumnRole.Evidence, 3, false, ["หลักฐาน", "evidence", "ภาพประกอบ", "screenshot"]),
        (ColumnRole.Remark, 3, false, ["หมายเหตุ", "remark", "ความเห็น", "ข้อเสนอแนะ", "comment"]),
        (ColumnRole.Remark, 2, true, ["note", "notes", "บันทึก"]),
        (ColumnRole.Remark, 1, false, ["ผลที่ได้จริง", "ผลลัพธ์ที่ได้", "actual"]),
        (ColumnRole.Date, 3, false, ["วันที่", "testdate", "testedon"]),
        (ColumnRole.Date, 3, true, ["date", "วันเดือนปี"]),
        (ColumnRole.Id, 3, false, ["รหัส", "testcaseid", "caseid", "testid", "tcid", "testcaseno", "tcno"]),
        (ColumnRole.Id, 3, true, ["id"]),
        (ColumnRole.Number, 2, false, ["ลำดับ", "เลขที่"]),
        (ColumnRole.Number, 2, true, ["ที่", "ข้อ", "ข้อที่", "no", "#", "item", "number"]),
        (ColumnRole.Result, 3, false, ["ผลการทดสอบ", "ผลทดสอบ", "ผลการตรวจ", "ผลการประเมิน", "testresult"]),
        (ColumnRole.Result, 2, true, ["ผล", "result", "results", "status", "สถานะ", "ผ่าน/ไม่ผ่าน", "pass/fail", "passfail", "ผลลัพธ์"]),
        (ColumnRole.Group, 2, false, ["หมวด", "กลุ่ม", "โมดูล", "module", "category", "group", "section", "ประเภท"]),
        (ColumnRole.Title, 4, false, ["รายการทดสอบ", "กรณีทดสอบ", "กรณีการทดสอบ", "หัวข้อทดสอบ", "หัวข้อการทดสอบ", "testcase", "testitem", "testtitle", "testname"]),
        (ColumnRole.Title, 3, true, ["หัวข้อ", "รายการ", "title", "เรื่อง", "ชื่อ", "name", "scenario", "testscenario", "requirement", "ข้อกำหนด"]),
        (ColumnRole.Title, 2, false, ["รายละเอียด", "คำอธิบาย", "description"]),
    ];

    /// <summary>What a head means and how surely (1 to 4); null where it says nothing known.</summary>
    public static (ColumnRole Role, int Weight)? Meaning(string head)
    {
        if (head.Length is 0 or > Longest)
        {
            return null;
        }

        var whole = Plain(head);
        // "รหัส\nID", "Result (ผลการทดสอบ)": each part says the same in another language.
        var parts = head.Split(['\n', '\r', '(', ')', '[', ']', '|', '/'], StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(p => p.Length > 0).Append(whole).ToHashSet(StringComparer.Ordinal);
        // "ผ่าน/ไม่ผ่าน" heads one column for both.
        if (parts.Overlaps(["ผ่าน", "pass", "passed"]) && parts.Overlaps(["ไม่ผ่าน", "fail", "failed"]))
        {
            return (ColumnRole.Result, 3);
        }

        foreach (var (role, weight, exact, words) in Known)
        {
            if (words.Any(w => exact ? parts.Contains(w) : whole.Contains(w, StringComparison.Ordinal)))
            {
                return (role, weight);
            }
        }

        return null;
    }

    /// <summary>Lower case, without spaces and punctuation; Thai vowels and marks stay.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (char.IsLetterOrDigit(c) || c is '#' or '/' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        // SARA AM is typed as one character or as two.
        return plain.Replace("ํา", "ำ").ToString().Trim('/');
    }
}
