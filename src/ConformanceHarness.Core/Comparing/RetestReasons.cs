using System.Text.Json.Serialization;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Comparing;

/// <summary>Why a retest probably says something else than the submission.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RetestReason>))]
public enum RetestReason
{
    /// <summary>What answers is not what answered then.</summary>
    TargetChanged,

    /// <summary>The same run says now this, now that.</summary>
    Flaky,

    /// <summary>The network, the machine, the harness or the configuration got in the way of one of the two.</summary>
    Environment,

    /// <summary>The submission's evidence does not give its verdict, or the same build fails whenever it is tried.</summary>
    EvidenceNotCredible,

    /// <summary>It waits for a case that changed.</summary>
    FollowsFrom,

    /// <summary>The two were observed with different versions of the harness.</summary>
    OtherHarness,

    /// <summary>Nothing that was recorded explains it.</summary>
    Unexplained,
}

/// <summary>What reasons rest on.</summary>
/// <param name="Forged">cases of the submission whose verdict its own evidence does not give</param>
/// <param name="Again">what the retest's failures were tried once more in; null: they were not</param>
public sealed record RetestFacts(RunRecord Submission, RunRecord Retest, IReadOnlySet<string> Forged, RunRecord? Again = null);

/// <summary>Finds the likely reason of each case that came out differently. Pure.</summary>
public sealed class RetestReasons(RetestFacts facts, RunComparison comparison)
{
    private readonly Dictionary<string, ComparedFact> target = comparison.Target.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public static RunComparison Explain(RetestFacts facts)
    {
        var comparison = RunComparison.Of(facts.Submission, facts.Retest);
        var reasons = new RetestReasons(facts, comparison);
        return comparison.With([.. comparison.Cases.Select(reasons.Explain)]);
    }

    /// <summary>True where both know their build and it is the same.</summary>
    public bool SameBuild => target[ComparedFacts.Build] is { First: not null, Same: true };

    private CaseComparison Explain(CaseComparison compared)
    {
        if (facts.Forged.Contains(compared.Case))
        {
            return Because(compared, RetestReason.EvidenceNotCredible, new("หลักฐานในชุดผลที่ส่งมาไม่ให้ผลตามที่ระบุ", "The submission's own evidence does not give the verdict that it states."));
        }

        if (compared.Change is Change.Same or Change.OnlyFirst or Change.OnlySecond || compared is not { First: { } first, Second: { } second })
        {
            return compared;
        }

        if (Hindered(first, second) is { } hindered)
        {
            return Because(compared, RetestReason.Environment, hindered);
        }

        if (first.WaitsFor.Count > 0 || second.WaitsFor.Count > 0)
        {
            var ids = string.Join(", ", first.WaitsFor.Concat(second.WaitsFor).Distinct());
            return Because(compared, RetestReason.FollowsFrom, new($"ขึ้นกับผลของ {ids}", $"It follows from {ids}."));
        }

        return Unsteady(compared) is { } unsteady ? Because(compared, RetestReason.Flaky, unsteady) : OfTarget(compared);
    }

    private static CaseComparison Because(CaseComparison compared, RetestReason reason, LocalText why) => compared with { Reason = reason, Why = why };

    private static LocalText? Hindered(VerdictSummary first, VerdictSummary second)
    {
        static bool Is(VerdictSummary v) => v.Outcome != Outcome.Passed && v.Cause is Cause.Environment or Cause.Configuration or Cause.Harness;
        return Is(second) ? new($"การทดสอบซ้ำ: สาเหตุ {second.Cause!.Value.ToString().ToLowerInvariant()}", $"The retest could not tell: its cause is {second.Cause!.Value.ToString().ToLowerInvariant()}.")
            : Is(first) ? new($"ชุดผลที่ส่งมา: สาเหตุ {first.Cause!.Value.ToString().ToLowerInvariant()}", $"The submission could not tell: its cause is {first.Cause!.Value.ToString().ToLowerInvariant()}.")
            : null;
    }

    private LocalText? Unsteady(CaseComparison compared)
    {
        if (compared.First!.Flaky || compared.Second!.Flaky)
        {
            return new("ผ่านเมื่อลองซ้ำเท่านั้นในรอบใดรอบหนึ่ง", "One of the two runs passed on a later attempt only.");
        }

        if (facts.Again?.Verdicts.FirstOrDefault(v => v.Case == compared.Case) is { } again && again.Outcome != compared.Second.Outcome)
        {
            return new($"ทดสอบซ้ำอีกครั้งแล้วได้ผลต่างไป ({again.Outcome.ToString().ToLowerInvariant()})", $"Tried once more, the retest said otherwise ({again.Outcome.ToString().ToLowerInvariant()}).");
        }

        return AttemptsDiffer(facts.Submission, compared.Case) || AttemptsDiffer(facts.Retest, compared.Case)
            ? new("ความพยายามในรอบเดียวกันจบต่างกัน", "Attempts within one run ended differently.")
            : null;
    }

    private static bool AttemptsDiffer(RunRecord run, string @case) => run.Plan.Scenarios.Where(s => s.Serves.Contains(@case))
        .Any(s => run.Observations.Where(o => o.Id == s.Id).Select(o => o.End).Distinct().Count() > 1);

    private CaseComparison OfTarget(CaseComparison compared)
    {
        var changed = Changed();
        if (changed.Count > 0)
        {
            var (th, en) = (string.Join(", ", changed.Select(c => c.Title.Th)), string.Join(", ", changed.Select(c => c.Title.En)));
            return Because(compared, RetestReason.TargetChanged, new($"ต่างจากเดิมที่ {th}", $"What was tested is not the same: {en}."));
        }

        var (one, other) = (facts.Submission.Statement, facts.Retest.Statement);
        if (one.HarnessVersion != other.HarnessVersion)
        {
            return Because(compared, RetestReason.OtherHarness, new($"ใช้เครื่องมือต่างรุ่น: {one.HarnessVersion} และ {other.HarnessVersion}", $"They were observed with different versions: {one.HarnessVersion} and {other.HarnessVersion}."));
        }

        if (SameBuild && compared is { Change: Change.Worse, First.Outcome: Outcome.Passed, Second.Outcome: Outcome.Failed } && (facts.Again is null || AgainFailed(compared.Case)))
        {
            return Because(compared, RetestReason.EvidenceNotCredible, facts.Again is null
                ? new("โปรแกรมเดียวกัน (ลายนิ้วมือตรงกัน) แต่ทดสอบซ้ำแล้วไม่ผ่าน หรือมีการแก้ไขเฉพาะฝั่งเซิร์ฟเวอร์", "The same build by its fingerprint fails in the retest; or something was changed on the server alone.")
                : new("โปรแกรมเดียวกัน (ลายนิ้วมือตรงกัน) แต่ทดสอบซ้ำแล้วไม่ผ่านทั้งสองครั้ง หรือมีการแก้ไขเฉพาะฝั่งเซิร์ฟเวอร์", "The same build by its fingerprint fails both times it was tried; or something was changed on the server alone."));
        }

        return Because(compared, RetestReason.Unexplained, new("ไม่พบสิ่งที่อธิบายความแตกต่างได้ในบันทึก", "Nothing that was recorded explains the difference."));
    }

    private bool AgainFailed(string @case) => facts.Again!.Verdicts.Any(v => v.Case == @case && v.Outcome == Outcome.Failed);

    /// <summary>A known and equal build outweighs a renewed key or another address; the redirects must be the same by host and path all the same.</summary>
    private List<ComparedFact> Changed()
    {
        var redirects = target[ComparedFacts.Redirects];
        var moved = Ways(facts.Submission.Statement.Target).SequenceEqual(Ways(facts.Retest.Statement.Target)) ? null : redirects;
        ComparedFact?[] others = SameBuild ? [moved] : [target[ComparedFacts.Build] is { First: not null, Second: not null } build ? build : null, target[ComparedFacts.TlsKey], moved, target[ComparedFacts.Landing]];
        return [.. others.OfType<ComparedFact>().Where(f => !f.Same)];
    }

    private static IEnumerable<string> Ways(TargetIdentity identity) => identity.RedirectChain.Select(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) ? uri.Scheme + "://" + uri.Host + uri.AbsolutePath : a);
}
