namespace ConformanceHarness.Core.Bundles;

/// <summary>Problems of the signature and of the certificates behind it.</summary>
internal static class SignatureProblems
{
    /// <summary>Problems that leave the bundle intact: nobody vouches for the signer, or the policy does not take it.</summary>
    public static bool IsAboutTrust(BundleProblem problem) => PolicyProblems.Codes.Contains(problem.Code);

    public static BundleProblem Malformed(string why) => At("signature-malformed", new("โครงสร้างลายมือชื่อไม่ถูกต้อง: " + why, "The signature is not as it must be: " + why));

    public static BundleProblem Count(int count) => At("signature-signer-count", new($"มีผู้ลงนาม {count} ราย ต้องมีรายเดียว", $"It has {count} signers, and must have exactly one."));

    public static BundleProblem Weak(string algorithm) => At("signature-weak-algorithm", new("อัลกอริทึมของลายมือชื่ออ่อนแอหรือไม่รู้จัก: " + algorithm, "The signature rests on a weak or unknown algorithm: " + algorithm + "."));

    public static BundleProblem Wrong { get; } = At("signature-wrong", new("ลายมือชื่อไม่ตรงกับ ASiCManifest หรือกับใบรับรอง", "The signature does not fit the manifest or the certificate."));

    public static BundleProblem Attribute(string name) => At("signature-attribute", new($"คุณลักษณะที่ลงนาม {name} ขาดหายหรือไม่ถูกต้อง", $"The signed attribute {name} is missing or wrong."));

    public static BundleProblem Unsigned { get; } = At("signature-unsigned-attribute", new("มีคุณลักษณะที่ไม่ได้ลงนามกำกับ", "It carries attributes that nobody signed."));

    public static BundleProblem CertificateMissing { get; } = At("certificate-missing", new("ไม่มีใบรับรองของผู้ลงนาม", "The signer's certificate is not in it."));

    public static BundleProblem CertificateBinding { get; } = At("certificate-not-the-signed-one", new("ใบรับรองไม่ใช่ใบที่ลายมือชื่อระบุ (signing-certificate-v2)", "A certificate is not the one that was signed (signing-certificate-v2)."));

    public static BundleProblem CertificateWeak(LocalText why) => At("certificate-weak", why);

    public static BundleProblem CertificateUsage(LocalText why) => At("certificate-usage", why);

    public static BundleProblem CertificateTime(string subject) => At("certificate-not-valid-then", new($"ใบรับรองไม่อยู่ในช่วงอายุ ณ เวลาที่ลงนาม: {subject}", $"The certificate was not valid when it signed: {subject}."));

    public static BundleProblem ReferencesOther(string uri) => new("manifest-signature-reference", new($"ASiCManifest อ้างถึงลายมือชื่อ '{uri}'", $"The manifest refers to the signature '{uri}'."), EntryNames.Manifest);

    public static BundleProblem SigningTime(LocalText why) => At("signing-time", why);

    public static BundleProblem NoRoots { get; } = At("no-pinned-roots", new("ตรวจสอบความน่าเชื่อถือไม่ได้ เพราะไม่ได้ระบุใบรับรองรากที่เชื่อถือ", "Nothing says whom to trust: no root certificate was given."));

    public static BundleProblem Untrusted(string why) => At("chain-untrusted", new("ใบรับรองไม่สืบถึงใบรับรองรากที่เชื่อถือ: " + why, "The certificate doesn't lead to a root that is trusted: " + why));

    public static BundleProblem Trial(LocalText why) => new("trial-marking", why);

    private static BundleProblem At(string code, LocalText text) => new(code, text, EntryNames.Signature);
}
