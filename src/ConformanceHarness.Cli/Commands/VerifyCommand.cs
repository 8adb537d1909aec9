using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Inbox;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Reviewing;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Reports.Words;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Commands;

/// <summary>
/// <c>verify</c>. Exit code 0 must never be mistaken for "this can be accepted": a trial bundle gives it only to somebody who says that
/// trial bundles are welcome, and with --policy or --root only a bundle that the policy takes gets it.
/// </summary>
internal sealed class VerifyCommand
{
    private readonly Argument<string[]> files = new("FILE|FOLDER") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> html = new("--html") { HelpName = "FILE.html" };
    private readonly Option<string> deadline = new("--deadline") { HelpName = "DATE" };
    private readonly PolicyOptions policies = new();
    private readonly Option<bool> allowTrial = new("--allow-trial");

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("ตรวจทุกส่วนของชุดผลและตัดสินหลักฐานใหม่ทั้งหมด แล้วแจ้งทุกปัญหาที่พบ", "Checks every part of the bundle, judges the evidence again, and reports all problems."),
            new("ชุดผลทดลอง (-trial) ใช้ส่งอย่างเป็นทางการไม่ได้: รหัสออก 5 เว้นแต่ระบุ --allow-trial และไม่ระบุ --root หรือ --policy", "A trial bundle is never accepted as official: exit code 5, unless --allow-trial is there and neither --root nor --policy."),
            new("ชุดผลขั้น Pre-Production ที่เข้าสู่ระบบด้วย mock หรือใช้ standIn ไม่เป็นทางการไม่ว่าใครลงนาม", "A pre-production bundle with a mocked login, or one that rests on a standIn, is never official, whoever signed it."),
            new("ชุดผลที่ผ่านเกณฑ์โดยมีข้อยกเว้นจะไม่รับ (รหัสออก 5) เว้นแต่ระบุ --allow-waivers", "Conformant with waivers only is not accepted (exit code 5), unless --allow-waivers is there."),
            new("ไม่ระบุ --root หรือ --policy = ตรวจเฉพาะว่าชุดผลสมบูรณ์ ไม่ได้รับรองว่าใครเป็นผู้ลงนาม", "Without --root or --policy only integrity is checked: nobody vouches for the signer."),
        ];
        LocalText[] exits = [new("0 ถูกต้อง (และเชื่อถือได้เมื่อระบุ --root หรือ --policy)", "0 valid (and trusted where --root or --policy is given)"), new("2 คำสั่งผิด หรือไม่พบไฟล์", "2 usage, or a file is missing"), new("5 ไม่ถูกต้อง ไม่น่าเชื่อถือ หรือเป็นชุดผลทดลอง", "5 invalid, untrusted, or a trial bundle")];
        var o = new VerifyCommand();
        var command = new OfferedCommand("verify", new("ตรวจสอบชุดผลการทดสอบ", "check a bundle"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(n => n.In(language))],
            Examples = ["./conformance verify --policy policy.yaml submission.asice", "./conformance verify --root agency-ca.pem --tsa-root tsa-ca.pem submission.asice", "./conformance verify inbox --policy policy.yaml --html inbox.html", "./conformance verify --allow-trial reports/reference-uat-20260615T020000Z/reference-uat-20260615T020112Z-trial.asice"],
        }
            .With(o.files, new("ชุดผลการทดสอบ (.asice) หนึ่งไฟล์หรือมากกว่า หรือโฟลเดอร์เดียวที่เก็บชุดผล", "one bundle (.asice) or more, or one folder of bundles"));
        return o.policies.AddTo(command)
            .With(o.html, new("โฟลเดอร์: เขียนตารางทุกฉบับเป็นหน้า HTML", "folder: write a page with all submissions"))
            .With(o.deadline, new("กำหนดส่ง เช่น 2026-12-31 (หากไฟล์เกณฑ์ไม่ได้กำหนด)", "deadline, for example 2026-12-31 (where no policy file has one)"))
            .With(o.allowTrial, new("ยอมรับชุดผลทดลองที่สมบูรณ์ (เช่น ในระหว่างพัฒนา)", "an intact trial bundle is welcome (while developing)"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var named = parsed.GetValue(files)!;
        var folder = named.FirstOrDefault(Directory.Exists);
        CheckInbox(parsed, named, folder);
        var missing = named.Where(f => !File.Exists(f) && f != folder).ToList();
        if (missing.Count > 0)
        {
            throw new ConfigurationProblemsException([.. missing.Select(f => new ConfigurationException(
                new LocalText($"ไม่พบไฟล์ {f}", $"There is no file {f}."),
                new LocalText("ระบุไฟล์ .asice ในโฟลเดอร์ของรอบทดสอบ", "Name the .asice file in a run's folder.")))]);
        }

        var policy = InboxRun.WithDeadline(policies.Read(parsed, TimeProvider.System.GetUtcNow()), parsed.GetValue(deadline));
        try
        {
            if (folder is not null)
            {
                return Task.FromResult(InboxRun.Run(folder, policy, parsed.GetValue(allowTrial), parsed.GetValue(html), screen, execution.Token));
            }

            var verifier = new BundleVerifier(new BundleJudge(MinimumTestcaseSuite.Load()));
            var answers = new JsonArray();
            var exit = ExitCodes.Conformant;
            foreach (var file in named)
            {
                execution.Token.ThrowIfCancellationRequested();
                var report = verifier.Verify(file, policy);
                var good = Accept(report, policy.Roots.Count > 0, parsed.GetValue(allowTrial));
                exit = good ? exit : ExitCodes.BundleInvalidOrUntrusted;
                Show(screen, file, report, policy, good);
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
            foreach (var root in policy.Roots.Concat(policy.TsaRoots).Concat(policy.ChallengeRoots).Concat(policy.ReviewRoots))
            {
                root.Dispose();
            }
        }
    }

    private void CheckInbox(ParseResult parsed, string[] named, string? folder)
    {
        if (folder is not null && named.Length > 1)
        {
            throw new ConfigurationException(
                new LocalText($"{folder} เป็นโฟลเดอร์ จึงระบุร่วมกับไฟล์อื่นไม่ได้", $"{folder} is a folder, which can't be named beside others."),
                new LocalText("ตรวจทีละโฟลเดอร์ หรือระบุเฉพาะไฟล์", "Verify one folder, or name files only."));
        }

        if (folder is null && parsed.GetValue(html) is { } page)
        {
            throw new ConfigurationException(
                new LocalText($"--html {page}: ใช้กับโฟลเดอร์เท่านั้น", $"--html {page}: it is for a folder."),
                new LocalText("ระบุโฟลเดอร์ที่เก็บชุดผล หรือตัด --html ออก", "Name a folder of bundles, or leave out --html."));
        }
    }

    /// <summary>Whether the answer to a bundle is 0. One that its reviewer rejected is never accepted, however sound it is.</summary>
    internal static bool Accept(VerifyReport report, bool rootsGiven, bool trialAllowed) => report.Review?.Verdict?.Decision != ReviewDecision.Rejected && AcceptUnreviewed(report, rootsGiven, trialAllowed);

    internal static bool AcceptUnreviewed(VerifyReport report, bool rootsGiven, bool trialAllowed) =>
        rootsGiven ? report.Trusted : report is { Valid: true, WaiversRefused: false, ChallengeRefused: false } && (report.Statement is { Trial: false } || trialAllowed);

    private static void Show(Screen screen, string file, VerifyReport report, VerifyPolicy policy, bool good)
    {
        var rootsGiven = policy.Roots.Count > 0;
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

        if (report.Timestamp is { } timestamp)
        {
            screen.Line($"    {screen.Say("timestamp", "timestamp")}: {timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} · {report.TimestampAuthority}");
        }

        if (report.Review is { } review)
        {
            ReviewLines.Show(screen, review);
        }

        foreach (var problem in Told(report, rootsGiven))
        {
            screen.Line($"    - [{problem.Code}] {(problem.Entry is null ? "" : problem.Entry + ": ")}{screen.Say(problem.Text)}");
        }

        if (rootsGiven && report.Problems.Any(p => p.Code == "no-pinned-tsa-roots"))
        {
            screen.Line("    → ระบุใบรับรองรากของผู้ให้บริการ timestamp ด้วย --tsa-root CA.pem หรือใช้ --policy", "    → name the timestamp authority's root with --tsa-root CA.pem, or use --policy");
        }

        if (rootsGiven && report.Problems.Any(p => p.Code == "review-no-pinned-roots"))
        {
            screen.Line("    → ระบุใบรับรองรากของผู้ตรวจด้วย --review-root CA.pem หรือ reviewRoots ในไฟล์เกณฑ์", "    → name the reviewers' root with --review-root CA.pem, or as reviewRoots in the policy file");
        }

        if (!good && report is { Valid: true, Statement.Trial: true, Review: null, ChallengeRefused: false } && !rootsGiven)
        {
            screen.Line("    → ใช้ --allow-trial เพื่อตรวจเฉพาะความสมบูรณ์ หรือลงนามด้วย run --key", "    → --allow-trial checks integrity only; run --key signs an official bundle");
        }
    }

    /// <summary>That nobody vouches for a signer is no news where no root was given.</summary>
    internal static IEnumerable<BundleProblem> Told(VerifyReport report, bool rootsGiven) =>
        report.Problems.Where(p => rootsGiven || p.Code is not ("no-pinned-roots" or "no-pinned-tsa-roots" or "review-no-pinned-roots" or "review-no-pinned-tsa-roots"));

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
        ["timestamp"] = report.Timestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["timestampAuthority"] = report.TimestampAuthority,
        ["review"] = report.Review is { } review ? ReviewLines.Json(review) : null,
        ["problems"] = new JsonArray([.. report.Problems.Select(p => (JsonNode)new JsonObject { ["code"] = p.Code, ["entry"] = p.Entry, ["text"] = Messages.Node(p.Text) })]),
    };
}
