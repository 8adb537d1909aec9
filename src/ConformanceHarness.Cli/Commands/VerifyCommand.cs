using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Reports.Words;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Commands;

/// <summary>
/// <c>verify</c>. Exit code 0 must never be mistaken for "this can be accepted": a trial bundle gives it only to somebody who says that
/// trial bundles are welcome, and with --root only a signer whom a root vouches for gets it.
/// </summary>
internal sealed class VerifyCommand
{
    private readonly Argument<string[]> files = new("FILE") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> roots = new("--root") { HelpName = "CA.pem" };
    private readonly Option<string[]> challengeRoots = new("--challenge-root") { HelpName = "CA.pem" };
    private readonly Option<bool> allowTrial = new("--allow-trial");
    private readonly Option<bool> allowWaivers = new("--allow-waivers");

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("ตรวจทุกส่วนของชุดผลและตัดสินหลักฐานใหม่ทั้งหมด แล้วแจ้งทุกปัญหาที่พบ", "Checks every part of the bundle, judges the evidence again, and reports all problems."),
            new("ชุดผลทดลอง (-trial) ใช้ส่งอย่างเป็นทางการไม่ได้: รหัสออก 5 เว้นแต่ระบุ --allow-trial และไม่ระบุ --root", "A trial bundle is never accepted as official: exit code 5, unless --allow-trial is there and no --root."),
            new("ชุดผลขั้น Pre-Production ที่เข้าสู่ระบบด้วย mock หรือใช้ standIn ไม่เป็นทางการไม่ว่าใครลงนาม", "A pre-production bundle with a mocked login, or one that rests on a standIn, is never official, whoever signed it."),
            new("ชุดผลที่ผ่านเกณฑ์โดยมีข้อยกเว้นจะไม่รับ (รหัสออก 5) เว้นแต่ระบุ --allow-waivers", "Conformant with waivers only is not accepted (exit code 5), unless --allow-waivers is there."),
            new("ไม่ระบุ --root = ตรวจเฉพาะว่าชุดผลสมบูรณ์ ไม่ได้รับรองว่าใครเป็นผู้ลงนาม", "Without --root only integrity is checked: nobody vouches for the signer."),
        ];
        LocalText[] exits = [new("0 ถูกต้อง (และเชื่อถือได้เมื่อระบุ --root)", "0 valid (and trusted where --root is given)"), new("2 คำสั่งผิด หรือไม่พบไฟล์", "2 usage, or a file is missing"), new("5 ไม่ถูกต้อง ไม่น่าเชื่อถือ หรือเป็นชุดผลทดลอง", "5 invalid, untrusted, or a trial bundle")];
        var o = new VerifyCommand();
        return new OfferedCommand("verify", new("ตรวจสอบชุดผลการทดสอบ", "check a bundle"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(n => n.In(language))],
            Examples = ["./conformance verify --root agency-ca.pem submission.asice", "./conformance verify --allow-trial reports/reference-uat-20260615T020000Z/reference-uat-20260615T020112Z-trial.asice"],
        }
            .With(o.files, new("ชุดผลการทดสอบ (.asice) หนึ่งไฟล์หรือมากกว่า", "one bundle (.asice) or more"))
            .With(o.roots, new("ใบรับรองรากที่เชื่อถือ (PEM) ระบุซ้ำได้", "root certificates to trust (PEM), repeatable"))
            .With(o.challengeRoots, new("ชุดผลต้องตอบ challenge ที่ลงนามภายใต้ใบรับรองรากนี้ (PEM) ระบุซ้ำได้", "the bundle must answer a challenge signed below this root (PEM), repeatable"))
            .With(o.allowTrial, new("ยอมรับชุดผลทดลองที่สมบูรณ์ (เช่น ในระหว่างพัฒนา)", "an intact trial bundle is welcome (while developing)"))
            .With(o.allowWaivers, new("ยอมรับผลที่ผ่านเกณฑ์โดยมีข้อยกเว้น", "conformant with waivers is enough"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var named = parsed.GetValue(files)!;
        var missing = named.Where(f => !File.Exists(f)).ToList();
        if (missing.Count > 0)
        {
            throw new ConfigurationProblemsException([.. missing.Select(f => new ConfigurationException(
                new LocalText($"ไม่พบไฟล์ {f}", $"There is no file {f}."),
                new LocalText("ระบุไฟล์ .asice ในโฟลเดอร์ของรอบทดสอบ", "Name the .asice file in a run's folder.")))]);
        }

        var trusted = Roots("--root", parsed.GetValue(roots) ?? []);
        var challengers = Roots("--challenge-root", parsed.GetValue(challengeRoots) ?? []);
        try
        {
            var verifier = new BundleVerifier(new BundleJudge(MinimumTestcaseSuite.Load()));
            var policy = new VerifyPolicy { Roots = trusted, Now = TimeProvider.System.GetUtcNow(), AllowWaivers = parsed.GetValue(allowWaivers), ChallengeRequired = challengers.Count > 0, ChallengeRoots = challengers };
            var answers = new JsonArray();
            var exit = ExitCodes.Conformant;
            foreach (var file in named)
            {
                execution.Token.ThrowIfCancellationRequested();
                var report = verifier.Verify(file, policy);
                var good = Accept(report, trusted.Count > 0, parsed.GetValue(allowTrial));
                exit = good ? exit : ExitCodes.BundleInvalidOrUntrusted;
                Show(screen, file, report, trusted.Count > 0, good);
                answers.Add(Json(file, report, good));
            }

            if (screen.Json)
            {
                Screen.WriteJson(new JsonObject { ["exitCode"] = exit, ["bundles"] = answers });
            }

            return Task.FromResult(exit);
        }
        finally
        {
            trusted.ForEach(r => r.Dispose());
            challengers.ForEach(r => r.Dispose());
        }
    }

    private static bool Accept(VerifyReport report, bool rootsGiven, bool trialAllowed) =>
        rootsGiven ? report.Trusted : report is { Valid: true, WaiversRefused: false, ChallengeRefused: false } && (report.Statement is { Trial: false } || trialAllowed);

    internal static List<X509Certificate2> Roots(string option, string[] paths)
    {
        var roots = new List<X509Certificate2>();
        foreach (var path in paths)
        {
            var read = new X509Certificate2Collection();
            try
            {
                read.ImportFromPemFile(path);
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw NoRoot(option, path, e.Message, e);
            }

            roots.AddRange(read.Count > 0 ? read : throw NoRoot(option, path, "no certificate in it", null));
        }

        return roots;
    }

    private static ConfigurationException NoRoot(string option, string path, string why, Exception? inner) => new(
        new LocalText($"{option} {path}: อ่านใบรับรองไม่ได้: {why}", $"{option} {path}: no certificate can be read: {why}"),
        new LocalText("ระบุไฟล์ PEM ที่มีใบรับรองราก", "Name a PEM file with a root certificate."), inner: inner);

    private static void Show(Screen screen, string file, VerifyReport report, bool rootsGiven, bool good)
    {
        screen.Line($"{(good ? "✓" : "✗")} {file}: {screen.Say(Verdict(report, rootsGiven))}", good ? Ink.Green : Ink.Red);
        if (report.Statement is { } s)
        {
            screen.Line($"    {screen.Say(s.ServiceName)} · {screen.Say(s.Agency)} · {screen.Say(ReportWords.Of(s.Stage))}");
            screen.Line($"    {screen.Say("ผลที่ระบุ", "result stated")}: {screen.Say(ReportWords.Of(s.Result))}{(s.WithWaivers ? screen.Say(" (มีข้อยกเว้น)", " (with waivers)") : "")}{(s.Filter is null ? "" : $" · {s.Filter}")} · {s.EndedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        }

        if (report.Statement is { Stage: not Stage.Uat } made && made.Provenance.Keys.Any(k => k.EndsWith("/mock", StringComparison.Ordinal)))
        {
            screen.Line("    การเข้าสู่ระบบจำลอง (mock): ใช้เป็นชุดผล Checkpoint 4 ไม่ได้", "    mocked login: it can never be a Checkpoint 4 bundle", Ink.Yellow);
        }

        if (report.Signer is { } signer)
        {
            screen.Line($"    {screen.Say("ผู้ลงนาม", "signer")}: {signer}");
        }

        foreach (var problem in report.Problems.Where(p => rootsGiven || p.Code != "no-pinned-roots"))
        {
            screen.Line($"    - [{problem.Code}] {(problem.Entry is null ? "" : problem.Entry + ": ")}{screen.Say(problem.Text)}");
        }

        if (!good && report is { Valid: true, Statement.Trial: true } && !rootsGiven)
        {
            screen.Line("    → ใช้ --allow-trial เพื่อตรวจเฉพาะความสมบูรณ์ หรือลงนามด้วย run --key", "    → --allow-trial checks integrity only; run --key signs an official bundle");
        }
    }

    private static LocalText Verdict(VerifyReport report, bool rootsGiven) => report switch
    {
        { Valid: false } => new("ไม่ถูกต้อง", "invalid"),
        { Statement.Trial: true } => new("สมบูรณ์ แต่เป็นชุดผลทดลอง ใช้ส่งอย่างเป็นทางการไม่ได้", "intact, trial, never accepted as official"),
        { ChallengeRefused: true } => new("สมบูรณ์ แต่ไม่ตอบ challenge ที่เชื่อถือได้", "intact, but it answers no challenge of somebody trusted"),
        { WaiversRefused: true } => new("สมบูรณ์ แต่ผ่านเกณฑ์โดยมีข้อยกเว้น ซึ่งยังไม่ได้ยอมรับ (--allow-waivers)", "intact, but conformant with waivers only, which nobody accepted (--allow-waivers)"),
        { Trusted: true } => new("ถูกต้องและเชื่อถือได้", "valid and trusted"),
        _ when rootsGiven => new("สมบูรณ์ แต่ผู้ลงนามไม่เป็นที่เชื่อถือ", "intact, but the signer is not trusted"),
        _ => new("สมบูรณ์ ยังไม่ได้ตรวจว่าผู้ลงนามเชื่อถือได้ (ระบุ --root)", "intact; nobody vouches for the signer (give --root)"),
    };

    private static JsonObject Json(string file, VerifyReport report, bool good) => new()
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
        ["problems"] = new JsonArray([.. report.Problems.Select(p => (JsonNode)new JsonObject { ["code"] = p.Code, ["entry"] = p.Entry, ["text"] = Messages.Node(p.Text) })]),
    };
}
