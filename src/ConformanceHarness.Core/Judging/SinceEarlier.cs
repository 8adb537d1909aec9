namespace ConformanceHarness.Core.Judging;

/// <summary>What became of the cases since an earlier submission; ids in the order of the present verdicts.</summary>
/// <param name="Fixed">failed then, passed now</param>
/// <param name="Answered">without an answer then (cannot tell, untested, not planned), passed now</param>
/// <param name="Worse">passed or inapplicable then, failed now</param>
/// <param name="Open">failed, cannot tell or untested now</param>
public sealed record SinceEarlier(IReadOnlyList<string> Fixed, IReadOnlyList<string> Answered, IReadOnlyList<string> Worse, IReadOnlyList<string> Open)
{
    public static SinceEarlier Of(IReadOnlyList<Verdict> then, IReadOnlyList<Verdict> now)
    {
        var before = then.DistinctBy(v => v.Case).ToDictionary(v => v.Case, v => v.Outcome, StringComparer.Ordinal);
        Outcome Before(Verdict v) => before.GetValueOrDefault(v.Case, Outcome.Untested);
        IReadOnlyList<string> Cases(Func<Verdict, bool> which) => [.. now.Where(which).Select(v => v.Case)];
        return new SinceEarlier(
            Cases(v => v.Outcome == Outcome.Passed && Before(v) == Outcome.Failed),
            Cases(v => v.Outcome == Outcome.Passed && Before(v) is Outcome.CantTell or Outcome.Untested),
            Cases(v => v.Outcome == Outcome.Failed && Before(v) is Outcome.Passed or Outcome.Inapplicable),
            Cases(v => v.Outcome is Outcome.Failed or Outcome.CantTell or Outcome.Untested));
    }
}
