using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Challenges;

/// <summary>The challenge that a bundle says it answers: whole, signed, the one for this run, and from somebody whom the policy trusts.</summary>
internal static class ChallengeCheck
{
    public static void Run(BundleRecords records, VerifyPolicy policy)
    {
        if (records.Statement is not { } statement)
        {
            return;
        }

        var entry = records.Bundle.Find(EntryNames.Challenge);
        if (entry is null && statement.Challenge is null)
        {
            // Whether one is demanded is the policy's (PolicyCheck).
            return;
        }

        if (entry is null || statement.Challenge is null || !records.Digests.TryGetValue(EntryNames.Challenge, out var digest) || digest != statement.Challenge)
        {
            records.Problems.Add(At("challenge-digest", new("challenge.json ไม่ใช่ไฟล์ที่ statement.json ระบุ หรือมีเพียงอย่างใดอย่างหนึ่ง", "challenge.json is not the one that statement.json names, or only one of the two is there.")));
            return;
        }

        try
        {
            var file = ChallengeFile.Read(records.Bundle.ReadAll(entry), EntryNames.Challenge);
            records.Problems.AddRange(ChallengeRules.Problems(file.Challenge, statement.ServiceId, statement.Stage, statement.CatalogueDigest, statement.StartedAt, statement.EndedAt).Select(p => At(p.Code, p.Text)));
            CheckSignature(records, policy, file);
        }
        catch (Exception e) when (e is ConfigurationException or InvalidDataException or IOException)
        {
            records.Problems.Add(At("challenge-malformed", e is ConfigurationException { Problem: var problem } ? problem : new("อ่าน challenge ไม่ได้: " + e.Message, "The challenge can't be read: " + e.Message)));
        }
    }

    private static void CheckSignature(BundleRecords records, VerifyPolicy policy, ChallengeFile file)
    {
        var signature = ChallengeSignature.Check(file, policy.ChallengeRoots);
        if (signature.Problem is { } problem)
        {
            records.Problems.Add(At("challenge-signature", new("ลายมือชื่อของ challenge ไม่ถูกต้อง: " + problem.Th, "The challenge's signature does not hold: " + problem.En)));
        }
        else if (!signature.Trusted && (policy.ChallengeRequired || policy.ChallengeRoots.Count > 0))
        {
            records.Problems.Add(At("challenge-untrusted", new($"ผู้ลงนามใน challenge ไม่เป็นที่เชื่อถือ: {signature.Signer}", $"Nobody trusted signed the challenge: {signature.Signer}")));
        }
    }

    private static BundleProblem At(string code, LocalText text) => new(code, text, EntryNames.Challenge);
}
