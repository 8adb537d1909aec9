using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Reviews;
using ConformanceHarness.Core.Timestamps;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Reviewing;

/// <summary><c>review sign</c>: adds the reviewer's decision and signature to a bundle that verifies.</summary>
internal sealed class ReviewSign
{
    private const int LongestNote = 4000;

    private readonly Argument<string> bundle = new("BUNDLE");
    private readonly Option<string> decision = new("--decision") { HelpName = "accepted|rejected" };
    private readonly Option<string> note = new("--note") { HelpName = "TEXT" };
    private readonly Option<string> retest = new("--retest") { HelpName = "RETEST.asice" };
    private readonly Option<string> target = new("--out") { HelpName = "FILE.asice" };
    private readonly OfficialOptions signing = new();
    private readonly PolicyOptions policies = new();

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("ไม่แก้ไขส่วนของหน่วยงานแม้แต่ไบต์เดียว ลายมือชื่อทั้งสองยังตรวจสอบได้", "Not a byte of the agency's part is touched; both signatures verify afterwards."),
            new("รับรอง (accepted) ได้เฉพาะชุดผลที่ผ่านเกณฑ์และเชื่อถือได้ตาม --policy หรือ --root", "Only a conformant bundle that --policy or --root trusts can be accepted."),
        ];
        LocalText[] exits = [new("0 ลงนามแล้ว", "0 signed"), new("2 คำสั่งหรือกุญแจผิด", "2 usage, or the key"), new("3 ขอ timestamp ไม่ได้", "3 no timestamp"), new("5 ชุดผลไม่ถูกต้อง ไม่น่าเชื่อถือ หรือมีการรับรองแล้ว", "5 the bundle is invalid, untrusted, or reviewed already")];
        var o = new ReviewSign();
        var command = new OfferedCommand("sign", new("ลงนามคำวินิจฉัยต่อท้ายชุดผล", "add a signed decision to a bundle"), language)
        {
            Notes = [.. notes.Select(n => n.In(language))],
            Exits = [.. exits.Select(n => n.In(language))],
            Examples = ["./conformance review sign submission.asice --policy policy.yaml --decision rejected --note \"AUTH-03 ยังไม่ผ่าน\" --key dga.p12 --tsa https://tsa.example.go.th/tsa --out reviewed.asice"],
        }
            .With(o.bundle, new("ชุดผลที่หน่วยงานส่ง (.asice)", "the agency's bundle (.asice)"))
            .With(o.decision, new("คำวินิจฉัย", "the decision"))
            .With(o.note, new("ถ้อยคำของผู้ตรวจ", "the reviewer's words"))
            .With(o.retest, new("ชุดผลการทดสอบซ้ำของผู้ตรวจ", "bundle of the reviewer's own retest"))
            .With(o.target, new("ไฟล์ที่เขียน (ปกติ ชื่อเดิม-reviewed.asice)", "file to write (default: NAME-reviewed.asice)"));
        command = o.signing.AddTo(command);
        return o.policies.AddTo(command).WithJson().Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var (path, decided, words) = (Named(parsed.GetValue(bundle)!), Decision(parsed), Words(parsed));
        var written = Target(parsed, path);
        var keys = signing.ReadForReview(parsed, screen, execution.Token);
        var policy = policies.Read(parsed, TimeProvider.System.GetUtcNow());
        var verifier = new BundleVerifier(new BundleJudge(MinimumTestcaseSuite.Load()));
        var report = verifier.Verify(path, policy);
        if (Refusal(report, policy, decided, path) is { } refusal)
        {
            return Messages.Show(screen, refusal.Problem, refusal.Next, ExitCodes.BundleInvalidOrUntrusted);
        }

        string? retestDigest = null;
        if (parsed.GetValue(retest) is { } again)
        {
            var other = verifier.Verify(Named(again), policy);
            if (!other.Valid || other.Statement!.ServiceId != report.Statement!.ServiceId || other.Statement.Stage != report.Statement.Stage)
            {
                return Messages.Show(
                    screen,
                    other.Valid
                        ? new LocalText($"--retest {again}: เป็นชุดผลของบริการหรือขั้นอื่น", $"--retest {again}: it is of another service or stage.")
                        : new LocalText($"--retest {again}: ชุดผลไม่ถูกต้อง", $"--retest {again}: the bundle is invalid."),
                    new LocalText($"ตรวจด้วย ./conformance verify {again}", $"Look at it with ./conformance verify {again}"),
                    ExitCodes.BundleInvalidOrUntrusted);
            }

            await using var file = File.OpenRead(again);
            retestDigest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, execution.Token));
        }

        return Sign(path, written, decided, words, retestDigest, keys, screen, execution.Token);
    }

    private static int Sign(string path, string target, ReviewDecision decision, string note, string? retest, OfficialSigning keys, Screen screen, CancellationToken cancel)
    {
        ReviewVerdict verdict;
        try
        {
            using var key = keys.Key();
            verdict = ReviewWriter.Write(path, target, decision, note, retest, key, keys.Timestamps, TimeProvider.System, cancel);
        }
        catch (TimestampException e)
        {
            throw e.Unreachable ? new RunStoppedException(Cause.Environment, e.Problem, e.Next, ExitCodes.HarnessError, e) : new ConfigurationException(e.Problem, e.Next, inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"เขียน {target} ไม่ได้: {e.Message}", $"{target} can't be written: {e.Message}"),
                new LocalText("เลือกไฟล์อื่นด้วย --out", "Choose another file with --out."), inner: e);
        }

        screen.Line($"✓ {target}: {screen.Say(ReviewLines.Word(decision))} · {verdict.Reviewer}", Ink.Green);
        screen.Line($"  {screen.Say("ชุดผลของหน่วยงาน", "the agency's bundle")}: sha256 {verdict.Bundle}");
        screen.Line($"  {screen.Say("ตรวจด้วย", "check it with")} ./conformance verify --policy POLICY.yaml {target}");
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = 0, ["file"] = target, ["decision"] = ReviewLines.Word(decision).En, ["reviewer"] = verdict.Reviewer, ["bundle"] = verdict.Bundle, ["retest"] = retest });
        }

        return ExitCodes.Conformant;
    }

    /// <summary>Why this bundle gets no review, or not this one; null where it does.</summary>
    /// <exception cref="ConfigurationException">nothing says whom to trust, and it is to be accepted</exception>
    private static (LocalText Problem, LocalText Next)? Refusal(VerifyReport report, VerifyPolicy policy, ReviewDecision decision, string path)
    {
        var look = new LocalText($"ดูทั้งหมดด้วย ./conformance verify {path}", $"./conformance verify {path} tells all that is wrong.");
        if (report.Review is not null)
        {
            return (new($"{path}: มีการรับรองแล้ว รับรองซ้ำไม่ได้", $"{path}: it is reviewed already, and there is one review only."), new("ใช้ชุดผลที่หน่วยงานส่งมา", "Take the bundle as the agency sent it."));
        }

        if (!report.Valid)
        {
            var first = report.Problems.FirstOrDefault(p => !SignatureProblems.IsAboutTrust(p));
            return (new($"{path}: ชุดผลไม่ถูกต้อง จึงลงนามไม่ได้: [{first?.Code}] {first?.Text.Th}", $"{path}: the bundle is invalid and can't be countersigned: [{first?.Code}] {first?.Text.En}"), look);
        }

        if (decision == ReviewDecision.Rejected)
        {
            return null;
        }

        if (policy.Roots.Count == 0)
        {
            throw new ConfigurationException(
                new LocalText("ไม่ได้ระบุ --policy หรือ --root จึงรับรองไม่ได้", "Without --policy or --root nobody vouches for the agency, so that nothing can be accepted."),
                new LocalText("เพิ่ม --policy POLICY.yaml", "Add --policy POLICY.yaml."));
        }

        if (!report.Trusted)
        {
            var why = report.Statement!.Trial ? new LocalText("เป็นชุดผลทดลอง", "it is a trial bundle") : report.Problems[0].Text;
            return (new($"{path}: เชื่อถือไม่ได้ จึงรับรองไม่ได้: {why.Th}", $"{path}: it is not trusted and can't be accepted: {why.En}"), look);
        }

        return report.Statement!.Result == RunResult.Conformant ? null : (
            new($"{path}: ผลไม่ผ่านเกณฑ์ จึงรับรองไม่ได้", $"{path}: its result is not conformant, so that it can't be accepted."),
            new("ใช้ --decision rejected และส่ง feedback ให้หน่วยงาน", "Use --decision rejected, and send the agency its feedback."));
    }

    private static string Named(string path) => File.Exists(path) ? path : throw new ConfigurationException(
        new LocalText($"ไม่พบไฟล์ {path}", $"There is no file {path}."),
        new LocalText("ระบุไฟล์ .asice", "Name an .asice file."));

    private ReviewDecision Decision(ParseResult parsed) => parsed.GetValue(decision) switch
    {
        "accepted" => ReviewDecision.Accepted,
        "rejected" => ReviewDecision.Rejected,
        var other => throw new ConfigurationException(
            other is null ? new LocalText("ไม่ได้ระบุ --decision", "--decision is missing.") : new LocalText($"--decision {other}: ใช้ได้เฉพาะ accepted หรือ rejected", $"--decision {other}: it is accepted or rejected."),
            new LocalText("เพิ่ม --decision accepted หรือ --decision rejected", "Add --decision accepted or --decision rejected.")),
    };

    /// <summary>A rejection without a word helps nobody.</summary>
    private string Words(ParseResult parsed)
    {
        var words = parsed.GetValue(note)?.Trim() ?? "";
        return words.Length is > 0 and <= LongestNote ? words : throw new ConfigurationException(
            words.Length == 0 ? new LocalText("ไม่ได้ระบุ --note", "--note is missing.") : new LocalText($"--note ยาวเกิน {LongestNote} ตัวอักษร", $"--note is longer than {LongestNote} characters."),
            new LocalText("เขียนเหตุผลสั้นๆ เช่น --note \"ครบถ้วนตามเกณฑ์\"", "Give the reason in short, for example --note \"meets every requirement\"."));
    }

    /// <summary>A trial bundle's name says so, and keeps saying so.</summary>
    private string Target(ParseResult parsed, string path)
    {
        var written = parsed.GetValue(target) ?? Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + "-reviewed.asice");
        static bool SaysTrial(string name) => Path.GetFileNameWithoutExtension(name).Contains("-trial", StringComparison.OrdinalIgnoreCase);
        var problem = File.Exists(written) ? new LocalText($"--out {written}: มีไฟล์นี้แล้ว", $"--out {written}: there is such a file already.")
            : SaysTrial(written) != SaysTrial(path) ? new LocalText($"--out {written}: ชื่อไฟล์ของชุดผลทดลองต้องมีคำว่า -trial และฉบับอื่นต้องไม่มี", $"--out {written}: a trial bundle's file name must say -trial, and no other's may.")
            : null;
        return problem is null ? written : throw new ConfigurationException(problem, new LocalText("เลือกชื่ออื่น", "Choose another name."));
    }
}
