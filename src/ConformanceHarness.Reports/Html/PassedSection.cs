using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>What passed and what was looked at, collapsed by group.</summary>
internal sealed class PassedSection(ReportedRun run, HtmlOutput html, FindingList findings)
{
    public void Write()
    {
        using var section = html.In("section", ("id", "passed"), ("aria-labelledby", "passed-heading"));
        html.Leaf("h2", new LocalText("กรณีที่ผ่าน", "Passed cases"), ("id", "passed-heading"));
        var groups = run.Cases.Where(c => c.Outcome == Outcome.Passed).GroupBy(c => c.Group).ToList();
        if (groups.Count == 0)
        {
            html.Leaf("p", new LocalText("ยังไม่มีกรณีที่ผ่าน", "No case passed."), ("class", "pair"));
        }

        foreach (var group in groups)
        {
            using var details = html.In("details");
            using (html.In("summary"))
            {
                html.Leaf("span", group.Key, ("class", "id"));
                html.Constant(" ");
                html.Leaf("span", ReportWords.Group(group.Key), ("class", "reason"));
                html.Constant(" ");
                html.Leaf("span", group.Count().ToString(CultureInfo.InvariantCulture), ("class", "count"));
                if (group.Any(c => c.Flaky))
                {
                    html.Leaf("span", new LocalText("มีผลไม่คงที่", "some flaky"), ("class", "chip flaky"));
                }
            }

            foreach (var @case in group)
            {
                One(@case);
            }
        }
    }

    private void One(ReportedCase @case)
    {
        using var card = html.In("article", ("class", "case ok"), ("id", Chips.Anchor(@case.Id)));
        using (html.In("h3"))
        {
            html.Leaf("span", @case.Id, ("class", "id"));
            html.Constant(" ");
            html.Both(@case.Title);
        }

        using (html.In("p", ("class", "chips")))
        {
            Chips.Outcome(html, @case.Outcome);
            Chips.Obligation(html, @case.Obligation);
            Chips.Marks(html, @case);
        }

        findings.Write(@case.Channels, withPictures: false);
        if (@case.Attestation is not null && @case.Manual)
        {
            CaseNotes.Attestation(html, @case.Attestation);
        }
    }
}
