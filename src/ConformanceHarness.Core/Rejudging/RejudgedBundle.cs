using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Rejudging;

/// <summary>What judging a bundle's evidence again gave, and why what differs differs.</summary>
public sealed record RejudgedBundle
{
    // Whatever says that the container or a record in it is not what was recorded and signed. Who signed, when and under which policy is left to
    // verify, and what the verdicts say is what is judged here.
    private static readonly string[] OfContent =
    [
        "container-", "mimetype-", "entry-", "manifest-", "unexpected-", "record-", "statement-", "ledger-", "observation-", "evidence-", "plan-not-", "plan-differs",
        "catalogue-missing", "service-digest", "input-refused", "rejudge-failed", "signature-malformed", "signature-signer-count", "signature-wrong", "signature-attribute",
    ];

    public required VerifyReport Report { get; init; }

    /// <summary>True when the evidence could be judged at all.</summary>
    public required bool Judged { get; init; }

    /// <summary>The suite that judged the bundle is the one that judges it now, by the digest of its assembly.</summary>
    public required bool SameSuite { get; init; }

    /// <summary>Problems for which the bundle is not intact, whatever its verdicts say.</summary>
    public required IReadOnlyList<BundleProblem> Broken { get; init; }
    public required IReadOnlyList<RejudgedDifference> Differences { get; init; }

    /// <summary>Id and version of the catalogue that it was judged by.</summary>
    public string? By { get; init; }

    /// <summary>Cases whose stated verdict the bundle's own evidence does not give although nothing else changed.</summary>
    public IReadOnlySet<string> Forged => Differences.Where(d => d is { Reason: RejudgeReason.VerdictEdited, OutcomeDiffers: true }).Select(d => d.Case).ToHashSet(StringComparer.Ordinal);

    public int ExitCode => !Judged || Broken.Count > 0 || Differences.Any(d => d.Reason is RejudgeReason.VerdictEdited or RejudgeReason.EvidenceChanged) ? ExitCodes.BundleInvalidOrUntrusted
        : Differences.Count > 0 ? ExitCodes.NotConformant
        : ExitCodes.Conformant;

    /// <param name="judging">the suite that judges</param>
    /// <param name="suites">suite id → digest of its assembly: what judges now</param>
    /// <param name="other">another catalogue to judge by; null: the bundle's own</param>
    /// <exception cref="ConfigurationException">the other catalogue can't be used with the bundle's plan</exception>
    public static RejudgedBundle Of(string path, IBundleJudge judging, IReadOnlyDictionary<string, string> suites, Catalogue? other, VerifyPolicy policy)
    {
        var judge = new KeepingJudge(judging, other);
        var report = new BundleVerifier(judge).Verify(path, policy);
        var sameSuite = report.Statement is { } s && s.Suites.Count > 0 && s.Suites.All(own => suites.TryGetValue(own.Key, out var digest) && digest == own.Value);
        // A plan made by another suite may differ because its scenarios do.
        var broken = report.Problems.Where(p => OfContent.Any(c => p.Code.StartsWith(c, StringComparison.Ordinal)) && (sameSuite || p.Code != "plan-differs")).ToList();
        if (judge.OtherProblem is { } problem)
        {
            throw new ConfigurationException(
                new LocalText("ใช้รายการกรณีทดสอบนี้กับชุดผลไม่ได้: " + problem.Th, "That catalogue can't be used with this bundle's plan: " + problem.En),
                new LocalText("ตัด --catalogue ออก หรือระบุรายการที่มีกรณีทดสอบที่ชุดผลเลือกไว้", "Leave out --catalogue, or name one that has the cases of the bundle's filter."));
        }

        return new RejudgedBundle
        {
            Report = report,
            Judged = judge.Own is not null,
            SameSuite = sameSuite,
            Broken = broken,
            Differences = Stated(path, report) is { } stated && judge is { Own: { } own, Catalogue: { } catalogue } ? Explain(stated, own, catalogue, judge.Other, other, sameSuite, broken) : [],
            By = (other ?? judge.Catalogue) is { } by ? $"{by.Id} {by.Version}" : null,
        };
    }

    private static IReadOnlyList<Verdict>? Stated(string path, VerifyReport report)
    {
        using var bundle = BundleReader.Open(path);
        try
        {
            return report.Statement is null || bundle.Find(EntryNames.Verdicts) is not { } entry ? null : RecordJson.ReadVerdicts(bundle.ReadAll(entry));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static IReadOnlyList<RejudgedDifference> Explain(IReadOnlyList<Verdict> stated, Judged own, Catalogue catalogue, Judged? byOther, Catalogue? other, bool sameSuite, List<BundleProblem> broken)
    {
        (RejudgeReason Reason, LocalText Why) Own(string id) => broken.Count > 0
            ? (RejudgeReason.EvidenceChanged, new($"ชุดผลไม่สมบูรณ์ ({broken[0].Code})", $"The bundle is not intact ({broken[0].Code})."))
            : sameSuite
                ? (RejudgeReason.VerdictEdited, new("ชุดการตรวจและรายการกรณีทดสอบเดียวกันให้ผลอื่น: ผลที่ระบุถูกแก้ไข", "The same suite and the same catalogue give something else: what is stated was edited."))
                : (RejudgeReason.OtherSuite, new("ชุดผลตัดสินด้วยชุดการตรวจรุ่นอื่น", "The bundle was judged by another build of the suite."));

        var differences = new Rejudgement(stated, own.Verdicts).Differences(catalogue, Own);
        if (byOther is null || other is null)
        {
            return differences;
        }

        var already = differences.Select(d => d.Case).ToHashSet(StringComparer.Ordinal);
        var (before, after) = (catalogue.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal), other.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal));
        (RejudgeReason Reason, LocalText Why) ByCatalogue(string id)
        {
            var changes = CaseChanges.Of(before.GetValueOrDefault(id), after.GetValueOrDefault(id));
            return (RejudgeReason.CatalogueChanged, changes.Count > 0
                ? new(string.Join("; ", changes.Select(c => c.Th)), string.Join("; ", changes.Select(c => c.En)))
                : new("ขึ้นกับกรณีทดสอบอื่นที่เปลี่ยนไป", "It follows from another case that changed."));
        }

        return [.. differences, .. new Rejudgement(own.Verdicts, byOther.Verdicts).Differences(other, ByCatalogue).Where(d => !already.Contains(d.Case))];
    }
}
