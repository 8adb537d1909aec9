using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// Decides whether a bundle is what it claims to be: the container, the signature, the records among each other, and every verdict against
/// the evidence judged again. It reports all problems, writes nothing, and throws for nothing that is in the file.
/// </summary>
public sealed class BundleVerifier(IBundleJudge judge)
{
    private const int LongestText = 1000;

    public VerifyReport Verify(string path, VerifyPolicy policy)
    {
        using var bundle = BundleReader.Open(path, policy.Limits);
        var problems = new List<BundleProblem>(bundle.Problems);
        if (bundle.Entries.Count == 0)
        {
            return new VerifyReport { Problems = problems, Rejudged = false };
        }

        var content = new ManifestCheck(bundle, problems);
        content.Run();
        var records = new BundleRecords(bundle, content, problems);
        using var signature = content.Records.TryGetValue(EntryNames.Signature, out var cms) && content.Records.TryGetValue(EntryNames.Manifest, out var manifest)
            ? SignatureCheck.Of(cms, manifest, problems)
            : null;
        var trusted = signature is not null && TrustCheck.Of(signature, records.Statement, policy, problems);
        if (records.Statement is { } statement)
        {
            CheckTrialMarking(path, statement, signature, problems);
        }

        var review = content.Reviewed ? new Reviews.ReviewCheck(records, policy).Run() : null;
        var again = CheckRecords(records, policy, path, signature?.Timestamp?.Time);
        return new VerifyReport
        {
            Problems = [.. problems.Select(Short).Distinct()],
            Rejudged = again is not null,
            LeadsToRoot = trusted,
            Statement = records.Statement,
            Signer = signature?.Signer?.Subject,
            SigningTime = signature?.SigningTime,
            Timestamp = signature?.Timestamp?.Time,
            Review = review,
            TimestampAuthority = signature?.Timestamp?.Authority?.Subject,
        };
    }

    /// <summary>What a record says may be as long as its writer likes; a problem quotes the beginning.</summary>
    private static BundleProblem Short(BundleProblem problem)
    {
        static string Cut(string text) => text.Length <= LongestText ? text : $"{text.AsSpan(0, LongestText)} … [+{text.Length - LongestText}]";
        return problem.Text.Th.Length <= LongestText && problem.Text.En.Length <= LongestText ? problem : problem with { Text = new(Cut(problem.Text.Th), Cut(problem.Text.En)) };
    }

    private static void CheckTrialMarking(string path, Statement statement, SignatureCheck? signature, List<BundleProblem> problems)
    {
        if (signature?.Signer is { } signer && CertificateRules.IsTrial(signer) != statement.Trial)
        {
            problems.Add(SignatureProblems.Trial(new("statement.json กับใบรับรองระบุการทดลองไม่ตรงกัน", "statement.json and the signer's certificate disagree about this being a trial.")));
        }

        if (Path.GetFileNameWithoutExtension(path).Contains("-trial", StringComparison.OrdinalIgnoreCase) != statement.Trial)
        {
            problems.Add(SignatureProblems.Trial(new("ชื่อไฟล์ของชุดผลทดลองต้องมีคำว่า -trial และฉบับอื่นต้องไม่มี", "A trial bundle's file name must say -trial, and no other's may.")));
        }
    }

    private Judged? CheckRecords(BundleRecords records, VerifyPolicy policy, string path, DateTimeOffset? timestamp)
    {
        var evidence = new EvidenceCheck(records);
        evidence.Run();
        new PreviousCheck(records).Run();
        var inputs = new InputsCheck(records, judge);
        inputs.Run(evidence.Observations);
        var again = Rejudge(records, inputs, evidence);
        ChallengeCheck.Run(records, policy);
        new VerdictCheck(records).Run(inputs.Catalogue, inputs.Service, again);
        new PolicyCheck(records, policy).Run(inputs.Catalogue, timestamp);
        SupersededCatalogue.Advise(records.Problems, records.Statement, inputs.Catalogue, judge.Own, policy, path);
        if (!policy.AllowWaivers && records is { Statement.Result: RunResult.Conformant, Verdicts: { } verdicts } && verdicts.Any(v => v.Waived))
        {
            records.Problems.Add(RecordProblems.WithWaivers(verdicts.Where(v => v.Waived).Select(v => v.Case)));
        }

        return again;
    }

    private Judged? Rejudge(BundleRecords records, InputsCheck inputs, EvidenceCheck evidence)
    {
        if (records is not { Statement: { } statement, Plan: { } plan, Ledger: { } ledger, Verdicts: not null } || inputs is not { Catalogue: { } catalogue, Service: { } service })
        {
            records.Problems.Add(RecordProblems.NothingToRejudge);
            return null;
        }

        try
        {
            return judge.Rejudge(new BundleEvidence
            {
                Statement = statement,
                Catalogue = catalogue,
                Service = service,
                Plan = plan,
                Observations = LedgerRounds.Latest(ledger.Lines, evidence.Observations),
                Ledger = ledger.Lines,
                Bodies = records.Bodies,
            });
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            records.Problems.Add(RecordProblems.RejudgeFailed(problem.Message));
            return null;
        }
    }
}
