using System.Net;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>Rules for the addresses in a service file. Messages never repeat an address: it may hold credentials.</summary>
internal static class Addresses
{
    public static void CheckLandingUrl(string typed, Members members, Problems problems)
    {
        const string Name = "landingUrl";
        if (Absolute(typed, Uri.UriSchemeHttps, Name, new("ที่อยู่เต็มที่ขึ้นต้นด้วย https:// เช่น https://service.example.go.th/", "the whole address, beginning with https://, such as https://service.example.go.th/"), members, problems) is not { } address)
        {
            return;
        }

        if (address.Fragment.Length > 0 || typed.Contains('#', StringComparison.Ordinal))
        {
            problems.Add(
                members.LineOf(Name),
                new($"'{members.Path(Name)}' มีส่วน # (fragment)", $"'{members.Path(Name)}' has a fragment (#…)."),
                new("ลบตั้งแต่เครื่องหมาย # เป็นต้นไป", "Delete it from the # on."));
        }

        foreach (var name in address.Query.TrimStart('?').Split('&').Select(p => Uri.UnescapeDataString(p.Split('=')[0])))
        {
            if (name.Equals("appId", StringComparison.OrdinalIgnoreCase) || name.Equals("mToken", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(
                    members.LineOf(Name),
                    new($"'{members.Path(Name)}' มีพารามิเตอร์ {name} อยู่แล้ว", $"'{members.Path(Name)}' already holds the parameter {name}."),
                    new("ลบพารามิเตอร์นี้ ช่องทางเป็นผู้เติม appId และ mToken ทุกครั้งที่เข้าใช้", "Delete it: the channel adds appId and mToken at every entry."));
            }
        }
    }

    public static void CheckPlainHttpUrl(string typed, Members members, Problems problems) =>
        Absolute(typed, Uri.UriSchemeHttp, "plainHttpUrl", new("ที่อยู่เต็มที่ขึ้นต้นด้วย http://", "the whole address, beginning with http://"), members, problems);

    /// <summary>https anywhere; http only where nobody else can listen in.</summary>
    public static void CheckListen(string typed, Members members, Problems problems)
    {
        const string Name = "listen";
        var form = new LocalText("ที่อยู่ เช่น https://127.0.0.1:8444 (http ได้เฉพาะ 127.0.0.1 หรือ localhost)", "an address such as https://127.0.0.1:8444 (http on 127.0.0.1 or localhost only)");
        var scheme = typed.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        if (Absolute(typed, scheme, Name, form, members, problems) is not { } address)
        {
            return;
        }

        if (scheme == Uri.UriSchemeHttp && !IsLoopback(address))
        {
            problems.Add(
                members.LineOf(Name),
                new($"'{members.Path(Name)}' ใช้ http นอกเครื่องนี้ไม่ได้ เพราะรหัสลับจะส่งโดยไม่เข้ารหัส", $"'{members.Path(Name)}' is plain http beyond this machine: secrets would travel unencrypted."),
                new("ใช้ https:// หรือฟังที่ http://127.0.0.1", "Use https://, or listen on http://127.0.0.1."));
        }

        if (address.PathAndQuery != "/" || typed.Contains('#', StringComparison.Ordinal))
        {
            problems.Add(
                members.LineOf(Name),
                new($"'{members.Path(Name)}' มีเส้นทางต่อท้าย", $"'{members.Path(Name)}' has a path."),
                new("ระบุเฉพาะโฮสต์และพอร์ต", "Give host and port only."));
        }
    }

    /// <summary>The real gateway: https only, for credentials go there.</summary>
    public static void CheckGatewayBase(string typed, Members members, Problems problems)
    {
        const string Name = "baseAddress";
        if (Absolute(typed, Uri.UriSchemeHttps, Name, new("ที่อยู่ของ gateway เช่น https://api.egov.go.th", "the gateway's address, such as https://api.egov.go.th"), members, problems) is { } address
            && (address.PathAndQuery != "/" || typed.Contains('#', StringComparison.Ordinal)))
        {
            problems.Add(
                members.LineOf(Name),
                new($"'{members.Path(Name)}' มีเส้นทางต่อท้าย", $"'{members.Path(Name)}' has a path."),
                new("ระบุเฉพาะโฮสต์ เครื่องมือเติม /ws/… ให้เอง และส่วนสภาพแวดล้อมอยู่ใน environmentSegment", "Give the host only: the harness adds /ws/…, and the environment goes into environmentSegment."));
        }
    }

    private static bool IsLoopback(Uri address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static Uri? Absolute(string typed, string scheme, string name, LocalText form, Members members, Problems problems)
    {
        // The prefix is compared as typed: Uri also takes "https:host" and back slashes, which browsers and servers read differently.
        if (!typed.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase) || typed.Any(c => char.IsWhiteSpace(c) || c == '\\') || !Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            problems.Add(members.LineOf(name), new($"'{members.Path(name)}' ไม่ใช่ที่อยู่ {scheme} ที่สมบูรณ์", $"'{members.Path(name)}' is no absolute {scheme} address."), new($"ระบุ{form.Th}", $"Give {form.En}."));
            return null;
        }

        if (address.UserInfo.Length > 0)
        {
            problems.Add(
                members.LineOf(name),
                new($"'{members.Path(name)}' มีชื่อผู้ใช้หรือรหัสผ่านอยู่ในที่อยู่", $"'{members.Path(name)}' holds a user name or password."),
                new("ลบส่วนก่อนเครื่องหมาย @", "Delete what stands before the @."));
        }

        return address;
    }
}
