using ConformanceHarness.Core;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Markdown;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports;

/// <summary>A comparison as Markdown in one language: what differs, and nothing of what does not.</summary>
public static class ComparisonMarkdown
{
    public static void Write(RunComparison comparison, string language, TextWriter output)
    {
        string Say(LocalText text) => MarkdownText.Escape(text.In(language));
        output.WriteLine($"# {Say(new("เปรียบเทียบผลการทดสอบ", "Comparison of two runs"))}");
        output.WriteLine();
        foreach (var run in new[] { comparison.First, comparison.Second })
        {
            output.WriteLine($"- {MarkdownText.Escape(run.RunId)}: {Say(run.ServiceName)} · {Say(ReportWords.Of(run.Stage))} · {Say(ReportWords.Of(run.Result))} · {Say(ReportDates.Moment(run.EndedAt))}");
        }

        output.WriteLine();
        foreach (var change in Enum.GetValues<Change>())
        {
            output.WriteLine($"- {ComparisonWords.Mark(change)} {Say(ComparisonWords.Of(change))}: {comparison.Cases.Count(c => c.Change == change)}");
        }

        Cases(comparison, Say, output);
        Facts(new("สิ่งที่ถูกทดสอบต่างกัน", "What was tested differs"), comparison.Target, Say, output);
        Facts(new("รายการและเครื่องมือต่างกัน", "Catalogue and harness differ"), comparison.Inputs, Say, output);
    }

    private static void Cases(RunComparison comparison, Func<LocalText, string> say, TextWriter output)
    {
        var cases = comparison.Cases.Where(c => c.Change != Change.Same).ToList();
        if (cases.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"| {say(new("กรณี", "Case"))} | | {say(new("ชุดแรก", "First"))} | {say(new("ชุดหลัง", "Second"))} | {say(new("สิ่งที่ต่าง", "Differing"))} |");
        output.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var c in cases)
        {
            var found = c.Difference is null ? "" : $"{Seen(c.Difference.First, say)} → {Seen(c.Difference.Second, say)}";
            output.WriteLine($"| {MarkdownText.Escape(c.Case)} {say(c.Title)} | {ComparisonWords.Mark(c.Change)} {say(ComparisonWords.Of(c.Change))} | {say(ComparisonWords.Of(c.First))} | {say(ComparisonWords.Of(c.Second))} | {found}{(c.Why is null ? "" : " " + say(c.Why))} |");
        }
    }

    private static string Seen(Finding? finding, Func<LocalText, string> say) => finding is null ? "–" : say(finding.Seen);

    private static void Facts(LocalText heading, IReadOnlyList<ComparedFact> facts, Func<LocalText, string> say, TextWriter output)
    {
        var differing = facts.Where(f => !f.Same).ToList();
        if (differing.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"## {say(heading)}");
        output.WriteLine();
        foreach (var fact in differing)
        {
            output.WriteLine($"- {say(fact.Title)}: {MarkdownText.Escape(fact.First ?? "–")} → {MarkdownText.Escape(fact.Second ?? "–")}");
        }
    }
}
