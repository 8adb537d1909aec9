using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Suites.Runner;

/// <summary>A verdict as a test's message: what was expected, what was seen and where, channel by channel, and how to mend it.</summary>
internal sealed class VerdictWords(RunRecord record, string language)
{
    public string Of(Verdict verdict)
    {
        var @case = record.Catalogue.Cases.Single(c => c.Id == verdict.Case);
        var lines = new List<string> { Head(verdict) };
        foreach (var channel in verdict.Channels.Where(c => c.Outcome == verdict.Outcome))
        {
            lines.AddRange(channel.Findings.SelectMany(f => Lines(channel.Channel, f)));
        }

        if (verdict.Outcome == Outcome.Failed)
        {
            lines.Add(Say("วิธีแก้ไข: ", "How to fix: ") + @case.Fix.In(language));
            lines.AddRange(record.Service.Waivers.Where(w => verdict.Waived && w.Case == verdict.Case).Select(w => Say($"ข้อยกเว้นถึง {w.Expires:yyyy-MM-dd}: {w.Reason}", $"Waived until {w.Expires:yyyy-MM-dd}: {w.Reason}")));
        }

        return string.Join(Environment.NewLine, lines.Distinct());
    }

    public string WhyNotConformant(IReadOnlyList<WaiverProblem> waiverProblems)
    {
        var musts = record.Catalogue.Cases.Where(c => c.Obligation == Obligation.Must).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var open = record.Verdicts.Where(v => musts.Contains(v.Case) && !v.Waived && v.Outcome is Outcome.Failed or Outcome.CantTell or Outcome.Untested)
            .GroupBy(v => v.Outcome).Select(g => $"{g.Key}: {string.Join(", ", g.Select(v => v.Case))}");
        List<string> why = [.. open, .. waiverProblems.Select(p => $"{p.Case}: {p.Problem.In(language)}")];
        if (why.Count == 0)
        {
            why.Add(Say("ไม่มีกรณีบังคับที่ผ่านเลย", "No must case passed at all."));
        }

        return string.Join(Environment.NewLine, why.Prepend(record.Statement.Result.ToString()));
    }

    private static string Head(Verdict verdict)
    {
        string?[] parts = [verdict.Outcome.ToString(), verdict.Cause?.ToString(), verdict.Flaky ? "flaky" : null, verdict.Waived ? "waived" : null];
        return string.Join(" · ", parts.OfType<string>());
    }

    private IEnumerable<string> Lines(Channel channel, Finding finding)
    {
        var before = channel == Channel.Any ? "" : $"[{channel.ToString().ToLowerInvariant()}] ";
        if (finding.Expected is { } expected)
        {
            yield return before + Say("คาดหวัง: ", "Expected: ") + expected.In(language);
        }

        yield return before + Say("พบ: ", "Seen: ") + finding.Seen.In(language) + (finding.Where is null ? "" : $" ({finding.Where})");
    }

    private string Say(string th, string en) => language == "en" ? en : th;
}
