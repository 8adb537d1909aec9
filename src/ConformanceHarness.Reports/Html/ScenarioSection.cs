using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>Every attempt at every scenario: how it ended, how long it took, where it comes from, and its last picture.</summary>
internal sealed class ScenarioSection(ReportedRun run, HtmlOutput html, Screenshots shots)
{
    public void Write()
    {
        using var section = html.In("section", ("id", "scenarios"), ("aria-labelledby", "scenarios-heading"));
        html.Leaf("h2", new LocalText("สถานการณ์ทดสอบ", "Scenarios"), ("id", "scenarios-heading"));
        foreach (var scenario in run.Record.Observations.GroupBy(o => o.Id))
        {
            One(scenario.Key, [.. scenario]);
        }

        var observed = run.Record.Observations.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in run.Record.Plan.Scenarios.Where(s => !observed.Contains(s.Id)))
        {
            using var line = html.In("p", ("class", "pair"));
            html.Leaf("code", missing.Id);
            html.Constant(" ");
            html.Both(new("ไม่ได้เริ่ม", "was not started"));
        }
    }

    private void One(string id, IReadOnlyList<Observation> attempts)
    {
        var last = attempts[^1];
        using var details = html.In("details");
        using (html.In("summary"))
        {
            html.Leaf("code", id);
            html.Constant(" ");
            var took = ReportDates.Duration(last.DurationMs);
            html.Leaf("span", new LocalText($"{ReportWords.Of(last.End).Th} {took.Th}", $"{ReportWords.Of(last.End).En}, {took.En}"), ("class", "reason"));
            if (attempts.Count > 1)
            {
                var count = attempts.Count.ToString(CultureInfo.InvariantCulture);
                html.Leaf("span", new LocalText($"{count} ครั้ง", $"{count} attempts"), ("class", "chip flaky"));
            }
        }

        foreach (var attempt in attempts)
        {
            Attempt(attempt);
        }

        var serves = run.Record.Plan.Scenarios.FirstOrDefault(s => s.Id == id)?.Serves ?? [];
        if (serves.Count > 0)
        {
            using var line = html.In("p", ("class", "small"));
            html.Both(new("ใช้ตัดสินกรณีทดสอบ", "Serves the cases"));
            html.Constant(" ");
            html.Text(string.Join(", ", serves));
        }

        if (last.Snapshots.LastOrDefault(s => s.Screenshot is not null) is { } picture)
        {
            using var row = html.In("div", ("class", "shots"));
            shots.Write(picture.Screenshot!, string.Create(CultureInfo.InvariantCulture, $"{id}#{last.Attempt} snapshot {picture.Step}"));
        }
    }

    private void Attempt(Observation attempt)
    {
        using var list = html.In("dl", ("class", "attempt"));
        var number = attempt.Attempt.ToString(CultureInfo.InvariantCulture);
        var round = run.Record.Earlier.Count == 0 ? "" : LedgerRounds.Of(run.Record.Ledger, attempt).ToString(CultureInfo.InvariantCulture);
        html.Leaf("dt", round.Length == 0 ? new LocalText($"ครั้งที่ {number}", $"Attempt {number}") : new LocalText($"ครั้งที่ {number} (รอบที่ {round})", $"Attempt {number} (round {round})"));
        var at = ReportDates.Moment(attempt.StartedAt);
        var took = ReportDates.Duration(attempt.DurationMs);
        using var definition = html.In("dd");
        html.Leaf("p", new LocalText($"{ReportWords.Of(attempt.End).Th} · {at.Th} · {took.Th}", $"{ReportWords.Of(attempt.End).En} · {at.En} · {took.En}"), ("class", "pair"));
        var from = attempt.Provenance;
        html.Leaf("code", $"{from.Surface}/{from.Engine}/{ReportWords.Code(from.Login)} {from.EngineVersion}".TrimEnd());
        if (attempt.EndReason is { Length: > 0 } reason)
        {
            html.Leaf("p", reason, ("class", "small"));
        }
    }
}
