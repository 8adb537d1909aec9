using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>What has no verdict yet: cannot tell, untested by reason, waiting for a person; and what does not apply.</summary>
internal sealed class OpenSections(ReportedRun run, HtmlOutput html, FindingList findings)
{
    private static readonly LocalText NotBuilt = new("เครื่องมือรุ่นนี้ยังไม่มีวิธีทดสอบกรณีเหล่านี้", "This version of the harness cannot test these cases yet");

    public void Write()
    {
        CannotTell();
        Groups("untested", new("ยังไม่ได้ทดสอบ", "Untested"), run.Of(Outcome.Untested).Where(c => !c.WaitsForPerson));
        Person();
        Groups("inapplicable", new("ไม่เกี่ยวข้อง", "Inapplicable"), run.Of(Outcome.Inapplicable));
    }

    private void CannotTell()
    {
        var cases = run.Of(Outcome.CantTell).ToList();
        if (cases.Count == 0)
        {
            return;
        }

        using var section = Section("cannot-tell", new("ตัดสินไม่ได้", "Cannot tell"));
        foreach (var @case in cases)
        {
            using var card = html.In("article", ("class", "case doubtful"), ("id", Chips.Anchor(@case.Id)));
            Heading(@case);
            findings.Write(@case.Channels.Where(c => c.Outcome != Outcome.Passed), withPictures: true);
        }
    }

    private void Person()
    {
        var cases = run.Cases.Where(c => c.WaitsForPerson).OrderBy(c => c.Obligation).ToList();
        if (cases.Count == 0)
        {
            return;
        }

        using var section = Section("person", new("รอผู้ทดสอบยืนยัน", "Waiting for a person"));
        html.Leaf("p", new LocalText("กรณีเหล่านี้ต้องมีผู้ทดสอบยืนยันพร้อมชื่อ วันที่ และหลักฐาน ด้วยคำสั่ง ./conformance attest", "A person attests these with a name, a date and evidence: ./conformance attest"), ("class", "pair"));
        List(cases, withReason: false);
    }

    private void Groups(string id, LocalText title, IEnumerable<ReportedCase> cases)
    {
        var groups = cases.GroupBy(c => c.Decision == Decision.NotBuilt && c.Outcome == Outcome.Untested ? NotBuilt : c.Reason)
            .OrderByDescending(g => g.Count(c => c.Obligation == Obligation.Must))
            .ToList();
        if (groups.Count == 0)
        {
            return;
        }

        using var section = Section(id, title);
        foreach (var group in groups)
        {
            using var details = html.In("details");
            using (html.In("summary"))
            {
                html.Leaf("span", group.Key, ("class", "reason"));
                html.Constant(" ");
                html.Leaf("span", Number(group.Count()), ("class", "count"));
                if (group.Count(c => c.Obligation == Obligation.Must) is > 0 and var must)
                {
                    html.Constant(" ");
                    html.Leaf("span", new LocalText($"บังคับ {Number(must)}", $"{Number(must)} must"), ("class", "chip must"));
                }
            }

            List(group, withReason: group.Key == NotBuilt && group.Select(c => c.Reason).Distinct().Skip(1).Any());
        }
    }

    private void List(IEnumerable<ReportedCase> cases, bool withReason)
    {
        using var list = html.In("ul", ("class", "cases"));
        foreach (var @case in cases)
        {
            using var item = html.In("li", ("id", Chips.Anchor(@case.Id)));
            html.Leaf("span", @case.Id, ("class", "id"));
            html.Constant(" ");
            html.Both(@case.Title);
            html.Constant(" ");
            Chips.Obligation(html, @case.Obligation);
            if (@case.Cause is { } cause && @case.Outcome == Outcome.Untested && @case.Decision == Decision.Check && @case.WaitsFor.Count == 0)
            {
                var word = ReportWords.Of(cause);
                html.Leaf("span", new LocalText("สาเหตุ: " + word.Th, "cause: " + word.En), ("class", "chip cause"));
            }

            if (withReason)
            {
                html.Leaf("p", @case.Reason, ("class", "small pair"));
            }
        }
    }

    private void Heading(ReportedCase @case)
    {
        using (html.In("h3"))
        {
            html.Leaf("span", @case.Id, ("class", "id"));
            html.Constant(" ");
            html.Both(@case.Title);
        }

        using var chips = html.In("p", ("class", "chips"));
        Chips.Outcome(html, @case.Outcome);
        Chips.Obligation(html, @case.Obligation);
        Chips.Marks(html, @case);
    }

    private HtmlOutput.Scope Section(string id, LocalText title)
    {
        var scope = html.In("section", ("id", id), ("aria-labelledby", id + "-heading"));
        html.Leaf("h2", title, ("id", id + "-heading"));
        return scope;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
