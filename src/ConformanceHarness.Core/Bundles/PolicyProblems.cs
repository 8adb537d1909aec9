namespace ConformanceHarness.Core.Bundles;

/// <summary>What the verifier's policy doesn't take. The bundle is intact all the same.</summary>
internal static class PolicyProblems
{
    /// <summary>Codes of problems that say nothing against the bundle's being intact: nobody vouches for it, or the policy doesn't take it.</summary>
    public static IReadOnlySet<string> Codes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "no-pinned-roots", "no-pinned-tsa-roots", "chain-untrusted", "timestamp-untrusted",
        "certificate-revoked", "timestamp-certificate-revoked", "revocation-unknown",
        "catalogue-not-accepted", "catalogue-superseded", "late", "harness-version-not-accepted", "provenance-not-accepted",
        "obligation-not-met", "challenge-missing", "challenge-untrusted", RecordProblems.WithWaiversCode,
        "review-no-pinned-roots", "review-no-pinned-tsa-roots", "review-chain-untrusted", "review-timestamp-untrusted",
        "review-certificate-revoked", "review-timestamp-certificate-revoked", "review-revocation-unknown",
    };

    public static BundleProblem ChallengeMissing { get; } = At("challenge-missing", new("ชุดผลไม่มี challenge ที่ผู้ตรวจกำหนดให้มี", "It answers no challenge, and the policy demands one."));

    /// <summary>Whatever the policy says, as with a stand-in: makes the bundle invalid.</summary>
    public static BundleProblem DevelopmentBuild(string version) =>
        At("development-build", new($"ทำด้วยเครื่องมือรุ่นพัฒนา ({version}) จึงใช้ส่งอย่างเป็นทางการไม่ได้", $"It was made with a development build of the harness ({version}), of which no bundle is official."));

    public static BundleProblem Late(DateTimeOffset time, DateTimeOffset deadline)
    {
        var (was, end) = (TimestampProblems.Utc(time), TimestampProblems.Utc(deadline));
        return new("late", new($"ส่งเกินกำหนด: timestamp {was} กำหนดส่ง {end}", $"It is late: its timestamp is of {was}, the deadline was {end}."), EntryNames.Signature);
    }

    public static BundleProblem HarnessVersion(string version, IEnumerable<string> listed)
    {
        var all = string.Join(", ", listed);
        return At("harness-version-not-accepted", new($"ผู้ตรวจไม่รับผลจากเครื่องมือรุ่น {version} (รับ: {all})", $"The policy doesn't take results of the harness's version {version} (it takes {all})."));
    }

    public static BundleProblem CatalogueSuperseded(string id, string version, DateTimeOffset until)
    {
        var end = TimestampProblems.Utc(until);
        return new("catalogue-superseded", new($"รายการกรณีทดสอบ {id} {version} รับถึง {end} เท่านั้น", $"The catalogue {id} {version} was taken until {end} only."), EntryNames.Catalogues);
    }

    public static BundleProblem Provenance(string rests) =>
        At("provenance-not-accepted", new($"ผู้ตรวจไม่รับหลักฐานที่มาจาก {rests} ในขั้นนี้", $"The policy takes no evidence of {rests} at this stage."));

    public static BundleProblem ObligationNotMet(IReadOnlyList<string> cases)
    {
        var ids = string.Join(", ", cases);
        return new("obligation-not-met", new($"กรณีทดสอบที่ต้องผ่านยังไม่ผ่าน: {ids}", $"Cases that must be passed are not: {ids}."), EntryNames.Verdicts);
    }

    private static BundleProblem At(string code, LocalText text) => new(code, text, EntryNames.Statement);
}
