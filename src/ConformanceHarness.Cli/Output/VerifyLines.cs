using System.Globalization;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Reviewing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Output;

/// <summary>What <c>verify</c> tells of one bundle: in one line what it is, then whose it is, then every problem, then what to do.</summary>
internal static class VerifyLines
{
    public static void Show(Screen screen, string file, VerifyReport report, bool rootsGiven, bool good)
    {
        screen.Line($"{(good ? "✓" : "✗")} {file}: {screen.Say(Verdict(report, rootsGiven))}", good ? Ink.Green : Ink.Red);
        Facts(screen, report);
        foreach (var problem in Acceptance.Told(report, rootsGiven))
        {
            screen.Line($"    - [{problem.Code}] {(problem.Entry is null ? "" : problem.Entry + ": ")}{screen.Say(problem.Text)}");
        }

        foreach (var step in Next(file, report, rootsGiven, good))
        {
            screen.Line("    → " + step.Th, "    → " + step.En);
        }
    }

    public static JsonObject Json(string file, VerifyReport report, bool good) => new()
    {
        ["file"] = file,
        ["accepted"] = good,
        ["valid"] = report.Valid,
        ["trusted"] = report.Trusted,
        ["rejudged"] = report.Rejudged,
        ["trial"] = report.Statement?.Trial,
        ["withWaivers"] = report.Statement?.WithWaivers,
        ["result"] = report.Statement is { } s ? ReportWords.Code(s.Result) : null,
        ["signer"] = report.Signer,
        ["timestamp"] = report.Timestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["timestampAuthority"] = report.TimestampAuthority,
        ["review"] = report.Review is { } review ? ReviewLines.Json(review) : null,
        ["problems"] = new JsonArray([.. report.Problems.Select(p => (JsonNode)new JsonObject { ["code"] = p.Code, ["entry"] = p.Entry, ["text"] = Messages.Node(p.Text) })]),
    };

    /// <summary>A stranger chose how long it is.</summary>
    private static string Short(string text) => VisibleText.Line(text, 300);

    private static void Facts(Screen screen, VerifyReport report)
    {
        if (report.Statement is { } s)
        {
            screen.Line($"    {Short(screen.Say(s.ServiceName))} · {Short(screen.Say(s.Agency))} · {screen.Say(ReportWords.Of(s.Stage))}");
            // What is stated counts only where the evidence, judged again, gave the same.
            var (result, again) = report is { Valid: true, Rejudged: true }
                ? (screen.Say("ผล", "result"), screen.Say("ตัดสินจากหลักฐานใหม่แล้วตรงกัน", "judged again from the evidence: the same"))
                : (screen.Say("ผลที่ระบุ", "result stated"), screen.Say("ยังไม่น่าเชื่อถือ", "not to be relied on"));
            screen.Line($"    {result}: {screen.Say(ReportWords.Of(s.Result))}{(s.WithWaivers ? screen.Say(" (มีข้อยกเว้น)", " (with waivers)") : "")}{(s.Filter is null ? "" : $" · {Short(s.Filter)}")} · {s.EndedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} · {again}");
        }

        if (report.Statement is { Stage: not Stage.Uat } made && made.Provenance.Keys.Any(k => k.EndsWith("/mock", StringComparison.Ordinal)))
        {
            screen.Line("    การเข้าสู่ระบบจำลอง (mock): ใช้เป็นชุดผล Checkpoint 4 ไม่ได้", "    mocked login: it can never be a Checkpoint 4 bundle", Ink.Yellow);
        }

        if (report.Signer is { } signer)
        {
            screen.Line($"    {screen.Say("ผู้ลงนาม", "signer")}: {Short(signer)}");
        }

        if (report.Timestamp is { } timestamp)
        {
            screen.Line($"    {screen.Say("timestamp", "timestamp")}: {timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} · {report.TimestampAuthority}");
        }

        if (report.Review is { } review)
        {
            ReviewLines.Show(screen, review);
        }
    }

    private static IEnumerable<LocalText> Next(string file, VerifyReport report, bool rootsGiven, bool good)
    {
        if (rootsGiven && report.Problems.Any(p => p.Code == "no-pinned-tsa-roots"))
        {
            yield return new("ระบุใบรับรองรากของผู้ให้บริการ timestamp ด้วย --tsa-root CA.pem หรือใช้ --policy", "name the timestamp authority's root with --tsa-root CA.pem, or use --policy");
        }

        if (rootsGiven && report.Problems.Any(p => p.Code == "review-no-pinned-roots"))
        {
            yield return new("ระบุใบรับรองรากของผู้ตรวจด้วย --review-root CA.pem หรือ reviewRoots ในไฟล์เกณฑ์", "name the reviewers' root with --review-root CA.pem, or as reviewRoots in the policy file");
        }

        if (report is { Valid: false, Review: null })
        {
            yield return new("ขอไฟล์ใหม่จากผู้ส่งโดยไม่แก้ไขหรือบีบอัดซ้ำ ความหมายของรหัสอยู่ใน docs/bundle-format.md", "get the file anew from whoever sent it, unchanged and not packed again; docs/bundle-format.md explains the codes");
        }

        if (report is { Valid: true, Review: null } && report.Problems.Any(p => p.Code == "obligation-not-met"))
        {
            yield return new($"แจ้งหน่วยงานว่าต้องแก้ไขอะไร: ./conformance feedback \"{file}\"", $"tell the agency what to mend: ./conformance feedback \"{file}\"");
        }

        if (!good && report is { Valid: true, Statement.Trial: true, Review: null, ChallengeRefused: false } && !rootsGiven)
        {
            yield return new("ใช้ --allow-trial เพื่อตรวจเฉพาะความสมบูรณ์ หรือลงนามด้วย run --key", "--allow-trial checks integrity only; run --key signs an official bundle");
        }
    }

    private static LocalText Verdict(VerifyReport report, bool rootsGiven) => report switch
    {
        { Valid: false } => new("ไม่ถูกต้อง", "invalid"),
        { Review.Verdict.Decision: ReviewDecision.Rejected } => new("สมบูรณ์ แต่ผู้ตรวจไม่รับรอง", "intact, but rejected by the reviewer"),
        { Statement.Trial: true } => new("สมบูรณ์ แต่เป็นชุดผลทดลอง ใช้ส่งอย่างเป็นทางการไม่ได้", "intact, trial, never accepted as official"),
        { ChallengeRefused: true } => new("สมบูรณ์ แต่ไม่ตอบ challenge ที่เชื่อถือได้", "intact, but it answers no challenge of somebody trusted"),
        { WaiversRefused: true } => new("สมบูรณ์ แต่ผ่านเกณฑ์โดยมีข้อยกเว้น ซึ่งยังไม่ได้ยอมรับ (--allow-waivers)", "intact, but conformant with waivers only, which nobody accepted (--allow-waivers)"),
        { Trusted: true } => new("ถูกต้องและเชื่อถือได้", "valid and trusted"),
        _ when rootsGiven => new("สมบูรณ์ แต่ไม่ผ่านเกณฑ์ของผู้ตรวจ", "intact, but not accepted"),
        _ => new("สมบูรณ์ ยังไม่ได้ตรวจว่าผู้ลงนามเชื่อถือได้ (ระบุ --policy หรือ --root)", "intact; nobody vouches for the signer (give --policy or --root)"),
    };
}
