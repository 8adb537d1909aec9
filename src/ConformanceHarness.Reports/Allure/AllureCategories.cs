namespace ConformanceHarness.Reports.Allure;

/// <summary>Sorts results by the tag with which every message begins: [must failed] and the like.</summary>
internal static class AllureCategories
{
    public static IReadOnlyList<AllureCategory> In(string language)
    {
        string Say(string th, string en) => language == "en" ? en : th;
        return
        [
            Of(Say("ไม่ผ่าน: กรณีบังคับ", "Failed: must"), "failed", "must failed"),
            Of(Say("ไม่ผ่าน: กรณีบังคับที่มีข้อยกเว้น", "Failed: must, waived"), "failed", "must failed, waived"),
            Of(Say("ไม่ผ่าน: กรณีควรมี", "Failed: should"), "failed", "should failed(, waived)?"),
            Of(Say("ตัดสินไม่ได้", "Cannot tell"), "broken", "(must|should) cantTell"),
            Of(Say("รอผู้ทดสอบยืนยัน", "Waiting for a person"), "skipped", "(must|should) person"),
            Of(Say("ยังไม่ได้ทดสอบ", "Untested"), "skipped", "(must|should) untested"),
            Of(Say("ไม่เกี่ยวข้อง", "Inapplicable"), "skipped", "(must|should) inapplicable"),
        ];
    }

    // [\s\S]: both generators match the whole message, one of them without a dot that matches line breaks.
    private static AllureCategory Of(string name, string status, string tag) => new(name, [status], @"^\[" + tag + @"\][\s\S]*$");
}
