using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>A login that is started with foreign addresses in its query: neither the provider nor the browser is led to one of them.</summary>
internal static class OidcForeignAddress
{
    private const string Attacker = "attacker.example";

    private static readonly LocalText Expected = new("redirect_uri เป็นค่าที่ลงทะเบียนเสมอ และหลังเข้าสู่ระบบเบราว์เซอร์ไม่ถูกส่งไปโฮสต์อื่น", "The redirect_uri is always the registered one, and no login ends at another host");

    public static Answered Answer(OidcEvidence seen)
    {
        var steps = new[] { OidcSteps.ForeignAddress, OidcSteps.ForeignAddress + ":2" };
        var sessions = seen.Observation.Visits.Where(v => steps.Contains(v.Step)).Select(v => v.Session).Distinct().ToList();
        var found = sessions.SelectMany(s => Find(seen, s)).DistinctBy(f => f.Seen.En).ToList();
        var asked = sessions.Count == steps.Length && sessions.All(s => seen.Requests.Any(r => r.Session == s));
        return found.Count == 0 && !asked
            ? Answered.Not("ทดลองเริ่มเข้าสู่ระบบด้วยที่อยู่ของผู้อื่นไม่สำเร็จ", "A login with foreign addresses could not be started.")
            : new Answered(found);
    }

    private static IEnumerable<Finding> Find(OidcEvidence seen, string session)
    {
        foreach (var request in seen.Requests.Where(r => r.Session == session && Query.Of(r.Url, "redirect_uri") != seen.RedirectUri).Take(1))
        {
            yield return Say.Found(Expected, new LocalText("redirect_uri มาจากคำขอ ไม่ใช่ค่าที่ลงทะเบียน", "The redirect_uri is taken from the request, not the registered one."), Say.Bare(request.Url), Say.At(seen.Observation, request));
        }

        foreach (var exchange in seen.Observation.Exchanges.Where(e => e.Session == session && (Leads(e.Url) || Leads(e.ResponseHeader("location")))).Take(1))
        {
            yield return Say.Found(Expected, new LocalText("เบราว์เซอร์ถูกส่งไปยังโฮสต์ที่ลิงก์เริ่มเข้าสู่ระบบระบุ", "The browser was sent to a host that the link to the login named."), Say.Bare(exchange.Url), Say.At(seen.Observation, exchange));
        }
    }

    private static bool Leads(string? address) => address is not null && (address.StartsWith("//" + Attacker, StringComparison.OrdinalIgnoreCase) || (Uri.TryCreate(address, UriKind.Absolute, out var absolute) && absolute.Host.Equals(Attacker, StringComparison.OrdinalIgnoreCase)));
}
