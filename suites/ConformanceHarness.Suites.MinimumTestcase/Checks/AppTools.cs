using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Files reach the citizen through the app.</summary>
[Check("APP-04")]
internal sealed class FilesThroughApp : ICheck
{
    private static readonly LocalText Expected = new("ส่งไฟล์ผ่าน sendFileToNative… ชื่อไฟล์มีนามสกุลที่อนุญาต และ base64 ไม่มีส่วนนำหน้า", "The file is handed over by sendFileToNative…, with an allowed extension and base64 without prefix");

    // The platform's guide: SDK, saving files.
    private static readonly string[] Allowed = ["jpeg", "png", "webp", "pdf", "docx", "doc", "xlsx", "xls", "pptx", "ppt"];

    public Judgement Judge(CaseEvidence evidence)
    {
        var walked = Tools.Walked(evidence, Steps.SendFile, evidence.Service.SendFile, "sendFile");
        if (walked.Judgement is not null)
        {
            return walked.Judgement;
        }

        var (o, stuck) = (walked.Observation!, walked.Stuck);
        var calls = o.Events.Where(e => e.Kind == "sdk" && e.Name is "sendFileToNativeWithName" or "sendFileToNativeWithUrl" && e.Step.StartsWith(Steps.SendFile, StringComparison.Ordinal)).ToList();
        if (calls.Count == 0)
        {
            var download = o.Events.FirstOrDefault(e => e.Kind is "download" or "popup" && e.Step.StartsWith(Steps.SendFile, StringComparison.Ordinal));
            return Judgement.Failed(Say.Found(
                Expected,
                download is not null ? new LocalText("ไฟล์ถูกดาวน์โหลดเองหรือเปิดในหน้าต่างใหม่: " + Say.Bare(download.Detail), "The file was downloaded or opened in a window: " + Say.Bare(download.Detail))
                    : stuck is not null ? new LocalText($"ไม่พบ “{stuck.Target}”", $"'{stuck.Target}' was not found.")
                    : new LocalText("ไม่มีการเรียก sendFileToNative…", "sendFileToNative… was not called."),
                stuck?.Target, download is not null ? Say.At(o, download) : Say.At(o, walked.Last!)));
        }

        var findings = calls.SelectMany(c => Problems(c).Select(p => Say.Found(Expected, p, c.Name, Say.At(o, c)))).ToList();
        return findings.Count > 0 ? Judgement.Failed(findings) : Judgement.Passed(new LocalText("ส่งไฟล์ผ่าน SDK ถูกต้อง", "The file was handed to the app as documented."));
    }

    private static IEnumerable<LocalText> Problems(PageEvent call)
    {
        var (content, name) = Arguments(call.Detail);
        if (!name.Contains('.', StringComparison.Ordinal) || !Allowed.Contains(name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant()))
        {
            yield return new LocalText($"นามสกุลของ “{name}” ไม่อยู่ในรายการที่อนุญาต", $"The extension of '{name}' is not an allowed one.");
        }

        if (call.Name == "sendFileToNativeWithUrl")
        {
            if (!content.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                yield return new LocalText("ที่อยู่ไฟล์ไม่ใช่ https", "The file's address is not https.");
            }
        }
        else if (content.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            yield return new LocalText("base64 มีส่วนนำหน้า data:", "The base64 begins with a data: prefix.");
        }
        else if (content.Length == 0 || !IsBase64(content))
        {
            yield return new LocalText("เนื้อหาไม่ใช่ base64", "The content is no base64.");
        }
    }

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[(text.Length * 3 / 4) + 3], out var length) && length > 0;

    private static (string Content, string Name) Arguments(string detail)
    {
        try
        {
            using var json = JsonDocument.Parse(detail);
            string At(int i) => json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.GetArrayLength() > i && json.RootElement[i].ValueKind == JsonValueKind.String ? json.RootElement[i].GetString()! : "";
            return (At(0), At(1));
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }
}

/// <summary>Scanning uses the app's scanner.</summary>
[Check("APP-05")]
internal sealed class ScansThroughApp : ICheck
{
    private static readonly LocalText Expected = new("การสแกนเรียก scanQrCode ของ SDK", "Scanning calls the SDK's scanQrCode");

    public Judgement Judge(CaseEvidence evidence)
    {
        var walked = Tools.Walked(evidence, Steps.ScanQrCode, evidence.Service.ScanQrCode, "scanQrCode");
        return walked.Judgement is not null ? walked.Judgement
            : walked.Observation!.Events.Any(e => e is { Kind: "sdk", Name: "scanQrCode" } && e.Step.StartsWith(Steps.ScanQrCode, StringComparison.Ordinal))
                ? Judgement.Passed(new LocalText("การสแกนเรียก scanQrCode", "Scanning called scanQrCode."))
                : Judgement.Failed(Say.Found(
                    Expected,
                    walked.Stuck is { } stuck ? new LocalText($"ไม่พบ “{stuck.Target}”", $"'{stuck.Target}' was not found.") : new LocalText("ไม่มีการเรียก scanQrCode", "scanQrCode was not called."),
                    walked.Last?.Target, Say.At(walked.Observation, walked.Last!)));
    }
}

/// <summary>Walks to what the app does for the page.</summary>
internal static class Tools
{
    public static (Judgement? Judgement, Observation? Observation, Visit? Stuck, Visit? Last) Walked(CaseEvidence evidence, string purpose, IReadOnlyList<JourneyStep> steps, string member)
    {
        var observation = evidence.Observations.FirstOrDefault(o => o.Visits.Any(v => v.Step.StartsWith(purpose, StringComparison.Ordinal) && !v.Step.EndsWith(Steps.Landing, StringComparison.Ordinal)));
        if (steps.Count == 0)
        {
            return (Judgement.CantTell(Cause.Configuration, new LocalText($"ไฟล์บริการประกาศ {member} แต่ไม่ได้ระบุขั้นตอน {member}:", $"The service file declares {member}, but has no steps under {member}:.")), null, null, null);
        }

        if (observation is null)
        {
            return (Judgement.CantTell(Cause.Service, new LocalText("ไม่ได้เข้าสู่ระบบ จึงไปไม่ถึงส่วนนี้", "Nobody was logged in, so this part was not reached.")), null, null, null);
        }

        var visits = observation.Visits.Where(v => v.Step.StartsWith(purpose, StringComparison.Ordinal)).ToList();
        return (null, observation, visits.FirstOrDefault(v => !v.Done), visits[^1]);
    }
}
