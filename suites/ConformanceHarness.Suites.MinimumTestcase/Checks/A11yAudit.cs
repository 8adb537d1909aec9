using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>No critical or serious violation of WCAG on the landing page and each sub-service.</summary>
[Check("A11Y-01")]
internal sealed class NoSeriousViolation : ICheck
{
    private const int Most = 8;
    private static readonly string[] Versions = ["2.0", "2.1", "2.2"];
    private static readonly LocalText Expected = new("ไม่มีข้อผิดพลาดระดับวิกฤตหรือร้ายแรงตาม WCAG ระดับ A และ AA", "No critical or serious violation of WCAG, levels A and AA");

    public Judgement Judge(CaseEvidence evidence)
    {
        var pages = evidence.Observations.SelectMany(o => o.Snapshots.Where(s => s.Audit is not null && Parts.IsOrdinary(s.Step)).Select(s => new Page(o, s, s.Audit!))).ToList();
        var audited = pages.Where(p => p.Audit.Failure is null && p.Audit.Passes + p.Audit.Violations.Count > 0).ToList();
        if (audited.Count == 0)
        {
            return pages.FirstOrDefault(p => p.Audit.Failure is not null) is { } broken
                ? Judgement.CantTell(Cause.Harness, new LocalText("axe-core ทำงานไม่สำเร็จ: " + broken.Audit.Failure, "axe-core did not run: " + broken.Audit.Failure))
                : Judgement.CantTell(Cause.Service, new LocalText("ไม่มีหน้าที่ตรวจได้", "There is no page to audit."));
        }

        var wanted = Tags(evidence);
        if (audited.FirstOrDefault(p => wanted.Except(p.Audit.Tags).Any()) is { } other)
        {
            return Judgement.CantTell(Cause.Harness, new LocalText("ตรวจด้วยกฎชุดอื่น: " + string.Join(", ", other.Audit.Tags), "Audited by other rules: " + string.Join(", ", other.Audit.Tags)));
        }

        var findings = audited
            .SelectMany(p => p.Audit.Violations.Where(v => v.Impact is "critical" or "serious").Select(v => (Page: p, Violation: v)))
            // What stands in every page's header is one thing to mend.
            .DistinctBy(f => (f.Violation.Rule, f.Violation.Nodes.Count > 0 ? f.Violation.Nodes[0].Html : null))
            .OrderBy(f => f.Violation.Impact == "critical" ? 0 : 1)
            .Take(Most).Select(f => Describe(f.Page, f.Violation)).ToList();
        if (findings.Count > 0)
        {
            return Judgement.Failed(findings);
        }

        return Missing(evidence, pages, audited) ?? Judgement.Passed(new LocalText(
            $"ตรวจ {audited.Count} หน้าด้วย {audited[0].Audit.Engine} ไม่พบข้อผิดพลาดระดับวิกฤตหรือร้ายแรง",
            $"{audited.Count} pages audited with {audited[0].Audit.Engine}: no critical or serious violation."));
    }

    private static Judgement? Missing(CaseEvidence evidence, List<Page> pages, List<Page> audited)
    {
        if (pages.FirstOrDefault(p => p.Audit.Failure is not null) is { } broken)
        {
            return Judgement.CantTell(Cause.Harness, new LocalText($"axe-core ทำงานไม่สำเร็จที่ {broken.Snapshot.Step}: {broken.Audit.Failure}", $"axe-core did not run on {broken.Snapshot.Step}: {broken.Audit.Failure}"));
        }

        // Where nobody can log in there is no tour, and the landing page is all that can be judged.
        var unopened = evidence.Of("tour") is null ? null : evidence.Service.SubServices.FirstOrDefault(s => audited.All(p => p.Snapshot.Step != Steps.Open + s.Id));
        return unopened is null ? null : Judgement.CantTell(Cause.Service, new LocalText($"เปิดงานบริการย่อย {unopened.Name.Th} ไม่ได้ จึงตรวจไม่ครบ", $"{unopened.Name.En} could not be opened, so not everything was audited."));
    }

    /// <summary>axe's names for the catalogue's version and levels: "2.1" and "A,AA" are wcag2a, wcag2aa, wcag21a, wcag21aa.</summary>
    private static IEnumerable<string> Tags(CaseEvidence evidence)
    {
        var levels = evidence.Case.Parameters.GetValueOrDefault("levels", "A,AA").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.ToLowerInvariant()).ToList();
        var version = evidence.Case.Parameters.GetValueOrDefault("wcag", "2.1");
        return Versions.Where(v => string.CompareOrdinal(v, version) <= 0).SelectMany(v => levels.Select(l => "wcag" + (v == "2.0" ? "2" : v.Replace(".", "", StringComparison.Ordinal)) + l)).Where(t => t != "wcag22a");
    }

    private static Finding Describe(Page page, AuditViolation violation)
    {
        var node = violation.Nodes.Count > 0 ? violation.Nodes[0] : null;
        var element = node is null ? "" : Say.Quote(node.Html, 140);
        var words = AxeWording.InThai(violation.Rule);
        var th = $"{words?.Wrong ?? violation.Help} ({violation.Rule}, ระดับ{AxeWording.ImpactInThai(violation.Impact)}) {violation.Count} จุด: {element} วิธีแก้: {words?.Fix ?? violation.Help} ดู {violation.HelpUrl}";
        var en = $"{violation.Help} ({violation.Rule}, {violation.Impact}), {violation.Count} place(s): {element} {Say.Quote(node?.Summary ?? "", 240)} See {violation.HelpUrl}";
        return Say.Found(Expected, new LocalText(th, en), $"{Say.Bare(page.Snapshot.Url)} ({page.Snapshot.Step}) {node?.Target}", Say.At(page.Observation, page.Snapshot));
    }

    private sealed record Page(Observation Observation, Snapshot Snapshot, Audit Audit);
}
