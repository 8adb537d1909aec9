using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>A check of the notifications that completed journeys sent.</summary>
internal abstract class PushCheck : JourneyCheck
{
    protected override string Purpose => Steps.Complete;

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run) =>
        run.ShownReferences.Count == 0
            ? WalkResult.CantTell("ทำรายการไม่เสร็จ จึงไม่มีสิ่งที่ต้องแจ้งเตือน", "The journey was not completed, so there was nothing to notify of.")
            : run.Pushes.Count == 0 ? NonePushed(run) : WalkResult.Bad([.. run.Pushes.SelectMany(p => Find(evidence, run, p))]);

    /// <summary>Whether there is a push at all is NOTI-01's question.</summary>
    protected virtual WalkResult NonePushed(JourneyRun run) => WalkResult.CantTell("ไม่มีการแจ้งเตือนให้ตรวจ", "There was no notification to look at.");

    protected abstract IEnumerable<Finding> Find(CaseEvidence evidence, JourneyRun run, GatewayCall push);

    protected static Finding Said(LocalText expected, JourneyRun run, GatewayCall push, string th, string en) => Wrong(expected, run, th, en, Say.At(run.Observation, push));

    /// <summary>Body as JSON; null where it is none.</summary>
    protected static JsonElement? Body(GatewayCall push)
    {
        try
        {
            using var json = JsonDocument.Parse(push.Body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    protected static IEnumerable<(string? Message, string? UserId)> Items(GatewayCall push) =>
        Body(push) is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            ? data.EnumerateArray().Select(d => (Text(d, "message"), Text(d, "userId")))
            : [];

    protected static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>One push, for the right app, to the citizen, in Thai.</summary>
[Check("NOTI-01")]
internal sealed partial class OnePush : PushCheck
{
    private static readonly LocalText Expected = new("แจ้งเตือนหนึ่งครั้ง ด้วย appId ของบริการ ถึง userId ของผู้ใช้บริการเอง เป็นข้อความไทย", "One push with the service's appId, to the citizen's own userId, in Thai");

    protected override LocalText Passing { get; } = new("ทุกรายการที่เสร็จส่งการแจ้งเตือนหนึ่งครั้งถึงเจ้าของ", "Every completed journey sent one notification to its owner.");

    protected override WalkResult NonePushed(JourneyRun run) => WalkResult.Bad(Wrong(Expected, run, "ทำรายการเสร็จแล้วไม่มีการแจ้งเตือน", "The journey was completed, and no notification was sent."));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, JourneyRun run, GatewayCall push)
    {
        if (run.Pushes.Count > (int)evidence.Number("pushes") && push == run.Pushes[^1])
        {
            yield return Said(Expected, run, push, $"ส่งการแจ้งเตือน {run.Pushes.Count} ครั้ง", $"{run.Pushes.Count} notifications were sent.");
        }

        if (Body(push) is not { ValueKind: JsonValueKind.Object } body)
        {
            yield return Said(Expected, run, push, "เนื้อความของการแจ้งเตือนไม่ใช่ JSON ตามคู่มือ", "The notification's body is not the documented JSON.");
            yield break;
        }

        if (!string.Equals(Text(body, "appId"), evidence.Service.AppId, StringComparison.OrdinalIgnoreCase))
        {
            yield return Said(Expected, run, push, "appId ของการแจ้งเตือนไม่ใช่ของบริการนี้: " + (Text(body, "appId") ?? "ไม่มี"), "The notification's appId is not this service's: " + (Text(body, "appId") ?? "none"));
        }

        var items = Items(push).ToList();
        if (items.Count != 1 || !string.Equals(items[0].UserId, run.Citizen?.UserId, StringComparison.OrdinalIgnoreCase))
        {
            yield return Said(Expected, run, push, "การแจ้งเตือนไม่ได้ส่งถึง userId ของผู้ใช้บริการคนนี้เพียงคนเดียว", "The notification is not addressed to this citizen's userId alone.");
        }
        else if (Parts.ThaiLetters(items[0].Message ?? "") < 4)
        {
            yield return Said(Expected, run, push, "ข้อความแจ้งเตือนไม่ใช่ภาษาไทย: " + Say.Quote(items[0].Message ?? "", 100), "The message is not in Thai: " + Say.Quote(items[0].Message ?? "", 100));
        }

        else if (Programmers().Match(items[0].Message ?? "") is { Success: true } word)
        {
            yield return Said(Expected, run, push, $"ข้อความแจ้งเตือนมีคำว่า {word.Value}: {Say.Quote(items[0].Message ?? "", 100)}", $"The message says {word.Value}: {Say.Quote(items[0].Message ?? "", 100)}");
        }

        // What is wrong with the time alone is the next case's matter.
        if (push.Status is not (200 or 0) && push.Departures.Any(d => !d.Contains("sendDateTime", StringComparison.Ordinal)))
        {
            yield return Said(Expected, run, push, $"gateway ปฏิเสธการแจ้งเตือน: {string.Join(" ", push.Departures)}", $"The gateway refused the notification: {string.Join(" ", push.Departures)}");
        }
    }

    // Of a value that was not there when the message was put together.
    [GeneratedRegex(@"(?<![A-Za-z])(?:null|undefined|NaN)(?![A-Za-z])|\[object Object\]|\{\{?\s*\w+\s*\}?\}|\$\{\w+\}")]
    private static partial Regex Programmers();
}

/// <summary>The time to send is null or a documented one.</summary>
[Check("NOTI-02")]
internal sealed class SendTime : PushCheck
{
    private static readonly LocalText Expected = new("sendDateTime เป็น null หรือ yyyy-MM-ddTHH:mm:00+07:00 ในปี ค.ศ.", "sendDateTime is null, or yyyy-MM-ddTHH:mm:00+07:00 in CE years");

    protected override LocalText Passing { get; } = new("sendDateTime ถูกต้องทุกการแจ้งเตือน", "Every notification has a proper sendDateTime.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, JourneyRun run, GatewayCall push)
    {
        if (Body(push) is not { ValueKind: JsonValueKind.Object } body || !body.TryGetProperty("sendDateTime", out var time))
        {
            yield return Said(Expected, run, push, "ไม่มี sendDateTime", "There is no sendDateTime.");
        }
        else if (time.ValueKind != JsonValueKind.Null && !IsProper(time.ValueKind == JsonValueKind.String ? time.GetString()! : ""))
        {
            yield return Said(Expected, run, push, "sendDateTime เป็น " + Say.Quote(time.ToString(), 60), "sendDateTime is " + Say.Quote(time.ToString(), 60));
        }
    }

    // A Buddhist-era year parses as well, five centuries ahead.
    private static bool IsProper(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:00'+07:00'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year < 2400;
}

/// <summary>The journey does not depend on the push.</summary>
[Check("NOTI-03")]
internal sealed class PushMayFail : ICheck
{
    private static readonly LocalText Expected = new("แจ้งเตือนไม่สำเร็จแล้วรายการยังเสร็จและได้เลขอ้างอิง", "The journey completes with a reference number although the push fails");

    private static readonly (string Purpose, string Th, string En)[] Ways =
    [
        (Steps.PushFails, "gateway ตอบ 500", "the gateway answers 500"),
        (Steps.PushEmpty, "ผลการแจ้งเตือนว่าง (ไม่ได้เปิดรับ)", "the result is empty (not subscribed)"),
        (Steps.PushSilent, "gateway ไม่ตอบ", "the gateway stays silent"),
    ];

    public Judgement Judge(CaseEvidence evidence)
    {
        if (!evidence.Service.SubServices.Any(s => s.Journey.Count > 0))
        {
            _ = evidence.Observations;
            return Judgement.CantTell(Cause.Configuration, new LocalText("ไฟล์บริการยังไม่ได้ระบุขั้นตอน (journey) ของงานบริการย่อย", "The service file describes no journey."));
        }

        var findings = new List<Finding>();
        var pushed = false;
        foreach (var (purpose, th, en) in Ways)
        {
            if (JourneyRun.Of(evidence, purpose).FirstOrDefault(r => r.End is not null) is not { } run)
            {
                return Judgement.CantTell(Cause.Service, new LocalText("ไปไม่ถึงขั้นส่งคำขอ", "The submission was not reached."));
            }

            pushed |= run.Pushes.Count > 0;
            if (run.ShownReferences.Count == 0)
            {
                findings.Add(Say.Found(Expected, new LocalText($"เมื่อ{th} รายการไม่เสร็จ หน้าแสดง: {Say.Quote(run.End!.Text, 120)}", $"When {en}, the journey does not complete. The page shows: {Say.Quote(run.End.Text, 120)}"), Say.Bare(run.End.Url), Say.At(run.Observation, run.End)));
            }
        }

        return findings.Count > 0 ? Judgement.Failed(findings)
            : pushed ? Judgement.Passed(new LocalText("แจ้งเตือนไม่สำเร็จสามแบบ รายการยังเสร็จทุกครั้ง", "The journey completed although the push failed, gave nothing, or was not answered."))
            : Judgement.CantTell(Cause.Service, new LocalText("ไม่มีการแจ้งเตือนใดถูกส่ง จึงไม่รู้ว่ารายการทนต่อความล้มเหลวหรือไม่", "No notification was tried, so its failure could not show."));
    }
}

/// <summary>A notification shows on a locked screen: no full citizen id in it.</summary>
[Check("NOTI-04")]
internal sealed class NoCitizenIdInPush : PushCheck
{
    private static readonly LocalText Expected = new("ข้อความไม่มีเลขประจำตัวประชาชนเต็ม", "The message holds no full citizen id");

    protected override LocalText Passing { get; } = new("ไม่มีข้อความใดมีเลขประจำตัวประชาชนเต็ม", "No message holds a full citizen id.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, JourneyRun run, GatewayCall push)
    {
        foreach (var (message, _) in Items(push).Where(i => i.Message is not null && run.Observation.Citizens.Any(c => PersonalData.Flatten(i.Message).Contains(c.CitizenId, StringComparison.Ordinal))))
        {
            yield return Said(Expected, run, push, "ข้อความมีเลขประจำตัวประชาชนเต็ม: " + Around(run, message!), "The message holds the whole citizen id: " + Around(run, message!));
        }
    }

    /// <summary>The end of the message up to the citizen id, which is not repeated.</summary>
    private static string Around(JourneyRun run, string message)
    {
        var at = run.Observation.Citizens.Select(c => message.IndexOf(c.CitizenId, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(message.Length).Min();
        return "…" + message[Math.Max(0, at - 30)..at] + "‹13 หลัก / 13 digits›";
    }
}
