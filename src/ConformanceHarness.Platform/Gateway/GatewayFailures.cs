using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;

namespace ConformanceHarness.Platform.Gateway;

/// <summary>What a call of the real gateway came to, in words: what happened, and who has to do what.</summary>
internal sealed class GatewayFailures(GatewayClientOptions options)
{
    private static readonly LocalText Dga = new("ถ้าเป็นต่อเนื่องให้แจ้ง DGA ผ่านระบบติดตามสถานะ", "If it lasts, tell DGA through the status tracking system.");

    public PlatformFailedException OfValidate(GatewayAnswer answer) =>
        Common("auth/validate", answer) ?? answer.Status switch
        {
            401 or 403 => Configuration(
                new($"gateway ไม่รับรหัสของหน่วยงาน (HTTP {answer.Status}{Said(answer)})", $"The gateway refused the agency's credentials (HTTP {answer.Status}{Said(answer)})."),
                new("สั่ง ./conformance doctor --service ไฟล์บริการ เพื่อดูว่ารหัสใดถูกปฏิเสธ แล้วตรวจค่ากับที่ DGA ออกให้ใน Checkpoint 2", "Run ./conformance doctor --service FILE to see which one, then compare it with what DGA issued at Checkpoint 2.")),
            >= 400 => Configuration(
                new($"gateway ปฏิเสธการขอ Token (HTTP {answer.Status}{Said(answer)})", $"The gateway refused to give a Token (HTTP {answer.Status}{Said(answer)})."),
                new("สั่ง ./conformance doctor --service ไฟล์บริการ แล้วตรวจ Consumer-Key, ConsumerSecret และ gateway.baseAddress", "Run ./conformance doctor --service FILE, then check Consumer-Key, ConsumerSecret and gateway.baseAddress.")),
            _ => answer.Json() is null ? NotJson("auth/validate", answer) : Configuration(
                new($"คำตอบของ auth/validate ไม่มี Token ใน Result{Said(answer)}", $"The answer of auth/validate holds no Token in Result{Said(answer)}."),
                new("ตรวจ Consumer-Key และ ConsumerSecret ด้วย ./conformance doctor --service ไฟล์บริการ", "Check Consumer-Key and ConsumerSecret with ./conformance doctor --service FILE.")),
        };

    public PlatformFailedException OfMint(GatewayAnswer answer)
    {
        const string Call = "shield/data/mock";
        if (Common(Call, answer) is { } common)
        {
            return common;
        }

        if (answer.Status >= 400)
        {
            return Configuration(
                new($"gateway ไม่สร้างข้อมูลทดสอบ (HTTP {answer.Status}{Said(answer)})", $"The gateway made no test data (HTTP {answer.Status}{Said(answer)})."),
                new("ตรวจ appId และสิทธิ์ของ Consumer-Key ต่อ appId นี้กับ DGA", "Check with DGA that the Consumer-Key may use this appId."));
        }

        if (answer.Json() is not { } json)
        {
            return NotJson(Call, answer);
        }

        return GatewayAnswer.MessageCode(json) is { } code and not (0 or 200)
            ? new PlatformFailedException(
                code >= 500 && code < 600 ? Cause.Environment : Cause.Configuration,
                new($"gateway ไม่สร้างข้อมูลทดสอบ: messageCode {code}{Said(answer)}", $"The gateway made no test data: messageCode {code}{Said(answer)}."),
                new($"ตรวจ appId และสิทธิ์ของ Consumer-Key ต่อ appId นี้กับ DGA {Dga.Th}", $"Check with DGA that the Consumer-Key may use this appId. {Dga.En}"))
            : new PlatformFailedException(
                Cause.Environment,
                new($"คำตอบของ {Call} ไม่มี appId และ mToken ใน result{Said(answer)}", $"The answer of {Call} holds no appId and mToken in result{Said(answer)}."),
                new($"ตรวจว่า gateway.environmentSegment เป็นของ UAT {Dga.Th}", $"Check that gateway.environmentSegment is UAT's. {Dga.En}"));
    }

    public PlatformFailedException OtherApp(string appId) => Configuration(
        new($"gateway สร้างข้อมูลทดสอบให้ appId อื่น ({appId})", $"The gateway minted for another appId ({appId})."),
        new($"ตรวจ appId ในไฟล์บริการ ({options.AppId}) กับที่ DGA ออกให้", $"Compare the service file's appId ({options.AppId}) with the one that DGA issued."));

    /// <summary>What any call can come to; null where the answer is the call's own.</summary>
    private PlatformFailedException? Common(string call, GatewayAnswer answer)
    {
        var host = options.BaseAddress.IsDefaultPort ? options.BaseAddress.Host : options.BaseAddress.Authority;
        var why = answer.Detail is { Length: > 0 } detail ? ": " + options.Redactor.Redact(detail) : "";
        var seconds = options.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        return answer switch
        {
            { Failure: Unanswered.UnknownHost } => Environment(
                new($"ไม่พบที่อยู่ของ gateway {host}{why}", $"The gateway's host {host} does not resolve{why}"),
                new("ตรวจการสะกดของ gateway.baseAddress และ DNS ของเครื่องนี้", "Check the spelling of gateway.baseAddress, and this machine's DNS.")),
            { Failure: Unanswered.NotConnected } => Environment(
                new($"เชื่อมต่อ gateway {host} ไม่ได้{why}", $"The gateway {host} can't be connected to{why}"),
                new("ให้ผู้ดูแลเครือข่ายเปิดทางออกจากเครื่องนี้ไปยัง gateway และตรวจกับ DGA ว่าอนุญาตที่อยู่ IP ของหน่วยงานแล้ว", "Have the network's administrator open the way from this machine to the gateway, and ask DGA whether the agency's IP address is allowed.")),
            { Failure: Unanswered.Tls } => Environment(
                new($"สร้างการเชื่อมต่อ TLS กับ gateway {host} ไม่ได้{why}", $"No TLS connection with the gateway {host}{why}"),
                new("ถ้าเครือข่ายตรวจ TLS ด้วย CA ของหน่วยงาน ให้ยกเว้นโฮสต์นี้ หรือระบุ gateway.extraCa และตรวจเวลาของเครื่อง", "Where the network inspects TLS with the agency's own CA, exempt this host or name the CA in gateway.extraCa; and check this machine's clock.")),
            { Failure: Unanswered.TimedOut } => Environment(
                new($"gateway ไม่ตอบ {call} ภายใน {seconds} วินาที", $"The gateway did not answer {call} within {seconds} s."),
                new($"ลองใหม่ภายหลัง หรือเพิ่ม gateway.timeoutSeconds {Dga.Th}", $"Try again later, or raise gateway.timeoutSeconds. {Dga.En}")),
            { Failure: Unanswered.Cut } => Environment(
                new($"การเชื่อมต่อขาดระหว่าง gateway ตอบ {call}{why}", $"The connection broke while the gateway answered {call}{why}"),
                new($"ลองใหม่ {Dga.Th}", $"Try again. {Dga.En}")),
            { Status: 429 } => Environment(
                new("gateway แจ้งว่าเรียกถี่เกินไป (HTTP 429)", "The gateway says that it is called too often (HTTP 429)."),
                new("รอแล้วสั่งใหม่ด้วย --parallel 1", "Wait, then run again with --parallel 1.")),
            { Status: >= 500 } => Environment(
                new($"gateway ขัดข้อง: {call} ตอบ HTTP {answer.Status}{Said(answer)}", $"The gateway is out of order: {call} answered HTTP {answer.Status}{Said(answer)}."),
                new($"ลองใหม่ภายหลัง {Dga.Th}", $"Try again later. {Dga.En}")),
            { Status: >= 300 and < 400 } => Configuration(
                new($"{call} ถูกเปลี่ยนเส้นทาง (HTTP {answer.Status}) ที่อยู่ {host} จึงไม่ใช่ gateway", $"{call} was redirected (HTTP {answer.Status}): {host} is not the gateway."),
                new("ตรวจ gateway.baseAddress", "Check gateway.baseAddress.")),
            { Status: 404 or 405 } => Configuration(
                new($"gateway {host} ไม่มี {call} (HTTP {answer.Status})", $"The gateway {host} knows no {call} (HTTP {answer.Status})."),
                new("ตรวจ gateway.baseAddress และ gateway.environmentSegment (การสร้างข้อมูลทดสอบมีเฉพาะ uat)", "Check gateway.baseAddress and gateway.environmentSegment (only uat mints test data).")),
            _ => null,
        };
    }

    private PlatformFailedException NotJson(string call, GatewayAnswer answer) => Environment(
        new($"คำตอบของ {call} ไม่ใช่ JSON{Said(answer)}", $"The answer of {call} is no JSON{Said(answer)}."),
        new("ตรวจว่าไม่มีพร็อกซีหรือหน้าปิดกั้นอยู่ระหว่างทาง และ gateway.baseAddress ถูกต้อง", "Check that no proxy or block page stands in between, and that gateway.baseAddress is right."));

    /// <summary>The gateway's own words, shortened and without secrets.</summary>
    private string Said(GatewayAnswer answer)
    {
        var json = answer.Json();
        var words = json is { } envelope ? GatewayAnswer.Text(envelope, "message") : answer.Body;
        var line = options.Redactor.Redact(words ?? "").ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "" : ": \"" + (line.Length > 120 ? line[..120] + "…" : line) + "\"";
    }

    private static PlatformFailedException Environment(LocalText problem, LocalText next) => new(Cause.Environment, problem, next);

    private static PlatformFailedException Configuration(LocalText problem, LocalText next) => new(Cause.Configuration, problem, next);
}

/// <summary>The words for an answer of validate that gave no Token.</summary>
public static class GatewayWords
{
    public static PlatformFailedException Validate(GatewayClientOptions options, GatewayAnswer answer) => new GatewayFailures(options).OfValidate(answer);
}
