namespace ConformanceHarness.Core.Bundles;

/// <summary>Problems that the policy's revocation lists bring to light. They leave the bundle intact: nobody is to trust it.</summary>
internal static class RevocationProblems
{
    public static BundleProblem Revoked(string subject, DateTimeOffset at, bool ofTimestamp)
    {
        var since = TimestampProblems.Utc(at);
        return ofTimestamp
            ? new("timestamp-certificate-revoked", new($"ใบรับรองของผู้ให้บริการ timestamp ถูกเพิกถอนเมื่อ {since}: {subject}", $"The timestamp authority's certificate was revoked on {since}: {subject}."), EntryNames.Signature)
            : new("certificate-revoked", new($"ใบรับรองถูกเพิกถอนก่อนลงนาม เมื่อ {since}: {subject}", $"The certificate was revoked on {since}, before it signed: {subject}."), EntryNames.Signature);
    }

    public static BundleProblem Unknown(string subject, LocalText why) =>
        new("revocation-unknown", new($"ไม่ทราบว่าใบรับรองถูกเพิกถอนหรือไม่: {subject}: {why.Th}", $"Whether the certificate was revoked is not known: {subject}: {why.En}."), EntryNames.Signature);
}
