using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary><c>stages</c>: where each stage's service is and how its citizens log in.</summary>
internal static class TargetReader
{
    public static IReadOnlyList<StageTarget> Read(Members root, Problems problems)
    {
        var targets = new List<StageTarget>();
        if (root.RequiredMembers("stages", [.. CatalogueWords.Stages.Keys]) is not { } stages)
        {
            return targets;
        }

        foreach (var (name, stage) in CatalogueWords.Stages)
        {
            if (stages.Optional(name) is { } value && Target(value, stage, stages.Path(name), problems) is { } target)
            {
                targets.Add(target);
            }
        }

        if (CatalogueWords.Stages.Keys.All(name => stages.Optional(name) is null))
        {
            problems.Add(
                root.LineOf("stages"),
                new("'stages' ไม่มีขั้นตอนใดเลย", "'stages' names no stage."),
                new("เพิ่มอย่างน้อยหนึ่งขั้นตอน: uat, preproduction, production", "Add at least one of uat, preproduction, production."));
        }

        return targets;
    }

    private static StageTarget? Target(YamlValue value, Stage stage, string path, Problems problems)
    {
        if (Members.Of(value, path, problems, ["landingUrl", "login", "plainHttpUrl", "extraCa", "standIn"]) is not { } members)
        {
            return null;
        }

        var landingUrl = members.RequiredText("landingUrl");
        if (landingUrl is not null)
        {
            Addresses.CheckLandingUrl(landingUrl, members, problems);
        }

        var login = members.RequiredChoice("login", ServiceWords.Logins);
        if (login is { } mode)
        {
            CheckLogin(mode, stage, members, problems);
        }

        var plainHttpUrl = members.OptionalText("plainHttpUrl");
        if (plainHttpUrl is not null)
        {
            Addresses.CheckPlainHttpUrl(plainHttpUrl, members, problems);
        }

        var extraCa = members.OptionalText("extraCa");
        if (members.Optional("extraCa") is not null && stage != Stage.Uat)
        {
            problems.Add(
                members.LineOf("extraCa"),
                new($"'{members.Path("extraCa")}' ใช้ได้เฉพาะใน uat", $"'{members.Path("extraCa")}' is allowed in uat only: citizens' devices don't trust such a CA."),
                new("ลบ extraCa และใช้ใบรับรองจาก CA สาธารณะ", "Delete it, and use a certificate of a public CA at this stage."));
        }

        return landingUrl is null || login is null ? null : new StageTarget(stage, landingUrl, login.Value, plainHttpUrl, extraCa, StandIn(members, stage, problems));
    }

    private static StandIn? StandIn(Members members, Stage stage, Problems problems)
    {
        if (members.Optional("standIn") is not { } value)
        {
            return null;
        }

        if (stage == Stage.Uat)
        {
            problems.Add(
                members.LineOf("standIn"),
                new($"'{members.Path("standIn")}' ใช้ใน uat ไม่ได้", $"'{members.Path("standIn")}' doesn't fit uat."),
                new("ใช้ extraCa สำหรับ CA ของหน่วยงานใน uat", "Use extraCa for the agency's own CA in uat."));
            return null;
        }

        var given = Members.Of(value, members.Path("standIn"), problems, ["authority", "https", "http"]);
        var authority = given?.RequiredText("authority");
        var https = given?.RequiredText("https");
        var http = given?.RequiredText("http");
        foreach (var (name, address) in new[] { ("https", https), ("http", http) })
        {
            if (address is not null && !(System.Net.IPEndPoint.TryParse(address, out var parsed) && parsed.Port > 0))
            {
                problems.Add(
                    given!.LineOf(name),
                    new($"'{given.Path(name)}': '{Problems.Shown(address)}' ไม่ใช่ที่อยู่ IP และพอร์ต", $"'{given.Path(name)}': '{Problems.Shown(address)}' is no IP address with a port."),
                    new("เขียนเช่น 127.0.0.1:7443", "Write it as 127.0.0.1:7443."));
            }
        }

        return authority is null || https is null || http is null ? null : new StandIn(authority, https, http);
    }

    private static void CheckLogin(LoginMode login, Stage stage, Members members, Problems problems)
    {
        LoginMode[] fitting = stage switch
        {
            Stage.Uat => [LoginMode.Mock, LoginMode.Mint, LoginMode.Proxy, LoginMode.Device, LoginMode.Assisted, LoginMode.None],
            // A mocked login lets the stage be tried; no official bundle rests on one (RecordProblems.MockedLogin).
            Stage.Preproduction => [LoginMode.Device, LoginMode.None, LoginMode.Mock],
            _ => [LoginMode.None],
        };
        if (fitting.Contains(login))
        {
            return;
        }

        var typed = ServiceWords.Logins.Single(l => l.Value == login).Key;
        var allowed = string.Join(", ", ServiceWords.Logins.Where(l => fitting.Contains(l.Value)).Select(l => l.Key));
        problems.Add(
            members.LineOf("login"),
            new($"'{members.Path("login")}': ใช้ '{typed}' ในขั้นตอนนี้ไม่ได้", $"'{members.Path("login")}': '{typed}' doesn't fit this stage."),
            new($"ใช้ได้เฉพาะ: {allowed}", $"Allowed here: {allowed}."));
    }
}
