using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>
/// Touch targets are large enough: WCAG 2.5.8 with its exceptions (in a line of text, spacing, the browser's own control, another target that
/// does the same), and 44 px for those that lead on: what sends a form, what opens a declared sub-service, and buttons that say "go on".
/// </summary>
[Check("A11Y-02")]
internal sealed partial class TouchTargetsLargeEnough : FindingCheck
{
    // Layout is in fractions of a pixel; 23.99 is 24.
    private const double Slack = 0.5;

    protected override LocalText Passing { get; } = new("ปุ่ม ลิงก์ และช่องกรอกมีขนาดแตะเพียงพอ", "Buttons, links and fields are large enough to touch.");

    protected override LocalText NothingSeen { get; } = new("ไม่มีปุ่ม ลิงก์ หรือช่องกรอกให้วัด", "There was no button, link or field to measure.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Snapshots.Any(s => s.Targets.Count > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var least = evidence.Number("targetPixels");
        var main = evidence.Number("mainTargetPixels");
        foreach (var page in observation.Snapshots)
        {
            foreach (var target in page.Targets.Where(t => !t.Native).DistinctBy(t => (t.Element, t.Name)))
            {
                var wanted = IsMain(evidence, target) && Short(target, main) ? main
                    : Short(target, least) && !target.InLine && !Spaced(target, page.Targets, least) && !page.Targets.Any(o => SameElsewhere(o, target) && !Short(o, least)) ? least
                    : 0;
                if (wanted > 0)
                {
                    var size = string.Create(CultureInfo.InvariantCulture, $"{target.Width:0}×{target.Height:0}");
                    yield return Say.Found(
                        new LocalText($"ขนาดแตะอย่างน้อย {wanted} พิกเซล", $"At least {wanted} px to touch"),
                        new LocalText($"\"{Say.Quote(target.Name, 60)}\" มีขนาด {size} พิกเซล", $"\"{Say.Quote(target.Name, 60)}\" is {size} px."),
                        $"{Say.Bare(page.Url)} ({page.Step}) {target.Element}", Say.At(observation, page));
                }
            }
        }
    }

    private static bool Short(TouchTarget target, double pixels) => target.Width < pixels - Slack || target.Height < pixels - Slack;

    private static bool IsMain(CaseEvidence evidence, TouchTarget target) =>
        target.Kind != "field" && target.Enabled && !target.InLine
        && (target.Submits || (target.Kind == "button" && LeadsOn().IsMatch(target.Name.Trim()))
            || evidence.Service.SubServices.Any(s => target.Name.Contains(s.Name.Th, StringComparison.Ordinal) || (s.Name.En.Length > 0 && target.Name.Contains(s.Name.En, StringComparison.OrdinalIgnoreCase))));

    private static bool SameElsewhere(TouchTarget other, TouchTarget target) => !ReferenceEquals(other, target) && target.Href is { Length: > 0 } && other.Href == target.Href;

    /// <summary>A circle of the least diameter on its middle touches no other target, and no circle of another small one.</summary>
    private static bool Spaced(TouchTarget target, IReadOnlyList<TouchTarget> all, double least)
    {
        var (x, y) = Middle(target);
        var radius = least / 2;
        foreach (var other in all.Where(o => !ReferenceEquals(o, target) && o.Frame == target.Frame && !(SameElsewhere(o, target) && Within(o, target))))
        {
            var dx = Math.Max(Math.Max(other.X - x, x - (other.X + other.Width)), 0);
            var dy = Math.Max(Math.Max(other.Y - y, y - (other.Y + other.Height)), 0);
            if (Math.Sqrt((dx * dx) + (dy * dy)) < radius - Slack)
            {
                return false;
            }

            var (ox, oy) = Middle(other);
            if (Short(other, least) && Math.Sqrt(((ox - x) * (ox - x)) + ((oy - y) * (oy - y))) < least - Slack)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Within(TouchTarget outer, TouchTarget inner) =>
        outer.X <= inner.X && outer.Y <= inner.Y && outer.X + outer.Width >= inner.X + inner.Width && outer.Y + outer.Height >= inner.Y + inner.Height;

    private static (double X, double Y) Middle(TouchTarget t) => (t.X + (t.Width / 2), t.Y + (t.Height / 2));

    // Words with which any service goes on, not those of one: send, confirm, next, save, agree, start, try again.
    [GeneratedRegex(@"^(?:ส่ง|ยืนยัน|ถัดไป|ต่อไป|หน้าถัดไป|ดำเนินการต่อ|ดำเนินการ$|บันทึก|ตกลง|ยอมรับ|ยินยอม|เริ่ม|ชำระ|ลองใหม่|ลองอีกครั้ง|submit\b|send\b|confirm\b|next\b|continue\b|save\b|ok$|accept\b|agree\b|start\b|pay\b|try again|retry)", RegexOptions.IgnoreCase)]
    private static partial Regex LeadsOn();
}

/// <summary>Text at 200 % loses nothing: enlarged as the text size setting of an Android phone enlarges a webview's text.</summary>
[Check("A11Y-03")]
internal sealed class EnlargedTextLosesNothing : FindingCheck
{
    protected override LocalText Passing { get; } = new("ขยายตัวอักษรแล้วข้อความยังอยู่ครบ ไม่ถูกตัดและไม่ทับกัน", "With the text enlarged nothing was lost, cut off or painted over.");

    protected override LocalText NothingSeen { get; } = new("ไม่มีหน้าที่วัดการขยายตัวอักษรได้", "No page was measured with its text enlarged.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Snapshots.Any(s => Measured(evidence, s));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var percent = evidence.Case.Parameters["zoomPercent"];
        var expected = new LocalText($"ตัวอักษร {percent}% แล้วอ่านได้ครบ ไม่ต้องเลื่อนด้านข้าง", $"At {percent} % text everything can still be read, without scrolling sideways");
        foreach (var page in observation.Snapshots.Where(s => Measured(evidence, s)))
        {
            var zoom = page.TextZoom!;
            var where = $"{Say.Bare(page.Url)} ({page.Step})";
            Finding Wrong(string th, string en, string? element = null) => Say.Found(expected, new LocalText(th, en), element is null ? where : where + " " + element, Say.At(observation, page));
            if (zoom.Lost.Count > 0)
            {
                yield return Wrong("ข้อความหายไป: " + Say.Quote(zoom.Lost[0], 80), "Text disappears: " + Say.Quote(zoom.Lost[0], 80));
            }

            foreach (var cut in zoom.After.Cut.Where(c => c.How != "field").DistinctBy(c => c.Element).Take(3))
            {
                yield return Wrong("ข้อความถูกตัด: " + Say.Quote(cut.Text, 80), "Text is cut off: " + Say.Quote(cut.Text, 80), cut.Element);
            }

            foreach (var pair in zoom.After.Overlaps.Take(2))
            {
                yield return Wrong($"ข้อความทับกัน: {Say.Quote(pair.One, 50)} กับ {Say.Quote(pair.Other, 50)}", $"Text lies over text: {Say.Quote(pair.One, 50)} and {Say.Quote(pair.Other, 50)}", pair.Element);
            }

            if (zoom.After.Content > Math.Max(zoom.After.Viewport, zoom.Before.Content) + 1)
            {
                yield return Wrong($"ต้องเลื่อนด้านข้าง: เนื้อหากว้าง {zoom.After.Content} พิกเซลบนจอ {zoom.After.Viewport} พิกเซล", $"It scrolls sideways: {zoom.After.Content} px on a screen of {zoom.After.Viewport} px.", zoom.After.Widest);
            }
        }
    }

    /// <summary>A page that undid the enlarging at once shows nothing of what it would lose.</summary>
    private static bool Measured(CaseEvidence evidence, Snapshot s) => s.TextZoom is { Enlarged: >= 0.5 } zoom && zoom.Percent >= evidence.Number("zoomPercent");
}
