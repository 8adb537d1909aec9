using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Allure;

/// <summary>One case in one channel as an Allure result.</summary>
internal sealed class AllureMapping(ReportedRun run, AllureAttachments attachments, string language)
{
    private const int StepsShown = 50;

    public AllureResult Of(ReportedCase @case, ChannelVerdict verdict)
    {
        var statement = run.Record.Statement;
        var channel = ReportWords.Code(verdict.Channel);
        var stage = ReportWords.Code(statement.Stage);
        var (start, stop) = Times(@case, verdict.Channel);
        var status = Status(verdict.Outcome);
        return new AllureResult
        {
            Uuid = AllureIds.Uuid(statement.RunId, @case.Id, channel),
            HistoryId = AllureIds.Hash(statement.ServiceId, stage, @case.Id, channel),
            TestCaseId = AllureIds.Hash(statement.CatalogueId, @case.Id),
            FullName = VisibleText.Line($"{statement.CatalogueId}.{@case.Id}"),
            Name = VisibleText.Line($"{@case.Id} {Say(@case.Title)}"),
            Description = Plain(@case),
            Status = status,
            StatusDetails = new(Message(@case, verdict), Shown(PlainFindings.Of(run, @case, verdict)), verdict.Flaky),
            Start = start,
            Stop = stop,
            Labels = [.. Labels(@case, channel)],
            // Allure 3 tells histories apart by full name and parameters.
            Parameters = [new("channel", channel), new("stage", stage), new("service", statement.ServiceId)],
            Steps = [.. verdict.Findings.Take(StepsShown).Select(f => Step(f, status, start, stop))],
            Attachments = [],
        };
    }

    public static string Status(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "passed",
        Outcome.Failed => "failed",
        Outcome.CantTell => "broken",
        _ => "skipped",
    };

    private string Message(ReportedCase @case, ChannelVerdict verdict)
    {
        var obligation = ReportWords.Code(@case.Obligation);
        var word = verdict.Outcome switch
        {
            Outcome.Failed when @case.Waived => "failed, waived",
            Outcome.Untested when @case.WaitsForPerson => "person",
            _ => ReportWords.Code(verdict.Outcome),
        };
        var seen = verdict.Findings.Count > 0 ? verdict.Findings[0].Seen : @case.ReasonOf(verdict.Outcome);
        return VisibleText.Of($"[{obligation} {word}] {Say(seen)}", 1000);
    }

    private IEnumerable<AllureLabel> Labels(ReportedCase @case, string channel)
    {
        yield return new("parentSuite", VisibleText.Line(Say(run.Record.Catalogue.Title), 200));
        yield return new("suite", VisibleText.Line($"{@case.Group} {Say(ReportWords.Group(@case.Group))}", 200));
        yield return new("epic", VisibleText.Line(Say(run.Record.Statement.ServiceName), 200));
        yield return new("feature", VisibleText.Line(@case.Group, 200));
        yield return new("story", VisibleText.Line(@case.Id, 200));
        yield return new("severity", @case.Obligation == Obligation.Must ? "critical" : "minor");
        yield return new("tag", channel);
        yield return new("tag", ReportWords.Code(@case.Obligation));
        if (@case.Waived)
        {
            yield return new("tag", "waived");
        }

        if (@case.Manual)
        {
            yield return new("tag", "manual");
        }

        yield return new("framework", "ConformanceHarness");
    }

    private AllureStep Step(Finding finding, string status, long start, long stop)
    {
        List<AllureParameter> parameters = [];
        if (finding.Expected is { } expected)
        {
            parameters.Add(new(Say(new("ที่คาดหวัง", "expected")), Shown(Say(expected))));
        }

        if (finding.Where is { } where)
        {
            parameters.Add(new(Say(new("ตำแหน่ง", "where")), Shown(where)));
        }

        parameters.AddRange(finding.Evidence.Take(StepsShown).Select(r => new AllureParameter(
            Say(new("หลักฐาน", "evidence")),
            Shown(EvidenceWords.Detail(run, r) is { } detail ? EvidenceWords.Name(r) + ": " + detail : EvidenceWords.Name(r)))));
        var pictures = finding.Evidence
            .Select(r => EvidenceWords.Picture(run, r) is { } digest ? attachments.Of(digest, Shown(EvidenceWords.Name(r))) : null)
            .OfType<AllureAttachment>()
            .DistinctBy(a => a.Source);
        return new(VisibleText.Line(Say(finding.Seen), 500), status, "finished", start, stop, [], parameters, [.. pictures]);
    }

    /// <summary>From the first to the last moment of the scenarios that the verdict rests on; the run's own where there are none.</summary>
    private (long Start, long Stop) Times(ReportedCase @case, Channel channel)
    {
        var observed = run.ObservationsOf(@case, channel).ToList();
        if (observed.Count == 0)
        {
            var at = run.Record.Statement.StartedAt.ToUnixTimeMilliseconds();
            return (at, at);
        }

        var start = observed.Min(o => o.StartedAt.ToUnixTimeMilliseconds());
        return (start, Math.Max(start, observed.Max(o => o.StartedAt.ToUnixTimeMilliseconds() + Math.Clamp(o.DurationMs, 0, int.MaxValue))));
    }

    // Allure shows a description as Markdown.
    private string Plain(ReportedCase @case)
    {
        var other = language == "en" ? @case.Title.Th : @case.Title.En;
        return string.Join("\n\n", new[] { other, @case.Source, Say(@case.Fix) }.Where(t => t.Length > 0).Select(t => Markdown.MarkdownText.Escape(t, 2000)));
    }

    private static string Shown(string text) => VisibleText.Of(text, 8000);

    private string Say(LocalText text) => text.In(language);
}
