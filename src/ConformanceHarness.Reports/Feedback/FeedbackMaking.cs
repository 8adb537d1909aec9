using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Reading;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>A submission's record → what the agency must mend. Pure.</summary>
internal static class FeedbackMaking
{
    /// <param name="record">the submission's record, read from a bundle that verified</param>
    /// <param name="bundle">SHA-256 (hex) of the agency's bundle</param>
    /// <param name="words">DGA's words</param>
    /// <param name="retest">case → how it came out when DGA tested again</param>
    public static FeedbackDocument Of(RunRecord record, string bundle, FeedbackWords words, IReadOnlyDictionary<string, RetestedCase> retest)
    {
        var run = new ReportedRun(record);
        var statement = record.Statement;
        var items = run.Cases
            .Select(c => Item(run, c, words.Cases.GetValueOrDefault(c.Id), retest.GetValueOrDefault(c.Id)))
            .OfType<FeedbackItem>()
            .OrderBy(i => i.Kind).ThenBy(i => i.Obligation).ThenBy(i => i.Outcome != Outcome.Failed).ThenBy(i => i.Waived)
            .ToList();
        return new FeedbackDocument
        {
            Format = FeedbackDocument.KnownFormat,
            Bundle = bundle,
            RunId = statement.RunId,
            ServiceId = statement.ServiceId,
            ServiceName = statement.ServiceName,
            Agency = statement.Agency,
            Stage = statement.Stage,
            Result = statement.Result,
            Trial = statement.Trial,
            EndedAt = statement.EndedAt,
            CatalogueId = statement.CatalogueId,
            CatalogueVersion = statement.CatalogueVersion,
            CatalogueDigest = statement.CatalogueDigest,
            Words = words.General,
            Items = items,
        };
    }

    private static FeedbackItem? Item(ReportedRun run, ReportedCase @case, LocalText? words, RetestedCase? retest) => KindOf(@case, words, retest) is not { } kind ? null : new FeedbackItem
    {
        Case = @case.Id,
        Title = @case.Title,
        Kind = kind,
        Obligation = @case.Obligation,
        Outcome = @case.Outcome,
        Cause = @case.Cause,
        Waived = @case.Waived,
        Words = words,
        Findings = kind == FeedbackKind.Remark ? [] : Findings(run, @case),
        Fix = @case.Fix,
        Fixer = @case.Fixer,
        Source = @case.Source,
        Retest = retest,
    };

    /// <summary>Null: there is nothing to say. A failure that only DGA's own run saw counts like one of the submission.</summary>
    private static FeedbackKind? KindOf(ReportedCase @case, LocalText? words, RetestedCase? retest)
    {
        var failed = @case.Outcome == Outcome.Failed || retest?.Outcome == Outcome.Failed;
        var undecided = @case.Outcome is Outcome.CantTell or Outcome.Untested;
        return (@case.Obligation == Obligation.Must && !@case.Waived, failed, undecided) switch
        {
            (true, true, _) => FeedbackKind.MustFailed,
            (true, _, true) => FeedbackKind.MustUndecided,
            (false, true, _) or (false, _, true) => FeedbackKind.Should,
            _ => words is null ? null : FeedbackKind.Remark,
        };
    }

    /// <summary>Those of the channels that are not in order; equal ones of several channels once.</summary>
    private static List<FeedbackFinding> Findings(ReportedRun run, ReportedCase @case) =>
    [
        .. @case.Channels.Where(c => c.Outcome is not (Outcome.Passed or Outcome.Inapplicable))
            .SelectMany(c => c.Findings.Select(f => (c.Channel, Finding: f)))
            .GroupBy(f => (f.Finding.Expected, f.Finding.Seen, f.Finding.Where))
            .Select(same => new FeedbackFinding(
                [.. same.Select(f => f.Channel).Distinct()],
                same.Key.Seen,
                [.. same.SelectMany(f => f.Finding.Evidence).Select(e => EvidenceWords.Picture(run, e)).OfType<string>().Where(IsDigest).Distinct()],
                same.Key.Expected,
                same.Key.Where)),
    ];

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
