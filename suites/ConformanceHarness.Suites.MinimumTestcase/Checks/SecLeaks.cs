using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The gateway's credentials never reach the browser.</summary>
[Check("SEC-01")]
internal sealed partial class CredentialsStayOnTheServer : FindingCheck
{
    private static readonly LocalText Expected = new("Consumer-Key, ConsumerSecret และ Token อยู่ที่เซิร์ฟเวอร์เท่านั้น", "Consumer-Key, ConsumerSecret and access Token stay on the server");
    private static readonly string[] Kinds = ["consumerKey", "consumerSecret", "token"];

    protected override LocalText Passing { get; } = new("ค้นในคำขอ คำตอบ สคริปต์ ที่เก็บ และที่อยู่แล้ว ไม่พบข้อมูลลับของ gateway", "Requests, answers, scripts, storage and addresses were searched: none of the gateway's credentials.");

    /// <summary>The access Tokens that the back end fetched are known only where its calls pass through the harness.</summary>
    public override Judgement Judge(CaseEvidence evidence)
    {
        var judgement = base.Judge(evidence);
        if (judgement.Outcome != Outcome.Passed || evidence.Observations.All(o => o.Provenance.Login is LoginMode.Mock or LoginMode.Proxy))
        {
            return judgement;
        }

        return evidence.Observations.Any(o => o.Provenance.Login is LoginMode.Mint or LoginMode.Assisted)
            ? Judgement.CantTell(Cause.Configuration, new LocalText(
                "ไม่พบ Consumer-Key และ ConsumerSecret แต่วิธีเข้าสู่ระบบนี้ไม่เห็น Token ที่ระบบหลังบ้านขอมาเอง จึงค้นหาไม่ได้ ใช้ login: proxy เพื่อตรวจให้ครบ",
                "Neither Consumer-Key nor ConsumerSecret was found; but with this login nobody knows the access Tokens that the back end fetched, so they could not be searched for. Use login: proxy to have them searched, too."))
            : Judgement.Passed(new LocalText(
                "ค้นแล้วไม่พบ Consumer-Key และ ConsumerSecret ส่วน Token ที่ระบบหลังบ้านขอมาเองไม่มีผู้ใดทราบค่า จึงไม่ได้ค้น",
                "Searched: neither Consumer-Key nor ConsumerSecret. The access Tokens that the back end fetched are not known at this stage and were not searched for."));
    }

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var exchange in observation.Exchanges)
        {
            foreach (var (place, text) in Placeholders.Texts(exchange, evidence.Bodies))
            {
                if (Placeholders.First(text, Kinds) is { } secret)
                {
                    yield return Say.Found(Expected, new LocalText($"พบ {secret} ใน {place}", $"{secret} in the {place}."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
                }
            }
        }

        // Where the harness was not given the credentials (production) their names still tell: "consumerSecret: '…'".
        foreach (var exchange in observation.Exchanges.Where(e => e.ResponseBody is not null && Parts.IsFirstParty(evidence, e.Url)).DistinctBy(e => e.ResponseBody))
        {
            foreach (var written in Written().Matches(evidence.Bodies.Text(exchange.ResponseBody) ?? "").Where(m => m.Groups["value"].Value.Any(char.IsAsciiDigit)).Take(1))
            {
                yield return Say.Found(Expected, new LocalText($"พบค่าของ {written.Groups["name"].Value} ใน response body", $"A value of {written.Groups["name"].Value} in the response body."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
            }
        }

        foreach (var snapshot in observation.Snapshots)
        {
            var places = snapshot.Storage.Select(i => (i.Area + " " + i.Key, i.Key + i.Value)).Concat(snapshot.Cookies.Select(c => ("cookie " + c.Name, c.Value)))
                .Append(("page", snapshot.Text)).Append(("document", evidence.Bodies.Text(snapshot.Html) ?? "")).Append(("address", snapshot.Url));
            foreach (var (place, text) in places)
            {
                if (Placeholders.First(text, Kinds) is { } secret)
                {
                    yield return Say.Found(Expected, new LocalText($"พบ {secret} ใน {place}", $"{secret} in {place}."), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
                }
            }
        }

        foreach (var happened in observation.Events)
        {
            if (Placeholders.First(happened.Detail, Kinds) is { } secret)
            {
                yield return Say.Found(Expected, new LocalText($"พบ {secret} ใน {happened.Kind}", $"{secret} in {happened.Kind}."), happened.Source is null ? null : Say.Bare(happened.Source), Say.At(observation, happened));
            }
        }
    }

    [GeneratedRegex(@"(?<name>consumer[-_ ]?(?:secret|key))[""']?\s*[:=]\s*[""'`](?<value>[A-Za-z0-9+/=_.-]{16,})[""'`]", RegexOptions.IgnoreCase)]
    private static partial Regex Written();
}

/// <summary>The browser never calls the gateway.</summary>
[Check("SEC-02")]
internal sealed class BrowserNeverCallsGateway : FindingCheck
{
    private static readonly LocalText Expected = new("เบราว์เซอร์ไม่เรียก gateway โดยตรง", "The browser never calls the gateway");

    protected override LocalText Passing { get; } = new("คำขอทั้งหมดของเบราว์เซอร์ไม่มีปลายทางเป็น gateway", "None of the browser's requests goes to the gateway.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var gateway = observation.GatewayAddress is { } address ? new Uri(address) : null;
        foreach (var exchange in observation.Exchanges.Where(e => Parts.IsWeb(e.Url)))
        {
            var uri = new Uri(exchange.Url);
            if (uri.Host == "api.egov.go.th" || (gateway is not null && uri.Authority == gateway.Authority) || uri.AbsolutePath.Contains("/ws/auth/validate", StringComparison.OrdinalIgnoreCase) || uri.AbsolutePath.Contains("/ws/dga/", StringComparison.OrdinalIgnoreCase))
            {
                yield return Say.Found(Expected, new LocalText("เบราว์เซอร์เรียก " + Say.Bare(exchange.Url), "The browser called " + Say.Bare(exchange.Url)), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
            }
        }
    }
}

/// <summary>The mToken reaches no other host.</summary>
[Check("SEC-03")]
internal sealed class TokenStaysHome : FindingCheck
{
    private static readonly LocalText Expected = new("mToken ไม่ถูกส่งไปยังโฮสต์อื่น", "The mToken reaches no other host");

    protected override LocalText Passing { get; } = new("ไม่พบ mToken ในคำขอไปยังโฮสต์อื่น", "No request to another host holds the mToken.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var exchange in observation.Exchanges.Where(e => Parts.IsWeb(e.Url) && !Parts.IsFirstParty(evidence, e.Url)))
        {
            var texts = exchange.RequestHeaders.Select(h => (Place: "header " + h.Name, Text: (string?)h.Value)).Append(("address", exchange.Url)).Append(("body", evidence.Bodies.Text(exchange.RequestBody)));
            foreach (var (place, text) in texts)
            {
                if (Placeholders.First(text, "mToken") is { } token)
                {
                    yield return Say.Found(Expected, new LocalText($"{token} ถูกส่งไปใน {place}", $"{token} was sent in its {place}."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
                }
            }
        }

        foreach (var frame in observation.Events.Where(e => e is { Kind: "websocket.sent", Source: not null } && !Parts.IsFirstParty(evidence, e.Source)))
        {
            if (Placeholders.First(frame.Detail, "mToken") is { } token)
            {
                yield return Say.Found(Expected, new LocalText($"{token} ถูกส่งไปผ่าน WebSocket", $"{token} was sent by WebSocket."), Say.Bare(frame.Source!), Say.At(observation, frame));
            }
        }
    }
}

/// <summary>The mToken leaves the address bar and the history.</summary>
[Check("SEC-04")]
internal sealed class TokenLeavesAddress : FindingCheck
{
    private static readonly LocalText Expected = new("หลังเข้าสู่ระบบ ไม่มี mToken ในแถบที่อยู่และประวัติ", "After login no mToken in the address bar or the history");

    protected override LocalText Passing { get; } = new("แถบที่อยู่และประวัติไม่มี mToken", "Neither address bar nor history holds the mToken.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Snapshots.Any(s => s.Step == Steps.Enter);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var snapshot in Parts.SnapshotsOf(observation, Steps.Enter, Steps.Return))
        {
            foreach (var address in snapshot.History.Append(snapshot.Url).Where(a => Placeholders.First(a, "mToken") is not null).Take(1))
            {
                yield return Say.Found(Expected, new LocalText("ยังมี mToken ในที่อยู่หรือประวัติ", "The mToken is still in the address or the history."), Say.Quote(address), Say.At(observation, snapshot));
            }
        }
    }
}

/// <summary>No personal data in storage that stays, or in addresses.</summary>
[Check("SEC-09")]
internal sealed class NothingPersonalKept : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่มีข้อมูลส่วนบุคคลใน localStorage, IndexedDB และที่อยู่", "No personal data in localStorage, IndexedDB or addresses");

    protected override LocalText Passing { get; } = new("ตรวจ localStorage, IndexedDB และที่อยู่แล้ว ไม่พบข้อมูลส่วนบุคคล", "localStorage, IndexedDB and addresses hold no personal data.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation) is not null && base.Saw(evidence, observation);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        if (Parts.First(observation) is not { } citizen)
        {
            yield break;
        }

        foreach (var snapshot in observation.Snapshots)
        {
            foreach (var item in snapshot.Storage.Where(i => i.Area is "local" or "indexedDb" or "cacheStorage"))
            {
                var held = PersonalData.In(item.Key + " " + item.Value, citizen);
                if (held.Count > 0)
                {
                    yield return Say.Found(Expected, new LocalText($"{item.Area} เก็บ {string.Join(", ", held)}", $"{item.Area} holds {string.Join(", ", held)}."), item.Area + " " + item.Key, Say.At(observation, snapshot));
                }
            }

            foreach (var address in snapshot.History.Append(snapshot.Url).Where(a => PersonalData.In(a, citizen).Count > 0).Take(1))
            {
                yield return Say.Found(Expected, new LocalText("ที่อยู่มีข้อมูลส่วนบุคคล", "An address holds personal data."), Say.Bare(address), Say.At(observation, snapshot));
            }
        }

        // Addresses of other hosts are SEC-10's.
        foreach (var exchange in observation.Exchanges.Where(e => Parts.IsWeb(e.Url) && Parts.IsFirstParty(evidence, e.Url) && PersonalData.In(e.Url, citizen).Count > 0))
        {
            yield return Say.Found(Expected, new LocalText("ที่อยู่ของคำขอมีข้อมูลส่วนบุคคล", "The address of a request holds personal data."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
        }
    }
}

/// <summary>No personal data goes to another host.</summary>
[Check("SEC-10")]
internal sealed class NothingPersonalLeaves : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่ส่งข้อมูลส่วนบุคคลไปยังโฮสต์อื่น", "No personal data goes to another host");

    protected override LocalText Passing { get; } = new("คำขอไปยังโฮสต์อื่นไม่มีข้อมูลส่วนบุคคล", "Requests to other hosts hold no personal data.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation) is not null && base.Saw(evidence, observation);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        if (Parts.First(observation) is not { } citizen)
        {
            yield break;
        }

        foreach (var exchange in observation.Exchanges.Where(e => Parts.IsWeb(e.Url) && !Parts.IsFirstParty(evidence, e.Url)))
        {
            var sent = string.Join('\n', exchange.RequestHeaders.Select(h => h.Value).Append(exchange.Url).Append(evidence.Bodies.Text(exchange.RequestBody)));
            var held = PersonalData.In(sent, citizen);
            if (held.Count > 0)
            {
                yield return Say.Found(Expected, new LocalText($"ส่ง {string.Join(", ", held)} ไปยังโฮสต์อื่น", $"{string.Join(", ", held)} sent to another host."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
            }
        }

        foreach (var frame in observation.Events.Where(e => e is { Kind: "websocket.sent", Source: not null } && !Parts.IsFirstParty(evidence, e.Source) && PersonalData.In(e.Detail, citizen).Count > 0))
        {
            yield return Say.Found(Expected, new LocalText("ส่งข้อมูลส่วนบุคคลไปยังโฮสต์อื่นผ่าน WebSocket", "Personal data sent to another host by WebSocket."), Say.Bare(frame.Source!), Say.At(observation, frame));
        }
    }
}
