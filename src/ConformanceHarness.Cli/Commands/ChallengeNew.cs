using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>challenge new</c>: a signed run order for one service, stage and catalogue.</summary>
internal sealed class ChallengeNew
{
    private readonly Option<string> service = new("--service") { HelpName = "ID", Required = true };
    private readonly Option<string> stage = new("--stage") { HelpName = "uat|preproduction|production" };
    private readonly Option<string> catalogue = new("--catalogue") { HelpName = "SHA256|current" };
    private readonly Option<string> until = new("--until") { HelpName = "DATE", Required = true };
    private readonly Option<string> key = new("--key") { HelpName = "FILE.p12", Required = true };
    private readonly Option<string> password = new("--key-password-env") { HelpName = "NAME" };
    private readonly Option<string> to = new("--out") { HelpName = "FILE.json" };

    public static OfferedCommand Make(string language)
    {
        var o = new ChallengeNew();
        return new OfferedCommand("new", new("ออก challenge ที่ลงนามแล้ว", "make a signed challenge"), language)
        {
            Exits = [new LocalText("0 เขียนแล้ว", "0 written").In(language), new LocalText("2 ตัวเลือกหรือกุญแจผิด", "2 an option or the key is wrong").In(language)],
            Examples = ["./conformance challenge new --service my-service --stage uat --until 2026-12-31 --key dga.p12 --key-password-env KEY_PASSWORD --out challenge.json"],
        }
            .With(o.service, new("รหัสบริการ (service.id ในไฟล์บริการ)", "the service's id (service.id of its file)"))
            .With(o.stage, new("ขั้นที่ทดสอบ (ปกติ uat)", "stage to test (default uat)"))
            .With(o.catalogue, new("ค่าแฮชของรายการกรณีทดสอบ หรือ current (ปกติ)", "digest of the catalogue, or current (default)"))
            .With(o.until, new("วันสุดท้าย (ถึงเที่ยงคืนเวลาไทย) หรือวันเวลา เช่น 2026-12-31T16:30+07:00", "last day (until midnight in Thailand), or a moment such as 2026-12-31T16:30+07:00"))
            .With(o.key, new("กุญแจ PKCS#12 ของผู้ออก challenge", "PKCS#12 key of whoever hands it out"))
            .With(o.password, new("ชื่อตัวแปรสภาพแวดล้อมที่เก็บรหัสผ่านของกุญแจ", "environment variable that holds the key's password"))
            .With(o.to, new("ไฟล์ปลายทาง (ปกติ challenge.json)", "file to write (default: challenge.json)"))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var now = TimeProvider.System.GetUtcNow();
        var challenge = new Challenge
        {
            Format = Challenge.CurrentFormat,
            ServiceId = parsed.GetValue(service)!,
            Stage = Choices.Stage(parsed.GetValue(stage)),
            CatalogueDigest = Catalogue(parsed.GetValue(catalogue)),
            Nonce = Challenge.NewNonce(),
            IssuedAt = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second, TimeSpan.Zero),
            Until = Until(parsed.GetValue(until)!, now),
        };
        using var signer = SigningKey.FromPkcs12(parsed.GetValue(key)!, Secret(parsed.GetValue(password)));
        var file = ChallengeFile.Sign(challenge, signer, now);
        var path = Path.GetFullPath(parsed.GetValue(to) ?? "challenge.json");
        try
        {
            // Never over another order: somebody may have begun to answer it.
            using var stream = new FileStream(path, FileMode.CreateNew);
            stream.Write(file.Bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"--out {path}: เขียนไม่ได้: {e.Message}", $"--out {path}: it can't be written: {e.Message}"),
                new LocalText("ระบุไฟล์ใหม่ด้วย --out", "Name a new file with --out."), inner: e);
        }

        screen.Line(path);
        screen.Line($"  {challenge.ServiceId} · {challenge.Stage.ToString().ToLowerInvariant()} · {screen.Say("ถึง", "until")} {challenge.Until:yyyy-MM-dd'T'HH:mm:sszzz} · SHA-256 {file.Digest}");
        screen.Line($"  ./conformance run --service … --challenge {Path.GetFileName(path)}", Ink.Blue);
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = 0, ["file"] = path, ["sha256"] = file.Digest, ["serviceId"] = challenge.ServiceId, ["stage"] = challenge.Stage.ToString().ToLowerInvariant(), ["catalogueDigest"] = challenge.CatalogueDigest, ["nonce"] = challenge.Nonce, ["until"] = challenge.Until });
        }

        return Task.FromResult(ExitCodes.Conformant);
    }

    private static string Catalogue(string? word) => word is null or "current"
        ? RunSetup.ReadCatalogue(MinimumTestcaseSuite.Load()).Catalogue.Digest
        : word.Length == 64 && word.All(char.IsAsciiHexDigit)
            ? word.ToLowerInvariant()
            : throw new ConfigurationException(
                new LocalText($"--catalogue {word}: ไม่ใช่ SHA-256 และไม่ใช่ current", $"--catalogue {word}: it is neither a SHA-256 nor 'current'."),
                new LocalText("คำนวณด้วย sha256sum กับไฟล์รายการกรณีทดสอบ", "sha256sum of the catalogue file gives it."));

    private static DateTimeOffset Until(string word, DateTimeOffset now)
    {
        var thailand = TimeSpan.FromHours(7);
        DateTimeOffset? read = DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day, new TimeOnly(23, 59, 59), thailand)
            : DateTimeOffset.TryParseExact(word, ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
            : null;
        return read > now ? read.Value : throw new ConfigurationException(
            read is null ? new LocalText($"--until {word}: ไม่ใช่วันที่", $"--until {word}: it is no date.") : new LocalText($"--until {word}: ผ่านไปแล้ว", $"--until {word}: it is past already."),
            new LocalText("เขียนแบบ 2026-12-31 หรือ 2026-12-31T16:30+07:00", "Write it as 2026-12-31 or 2026-12-31T16:30+07:00."));
    }

    private static string? Secret(string? variable) => variable is null ? null : Environment.GetEnvironmentVariable(variable) ?? throw new ConfigurationException(
        new LocalText($"--key-password-env {variable}: ไม่ได้กำหนดตัวแปรนี้", $"--key-password-env {variable}: the variable is not set."),
        new LocalText($"กำหนดก่อนสั่งงาน: export {variable}=…", $"Set it first: export {variable}=…"));
}
