using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Inbox;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
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
                var good = Acceptance.Of(report, policy.Roots.Count > 0, parsed.GetValue(allowTrial));
                exit = good ? exit : ExitCodes.BundleInvalidOrUntrusted;
                VerifyLines.Show(screen, file, report, policy.Roots.Count > 0, good);
                answers.Add(VerifyLines.Json(file, report, good));
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
}
