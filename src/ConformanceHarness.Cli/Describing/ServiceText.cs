using System.Text;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Describing;

/// <summary>Answers → a service file with remarks in Thai and English.</summary>
internal static class ServiceText
{
    private static readonly (string Name, string Words)[] Stages =
    [
        ("uat", "UAT (Checkpoint 3)"), ("preproduction", "Pre-Production (Checkpoint 4)"), ("production", "Production: ตรวจทุกคืนโดยไม่เข้าสู่ระบบ · nightly, without a login"),
    ];

    /// <param name="answers">by the questions' keys; what is not there is left out</param>
    /// <param name="schema">path of the schema for editors, relative to the file; null: none</param>
    public static string Of(IReadOnlyDictionary<string, string> answers, string? schema = null)
    {
        var text = new StringBuilder();
        string? Get(string key) => answers.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;
        void Line(string line = "") => text.Append(line).Append('\n');
        void Member(string indent, string name, string key)
        {
            if (Get(key) is { } value)
            {
                Line($"{indent}{name}: {YamlText.Of(value)}");
            }
        }

        void Local(string name) => Line($"  {name}: {{ th: {YamlText.Of(Get(name + ".th") ?? "")}, en: {YamlText.Of(Get(name + ".en") ?? "")} }}");

        if (schema is not null)
        {
            Line("# yaml-language-server: $schema=" + schema);
        }

        Line("# ไฟล์บริการ: ไม่มีรหัสลับในไฟล์นี้ คำอธิบายทุกค่าอยู่ใน docs/service-file.md");
        Line("# Service file: it holds no secrets. docs/service-file.md explains every member.");
        Line("service:");
        Line("  # ใช้ในชื่อไฟล์ผลการทดสอบ · used in the names of results");
        Member("  ", "id", "id");
        Local("agency");
        Local("category");
        Local("name");
        Line();
        Line("# งานบริการย่อยทั้งหมด ชื่อไทยตรงตามที่หน้าเว็บแสดง · all sub-services, named as the pages show them");
        Line("# บันทึกขั้นตอน (journey) ด้วย: ./conformance init --record --service <ไฟล์นี้> --sub-service <id>");
        Line("# Record a journey with:        ./conformance init --record --service <this file> --sub-service <id>");
        SubServices(Get("subServices"), Line);
        Line();
        Line("# ผู้รับผิดชอบ · the person responsible (DOC-01)");
        if (Get("responsible.name") is not null)
        {
            Line("responsible:");
            Member("  ", "name", "responsible.name");
            Member("  ", "email", "responsible.email");
            Member("  ", "phone", "responsible.phone");
        }
        else
        {
            Line("# responsible: { name: …, email: …, phone: … }");
        }

        Line();
        Line("# ที่ DGA ออกให้ · issued by DGA");
        Member("", "appId", "appId");
        Line($"channels: [{List(Get("channels"))}]");
        Line("# notification, requestList, attachments, sendFile, scanQrCode: ที่ประกาศไว้จะถูกทดสอบ · what is declared is tested");
        Line($"features: [{List(Get("features"))}]");
        Line();
        Line("stages:");
        foreach (var (name, words) in Stages.Where(s => Get(s.Name + ".landingUrl") is not null))
        {
            Line($"  # {words}");
            Line($"  {name}:");
            Member("    ", "landingUrl", name + ".landingUrl");
            Line($"    login: {YamlText.Of(Get(name + ".login") ?? "none")}");
            if (name == "uat")
            {
                Line("    # ใบรับรองของ CA ภายใน (ถ้ามี) · a CA of the agency's own, if there is one");
                Line("    # extraCa: certificates/agency-ca.pem");
            }
        }

        Line();
        Line("# โฮสต์อื่นของหน่วยงานเอง · further hosts of the agency's own");
        Line("# hosts: [static.example.go.th]");
        Line();
        Line("gateway:");
        if (Get("gateway.listen") is not null)
        {
            Line("  # ตั้งค่า back end ให้เรียก gateway ที่นี่ (docs/own-service.md) · the back end's gateway address");
            Member("  ", "listen", "gateway.listen");
        }

        if (Get("gateway.baseAddress") is not null)
        {
            Line("  # gateway จริงของ UAT (docs/real-gateway.md) · UAT's real gateway");
            Member("  ", "baseAddress", "gateway.baseAddress");
        }

        Line("  # บอกเพียงว่ารหัสอยู่ที่ใด · only where the secrets are found");
        Secret("consumerKey", Get("gateway.consumerKey"), Line);
        Secret("consumerSecret", Get("gateway.consumerSecret"), Line);
        if (Get("assisted.citizen") is { } citizen && Reference(citizen) is { } where)
        {
            Line();
            Line("# ประชาชนทดสอบที่ผู้ทดสอบป้อนรายการเข้าใช้ให้ · the test citizen whose entries a tester hands over");
            Line($"assisted: {{ citizen: {YamlText.Of(where)} }}");
        }

        Line();
        Line("# ส่งพร้อมบริการ ตรวจใน Pre-Production (DOC-02) · submitted beside the service, judged at pre-production");
        Line("# documents:");
        Line("#   shortDescription: { th: …, en: … }");
        Line("#   description: { th: …, en: … }");
        Line("#   icon: documents/icon.png");
        Line("#   screenshots: [documents/1.png]");
        return text.ToString();
    }

    /// <summary>"env:NAME" or "file:path"; null for anything else, which may be the secret itself.</summary>
    public static SecretReference? Reference(string typed) =>
        typed.StartsWith("env:", StringComparison.OrdinalIgnoreCase) ? new SecretReference(typed[4..].Trim(), null)
        : typed.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new SecretReference(null, typed[5..].Trim())
        : null;

    private static void Secret(string name, string? typed, Action<string> line)
    {
        if (typed is not null && Reference(typed) is { } reference)
        {
            line($"  {name}: {YamlText.Of(reference)}");
        }
    }

    private static void SubServices(string? typed, Action<string> line)
    {
        var items = (typed ?? "").Split(Questions.Next, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        line(items.Length == 0 ? "subServices: []" : "subServices:");
        foreach (var parts in items.Select(i => i.Split(Questions.Between, StringSplitOptions.TrimEntries)))
        {
            line($"  - id: {YamlText.Of(parts[0])}");
            line($"    name: {{ th: {YamlText.Of(parts.ElementAtOrDefault(1) ?? "")}, en: {YamlText.Of(parts.ElementAtOrDefault(2) ?? "")} }}");
        }
    }

    private static string List(string? typed) =>
        string.Join(", ", (typed ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(YamlText.Of));
}
