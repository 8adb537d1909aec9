using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Callbacks that no login of this browser's belongs to log nobody in, whatever their page says.</summary>
internal static class OidcForged
{
    private static readonly LocalText Expected = new("ปฏิเสธการกลับจาก Digital ID ที่ไม่ใช่คำตอบของการเข้าสู่ระบบนี้ ไม่มีผู้ใดเข้าสู่ระบบ", "A callback that does not answer this browser's login is refused, and nobody is logged in");

    private static readonly (string Step, string Th, string En)[] Trials =
    [
        (OidcSteps.WrongState, "state ที่ผิด", "a wrong state"),
        (OidcSteps.MissingState, "ไม่มี state", "no state"),
        (OidcSteps.UsedState, "state ที่ใช้แล้ว", "a used state"),
        (OidcSteps.OtherBrowser, "state ของเบราว์เซอร์อื่น", "another browser's state"),
    ];

    public static Answered Answer(OidcEvidence seen)
    {
        var answers = Trials.Select(t => Answer(seen, t.Step, new LocalText(t.Th, t.En))).ToList();
        return new Answered([.. answers.SelectMany(a => a.Findings)], answers.Select(a => a.Unseen).FirstOrDefault(u => u is not null));
    }

    /// <summary>Asked only of a service that sends a nonce: then an id_token with another one is not for it.</summary>
    public static Answered Nonce(OidcEvidence seen)
    {
        if (!seen.Requests.Any(r => Query.Of(r.Url, "nonce") is { Length: > 0 }))
        {
            return new Answered([]);
        }

        var citizen = seen.Citizen(OidcSteps.OtherNonce);
        var code = seen.CallsOf(citizen, "authorize").FirstOrDefault(c => c.Conduct == "otherNonce")?.Code;
        if (citizen is null || code is null || !seen.Calls.Any(c => c.Operation == "token" && c.Code == code && c.Status == 200) || !Looked(seen, OidcSteps.OtherNonce))
        {
            return Answered.Not("ไม่พบว่าบริการได้รับ id_token ที่มี nonce อื่น", "It was not seen that the service got an id_token with another nonce.");
        }

        return Answered.Of(seen.TakenOn(OidcSteps.OtherNonce, citizen, Expected) is { } taken
            ? [taken with { Seen = new("รับ id_token ที่มี nonce ไม่ตรงกับที่ส่งไป และเข้าสู่ระบบให้", "An id_token with another nonce than the one that was sent was accepted, and the citizen was logged in.") }]
            : []);
    }

    private static Answered Answer(OidcEvidence seen, string step, LocalText what)
    {
        var citizen = seen.Citizen(step);
        // Without a code of that citizen's, and without the pages that came of it, nothing was tried.
        if (citizen is null || !seen.CallsOf(citizen, "authorize").Any(c => c is { ByHarness: true, Code: not null }) || !Looked(seen, step))
        {
            return Answered.Not($"ทดลองกลับจาก Digital ID โดยใช้{what.Th}ไม่สำเร็จ", $"Coming back with {what.En} could not be tried.");
        }

        return Answered.Of(seen.TakenOn(step, citizen, Expected) is { } taken
            ? [taken with { Seen = new($"รับการกลับมาที่มี{what.Th.Replace("ไม่มี", "การไม่มี", StringComparison.Ordinal)} และเข้าสู่ระบบเป็นเจ้าของ code", $"A callback with {what.En} was accepted: whose code it was is logged in.") }]
            : []);
    }

    private static bool Looked(OidcEvidence seen, string step) =>
        new[] { step, step + OidcSteps.After }.All(s => seen.Observation.Visits.Any(v => v.Step == s && v.Done && v.Error is null or "net::ERR_ABORTED") && seen.Observation.Snapshots.Any(p => p.Step == s));
}
