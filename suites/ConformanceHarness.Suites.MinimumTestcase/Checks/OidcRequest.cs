using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The request with which the service sends a browser to the provider: a code, a state of its own for each login, the registered address.</summary>
internal static class OidcRequest
{
    private static readonly LocalText Expected = new("คำขอเข้าสู่ระบบมี response_type=code, state ใหม่ทุกครั้ง และ redirect_uri ตรงกับที่ลงทะเบียนทุกตัวอักษร", "A request with response_type=code, a new state for each login, and the redirect_uri as it is registered, to the letter");

    public static Answered Answer(OidcEvidence seen)
    {
        var requests = seen.Requests.ToList();
        return requests.Count == 0
            ? Answered.Not("ไม่พบคำขอเข้าสู่ระบบที่ส่งเบราว์เซอร์ไปยัง /connect/authorize", "No request was seen that sent the browser to /connect/authorize.")
            : Answered.Of(Find(seen, requests));
    }

    private static IEnumerable<Finding> Find(OidcEvidence seen, List<Core.Evidence.Exchange> requests)
    {
        foreach (var request in requests.Where(r => Query.Of(r.Url, "response_type") != "code").Take(1))
        {
            var type = Query.Of(request.Url, "response_type") ?? "-";
            yield return Say.Found(Expected, new LocalText($"response_type คือ {type}", $"response_type is {type}."), Say.Bare(request.Url), Say.At(seen.Observation, request));
        }

        foreach (var request in requests.Where(r => string.IsNullOrEmpty(Query.Of(r.Url, "state"))).Take(1))
        {
            yield return Say.Found(Expected, new LocalText("คำขอเข้าสู่ระบบไม่มี state", "The request has no state."), Say.Bare(request.Url), Say.At(seen.Observation, request));
        }

        // One browser may send the same request again (reload, back); two never have the same state.
        foreach (var same in requests.Where(r => Query.Of(r.Url, "state") is { Length: > 0 }).GroupBy(r => Query.Of(r.Url, "state")).Where(g => g.Select(r => r.Session).Distinct().Count() > 1).Take(1))
        {
            yield return Say.Found(Expected, new LocalText("state ซ้ำกันระหว่างเบราว์เซอร์ต่างเครื่อง", "Different browsers were given the same state."), Say.Bare(same.First().Url), [.. same.DistinctBy(r => r.Session).Select(r => Say.At(seen.Observation, r))]);
        }

        // What a foreign start makes of the address is a question of its own.
        foreach (var request in requests.Where(r => !r.Step.StartsWith(OidcSteps.ForeignAddress, StringComparison.Ordinal) && !r.Step.StartsWith("start:" + OidcSteps.ForeignAddress, StringComparison.Ordinal) && Query.Of(r.Url, "redirect_uri") != seen.RedirectUri).Take(1))
        {
            var asked = Say.Bare(Query.Of(request.Url, "redirect_uri") ?? "-");
            yield return Say.Found(Expected, new LocalText($"redirect_uri คือ {asked} แต่ลงทะเบียนไว้ {seen.RedirectUri}", $"redirect_uri is {asked}; registered is {seen.RedirectUri}."), Say.Bare(request.Url), Say.At(seen.Observation, request));
        }
    }
}
