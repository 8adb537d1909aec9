using System.Text.Json;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Reviews;

/// <summary>Whether a review is whole, of this very bundle, and signed by somebody whom the policy lets review.</summary>
internal sealed class ReviewCheck(BundleRecords records, VerifyPolicy policy)
{
    /// <summary>What the second manifest lists, in this order.</summary>
    public static readonly IReadOnlyList<string> Covered = [EntryNames.Signature, EntryNames.Statement, EntryNames.Review];

    private readonly List<BundleProblem> found = [];

    public ReviewReading Run()
    {
        var verdict = Read();
        CheckManifest();
        using var signature = records.Bytes(EntryNames.ReviewSignature) is { } cms && records.Bytes(EntryNames.ReviewManifest) is { } manifest
            ? CheckSignature(cms, manifest)
            : null;
        if (verdict is not null)
        {
            CheckVerdict(verdict, signature);
        }

        records.Problems.AddRange(found);
        return new ReviewReading(verdict, signature?.Signer?.Subject, signature?.Timestamp?.Time, found.Count == 0 && policy.ReviewRoots.Count > 0);
    }

    private ReviewVerdict? Read()
    {
        try
        {
            return records.Bytes(EntryNames.Review) is { } bytes ? ReviewJson.Read(bytes) : null;
        }
        catch (JsonException problem)
        {
            found.Add(ReviewProblems.Malformed(problem.Message));
            return null;
        }
    }

    private void CheckManifest()
    {
        if (records.Bytes(EntryNames.ReviewManifest) is not { } bytes)
        {
            return;
        }

        var manifest = AsicManifest.Read(bytes);
        if (manifest.Problem is { } why)
        {
            found.Add(ReviewProblems.ManifestMalformed(why));
            return;
        }

        if (manifest.Signature != EntryNames.ReviewSignature)
        {
            found.Add(ReviewProblems.ManifestMalformed($"it names the signature '{manifest.Signature}'"));
        }

        if (!manifest.References.Select(r => r.Entry).SequenceEqual(Covered, StringComparer.Ordinal))
        {
            found.Add(ReviewProblems.ManifestMalformed($"it must list {string.Join(", ", Covered)} and nothing else"));
        }

        foreach (var reference in manifest.References)
        {
            if (reference.Algorithm != AsicManifest.Sha256)
            {
                found.Add(ReviewProblems.ManifestMalformed($"the digest of '{reference.Entry}' is not SHA-256"));
            }
            else if (records.Digests.TryGetValue(reference.Entry, out var digest) && digest != Convert.ToHexStringLower(reference.Digest))
            {
                found.Add(reference.Entry == EntryNames.Review ? ReviewProblems.Changed : ReviewProblems.OfAnother(new(reference.Entry + " ", reference.Entry)));
            }
        }
    }

    private SignatureCheck CheckSignature(byte[] cms, byte[] manifest)
    {
        var wrong = new List<BundleProblem>();
        var signature = SignatureCheck.Of(cms, manifest, wrong);
        // A reviewer's word about a trial bundle is signed like any other: only the key counts here.
        TrustCheck.Of(signature, records.Statement is { } statement ? statement with { Trial = false } : null, policy with { Roots = policy.ReviewRoots }, wrong);
        if (signature.Signer is { } signer && CertificateRules.IsTrial(signer))
        {
            found.Add(ReviewProblems.Trial);
        }

        found.AddRange(wrong.Select(ReviewProblems.OfSignature));
        return signature;
    }

    private void CheckVerdict(ReviewVerdict verdict, SignatureCheck? signature)
    {
        if (signature?.Signer?.Subject is { } signer && signer != verdict.Reviewer)
        {
            found.Add(ReviewProblems.Reviewer(verdict.Reviewer, signer));
        }

        (LocalText What, string Said, string? Found)[] digests =
        [
            (new("ลายมือชื่อของหน่วยงาน", "the agency's signature"), verdict.Signature, records.Digests.GetValueOrDefault(EntryNames.Signature)),
            (new("statement.json ", "statement.json"), verdict.Statement, records.Digests.GetValueOrDefault(EntryNames.Statement)),
            (new("ไฟล์ที่หน่วยงานส่ง", "the agency's file"), verdict.Bundle, records.Bundle.AgencyPart()?.Digest),
        ];
        found.AddRange(digests.Where(d => d.Found is not null && d.Said != d.Found).Select(d => ReviewProblems.OfAnother(d.What)));
        if (records.Statement is not { } statement)
        {
            return;
        }

        if (statement.EndedAt - verdict.DecidedAt > TrustCheck.Tolerance)
        {
            found.Add(ReviewProblems.Time(new("วินิจฉัยก่อนการทดสอบสิ้นสุด", "It was decided before the run ended.")));
        }

        if ((signature?.Timestamp?.Time ?? signature?.SigningTime) is { } signed && verdict.DecidedAt - signed > TrustCheck.Tolerance)
        {
            found.Add(ReviewProblems.Time(new("เวลาที่วินิจฉัยอยู่หลังเวลาที่ลงนาม", "It was decided after it was signed.")));
        }

        if (statement.Trial && verdict.Decision == ReviewDecision.Accepted)
        {
            found.Add(ReviewProblems.AcceptsTrial);
        }
    }
}
