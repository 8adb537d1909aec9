using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Junit;

/// <summary>Outcome and obligation → what JUnit can say. Skipped is neither green nor red: it stands for all that decides nothing.</summary>
internal static class JUnitMapping
{
    public static JUnitTest Of(ReportedRun run, ReportedCase @case, ChannelVerdict verdict)
    {
        var name = $"{@case.Id} {@case.Title.Th} / {@case.Title.En} [{ReportWords.Code(verdict.Channel)}]";
        var className = @case.Group + "." + @case.Id;
        var details = PlainFindings.Of(run, @case, verdict);
        var seen = verdict.Findings.Count > 0 ? verdict.Findings[0].Seen : @case.ReasonOf(verdict.Outcome);
        var (kind, type) = Kind(@case, verdict.Outcome);
        var message = $"{type}: {seen.Th} / {seen.En}";
        return kind == JUnitKind.Passed
            ? new(className, name, kind, "", "", "", verdict.Flaky ? "flaky: passed on a later attempt only\n" + details : "")
            : new(className, name, kind, type, message, details, kind == JUnitKind.Skipped && verdict.Outcome is Outcome.Failed or Outcome.CantTell && !@case.Decides ? details : "");
    }

    public static JUnitTest OfRun(ReportedRun run)
    {
        var result = run.Record.Statement.Result;
        var word = ReportWords.Of(result);
        var message = $"{ReportWords.Code(result)}: {word.Th} / {word.En}";
        var kind = result switch
        {
            RunResult.Conformant => JUnitKind.Passed,
            RunResult.NotConformant => JUnitKind.Failure,
            _ => JUnitKind.Error,
        };
        return new("run", "result", kind, ReportWords.Code(result), message, message, message);
    }

    private static (JUnitKind Kind, string Type) Kind(ReportedCase @case, Outcome outcome) => outcome switch
    {
        Outcome.Passed => (JUnitKind.Passed, ""),
        Outcome.Failed when @case.Decides => (JUnitKind.Failure, "must failed"),
        Outcome.Failed when @case.Obligation == Obligation.Must => (JUnitKind.Skipped, "must failed, waived"),
        Outcome.Failed => (JUnitKind.Skipped, "should failed"),
        Outcome.CantTell when @case.Decides => (JUnitKind.Error, "must cantTell"),
        Outcome.CantTell => (JUnitKind.Skipped, "should cantTell"),
        Outcome.Inapplicable => (JUnitKind.Skipped, "inapplicable"),
        _ => (JUnitKind.Skipped, ReportWords.Code(@case.Obligation) + " untested"),
    };
}
