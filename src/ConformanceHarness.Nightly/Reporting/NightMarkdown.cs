using System.Globalization;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.News;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>nightly.md: the night for a CI page or a chat, in both languages, at most <see cref="Most"/> rows.</summary>
public static class NightMarkdown
{
    private const int Most = 50;

    public static string Write(NightReport report)
    {
        var text = new StringBuilder();
        var (headline, tally) = (NightWords.Headline(report), NightWords.Tally(report));
        text.Append(CultureInfo.InvariantCulture, $"## {Plain(headline.Th)}\n{Plain(headline.En)} · {report.Night}\n\n{Plain(tally.Th)}\n\n{Plain(tally.En)}\n");
        foreach (var incident in report.Incidents)
        {
            var words = NightWords.Of(incident);
            text.Append(CultureInfo.InvariantCulture, $"\n- **{Plain(words.Th)}** · {Plain(words.En)}");
        }

        var news = report.News.ToList();
        if (news.Count > 0)
        {
            text.Append("\n\n| | บริการ · service | หน่วยงาน · agency | |\n| --- | --- | --- | --- |\n");
            foreach (var (line, item) in news.Take(Most))
            {
                var kind = StateWords.Of(item.Kind);
                text.Append(CultureInfo.InvariantCulture, $"| {Plain(kind.Th)} · {Plain(kind.En)} | {Plain(line.Target.Id)} | {Plain(line.Target.Service.Agency.Th)} | {Plain(item.Words.Th)} · {Plain(item.Words.En)} |\n");
            }

            if (news.Count > Most)
            {
                text.Append(CultureInfo.InvariantCulture, $"\nและอีก {news.Count - Most} รายการ · and {news.Count - Most} more\n");
            }
        }

        return text.Append('\n').ToString();
    }

    /// <summary>What a service or a list says is text, never markup.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c is '\n' or '\r' ? " " : "\\`*_[]<>|#&!".Contains(c, StringComparison.Ordinal) ? "\\" + c : c.ToString());
        }

        return plain.ToString();
    }
}
