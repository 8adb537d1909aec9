using ConformanceHarness.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace ConformanceHarness.Platform.Assisted;

/// <summary>A line that a tester gave → appId and mToken, or what is wrong with it. No message repeats the line: it holds an mToken.</summary>
public sealed class EntryReading(Uri landingUrl, string appId)
{
    public string AppId => appId;

    /// <summary>Exactly one of the two is set.</summary>
    public (string? MToken, LocalText? Problem) Read(string line)
    {
        var typed = line.Trim().Trim('"', '\'', '<', '>');
        if (typed.Length == 0)
        {
            return Wrong("บรรทัดว่าง วางที่อยู่เต็ม หรือพิมพ์ appId และ mToken คั่นด้วยช่องว่าง", "The line is empty: paste the whole address, or give appId and mToken with a space between.");
        }

        return typed.Contains("://", StringComparison.Ordinal) ? FromAddress(typed) : FromPair(typed.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries));
    }

    private (string? MToken, LocalText? Problem) FromAddress(string typed)
    {
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var address))
        {
            return Wrong("ที่อยู่ไม่ถูกรูปแบบ คัดลอกใหม่ทั้งบรรทัด", "The address is malformed: copy it anew, the whole of it.");
        }

        if (!address.Host.Equals(landingUrl.Host, StringComparison.OrdinalIgnoreCase) || address.Port != landingUrl.Port || address.Scheme != landingUrl.Scheme)
        {
            return Wrong($"ที่อยู่เป็นของ {address.GetLeftPart(UriPartial.Authority)} แต่ Landing URL ที่ทดสอบคือ {landingUrl.GetLeftPart(UriPartial.Authority)}", $"The address belongs to {address.GetLeftPart(UriPartial.Authority)}, and the Landing URL under test to {landingUrl.GetLeftPart(UriPartial.Authority)}.");
        }

        // Some channels put the pair behind a #, as routers of single pages do.
        var query = address.Query.Length > 1 ? address.Query : address.Fragment.Contains('?', StringComparison.Ordinal) ? address.Fragment[address.Fragment.IndexOf('?', StringComparison.Ordinal)..] : "";
        var values = QueryHelpers.ParseQuery(query);
        string? Value(string name) => values.FirstOrDefault(v => v.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value.ToString() is { Length: > 0 } value ? value : null;
        return (Value("appId"), Value("mToken")) switch
        {
            (null, null) => Wrong("ที่อยู่ไม่มีทั้ง appId และ mToken คัดลอกจากหน้าที่เพิ่งเปิด ก่อนที่บริการจะลบออก", "The address holds neither appId nor mToken: copy it as it is opened, before the service takes them away."),
            (null, _) => Wrong("ที่อยู่ไม่มี appId", "The address holds no appId."),
            (_, null) => Wrong("ที่อยู่ไม่มี mToken", "The address holds no mToken."),
            var (app, token) => Checked(app, token),
        };
    }

    private (string? MToken, LocalText? Problem) FromPair(string[] parts) => parts.Length == 2
        ? Checked(parts[0].Split('=')[^1], parts[1].Split('=')[^1])
        : Wrong($"ต้องมีสองค่า คือ appId และ mToken แต่พบ {parts.Length} ค่า", $"Two values are needed, appId and mToken, and there {(parts.Length == 1 ? "is 1" : $"are {parts.Length}")}.");

    private (string? MToken, LocalText? Problem) Checked(string app, string token)
    {
        if (!Guid.TryParse(app, out _))
        {
            return Wrong("appId ไม่ใช่ UUID", "The appId is no UUID.");
        }

        if (!app.Equals(appId, StringComparison.OrdinalIgnoreCase))
        {
            return Guid.TryParse(token, out _) && token.Equals(appId, StringComparison.OrdinalIgnoreCase)
                ? Wrong("appId กับ mToken สลับกัน พิมพ์ appId ก่อน", "appId and mToken are the wrong way round: the appId comes first.")
                : Wrong($"appId {app} ไม่ใช่ของบริการนี้ ({appId})", $"The appId {app} is not this service's ({appId}).");
        }

        return Guid.TryParse(token, out _) ? (token, null) : Wrong("mToken ไม่ใช่ UUID อาจคัดลอกมาไม่ครบ", "The mToken is no UUID: perhaps it was not copied whole.");
    }

    private static (string? MToken, LocalText? Problem) Wrong(string th, string en) => (null, new LocalText(th, en));
}
