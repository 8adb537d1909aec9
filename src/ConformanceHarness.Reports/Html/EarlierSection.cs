using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>The submissions before this one, and what became of their cases; nothing for a first submission.</summary>
internal sealed class EarlierSection(ReportedRun run, HtmlOutput html)
{
    public static readonly LocalText Heading = new("ครั้งก่อน", "Earlier submissions");

    public void Write()
    {
        var earlier = run.Record.Earlier;
        if (earlier.Count == 0)
        {
            return;
        }

        using var section = html.In("section", ("id", "earlier"), ("aria-labelledby", "earlier-heading"));
        html.Leaf("h2", Heading, ("id", "earlier-heading"));
        html.Leaf("p", new LocalText(
            "ผลครั้งนี้รับหลักฐานต่อจากครั้งก่อน และทดสอบใหม่เฉพาะสิ่งที่ยังไม่ผ่าน ความพยายามทุกครั้งยังอยู่ในบัญชีบันทึก",
            "This run took over the evidence of the one before it and observed again what was not passed. Every attempt is still in the ledger."), ("class", "pair"));
        Changes(SinceEarlier.Of(earlier[^1].Verdicts, run.Record.Verdicts));
        for (var i = 0; i < earlier.Count; i++)
        {
            One(i + 1, earlier[i]);
        }
    }

    private void Changes(SinceEarlier since)
    {
        using var list = html.In("dl");
        Cases(new("แก้ไขแล้ว (เดิมไม่ผ่าน)", "Fixed (failed before)"), since.Fixed);
        Cases(new("ผ่านแล้ว (เดิมยังไม่มีผล)", "Passed now (no answer before)"), since.Answered);
        Cases(new("แย่ลง (เดิมผ่าน)", "Worse (passed before)"), since.Worse);
        Cases(new("ยังไม่ผ่าน", "Still open"), since.Open);
    }

    private void Cases(LocalText what, IReadOnlyList<string> cases)
    {
        html.Leaf("dt", what);
        using var definition = html.In("dd");
        html.Text(cases.Count == 0 ? "–" : string.Join(", ", cases));
    }

    private void One(int number, EarlierSubmission submission)
    {
        var statement = submission.Statement;
        var round = number.ToString(CultureInfo.InvariantCulture);
        var (ended, result) = (ReportDates.Moment(statement.EndedAt), ReportWords.Of(statement.Result));
        var counts = submission.Verdicts.CountBy(v => v.Outcome).OrderBy(c => c.Key).ToList();
        html.Leaf("h3", new LocalText($"รอบที่ {round} · {ended.Th}", $"Round {round} · {ended.En}"));
        html.Leaf("p", new LocalText(
            $"{result.Th} · {string.Join(", ", counts.Select(c => $"{ReportWords.Of(c.Key).Th} {c.Value.ToString(CultureInfo.InvariantCulture)}"))}",
            $"{result.En} · {string.Join(", ", counts.Select(c => $"{c.Value.ToString(CultureInfo.InvariantCulture)} {ReportWords.Of(c.Key).En}"))}"), ("class", "pair"));
        using var list = html.In("dl");
        html.Leaf("dt", new LocalText("ชุดผล (SHA-256)", "Bundle (SHA-256)"));
        using var definition = html.In("dd");
        html.Leaf("code", submission.Bundle);
    }
}
