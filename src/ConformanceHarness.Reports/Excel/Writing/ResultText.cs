using ConformanceHarness.Core;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>A case's result in the words of a list, in both languages: outcome, remark, date, where the evidence is.</summary>
internal sealed record ResultText(Outcome Outcome, LocalText Word, LocalText Remark, LocalText Date, string Evidence)
{
    private const int Longest = 1500;

    public static ResultText Of(ReportedRun run, ReportedCase @case)
    {
        var day = @case is { Manual: true, Attestation: { } attested }
            ? ReportDates.Day(attested.Date)
            : ReportDates.Day(Thai(run.Record.Statement.EndedAt));
        return new ResultText(@case.Outcome, ReportWords.Of(@case.Outcome), Remarked(@case), day, $"{@case.Id}: {run.Record.Statement.RunId}.asice, report.html#{Chips.Anchor(@case.Id)}");
    }

    /// <summary>For rows whose case was not part of the run.</summary>
    public static ResultText NotPlanned(string @case, LocalText date) => new(
        Outcome.Untested, ReportWords.Of(Outcome.Untested),
        new LocalText($"{@case}: ไม่อยู่ในแผนของรอบนี้ (ขั้นหรือตัวกรอง)", $"{@case}: not part of this run (its stage or filter)"), date, "");

    public static DateOnly Thai(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(7)).DateTime);

    private static LocalText Remarked(ReportedCase @case)
    {
        var parts = new List<LocalText>();
        if (@case.Waived)
        {
            var waiver = @case.Waiver;
            parts.Add(waiver is null ? new("มีข้อยกเว้น", "waived") : new($"มีข้อยกเว้น: {waiver.Reason} (อนุมัติโดย {waiver.Approver})", $"waived: {waiver.Reason} (approved by {waiver.Approver})"));
        }

        if (@case.Flaky)
        {
            parts.Add(new("ผลไม่คงที่: ผ่านเมื่อทดสอบซ้ำ", "flaky: passed only on a later attempt"));
        }

        if (@case is { Manual: true, Attestation: { } attested })
        {
            parts.Add(new($"ยืนยันโดย {attested.Name}: {attested.Words}", $"attested by {attested.Name}: {attested.Words}"));
        }
        else
        {
            parts.Add(Found(@case));
        }

        return new LocalText(
            VisibleText.Of($"{@case.Id}: " + string.Join("\n", parts.Select(p => p.Th)), Longest),
            VisibleText.Of($"{@case.Id}: " + string.Join("\n", parts.Select(p => p.En)), Longest));
    }

    private static LocalText Found(ReportedCase @case)
    {
        if (@case.Outcome != Outcome.Failed)
        {
            return @case.Reason;
        }

        var findings = @case.Channels.Where(c => c.Outcome == Outcome.Failed).SelectMany(c => c.Findings.Select(f => (c.Channel, Finding: f)))
            .GroupBy(f => (f.Finding.Expected?.En, f.Finding.Seen.En)).ToList();
        if (findings.Count == 0)
        {
            return @case.Reason;
        }

        string Say(string language) => string.Join("\n", findings.Take(3).Select(same =>
        {
            var channels = string.Join(", ", same.Select(f => ReportWords.Of(f.Channel).In(language)).Distinct());
            var place = same.First().Finding.Where is { Length: > 0 } where ? $" [{VisibleText.Line(where, 200)}]" : "";
            return $"{same.First().Finding.Seen.In(language)} ({channels}){place}";
        }));
        var more = findings.Count > 3 ? new LocalText($"\nและอีก {findings.Count - 3} รายการในรายงาน", $"\nand {findings.Count - 3} more in the report") : new LocalText("", "");
        return new LocalText(Say("th") + more.Th, Say("en") + more.En);
    }
}
