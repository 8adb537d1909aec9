using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The Landing URL's TLS is trustworthy and new enough.</summary>
[Check("LAND-01")]
internal sealed class LandingTls : FindingCheck
{
    protected override LocalText Passing { get; } = new("ตรวจการเชื่อมต่อ TLS และสายใบรับรองแล้ว", "TLS connection and certificate chain were checked.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Transport.Any(p => p.Kind == "tls");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var least = evidence.Case.Parameters.GetValueOrDefault("minimumTls") ?? throw new FormatException($"{evidence.Case.Id} has no parameter 'minimumTls'.");
        var expected = new LocalText($"ใบรับรองที่น่าเชื่อถือ ตรงกับชื่อโฮสต์ และ TLS {least} ขึ้นไป", $"A trusted certificate for this host, and TLS {least} or later");
        foreach (var probe in observation.Transport.Where(p => p.Kind == "tls"))
        {
            var at = Say.At(observation, probe);
            if (probe.Failure is { } failure)
            {
                yield return Say.Found(expected, new LocalText("เชื่อมต่อ TLS ไม่สำเร็จ: " + failure, "The TLS handshake failed: " + failure), probe.Address, at);
                continue;
            }

            foreach (var problem in probe.ChainProblems)
            {
                yield return Say.Found(expected, new LocalText("ใบรับรองมีปัญหา: " + problem, "The certificate is not acceptable: " + problem), $"{probe.Address} ({probe.Subject})", at);
            }

            if (Version(probe.Protocol) is not { } spoken || spoken < System.Version.Parse(least))
            {
                yield return Say.Found(expected, new LocalText("ใช้ " + probe.Protocol, "It speaks " + probe.Protocol), probe.Address, at);
            }

            if (probe.NamedAuthority && evidence.Stage != Stage.Uat)
            {
                yield return Say.Found(expected, new LocalText("ใบรับรองมาจาก CA ที่ไฟล์บริการระบุ ซึ่งใช้ได้เฉพาะขั้น UAT", "The certificate comes from a CA named in the service file, which is for UAT only."), probe.Address, at);
            }
        }
    }

    /// <summary>"Tls12" is 1.2; the older ones are called Tls (1.0), Tls11 and Ssl….</summary>
    private static Version? Version(string? protocol) => protocol switch
    {
        "Tls" => new Version(1, 0),
        ['T', 'l', 's', >= '1' and <= '9' and var major, >= '0' and <= '9' and var minor] => new Version(major - '0', minor - '0'),
        _ => null,
    };
}

/// <summary>Plain http gives no content.</summary>
[Check("LAND-02")]
internal sealed class PlainHttpGivesNothing : FindingCheck
{
    private static readonly LocalText Expected = new("ปฏิเสธ หรือส่งต่อไปยัง https ทันที", "Refused, or redirected to https at once");

    protected override LocalText Passing { get; } = new("เรียกด้วย http ธรรมดาแล้ว ไม่ได้เนื้อหา", "Plain http was tried and gave no content.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Transport.Any(p => p.Kind == "plainHttp");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var probe in observation.Transport.Where(p => p is { Kind: "plainHttp", Answers.Count: > 0 }))
        {
            var first = probe.Answers[0];
            if (first.Status is >= 200 and < 300)
            {
                yield return Say.Found(Expected, new LocalText($"http ตอบ {first.Status} พร้อมเนื้อหา {first.BodyLength} ไบต์", $"Plain http answers {first.Status} with {first.BodyLength} bytes."), Say.Bare(first.Address), Say.At(observation, probe));
            }
            else if (first.Status is >= 300 and < 400 && !(first.Location?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ?? false))
            {
                yield return Say.Found(Expected, new LocalText($"http ส่งต่อไปยัง {first.Location} ซึ่งไม่ใช่ https", $"Plain http redirects to {first.Location}, which is not https."), Say.Bare(first.Address), Say.At(observation, probe));
            }
        }
    }
}

/// <summary>Nothing is loaded, framed or sent over http.</summary>
[Check("LAND-03")]
internal sealed class NothingOverHttp : FindingCheck
{
    private static readonly LocalText Expected = new("ทุกทรัพยากร เฟรม และแบบฟอร์มใช้ https", "Every sub-resource, frame and form uses https");

    protected override LocalText Passing { get; } = new("ตรวจคำขอทั้งหมดและเอกสารที่แสดงแล้ว ไม่มี http", "All requests and the shown documents were looked through: none over http.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var exchange in observation.Exchanges.Where(e => IsPlain(e.Url)).DistinctBy(e => Say.Bare(e.Url)))
        {
            yield return Say.Found(Expected, new LocalText("มีคำขอผ่าน http: " + Say.Bare(exchange.Url), "A request over plain http: " + Say.Bare(exchange.Url)), exchange.Kind + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
        }

        foreach (var snapshot in observation.Snapshots)
        {
            foreach (var reference in snapshot.InsecureReferences)
            {
                yield return Say.Found(Expected, new LocalText("หน้าเว็บอ้างถึง http: " + reference, "The page refers to plain http: " + reference), reference, Say.At(observation, snapshot));
            }
        }
    }

    private static bool IsPlain(string url) => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("ws://", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The Landing URL ends in 2xx, and the pair survives the redirects on the way.</summary>
[Check("LAND-04")]
internal sealed class LandingAnswers : FindingCheck
{
    private static readonly LocalText Expected = new("คำตอบสุดท้าย 2xx และการส่งต่อคงค่า appId และ mToken", "A final 2xx, and redirects that keep appId and mToken");

    protected override LocalText Passing { get; } = new("ตรวจคำตอบและการส่งต่อของ Landing URL แล้ว", "The Landing URL's answers and redirects were checked.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Visits.Any(v => v.Step is Scenarios.Steps.Enter or Scenarios.Steps.Anonymous);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var visit in observation.Visits.Where(v => v is { Kind: "open" } && v.Step is Scenarios.Steps.Enter or Scenarios.Steps.Return or Scenarios.Steps.Anonymous))
        {
            if (visit.Error is { } error && error != "net::ERR_ABORTED")
            {
                yield return Say.Found(Expected, new LocalText("เบราว์เซอร์โหลดหน้าไม่ได้: " + error, "The browser could not load it: " + error), Say.Bare(visit.Target), Say.At(observation, visit));
                continue;
            }

            // A script that moves on at once takes the answer from its visit; the document it led to is recorded all the same.
            var status = visit.Status ?? observation.Exchanges.LastOrDefault(e => e.Navigation && e.Step == visit.Step && e.Session == visit.Session && e.Status > 0)?.Status;
            if (status is null or < 200 or >= 300)
            {
                var answer = status is { } number ? Say.Number(number) : null;
                yield return Say.Found(Expected, new LocalText($"คำตอบสุดท้ายคือ {answer ?? "ไม่มี"}", $"The final answer is {answer ?? "missing"}."), Say.Bare(visit.Redirects.Count > 0 ? visit.Redirects[^1] : visit.Target), Say.At(observation, visit));
            }

            var entry = observation.Entries.FirstOrDefault(e => e.Name == visit.Step);
            if (entry?.MToken is { } token && Without(observation, visit, token, url => Placeholders.Holds(url, token)) is { } lost)
            {
                yield return Say.Found(Expected, new LocalText("การส่งต่อทำ mToken หาย", "A redirect loses the mToken."), Say.Bare(lost), Say.At(observation, visit));
            }
            else if (entry is { MToken: { } kept, AppId: { Length: > 0 } appId } && Without(observation, visit, kept, url => url.Contains(appId, StringComparison.OrdinalIgnoreCase) || url.Contains(Uri.EscapeDataString(appId), StringComparison.OrdinalIgnoreCase)) is { } nameless)
            {
                yield return Say.Found(Expected, new LocalText("การส่งต่อทำ appId หาย", "A redirect loses the appId."), Say.Bare(nameless), Say.At(observation, visit));
            }
        }
    }

    /// <summary>The first document on the way that was asked for without one of the pair before the service had exchanged the mToken.</summary>
    private static string? Without(Observation observation, Visit visit, string token, Func<string, bool> holds)
    {
        var exchange = observation.Gateway.FirstOrDefault(c => c.Operation == "deproc" && c.MToken == token);
        var exchangedMs = exchange is null ? double.PositiveInfinity : (exchange.ArrivedAt - observation.StartedAt).TotalMilliseconds;
        var bare = observation.Exchanges.FirstOrDefault(e => e.Navigation && e.Step == visit.Step && e.Session == visit.Session && e.AtMs < exchangedMs && !holds(e.Url));
        // Without the gateway's journal, the name on the page shows that the pair arrived.
        var arrived = observation.Gateway.Count == 0 && observation.Snapshots.Any(s => s.Step == visit.Step && Parts.First(observation) is { } citizen && PersonalData.ShowsName(s.Text, citizen));
        return arrived ? null : bare?.Url;
    }
}
