using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary><c>logins</c> and <c>openIdConnect</c>: by which protocol citizens enter from the web channels, and how the service is registered at the provider.</summary>
internal static class OpenIdConnectReader
{
    public static IReadOnlyDictionary<Channel, LoginProtocol> Logins(Members root, IReadOnlyList<Channel> channels, Problems problems)
    {
        var logins = new Dictionary<Channel, LoginProtocol>();
        if (root.Optional("logins") is not { } value || Members.Of(value, "logins", problems, [.. ServiceWords.WebChannels.Keys]) is not { } members)
        {
            return logins;
        }

        foreach (var (name, channel) in ServiceWords.WebChannels)
        {
            if (members.Optional(name) is null)
            {
                // What is said for one and not for the other would be judged as if it had been said.
                if (channels.Contains(channel))
                {
                    problems.Add(
                        members.Line,
                        new($"'logins' ไม่ได้ระบุช่องทาง {name}", $"'logins' does not name the channel {name}."),
                        new($"เพิ่ม {name}: openIdConnect หรือ {name}: mToken", $"Add {name}: openIdConnect, or {name}: mToken."));
                }

                continue;
            }

            if (members.RequiredChoice(name, CatalogueWords.Protocols) is not { } protocol)
            {
                continue;
            }

            logins[channel] = protocol;
            if (!channels.Contains(channel))
            {
                problems.Add(
                    members.LineOf(name),
                    new($"'logins.{name}': บริการไม่ได้เปิดในช่องทาง {name}", $"'logins.{name}': the service is not offered in the channel {name}."),
                    new($"เพิ่ม {name} ใน channels หรือลบบรรทัดนี้", $"Add {name} to 'channels', or delete the line."));
            }
        }

        return logins;
    }

    public static OpenIdConnectSettings? Read(Members root, IReadOnlyDictionary<Channel, LoginProtocol> logins, Problems problems)
    {
        var used = logins.Values.Contains(LoginProtocol.OpenIdConnect);
        if (root.Optional("openIdConnect") is not { } value)
        {
            if (used)
            {
                problems.Add(
                    root.LineOf("logins"),
                    new("'logins' ใช้ openIdConnect แต่ไม่มีหัวข้อ openIdConnect", "'logins' says openIdConnect, but there is no 'openIdConnect'."),
                    new("เพิ่มหัวข้อ openIdConnect: clientId, clientSecret, redirectUri", "Add 'openIdConnect' with clientId, clientSecret and redirectUri."));
            }

            return null;
        }

        if (!used)
        {
            problems.Add(
                root.LineOf("openIdConnect"),
                new("'openIdConnect' ไม่มีช่องทางใดใช้", "No channel uses 'openIdConnect'."),
                new("เขียน logins: { web: openIdConnect } หรือลบหัวข้อนี้", "Write logins: { web: openIdConnect }, or delete it."));
        }

        if (Members.Of(value, "openIdConnect", problems, ["listen", "issuer", "clientId", "clientSecret", "redirectUri", "postLogoutRedirectUrl", "start", "logout"]) is not { } members)
        {
            return null;
        }

        var listen = members.OptionalText("listen");
        if (listen is not null)
        {
            Addresses.CheckListen(listen, members, problems);
        }

        var issuer = members.OptionalText("issuer");
        if (issuer is not null)
        {
            Addresses.CheckHttps("issuer", issuer, members, problems);
        }

        var clientId = members.RequiredText("clientId");
        var secret = GatewayReader.Secret(members, "clientSecret", problems);
        var redirectUri = Address("redirectUri", members.RequiredText("redirectUri"), members, problems);
        var afterLogout = Address("postLogoutRedirectUrl", members.OptionalText("postLogoutRedirectUrl"), members, problems);
        var start = Steps("start", members, problems);
        var logout = Steps("logout", members, problems);
        if (clientId is null || secret is null || redirectUri is null)
        {
            return null;
        }

        var settings = new OpenIdConnectSettings { ClientId = clientId, ClientSecret = secret, RedirectUri = redirectUri };
        return settings with { Listen = listen ?? settings.Listen, Issuer = issuer?.TrimEnd('/'), PostLogoutRedirectUrl = afterLogout, Start = start, Logout = logout };
    }

    private static string? Address(string name, string? typed, Members members, Problems problems)
    {
        if (typed is not null && !(typed.StartsWith('/') && !typed.StartsWith("//", StringComparison.Ordinal)))
        {
            Addresses.CheckHttps(name, typed, members, problems);
        }

        return typed;
    }

    private static IReadOnlyList<JourneyStep> Steps(string name, Members members, Problems problems)
    {
        var steps = JourneyReader.Steps(members, name, problems);
        if (steps.Any(s => s.Kind is not (StepKind.Tap or StepKind.Confirm or StepKind.Open)))
        {
            problems.Add(
                members.LineOf(name),
                new($"'{members.Path(name)}' มีขั้นตอนที่ไม่ใช่ tap, confirm หรือ open", $"'{members.Path(name)}' holds a step other than tap, confirm and open."),
                new("ใช้เฉพาะ tap, confirm และ open", "Use tap, confirm and open only."));
        }

        if (steps.Any(s => s.Optional))
        {
            problems.Add(members.LineOf(name), new($"'{members.Path(name)}' มีขั้นตอนที่เป็น optional", $"'{members.Path(name)}' holds an optional step."), new("ลบ optional ขั้นตอนเข้าและออกจากระบบต้องทำทุกครั้ง", "Delete 'optional': the way in and the way out are the same every time."));
        }

        return steps;
    }
}
