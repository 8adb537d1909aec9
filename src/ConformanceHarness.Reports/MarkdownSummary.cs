using System.Globalization;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Markdown;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports;

/// <summary>summary.md for the pages of a CI system: the result, the counts, and what failed with how to mend it. In one language.</summary>
public static class MarkdownSummary
{
    private const int FailuresShown = 50;

    /// <param name="language">"th" or "en"</param>
    /// <exception cref="ArgumentException">another language</exception>
    public static void Write(RunRecord record, TextWriter output, string language = "th")
    {
        if (language is not ("th" or "en"))
        {
            throw new ArgumentException($"The summary can be written in 'th' or 'en', not in '{language}'.", nameof(language));
        }

        var run = new ReportedRun(record);
        var text = new StringBuilder();
        Head(text, record.Statement, language);
        Counts(text, run, language);
        Failures(text, run, language);
        output.Write(text.ToString());
    }

    private static void Head(StringBuilder text, Statement statement, string language)
    {
        string Say(LocalText words) => MarkdownText.Escape(words.In(language));
        var result = ReportWords.Of(statement.Result);
        var waivers = statement.WithWaivers ? " " + Say(new("โดยมีข้อยกเว้น", "with waivers")) : "";
        Line(text, $"## {Sign(statement.Result)} {Say(result)}{waivers}");
        if (statement.Trial)
        {
            Line(text, "**" + Say(new("ผลทดลอง ใช้ส่งผลต่อ สพร. ไม่ได้", "Trial: never accepted as an official submission")) + "**");
        }

        if (statement.Filter is { } filter)
        {
            Line(text, "**" + Say(new("ทดสอบเพียงบางส่วน", "Only a part was run")) + "**: " + MarkdownText.Escape(filter));
        }

        Line(text, string.Join(" · ",
            Say(statement.ServiceName),
            Say(statement.Agency),
            Say(ReportWords.Of(statement.Stage)),
            string.Join(", ", statement.Channels.Select(c => Say(ReportWords.Of(c)))),
            Say(ReportDates.Moment(statement.EndedAt))));
    }

    private static string Sign(RunResult result) => result switch
    {
        RunResult.Conformant => "✅",
        RunResult.NotConformant => "❌",
        RunResult.Incomplete => "⏳",
        _ => "⚠️",
    };

    private static void Counts(StringBuilder text, ReportedRun run, string language)
    {
        string Say(LocalText words) => MarkdownText.Escape(words.In(language));
        text.Append(CultureInfo.InvariantCulture, $"| {Say(new("ผล", "Outcome"))} | {Say(ReportWords.Of(Obligation.Must))} | {Say(ReportWords.Of(Obligation.Should))} |\n| --- | ---: | ---: |\n");
        foreach (var outcome in (Outcome[])[Outcome.Failed, Outcome.CantTell, Outcome.Untested, Outcome.Inapplicable, Outcome.Passed])
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Say(ReportWords.Of(outcome))} | {run.Count(outcome, Obligation.Must)} | {run.Count(outcome, Obligation.Should)} |\n");
        }

        text.Append('\n');
    }

    private static void Failures(StringBuilder text, ReportedRun run, string language)
    {
        string Say(LocalText words) => MarkdownText.Escape(words.In(language), 600);
        var failures = run.Failures.ToList();
        foreach (var failure in failures.Take(FailuresShown))
        {
            var channels = failure.Channels.Where(c => c.Outcome == Outcome.Failed).ToList();
            var waived = failure.Waived ? ", " + Say(new("มีข้อยกเว้น", "waived")) : "";
            Line(text, $"### ✗ {MarkdownText.Escape(failure.Id)} {Say(failure.Title)} ({Say(ReportWords.Of(failure.Obligation))}{waived})");
            text.Append(CultureInfo.InvariantCulture, $"- {Say(new("ช่องทาง", "Channels"))}: {string.Join(", ", channels.Select(c => Say(ReportWords.Of(c.Channel))))}\n");
            foreach (var finding in channels.SelectMany(c => c.Findings).DistinctBy(f => (f.Expected, f.Seen, f.Where)).Take(3))
            {
                if (finding.Expected is { } expected)
                {
                    text.Append(CultureInfo.InvariantCulture, $"- {Say(new("ที่คาดหวัง", "Expected"))}: {Say(expected)}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"- {Say(new("ที่พบ", "Seen"))}: {Say(finding.Seen)}\n");
                if (finding.Where is { Length: > 0 } where)
                {
                    text.Append(CultureInfo.InvariantCulture, $"- {Say(new("ตำแหน่ง", "Where"))}: {MarkdownText.Escape(where, 300)}\n");
                }
            }

            text.Append(CultureInfo.InvariantCulture, $"- {Say(new("วิธีแก้ไข", "How to fix it"))}: {Say(failure.Fix)} ({Say(ReportWords.Fixer(failure.Fixer))})\n\n");
        }

        if (failures.Count > FailuresShown)
        {
            Line(text, Say(new($"และอีก {failures.Count - FailuresShown} กรณีใน report.html", $"and {failures.Count - FailuresShown} more in report.html")));
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");
}
