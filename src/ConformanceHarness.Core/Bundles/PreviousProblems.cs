namespace ConformanceHarness.Core.Bundles;

/// <summary>Problems of what a bundle says of the submissions before it.</summary>
internal static class PreviousProblems
{
    public static BundleProblem Digest(string said) => new("previous-digest", new($"ค่าแฮชของชุดผลครั้งก่อน '{said}' ไม่ใช่ SHA-256 แบบเลขฐานสิบหกตัวพิมพ์เล็ก 64 ตัว", $"The previous bundle's digest '{said}' is no SHA-256 in 64 lower-case hex digits."), EntryNames.Ledger);

    public static BundleProblem Line(int number) => new("previous-line", new($"บรรทัด {number} ระบุชุดผลครั้งก่อนไม่ถูกรูปแบบ", $"Line {number} names a previous bundle in another way than the harness writes it."), EntryNames.Ledger);

    public static BundleProblem Missing(string entry) => new("previous-missing", new("ไม่มีบันทึกของชุดผลครั้งก่อนที่บัญชีบันทึกอ้างถึง", "The ledger names an earlier submission, and this part of it is not there."), entry);

    public static BundleProblem Unexpected(string entry) => new("previous-unexpected", new("ไม่ใช่ส่วนของชุดผลครั้งก่อนที่บัญชีบันทึกอ้างถึง", "It is no part of an earlier submission that the ledger names."), entry);

    public static BundleProblem Signature(string entry, string why) => new("previous-signature", new("ลายมือชื่อของชุดผลครั้งก่อนใช้ไม่ได้: " + why, "The earlier submission's signature does not hold: " + why), entry);

    public static BundleProblem Differs(string folder, string entry) => new("previous-differs", new($"{entry} ไม่ใช่ฉบับที่ลงนามไว้ในครั้งก่อน", $"{entry} is not the one that the earlier submission signed."), folder);

    public static BundleProblem LedgerCut(string folder) => new("previous-ledger", new("บัญชีบันทึกจนถึงครั้งก่อนไม่ตรงกับฉบับที่ลงนามไว้ มีการลบหรือแก้ไขความพยายามเดิม", "The ledger up to this submission is not the one that was signed then: an earlier attempt was dropped or changed."), folder);

    public static BundleProblem Dropped(string folder, string entry) => new("previous-evidence", new($"หลักฐานของครั้งก่อน {entry} หายไปหรือถูกแก้ไข", $"{entry}, evidence of the earlier submission, is gone or changed."), folder);

    public static BundleProblem Trial { get; } = new("previous-trial", new("ชุดผลทางการต้องไม่รับหลักฐานต่อจากชุดผลทดลอง", "An official bundle must not take over the observations of a trial one."), EntryNames.Statement);
}
