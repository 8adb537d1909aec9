using ConformanceHarness.Core;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>What had been done when a page was met, in words for whoever has to meet it again.</summary>
internal static class Situations
{
    private static readonly Dictionary<string, LocalText> All = new(StringComparer.Ordinal)
    {
        ["anonymous"] = new("เปิดโดยไม่มี appId และ mToken", "Opened without appId and mToken"),
        ["expired"] = new("เข้าด้วย mToken ที่หมดอายุ", "Entered with an expired mToken"),
        ["unknown"] = new("เข้าด้วย mToken ที่แพลตฟอร์มไม่ได้ออก", "Entered with an mToken that the platform never issued"),
        ["foreign-app"] = new("เข้าด้วย appId ของบริการอื่น", "Entered with another service's appId"),
        ["refused"] = new("gateway ปฏิเสธการแลก mToken", "The gateway refused the exchange"),
        ["gateway-5xx"] = new("gateway ตอบ 5xx", "The gateway answered 5xx"),
        ["gateway-silent"] = new("gateway ไม่ตอบ", "The gateway stayed silent"),
        ["not-json"] = new("gateway ตอบข้อมูลที่อ่านไม่ได้", "The gateway's answer was unreadable"),
        ["entry"] = new("เปิดที่อยู่เดิมในเบราว์เซอร์ที่สอง", "The same address opened in a second browser"),
        ["open-id-connect"] = new("กลับจาก Digital ID ด้วย state ที่ผิด ขาด ใช้แล้ว หรือของเบราว์เซอร์อื่น", "Came back from Digital ID with a state that is wrong, missing, used or another browser's"),
        ["markup"] = new("มีมาร์กอัปใน appId หรือ mToken", "Markup in appId or mToken"),
    };

    public static LocalText Of(string scenario) => All.GetValueOrDefault(scenario) ?? new LocalText(scenario, scenario);
}
