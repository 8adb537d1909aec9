using System.Globalization;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Problems of the signature's timestamp and of the authority behind it.</summary>
internal static class TimestampProblems
{
    public static BundleProblem Missing { get; } = At("timestamp-missing", new("ลายมือชื่อไม่มี timestamp (RFC 3161) ซึ่งชุดผลทางการต้องมี", "The signature has no timestamp (RFC 3161), without which no bundle is official."));

    public static BundleProblem Malformed(string why) => At("timestamp-malformed", new("โครงสร้าง timestamp ไม่ถูกต้อง: " + why, "The timestamp is not as it must be: " + why));

    public static BundleProblem Weak(string algorithm) => At("timestamp-weak-algorithm", new("timestamp ใช้อัลกอริทึมที่อ่อนแอหรือไม่รู้จัก: " + algorithm, "The timestamp rests on a weak or unknown algorithm: " + algorithm + "."));

    public static BundleProblem OfAnother { get; } = At("timestamp-of-other-signature", new("timestamp เป็นของลายมือชื่ออื่น", "The timestamp is one of another signature."));

    public static BundleProblem Wrong { get; } = At("timestamp-wrong", new("ลายมือชื่อของผู้ให้บริการ timestamp ไม่ถูกต้อง", "The timestamp's own signature does not fit it."));

    public static BundleProblem CertificateMissing { get; } = At("timestamp-certificate-missing", new("timestamp ไม่มีใบรับรองของผู้ให้บริการ", "The timestamp authority's certificate is not in the timestamp."));

    public static BundleProblem CertificateBinding { get; } = At("timestamp-certificate-not-the-signed-one", new("ใบรับรองของผู้ให้บริการ timestamp ไม่ใช่ใบที่ timestamp ระบุ", "The timestamp authority's certificate is not the one that the timestamp names."));

    public static BundleProblem CertificateUsage { get; } = At("timestamp-certificate-usage", new("ใบรับรองไม่ได้ออกให้ใช้ทำ timestamp เท่านั้น (extended key usage แบบ critical)", "The certificate is not one for timestamps and nothing else (critical extended key usage timeStamping)."));

    public static BundleProblem CertificateWeak(LocalText why) => At("timestamp-certificate-weak", why);

    public static BundleProblem CertificateTime(string subject) => At("timestamp-certificate-not-valid-then", new($"ใบรับรองของผู้ให้บริการ timestamp ไม่อยู่ในช่วงอายุ ณ เวลานั้น: {subject}", $"The timestamp authority's certificate was not valid at that time: {subject}."));

    public static BundleProblem BeforeRun(DateTimeOffset time, DateTimeOffset end) => At("timestamp-time", new($"timestamp ({Utc(time)}) อยู่ก่อนการทดสอบสิ้นสุด ({Utc(end)})", $"The timestamp ({Utc(time)}) is from before the end of the run ({Utc(end)})."));

    public static BundleProblem InFuture(DateTimeOffset time) => At("timestamp-time", new($"timestamp ({Utc(time)}) อยู่ในอนาคต", $"The timestamp ({Utc(time)}) is in the future."));

    public static BundleProblem Accuracy(TimeSpan accuracy)
    {
        var seconds = accuracy.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return At("timestamp-accuracy", new($"timestamp คลาดเคลื่อนได้ถึง {seconds} วินาที มากเกินไป", $"The timestamp may be off by {seconds} s, which is too much."));
    }

    public static BundleProblem NoRoots { get; } = At("no-pinned-tsa-roots", new("ตรวจสอบผู้ให้บริการ timestamp ไม่ได้ เพราะไม่ได้ระบุใบรับรองรากที่เชื่อถือ", "Nothing says which timestamp authority to trust: no root certificate for timestamps was given."));

    public static BundleProblem Untrusted(string why) => At("timestamp-untrusted", new("ใบรับรองของผู้ให้บริการ timestamp ไม่สืบถึงใบรับรองรากที่เชื่อถือ: " + why, "The timestamp authority's certificate doesn't lead to a root that is trusted: " + why));

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static BundleProblem At(string code, LocalText text) => new(code, text, EntryNames.Signature);
}
