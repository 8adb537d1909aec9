using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The exchange of the code: by the server, once, with the documented client authentication.</summary>
internal static class OidcExchange
{
    private static readonly LocalText Expected = new(
        "เซิร์ฟเวอร์แลก code หนึ่งครั้งที่ /connect/token ด้วย HTTP Basic ของ client_id และ secret ที่แฮชเจ็ดรอบ",
        "The server exchanges each code once at /connect/token, with HTTP Basic of client_id and the secret hashed in seven rounds");

    public static Answered Answer(OidcEvidence seen)
    {
        var code = seen.CallsOf(seen.Citizen("first"), "authorize").FirstOrDefault(c => c is { Code: not null, ByHarness: false })?.Code;
        var found = Find(seen).ToList();
        return found.Count == 0 && (code is null || !seen.Calls.Any(c => c.Operation == "token" && c.Code == code && c.Status == 200))
            ? Answered.Not("ไม่พบการแลก code ของประชาชนที่เข้าสู่ระบบ", "No exchange of the entering citizen's code was seen.")
            : new Answered(found);
    }

    private static IEnumerable<Finding> Find(OidcEvidence seen)
    {
        foreach (var request in seen.Observation.Exchanges.Where(e => OidcSteps.IsToken(e.Url)).Take(1))
        {
            yield return Say.Found(Expected, new LocalText("เบราว์เซอร์เรียก " + Say.Bare(request.Url) + " เอง", "The browser called " + Say.Bare(request.Url) + " itself."), Say.Bare(request.Url), Say.At(seen.Observation, request));
        }

        var tokens = seen.Calls.Where(c => c.Operation == "token").ToList();
        // Not Sec-Fetch-Mode: some servers' HTTP clients send that one too.
        foreach (var call in seen.Calls.Where(c => c.Operation is "token" or "userinfo" && c.Headers.Any(h => h.Name.Equals("Sec-Fetch-Site", StringComparison.OrdinalIgnoreCase) || h.Name.Equals("Origin", StringComparison.OrdinalIgnoreCase))).Take(1))
        {
            yield return Say.Found(Expected, new LocalText($"เบราว์เซอร์เป็นผู้เรียก {call.Operation} (มีเฮดเดอร์ของเบราว์เซอร์)", $"A browser called {call.Operation}: the call has a browser's headers."), Say.Bare(call.Path), seen.At(call));
        }

        foreach (var departure in tokens.SelectMany(c => c.Departures.Select(d => (Call: c, Text: d))).DistinctBy(d => d.Text))
        {
            yield return Say.Found(Expected, new LocalText("การแลก code ไม่ตรงตามคู่มือ: " + Thai(departure.Text), "The exchange departs from the guide: " + departure.Text), Say.Bare(departure.Call.Path), seen.At(departure.Call));
        }

        foreach (var again in tokens.Where(c => c.Code is not null).GroupBy(c => c.Code).Where(g => g.Count() > 1).Take(2))
        {
            yield return Say.Found(Expected, new LocalText($"แลก code เดียวกัน {again.Count()} ครั้ง", $"The same code was exchanged {again.Count()} times."), Say.Bare(again.First().Path), [.. again.Select(seen.At)]);
        }
    }

    /// <summary>The provider's journal is in English; its few sentences are known.</summary>
    private static string Thai(string departure) => departure switch
    {
        _ when departure.StartsWith("The client does not authenticate", StringComparison.Ordinal) => "ไม่ได้ยืนยันตัวตนของระบบ (ไม่มีเฮดเดอร์ Authorization)",
        _ when departure.StartsWith("The client secret is in the body", StringComparison.Ordinal) => "ส่ง client secret ในเนื้อหา ไม่ใช่เฮดเดอร์ Authorization (HTTP Basic)",
        _ when departure.StartsWith("The client secret is sent as it was issued", StringComparison.Ordinal) => "ส่ง client secret โดยไม่ได้แฮช md5 เจ็ดรอบกับ EGA",
        _ when departure.StartsWith("The client secret is neither", StringComparison.Ordinal) => "client secret ไม่ตรงทั้งค่าที่ออกให้และค่าแฮชตามคู่มือ",
        _ => departure,
    };
}
