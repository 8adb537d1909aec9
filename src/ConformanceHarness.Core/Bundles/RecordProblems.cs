using System.Globalization;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Problems of the records: what they say of each other, of the inputs and of the evidence.</summary>
internal static class RecordProblems
{
    public static BundleProblem Malformed(string entry, string why) => new("record-malformed", new("อ่านข้อมูลไม่ได้: " + why, "The record can't be read: " + why), entry);

    public static BundleProblem Format(string format) => new("statement-format", new($"ไม่รู้จักรูปแบบ '{format}'", $"This harness does not know the format '{format}'."), EntryNames.Statement);

    public static BundleProblem Times { get; } = new("statement-times", new("เวลาสิ้นสุดอยู่ก่อนเวลาเริ่ม", "The run ends before it starts."), EntryNames.Statement);

    /// <summary>What statement.json or plan.json says is not what another part of the bundle gives.</summary>
    public static BundleProblem Differs(string entry, string member, string said, string found) =>
        new("record-differs", new($"{member}: ระบุว่า '{said}' แต่ข้อมูลจริงคือ '{found}'", $"{member}: it says '{said}', the rest of the bundle gives '{found}'."), entry);

    public static BundleProblem Filtered { get; } = new("plan-filtered", new("ชุดผลที่ไม่ใช่ฉบับทดลองต้องไม่จำกัดกรณีทดสอบ", "A bundle that is no trial must hold the whole stage, and this plan is filtered."), EntryNames.Plan);

    /// <summary>design.md: a Checkpoint 4 bundle rests on no mocked login.</summary>
    public static BundleProblem MockedLogin { get; } = new("mocked-login", new("ชุดผลขั้น Pre-Production นี้เข้าสู่ระบบด้วย mock จึงใช้ส่งอย่างเป็นทางการไม่ได้", "It was made with a mocked login, on which no official bundle of this stage may rest: the login must come from the real app (device) or be attested."), EntryNames.Statement);

    public static BundleProblem StandIn { get; } = new("stand-in", new("ไฟล์บริการใช้ standIn (ที่อยู่และ CA แทนของจริงเพื่อทดลอง) จึงใช้ส่งอย่างเป็นทางการไม่ได้", "Its service file names a stand-in for the real address and CA: such a run is a trial and never official."), EntryNames.Service);

    public const string WithWaiversCode = "rests-on-waivers";

    /// <summary>Leaves the bundle intact; whether it is enough is the verifier's policy.</summary>
    public static BundleProblem WithWaivers(IEnumerable<string> cases)
    {
        var ids = string.Join(", ", cases);
        return new(WithWaiversCode, new($"ผ่านเกณฑ์โดยมีข้อยกเว้น ({ids}) ผู้ตรวจต้องยอมรับข้อยกเว้นเองก่อน", $"It is conformant with waivers only ({ids}), and the policy accepts none."), EntryNames.Verdicts);
    }

    public static BundleProblem PlanDiffers { get; } = new("plan-differs", new("แผนไม่ใช่แผนที่ได้จากรายการกรณีทดสอบ ไฟล์บริการ และขั้นนี้", "The plan is not the one that the catalogue, the service file and the stage give."), EntryNames.Plan);

    public static BundleProblem PlanNotAsStarted { get; } = new("plan-not-as-started", new("แผนไม่ใช่แผนที่บันทึกไว้เมื่อเริ่มทดสอบ", "The plan is not the one with which the ledger starts."), EntryNames.Plan);

    public static BundleProblem LedgerBroken(int line, LocalText why)
    {
        var number = line.ToString(CultureInfo.InvariantCulture);
        return new("ledger-broken", new($"บรรทัด {number}: {why.Th}", $"Line {number}: {why.En}"), EntryNames.Ledger);
    }

    public static BundleProblem LedgerHead { get; } = new("ledger-head", new("บรรทัดสุดท้ายของบัญชีบันทึกไม่ใช่บรรทัดที่ลงนามไว้", "The ledger does not end with the line that the statement names."), EntryNames.Ledger);

    public static BundleProblem AttemptOrder(string observation, int attempt) => new("ledger-attempts", new($"ลำดับครั้งที่ของ {observation} ไม่ต่อเนื่อง (ครั้งที่ {attempt})", $"The attempts at {observation} are not 1, 2, 3… in order (attempt {attempt})."), EntryNames.Ledger);

    public static BundleProblem UnplannedAttempt(string observation) => new("ledger-unplanned", new($"{observation} ไม่อยู่ในแผน", $"{observation} is not in the plan."), EntryNames.Ledger);

    public static BundleProblem ObservationMissing(string entry) => new("observation-missing", new("บัญชีบันทึกระบุไว้ แต่ไม่มีไฟล์", "The ledger names it, and it is not there."), entry);

    public static BundleProblem ObservationDigest(string entry) => new("observation-digest", new("ค่าแฮชไม่ตรงกับบัญชีบันทึก", "Its digest is not the one in the ledger."), entry);

    public static BundleProblem ObservationNotInLedger(string entry) => new("observation-not-in-ledger", new("บัญชีบันทึกไม่ได้ระบุไฟล์นี้", "The ledger does not name it."), entry);

    public static BundleProblem ObservationDiffers(string entry) => new("observation-differs", new("เนื้อหาเป็นของสถานการณ์หรือครั้งอื่น", "It is of another scenario, channel or attempt than its name and the ledger say."), entry);

    public static BundleProblem ObservationTime(string entry, DateTimeOffset at)
    {
        var time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new("observation-time", new($"สังเกตเมื่อ {time} ซึ่งอยู่นอกเวลาของการทดสอบที่ statement.json ระบุ", $"It was observed at {time}, which is outside the time of the run that statement.json states."), entry);
    }

    public static BundleProblem EvidenceName(string entry) => new("evidence-name", new("ชื่อไฟล์หลักฐานไม่เป็นไปตามรูปแบบ", "The name is not one of an observation, a body or a screenshot."), entry);

    public static BundleProblem EvidenceDigest(string entry) => new("evidence-digest", new("เนื้อหาไม่ตรงกับค่าแฮชในชื่อ", "Its content is not the one that its name states."), entry);

    public static BundleProblem EvidenceMissing(string entry) => new("evidence-missing", new("หลักฐานที่ถูกอ้างถึงไม่มีอยู่", "An observation refers to it, and it is not there."), entry);

    public static BundleProblem CatalogueMissing { get; } = new("catalogue-missing", new("ไม่มีรายการกรณีทดสอบที่มีค่าแฮชตามที่ลงนามไว้", "There is no catalogue with the digest that the statement names."), EntryNames.Catalogues);

    public static BundleProblem CatalogueNotAccepted(string digest) => new("catalogue-not-accepted", new("รายการกรณีทดสอบนี้ไม่ใช่ฉบับที่ผู้ตรวจรับ: " + digest, "The verifier does not accept this catalogue: " + digest), EntryNames.Catalogues);

    public static BundleProblem ServiceDigest { get; } = new("service-digest", new("ไฟล์บริการไม่ใช่ฉบับที่ลงนามไว้", "The service file is not the one that the statement names."), EntryNames.Service);

    public static BundleProblem InputRefused(string entry, string why) => new("input-refused", new("ใช้ข้อมูลนำเข้าไม่ได้: " + why, "The input can't be used: " + why), entry);

    public static BundleProblem VerdictMissing(string @case) => Verdicts("verdict-missing", $"ไม่มีผลของ {@case}", $"There is no verdict on {@case}.");

    public static BundleProblem VerdictDoubled(string @case) => Verdicts("verdict-doubled", $"มีผลของ {@case} มากกว่าหนึ่งรายการ", $"There is more than one verdict on {@case}.");

    public static BundleProblem VerdictUnplanned(string @case) => Verdicts("verdict-unplanned", $"{@case} ไม่อยู่ในแผน", $"{@case} is not in the plan.");

    public static BundleProblem VerdictDiffers(string @case, string said, string found) => Verdicts("verdict-differs", $"{@case}: ระบุว่า {said} แต่ตัดสินจากหลักฐานใหม่ได้ {found}", $"{@case}: it says {said}, judging the evidence again gives {found}.");

    public static BundleProblem FindingsDiffer(string @case) => Verdicts("findings-differ", $"{@case}: ผลตรงกัน แต่รายละเอียดที่พบไม่ตรงกับหลักฐาน", $"{@case}: the verdict holds, its findings are not those that the evidence gives.");

    public static BundleProblem CountsDiffer(string said, string found) => new("counts-differ", new($"จำนวนผลระบุว่า {said} แต่นับได้ {found}", $"The counts say {said}, counting gives {found}."), EntryNames.Statement);

    public static BundleProblem ResultDiffers(string said, string found) => new("result-differs", new($"ผลรวมระบุว่า {said} แต่คำนวณได้ {found}", $"The result says {said}, the verdicts give {found}."), EntryNames.Statement);

    public static BundleProblem WaiverExpired(string @case, DateOnly expires)
    {
        var date = expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new("waiver-expired", new($"ข้อยกเว้นของ {@case} หมดอายุเมื่อ {date}", $"The waiver of {@case} expired on {date}."), EntryNames.Service);
    }

    public static BundleProblem WaiverOfPassed(string @case) => new("waiver-of-passed-case", new($"{@case} ผ่านแล้ว จึงต้องไม่มีข้อยกเว้น", $"{@case} passes, and must not be waived."), EntryNames.Service);

    public static BundleProblem WaiverMissing(string @case) => Verdicts("waiver-missing", $"{@case} ระบุว่าได้รับยกเว้น แต่ไม่มีข้อยกเว้นหรือผลไม่ใช่ไม่ผ่าน", $"{@case} is marked as waived without a waiver, or without a failure.");

    public static BundleProblem RejudgeFailed(string why) => new("rejudge-failed", new("ตัดสินจากหลักฐานใหม่ไม่สำเร็จ: " + why, "The evidence could not be judged again: " + why));

    public static BundleProblem NothingToRejudge { get; } = new("rejudge-failed", new("ตัดสินจากหลักฐานใหม่ไม่ได้ เพราะข้อมูลที่ต้องใช้อ่านไม่ได้หรือไม่มี", "The evidence could not be judged again: a record or an input that it needs can't be read or is missing."));

    private static BundleProblem Verdicts(string code, string th, string en) => new(code, new(th, en), EntryNames.Verdicts);
}
