using System.Globalization;
using System.Text.Json;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Bundles;

/// <summary>The verdicts against the plan, the waivers, the statement and, above all, against the evidence judged again.</summary>
internal sealed class VerdictCheck(BundleRecords records)
{
    private readonly List<BundleProblem> problems = records.Problems;

    /// <param name="again">what judging the evidence again gave; null where that was not possible</param>
    public void Run(Catalogue? catalogue, ServiceProfile? service, Judged? again)
    {
        if (records.Verdicts is not { } verdicts)
        {
            return;
        }

        if (records.Plan is { } plan)
        {
            CheckSet(plan, verdicts);
        }

        if (records.Statement is { } statement)
        {
            CheckCounts(statement, verdicts);
            if (service is not null)
            {
                CheckWaivers(statement, service, verdicts);
            }

            if (catalogue is not null && again is not null)
            {
                CheckResult(statement, catalogue, verdicts, again);
            }
        }

        if (again is not null)
        {
            Compare(verdicts, again.Verdicts);
        }
    }

    private void CheckSet(RunPlan plan, IReadOnlyList<Verdict> verdicts)
    {
        var planned = plan.Cases.Select(c => c.Case).ToHashSet(StringComparer.Ordinal);
        var counts = verdicts.CountBy(v => v.Case).ToDictionary(StringComparer.Ordinal);
        problems.AddRange(planned.Where(c => !counts.ContainsKey(c)).Select(RecordProblems.VerdictMissing));
        problems.AddRange(counts.Where(c => c.Value > 1).Select(c => RecordProblems.VerdictDoubled(c.Key)));
        problems.AddRange(counts.Where(c => !planned.Contains(c.Key)).Select(c => RecordProblems.VerdictUnplanned(c.Key)));
    }

    private void CheckCounts(Statement statement, IReadOnlyList<Verdict> verdicts)
    {
        static string Show(IEnumerable<KeyValuePair<string, int>> counts) =>
            string.Join(", ", counts.Where(c => c.Value != 0).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}={c.Value}")));
        var (said, found) = (Show(statement.Counts), Show(verdicts.CountBy(v => Word(v.Outcome))));
        if (said != found)
        {
            problems.Add(RecordProblems.CountsDiffer(said, found));
        }

        var waived = verdicts.Any(v => v.Waived);
        records.Expect(EntryNames.Statement, "withWaivers", statement.WithWaivers.ToString(), waived.ToString());
    }

    private void CheckWaivers(Statement statement, ServiceProfile service, IReadOnlyList<Verdict> verdicts)
    {
        var day = IBundleJudge.WaiverDay(statement);
        foreach (var waiver in service.Waivers)
        {
            if (waiver.Expires < day)
            {
                problems.Add(RecordProblems.WaiverExpired(waiver.Case, waiver.Expires));
            }

            if (verdicts.Any(v => v.Case == waiver.Case && v.Outcome == Outcome.Passed))
            {
                problems.Add(RecordProblems.WaiverOfPassed(waiver.Case));
            }
        }

        problems.AddRange(verdicts.Where(v => v.Waived && (v.Outcome != Outcome.Failed || !service.Waivers.Any(w => w.Case == v.Case && w.Expires >= day)))
            .Select(v => RecordProblems.WaiverMissing(v.Case)));
    }

    private void CheckResult(Statement statement, Catalogue catalogue, IReadOnlyList<Verdict> verdicts, Judged again)
    {
        var found = RunResultRule.Of(verdicts, catalogue, again.WaiverProblems, statement.Filter);
        if (found != statement.Result)
        {
            problems.Add(RecordProblems.ResultDiffers(Word(statement.Result), Word(found)));
        }
    }

    private void Compare(IReadOnlyList<Verdict> said, IReadOnlyList<Verdict> again)
    {
        var claims = said.ToLookup(v => v.Case, StringComparer.Ordinal);
        foreach (var truth in again)
        {
            foreach (var claim in claims[truth.Case])
            {
                if (!Same(Bare(claim), Bare(truth)))
                {
                    problems.Add(RecordProblems.VerdictDiffers(truth.Case, Show(claim), Show(truth)));
                }
                else if (!Same(claim, truth))
                {
                    problems.Add(RecordProblems.FindingsDiffer(truth.Case));
                }
            }
        }
    }

    private static bool Same(Verdict one, Verdict other) => RecordJson.Write([one]).AsSpan().SequenceEqual(RecordJson.Write([other]));

    private static Verdict Bare(Verdict verdict) => verdict with { Channels = [.. verdict.Channels.Select(c => c with { Findings = [] })] };

    private static string Show(Verdict verdict)
    {
        var marks = new[] { verdict.Cause is { } cause ? Word(cause) : null, verdict.Flaky ? "flaky" : null, verdict.Manual ? "manual" : null, verdict.Waived ? "waived" : null }.OfType<string>();
        var channels = verdict.Channels.Select(c => Word(c.Channel) + " " + Word(c.Outcome));
        return $"{string.Join('/', marks.Prepend(Word(verdict.Outcome)))} ({string.Join(", ", channels)})";
    }

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
