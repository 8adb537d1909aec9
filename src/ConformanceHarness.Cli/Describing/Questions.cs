using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Describing;

/// <summary>What <c>init</c> asks for, in the order in which a person knows the answers.</summary>
internal static class Questions
{
    /// <summary>A sub-service as it is typed: "certificate | ขอหนังสือรับรอง | Request a certificate".</summary>
    public const char Between = '|';

    /// <summary>Between several sub-services.</summary>
    public const char Next = ';';

    public static IReadOnlyList<Question> All { get; } =
    [
        new("id", new("รหัสสั้นของ e-Service ใช้ในชื่อไฟล์ (a-z 0-9 -) เช่น example-certificates", "Short id of the e-Service, for file names (a-z 0-9 -), such as example-certificates")),
        new("agency.th", new("ชื่อหน่วยงาน (ไทย)", "Agency, in Thai")),
        new("agency.en", new("ชื่อหน่วยงาน (อังกฤษ)", "Agency, in English")),
        new("category.th", new("หมวดหมู่ (ไทย) เช่น งานทะเบียนและหนังสือรับรอง", "Category, in Thai, such as งานทะเบียนและหนังสือรับรอง")),
        new("category.en", new("หมวดหมู่ (อังกฤษ)", "Category, in English, such as Registration and certificates")),
        new("name.th", new("ชื่อ e-Service (ไทย)", "Name of the e-Service, in Thai")),
        new("name.en", new("ชื่อ e-Service (อังกฤษ)", "Name of the e-Service, in English")),
        new("appId", new("appId ที่ DGA ออกให้ (UUID)", "appId that DGA issued (a UUID)")),
        new("channels", new("ช่องทางที่เปิดบริการ: app (แอปทางรัฐ), web (เว็บทางรัฐ), biz (Biz Portal)", "Channels: app (Tangrat app), web (Tangrat web), biz (Biz Portal)")) { Default = _ => "app, web" },
        new("uat.landingUrl", new("Landing URL ของ UAT (เว้นว่าง = ยังไม่มี)", "Landing URL at UAT (empty: none yet)")) { Optional = true },
        new("uat.login", new("วิธีเข้าสู่ระบบที่ UAT: mock, mint, proxy, assisted, device, none (docs/service-file.md)", "Login at UAT: mock, mint, proxy, assisted, device, none (docs/service-file.md)")) { Default = _ => "mock", Applies = Has("uat.landingUrl") },
        new("preproduction.landingUrl", new("Landing URL ของ Pre-Production (เว้นว่าง = ยังไม่มี)", "Landing URL at pre-production (empty: none yet)")) { Optional = true },
        new("preproduction.login", new("วิธีเข้าสู่ระบบที่ Pre-Production: device, none หรือ mock (ทดลองเท่านั้น)", "Login at pre-production: device, none, or mock (for a trial only)")) { Default = _ => "device", Applies = Has("preproduction.landingUrl") },
        new("production.landingUrl", new("Landing URL ของ Production สำหรับตรวจทุกคืน (เว้นว่าง = ยังไม่มี)", "Landing URL in production, for the nightly check (empty: none yet)"))
        {
            // With no other stage something has to be there; a file without any stage is refused.
            Optional = true, Default = a => a.GetValueOrDefault("preproduction.landingUrl"),
        },
        new("gateway.listen", new("ที่อยู่ที่เครื่องมือเปิดรับแทน gateway (back end ชี้มาที่นี่)", "Address where the harness listens in place of the gateway (the back end points here)")) { Default = _ => "https://127.0.0.1:8444", Applies = a => a.GetValueOrDefault("uat.login") is "mock" or "proxy" || a.GetValueOrDefault("preproduction.login") is "mock" },
        new("gateway.baseAddress", new("ที่อยู่ของ gateway จริงของ UAT", "Address of UAT's real gateway")) { Default = _ => "https://api.egov.go.th", Applies = a => a.GetValueOrDefault("uat.login") is "mint" or "proxy" },
        new("assisted.citizen", new("ข้อมูลประชาชนทดสอบ (JSON) อยู่ที่ใด: env:ชื่อตัวแปร หรือ file:ตำแหน่งไฟล์ (docs/service-file.md)", "Where the test citizen's data (JSON) is found: env:VARIABLE or file:PATH (docs/service-file.md)")) { Default = _ => "file:citizen.json", Applies = a => a.GetValueOrDefault("uat.login") is "assisted" },
        new("gateway.consumerKey", new("Consumer-Key อยู่ที่ใด: env:ชื่อตัวแปร หรือ file:ตำแหน่งไฟล์ (อย่าพิมพ์ค่าของรหัส)", "Where the Consumer-Key is found: env:VARIABLE or file:PATH (never the key itself)")) { Default = _ => "env:CONSUMER_KEY" },
        new("gateway.consumerSecret", new("ConsumerSecret อยู่ที่ใด: env:ชื่อตัวแปร หรือ file:ตำแหน่งไฟล์ (อย่าพิมพ์ค่าของรหัส)", "Where the ConsumerSecret is found: env:VARIABLE or file:PATH (never the secret itself)")) { Default = _ => "env:CONSUMER_SECRET" },
        new("subServices", new("งานบริการย่อย: รหัส | ชื่อไทย | ชื่ออังกฤษ (เว้นว่าง = ครบแล้ว)", "A sub-service: id | Thai name | English name (empty: that was all)")) { Optional = true, Several = true },
        new("features", new("สิ่งที่ระบบมี: notification, requestList, attachments, sendFile, scanQrCode (เว้นว่าง = ไม่มี)", "What the service has: notification, requestList, attachments, sendFile, scanQrCode (empty: none)")) { Optional = true },
        new("responsible.name", new("ชื่อผู้รับผิดชอบ (DOC-01 ต้องมี)", "Person responsible (DOC-01 asks for one)")) { Optional = true },
        new("responsible.email", new("อีเมลของผู้รับผิดชอบ", "Their e-mail address")) { Optional = true, Applies = Has("responsible.name") },
        new("responsible.phone", new("โทรศัพท์ของผู้รับผิดชอบ", "Their telephone number")) { Optional = true, Applies = Has("responsible.name") },
    ];

    private static Func<IReadOnlyDictionary<string, string>, bool> Has(string key) => answers => answers.GetValueOrDefault(key) is { Length: > 0 };
}
