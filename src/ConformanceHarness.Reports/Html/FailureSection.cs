using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>What has to be mended, must before should, each with everything a developer needs.</summary>
internal sealed class FailureSection(ReportedRun run, HtmlOutput html, FindingList findings)
{
    public void Write()
    {
        using var section = html.In("section", ("id", "failures"), ("aria-labelledby", "failures-heading"));
        html.Leaf("h2", new LocalText("กรณีที่ไม่ผ่าน และวิธีแก้ไข", "Failed cases and how to fix them"), ("id", "failures-heading"));
        var failures = run.Failures.ToList();
        if (failures.Count == 0)
        {
            html.Leaf("p", new LocalText("ไม่มีกรณีที่ไม่ผ่าน", "No case failed."), ("class", "pair"));
        }

        foreach (var failure in failures)
        {
            Card(failure);
        }
    }

    private void Card(ReportedCase failure)
    {
        using var card = html.In("article", ("class", "case " + ReportWords.Code(failure.Obligation) + (failure.Waived ? " is-waived" : "")), ("id", Chips.Anchor(failure.Id)));
        using (html.In("h3"))
        {
            html.Leaf("span", failure.Id, ("class", "id"));
            html.Constant(" ");
            html.Both(failure.Title);
        }

        using (html.In("p", ("class", "chips")))
        {
            Chips.Outcome(html, failure.Outcome);
            Chips.Obligation(html, failure.Obligation);
            Chips.Marks(html, failure);
            foreach (var other in failure.Channels.Where(c => c.Outcome != Outcome.Failed))
            {
                using var chip = html.In("span", ("class", "chip plain"));
                html.Both(ReportWords.Of(other.Channel));
                html.Constant(" ");
                html.Both(ReportWords.Of(other.Outcome));
            }
        }

        findings.Write(failure.Channels.Where(c => c.Outcome == Outcome.Failed), withPictures: true);
        if (failure.Attestation is not null && failure.Manual)
        {
            CaseNotes.Attestation(html, failure.Attestation);
        }

        using (html.In("div", ("class", "fix")))
        {
            html.Leaf("h4", new LocalText("วิธีแก้ไข", "How to fix it"));
            html.Leaf("p", failure.Fix, ("class", "pair"));
            using (html.In("dl"))
            {
                html.Leaf("dt", new LocalText("ผู้แก้ไข", "Who can fix it"));
                html.Leaf("dd", ReportWords.Fixer(failure.Fixer));
                if (failure.Source.Length > 0)
                {
                    html.Leaf("dt", new LocalText("ที่มาของข้อกำหนด", "Source"));
                    html.Leaf("dd", failure.Source);
                }
            }
        }

        if (failure.Waiver is { } waiver && failure.Waived)
        {
            CaseNotes.Waiver(html, waiver);
        }
    }
}
