using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Logging out ends the service's session and the provider's, and the next citizen of the browser sees nothing of the one before.</summary>
internal static class OidcLogout
{
    private static readonly LocalText Expected = new(
        "ออกจากระบบแล้วเซสชันของบริการและของ Digital ID สิ้นสุดทั้งคู่ (/connect/endsession?id_token_hint=…&post_logout_redirect_url=…)",
        "Logging out ends the service's session and Digital ID's (/connect/endsession?id_token_hint=…&post_logout_redirect_url=…)");

    public static Answered Answer(OidcEvidence seen)
    {
        var first = seen.Citizen("first");
        var before = seen.Observation.Snapshots.FirstOrDefault(s => s.Step == OidcSteps.BeforeLeaving);
        if (first is null || before is null || !PersonalData.ShowsName(before.Text, first))
        {
            return Answered.Not("ก่อนออกจากระบบหน้าเว็บไม่ได้แสดงว่าอยู่ในระบบ จึงทดลองออกจากระบบไม่ได้", "Nobody was seen to be logged in when the logout was to be tried.");
        }

        var visits = seen.Observation.Visits.Where(v => v.Step == OidcSteps.Leave || v.Step.StartsWith(OidcSteps.Leave + ":", StringComparison.Ordinal)).ToList();
        if (visits.FirstOrDefault(v => !v.Done) is { } stuck)
        {
            var near = stuck.Candidates is { Count: > 0 } offered ? string.Join(", ", offered) : "-";
            return Answered.Of([Say.Found(
                Expected,
                new LocalText(
                    $"ไม่พบทางออกจากระบบ '{stuck.Target}' ในหน้าเว็บ ที่ใกล้เคียงคือ {near} (ถ้าใช้ชื่ออื่นให้แก้ openIdConnect.logout ในไฟล์บริการ)",
                    $"There is no way out '{stuck.Target}' on the page; nearest: {near} (if it has another name, correct openIdConnect.logout in the service file)."),
                Say.Bare(before.Url), Say.At(seen.Observation, stuck))]);
        }

        var replays = seen.Observation.Replays.Where(r => r.Purpose == "afterLogout").ToList();
        var left = seen.Observation.Snapshots.FirstOrDefault(s => s.Step == OidcSteps.Left);
        var second = seen.Citizen("second");
        var next = seen.Observation.Snapshots.FirstOrDefault(s => s.Step == Steps.Second);
        var found = Find(seen, first, second).ToList();
        return found.Count == 0 && (visits.Count == 0 || left is null || next is null || second is null || replays.All(r => r.Status == 0))
            ? Answered.Not("สังเกตการออกจากระบบได้ไม่ครบ", "Not everything about the logout was seen.")
            : new Answered(found);
    }

    private static IEnumerable<Finding> Find(OidcEvidence seen, Core.Evidence.Citizen first, Core.Evidence.Citizen? second)
    {
        var observation = seen.Observation;
        var ends = seen.CallsOf(first, "endsession").ToList();
        if (ends.Count == 0)
        {
            var leave = observation.Visits.FirstOrDefault(v => v.Step == OidcSteps.Leave);
            yield return Say.Found(Expected, new LocalText("ไม่มีการเรียก /connect/endsession เซสชันของ Digital ID ยังอยู่", "/connect/endsession was not called: Digital ID's session goes on."), leave?.Target, leave is null ? [] : [Say.At(observation, leave)]);
        }

        foreach (var call in ends)
        {
            foreach (var departure in call.Departures)
            {
                yield return Say.Found(Expected, new LocalText("การออกจากระบบไม่ตรงตามคู่มือ: " + Thai(departure), "The logout departs from the guide: " + departure), Say.Bare(call.Path), seen.At(call));
            }

            if (call.Status >= 400)
            {
                yield return Say.Found(Expected, new LocalText($"/connect/endsession ตอบ {call.Status}", $"/connect/endsession answered {call.Status}."), Say.Bare(call.Path), seen.At(call));
            }
        }

        foreach (var replay in observation.Replays.Where(r => r.Purpose == "afterLogout" && PersonalData.In(seen.Evidence.Bodies.Text(r.ResponseBody), first).Count > 0).Take(2))
        {
            yield return Say.Found(Expected, new LocalText("เซสชันเดิมของบริการยังใช้ได้หลังออกจากระบบ", "The service's old session still works after the logout."), replay.Method + " " + Say.Bare(replay.Url), Say.At(observation, replay));
        }

        foreach (var snapshot in observation.Snapshots.Where(s => s.Step == OidcSteps.Left && PersonalData.In(s.Text, first).Count > 0))
        {
            yield return Say.Found(Expected, new LocalText("เปิดบริการอีกครั้งแล้วยังเข้าสู่ระบบเป็นคนเดิมโดยไม่ต้องยืนยันตัวตน", "Opened again, the service shows the same citizen without asking who it is."), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
        }

        foreach (var snapshot in observation.Snapshots.Where(s => s.Step == Steps.Second && second is not null))
        {
            if (!PersonalData.ShowsName(snapshot.Text, second!))
            {
                yield return Say.Found(Expected, new LocalText("คนถัดไปเข้าสู่ระบบในเบราว์เซอร์เดียวกันแล้วไม่เห็นชื่อของตน หน้าแสดง: " + Say.Quote(snapshot.Text, 100), "The next citizen of the same browser logs in and does not see their own name; the page shows: " + Say.Quote(snapshot.Text, 100)), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
        }

        foreach (var finding in second is null ? [] : Exposure.In(seen.Evidence, observation, first, Steps.Second, Expected, [second]).Take(2))
        {
            yield return finding;
        }
    }

    private static string Thai(string departure) => departure switch
    {
        "id_token_hint is missing." => "ไม่มี id_token_hint",
        "post_logout_redirect_url is missing." => "ไม่มี post_logout_redirect_url",
        "post_logout_redirect_url is not registered." => "post_logout_redirect_url ไม่ใช่ที่อยู่ที่ลงทะเบียน",
        _ when departure.StartsWith("post_logout_redirect_uri", StringComparison.Ordinal) => "ส่ง post_logout_redirect_uri แต่ชื่อตามคู่มือคือ post_logout_redirect_url",
        _ when departure.StartsWith("id_token_hint is no", StringComparison.Ordinal) => "id_token_hint ไม่ใช่ id_token ที่ Digital ID ออกให้",
        _ when departure.StartsWith("id_token_hint belongs", StringComparison.Ordinal) => "id_token_hint เป็นของผู้อื่น",
        _ => departure,
    };
}
