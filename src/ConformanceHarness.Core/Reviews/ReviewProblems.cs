using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Reviews;

/// <summary>Problems of the reviewer's part. Those of its signature have the codes of the agency's with "review-" before them.</summary>
internal static class ReviewProblems
{
    public static BundleProblem Incomplete { get; } = new("review-incomplete", new("ส่วนการรับรองของผู้ตรวจไม่ครบ หรือไม่อยู่ท้ายไฟล์", "The review is not whole, or does not stand at the file's end."), EntryNames.Review);

    public static BundleProblem ManifestMalformed(string why) => new("review-manifest-malformed", new("ASiCManifest002 ไม่ถูกต้อง: " + why, "The review's manifest is not as it must be: " + why), EntryNames.ReviewManifest);

    public static BundleProblem Malformed(string why) => At("review-malformed", new("อ่าน review/verdict.json ไม่ได้: " + why, "It can't be read as a review: " + why));

    public static BundleProblem Changed { get; } = At("review-changed", new("คำวินิจฉัยถูกเปลี่ยนหลังลงนาม", "The review was changed after it was signed."));

    public static BundleProblem OfAnother(LocalText what) =>
        At("review-of-another", new($"การรับรองนี้เป็นของชุดผลอื่น: {what.Th}ไม่ตรงกัน", $"The review is one of another bundle: {what.En} differs."));

    public static BundleProblem Reviewer(string said, string signer) =>
        At("review-reviewer", new($"ระบุผู้ตรวจว่า '{said}' แต่ผู้ลงนามคือ '{signer}'", $"It names the reviewer '{said}', but was signed by '{signer}'."));

    public static BundleProblem Time(LocalText why) => At("review-time", why);

    public static BundleProblem Trial { get; } = new("review-trial-key", new("ลงนามด้วยกุญแจทดลอง", "It was signed with a key for trials."), EntryNames.ReviewSignature);

    public static BundleProblem AcceptsTrial { get; } = At("review-accepts-trial", new("รับรองชุดผลทดลอง ซึ่งใช้อย่างเป็นทางการไม่ได้", "It accepts a trial bundle, which can never be accepted."));

    /// <summary>A problem of a signature, said of the reviewer's.</summary>
    public static BundleProblem OfSignature(BundleProblem problem) =>
        new("review-" + problem.Code, new("การรับรองของผู้ตรวจ: " + problem.Text.Th, "The review: " + problem.Text.En), EntryNames.ReviewSignature);

    private static BundleProblem At(string code, LocalText text) => new(code, text, EntryNames.Review);
}
