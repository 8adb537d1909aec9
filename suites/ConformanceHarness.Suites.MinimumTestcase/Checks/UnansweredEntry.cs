using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>
/// Entries whose exchange the gateway (or the machine it runs on) did not answer in time: what the page then says is no fault of the service. Only the
/// gateway's journal can tell. A service that never asked, that was refused, or that had its answer in time and still shows nobody gets no benefit of it.
/// </summary>
internal static class UnansweredEntry
{
    /// <summary>A service has to wait this long for the gateway (which answers in milliseconds on an idle machine); what came sooner and was not heard is its own affair.</summary>
    private const long Slow = 2000;

    /// <summary>Why the citizen's name can't be expected in the snapshot; null where it can.</summary>
    public static LocalText? Before(Observation observation, Citizen citizen, Snapshot snapshot) =>
        Stale(observation, snapshot) ?? (observation.Entries.Where(e => e.Citizen == citizen.Key && e.AtMs <= snapshot.AtMs).MaxBy(e => e.AtMs) is { } entry ? Of(observation, entry) : null);

    /// <summary>The same for the first snapshot that does not show the citizen who belongs there.</summary>
    public static LocalText? Unshown(Observation observation, Func<Snapshot, Citizen?> expected) => observation.Snapshots
        .Select(s => expected(s) is { } citizen && !PersonalData.ShowsName(s.Text, citizen) ? Before(observation, citizen, s) : null)
        .FirstOrDefault(r => r is not null);

    /// <summary>An entry that a person handed over may have been used, or older than its two minutes: a refusal in words is then as it should be.</summary>
    private static LocalText? Stale(Observation observation, Snapshot snapshot) =>
        observation.Provenance.Login == LoginMode.Assisted && ProblemWording.Lines(snapshot.Text).Any()
            ? new LocalText("หน้าเว็บแจ้งข้อผิดพลาด แต่รายการเข้าใช้ที่ผู้ทดสอบป้อนอาจถูกใช้แล้วหรือเก่ากว่า 2 นาที จึงตัดสินไม่ได้ ทดสอบใหม่ด้วยรายการที่เพิ่งได้มา", "The page words an error; but the entry that the tester handed over may have been used or older than two minutes. Run it again with a fresh one.")
            : null;

    /// <summary>Why nothing can be told of what followed the entry; null where the gateway did its part.</summary>
    public static LocalText? Of(Observation observation, Entry entry)
    {
        var calls = observation.Gateway.Where(c => c.MToken == entry.MToken && c.Operation is "validate" or "deproc").ToList();
        // Without an exchange only a validate that was kept waiting explains its absence.
        var exchanges = calls.Where(c => c.Operation == "deproc").ToList();
        var last = exchanges.Count > 0 ? exchanges : calls;
        return last.Count > 0 && last.All(c => Unanswered(observation, entry, c))
            ? new LocalText(
                $"gateway ไม่ตอบ {last[0].Operation} ของการเข้าใช้งาน {entry.Name} ให้ทันเวลา ({Waited(last[0]).Th}) จึงตัดสินหน้าที่แสดงไม่ได้",
                $"The gateway did not answer {last[0].Operation} of the entry '{entry.Name}' in time ({Waited(last[0]).En}), so the page that followed can't be judged.")
            : null;
    }

    /// <summary>Answered too late, or to nobody any more; not where the harness kept the answer back on purpose.</summary>
    private static bool Unanswered(Observation observation, Entry entry, GatewayCall call) =>
        call.Conduct is "upstreamFailed" or "pending" || (call.Conduct == "proper" && (call.AnsweredMs >= Slow || HungUpLate(observation, entry, call)));

    // A machine that was too busy kept the call waiting before it arrived, so the time counts from the entry. Who hangs up sooner was never kept waiting.
    private static bool HungUpLate(Observation observation, Entry entry, GatewayCall call) =>
        call.LeftMs is { } left && (call.ArrivedAt - observation.StartedAt).TotalMilliseconds + left - entry.AtMs >= Slow;

    private static LocalText Waited(GatewayCall call) =>
        call.LeftMs is { } left ? new LocalText($"ระบบบริการวางสายหลัง {Say.Seconds(left)} วินาที", $"the service hung up after {Say.Seconds(left)} s")
        : call.Conduct == "pending" ? new LocalText("ยังไม่ตอบเมื่อสิ้นสุดการสังเกต", "still unanswered when the observation ended")
        : call.Conduct == "upstreamFailed" ? new LocalText("gateway จริงขัดข้อง", "the real gateway failed")
        : new LocalText($"ตอบหลัง {Say.Seconds(call.AnsweredMs ?? 0)} วินาที", $"answered after {Say.Seconds(call.AnsweredMs ?? 0)} s");
}
