using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>With the keyboard open the focused field and the button to go on are reachable.</summary>
[Check("APP-08")]
internal sealed class ReachableBesideKeyboard : ICheck
{
    private const int Most = 8;
    private static readonly LocalText Expected = new("เมื่อแป้นพิมพ์เปิด เห็นช่องที่กำลังกรอก และเลื่อนถึงปุ่มดำเนินการต่อได้", "With the keyboard open the focused field can be seen and the button to go on can be scrolled to");

    public Judgement Judge(CaseEvidence evidence)
    {
        var pages = evidence.Observations.SelectMany(o => o.Snapshots.Where(s => s.Step.StartsWith(Steps.Open, StringComparison.Ordinal)).Select(s => (Observation: o, Page: s))).ToList();
        if (pages.Count == 0)
        {
            return Judgement.CantTell(Cause.Service, new LocalText("เปิดงานบริการย่อยไม่ได้ จึงไม่มีแบบฟอร์มให้ตรวจ", "No sub-service could be opened, so there is no form to look at."));
        }

        var measures = pages.SelectMany(p => p.Page.Keyboard.Select(k => (p.Observation, p.Page, Keyboard: k))).ToList();
        var percent = evidence.Number("heightPercent");
        if (measures.Count == 0)
        {
            return Judgement.Inapplicable(new LocalText("ไม่มีช่องที่ต้องพิมพ์ในหน้าของงานบริการย่อย", "The sub-services' pages have no field to type in."));
        }

        if (measures.Any(m => m.Keyboard.Height > (m.Keyboard.FullHeight * percent / 100) + 1))
        {
            return Judgement.CantTell(Cause.Harness, new LocalText("วัดด้วยความสูงของแป้นพิมพ์ค่าอื่น", "It was measured with another height of the keyboard."));
        }

        var findings = measures.SelectMany(m => Wrong(m.Keyboard).Select(w => Say.Found(Expected, w.Seen, $"{Say.Bare(m.Page.Url)} ({m.Page.Step}) {w.Element}", Say.At(m.Observation, m.Page)))).DistinctBy(f => (f.Seen.En, f.Where)).Take(Most).ToList();
        return findings.Count > 0
            ? Judgement.Failed(findings)
            : Judgement.Passed(new LocalText($"ตรวจ {measures.Count} ช่องโดยให้แป้นพิมพ์เปิด เห็นช่องและเลื่อนถึงปุ่มได้ทั้งหมด", $"{measures.Count} fields with the keyboard open: each can be seen, and its button reached."));
    }

    private static IEnumerable<(LocalText Seen, string Element)> Wrong(KeyboardMeasure m)
    {
        if (!m.FieldVisible)
        {
            yield return (new LocalText($"มองไม่เห็นช่อง \"{m.Field}\"", $"The field \"{m.Field}\" can't be seen."), m.Element);
        }
        else if (m.FieldCoveredBy is { } cover)
        {
            yield return (new LocalText($"ช่อง \"{m.Field}\" ถูก {cover} บัง", $"The field \"{m.Field}\" lies under {cover}."), m.Element);
        }

        if (m.Button is { } button && !m.ButtonReachable)
        {
            yield return m.ButtonCoveredBy is { } over
                ? (new LocalText($"ปุ่ม \"{button}\" ถูก {over} บัง", $"The button \"{button}\" lies under {over}."), over)
                : (new LocalText($"เลื่อนไปไม่ถึงปุ่ม \"{button}\"", $"The button \"{button}\" can't be scrolled to."), m.Element);
        }
    }
}
