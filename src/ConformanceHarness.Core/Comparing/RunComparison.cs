using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Comparing;

/// <summary>Two runs, case by case, with what differs in what they talked to and in what they ran. Pure; the second is compared with the first.</summary>
public sealed record RunComparison
{
    public const string CurrentFormat = "conformance-harness-comparison/1";

    public required string Format { get; init; }
    public required ComparedRun First { get; init; }
    public required ComparedRun Second { get; init; }

    /// <summary>What was talked to: every fact, differing or not.</summary>
    public required IReadOnlyList<ComparedFact> Target { get; init; }

    /// <summary>What was run, and with what.</summary>
    public required IReadOnlyList<ComparedFact> Inputs { get; init; }

    /// <summary>In the order of the first run's plan, then what only the second has.</summary>
    public required IReadOnlyList<CaseComparison> Cases { get; init; }

    /// <summary>Change → number of cases.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    public static RunComparison Of(RunRecord first, RunRecord second) => new RunComparison
    {
        Format = CurrentFormat,
        First = ComparedRun.Of(first),
        Second = ComparedRun.Of(second),
        Target = ComparedFacts.OfTarget(first.Statement, second.Statement),
        Inputs = ComparedFacts.OfInputs(first.Statement, second.Statement),
        Cases = CasesOf(first, second),
        Counts = new Dictionary<string, int>(),
    }.Counted();

    /// <summary>The same with other cases, counted anew.</summary>
    public RunComparison With(IReadOnlyList<CaseComparison> cases) => (this with { Cases = cases }).Counted();

    private RunComparison Counted() => this with { Counts = Enum.GetValues<Change>().ToDictionary(c => char.ToLowerInvariant(c.ToString()[0]) + c.ToString()[1..], c => Cases.Count(x => x.Change == c)) };

    private static List<CaseComparison> CasesOf(RunRecord first, RunRecord second)
    {
        var (one, other) = (first.Verdicts.ToDictionary(v => v.Case, StringComparer.Ordinal), second.Verdicts.ToDictionary(v => v.Case, StringComparer.Ordinal));
        var known = second.Catalogue.Cases.Concat(first.Catalogue.Cases).DistinctBy(c => c.Id).ToDictionary(c => c.Id, StringComparer.Ordinal);
        return [.. first.Verdicts.Select(v => v.Case).Concat(second.Verdicts.Select(v => v.Case)).Distinct(StringComparer.Ordinal)
            .Select(id => CaseComparison.Of(known[id], one.GetValueOrDefault(id), other.GetValueOrDefault(id)))];
    }
}

/// <summary>One of the two runs, in a few words.</summary>
public sealed record ComparedRun(string RunId, string ServiceId, LocalText ServiceName, LocalText Agency, Stage Stage, RunResult Result, bool Trial, DateTimeOffset StartedAt, DateTimeOffset EndedAt)
{
    public string? Filter { get; init; }

    public static ComparedRun Of(RunRecord run)
    {
        var s = run.Statement;
        return new(s.RunId, s.ServiceId, s.ServiceName, s.Agency, s.Stage, s.Result, s.Trial, s.StartedAt, s.EndedAt) { Filter = s.Filter };
    }
}
