using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Reports.Tests.Samples;

internal static class SampleRuns
{
    public const int NotBuilt = 60;

    /// <summary>Every outcome, cause and mark there is, and many cases that are not built.</summary>
    public static RunRecord Mixed(string evidenceFolder = "no-such-folder", string? screenshot = null, Func<string, string>? text = null) =>
        Fill(new SampleRun { EvidenceFolder = evidenceFolder, Text = text ?? (t => t), Filter = text is null ? null : "LAND" }, screenshot).Build();

    public static RunRecord Conformant()
    {
        var run = new SampleRun { Trial = false, Result = RunResult.Conformant };
        return run
            .Case("LAND-01", "ใบรับรองถูกต้อง", "The certificate is valid", Outcome.Passed)
            .Case("LAND-06", "แสดงผลเร็ว", "Fast to show", Outcome.Failed, Obligation.Should, Cause.Service)
            .Case("LAND-02", "http ธรรมดาไม่มีเนื้อหา", "Plain http gives no content", Outcome.Failed, cause: Cause.Service, waived: true)
            .Observed(run.Entry(Channel.App, 1))
            .Build();
    }

    /// <summary>Nothing planned, nothing judged.</summary>
    public static RunRecord Empty() => new SampleRun { Result = RunResult.Incomplete }.Build();

    private static SampleRun Fill(SampleRun run, string? screenshot)
    {
        var twice = run.Finding(
            "แลก mToken หนึ่งครั้งต่อการเข้าใช้งานหนึ่งครั้ง", "One exchange of the mToken for each entry",
            "เครื่องแม่ข่ายแลก mToken เดียวกัน 2 ครั้ง ห่างกัน 38 มิลลิวินาที", "The server exchanged the same mToken twice, 38 ms apart",
            "POST /ws/dga/czp/uat/v1/core/shield/data/deproc",
            new EvidenceReference("entry.app", 2, "gateway", "3"),
            new EvidenceReference("entry.app", 2, "snapshot", "reload"));
        var leak = run.Finding(
            "หน้าแจ้งข้อผิดพลาดเป็นภาษาไทย และไม่มีข้อมูลภายในของระบบ", "A worded error in Thai without internals",
            "หน้าแสดง System.NullReferenceException และชื่อเครื่อง db01.internal", "The page shows System.NullReferenceException and the host db01.internal",
            "https://eservice.example.go.th/api/login?appId=9f1c&mToken=‹mToken #1 9f3c›",
            new EvidenceReference("entry.app", 2, "exchange", "12", screenshot));
        run
            .Case("LAND-06", "องค์ประกอบใหญ่ที่สุดแสดงภายใน 2.5 วินาที และหน้าไม่เลื่อนเอง", "Largest contentful paint within 2.5 s, layout shift at most 0.1", Outcome.Failed, Obligation.Should, Cause.Service,
                fixer: "infrastructure",
                channels: [
                    new(Channel.App, Outcome.Failed, Cause.Service, false, [run.Finding("ไม่เกิน 2.5 วินาที", "At most 2.5 s", "3.8 วินาที (ค่ากลางของ 3 ครั้ง)", "3.8 s (median of 3)", "https://eservice.example.go.th/landing", new EvidenceReference("entry.app", 2, "visit", "1"))]),
                    new(Channel.Web, Outcome.Passed, null, false, [run.Finding(null, null, "1.2 วินาที", "1.2 s")]),
                ])
            .Case("AUTH-03", "แลก mToken เพียงครั้งเดียวต่อการเข้าใช้งาน", "Exactly one exchange of the mToken for each entry", Outcome.Failed, cause: Cause.Service,
                channels: [new(Channel.App, Outcome.Failed, Cause.Service, false, [twice]), new(Channel.Web, Outcome.Failed, Cause.Service, false, [twice])])
            .Case("AUTH-17", "ข้อความผิดพลาดเป็นภาษาไทย มีทางไปต่อ และไม่เปิดเผยข้อมูลภายใน", "Error states: Thai words, a way on, no internals", Outcome.Failed, cause: Cause.Service,
                channels: [new(Channel.App, Outcome.Failed, Cause.Service, false, [leak]), new(Channel.Web, Outcome.Passed, null, false, [run.Finding(null, null, "ดูหน้าข้อผิดพลาด 4 หน้า", "Looked at 4 error pages")])])
            .Case("LAND-02", "ที่อยู่เดียวกันแบบ http ธรรมดาไม่มีเนื้อหา", "The same address on plain http gives no content", Outcome.Failed, cause: Cause.Service, fixer: "infrastructure", waived: true)
            .Case("LAND-05", "หน้าแรกพร้อมใช้ภายใน 10 วินาที", "Settled within 10 s", Outcome.CantTell, cause: Cause.Environment, reason: run.Local("เครือข่ายระหว่างเครื่องทดสอบกับระบบบริการขาดหาย", "The network between the harness and the service was lost"))
            .Case("SEC-11", "กำหนด HSTS และ Content-Security-Policy", "HSTS and a Content-Security-Policy are set", Outcome.CantTell, Obligation.Should, Cause.Harness, reason: run.Local("เบราว์เซอร์ของเครื่องมือปิดตัวลง", "The harness's browser closed"))
            .Case("DATA-01", "ชื่อและเลขประจำตัวประชาชนตรงกับของแพลตฟอร์ม", "Names and citizen id equal the platform's", Outcome.Untested, cause: Cause.Service, waitsFor: ["AUTH-03"], reason: run.Local("รอให้ AUTH-03 ผ่านก่อน", "Waits for AUTH-03 to pass"))
            .Case("DATA-02", "วันเกิดที่ไม่ครบถ้วนแสดงอย่างเหมาะสม", "Partly known birth dates are shown sensibly", Outcome.Untested, cause: Cause.Service, waitsFor: ["AUTH-03"], reason: run.Local("รอให้ AUTH-03 ผ่านก่อน", "Waits for AUTH-03 to pass"))
            .Case("LAND-10", "ไม่มีโฆษณาหรือประกาศก่อนเข้าบริการ", "No advertisement before the service", Outcome.Untested, decision: Decision.Person, reason: run.Local("รอผู้ทดสอบยืนยัน", "Waits for a person"))
            .Case("A11Y-05", "โปรแกรมอ่านหน้าจออ่านตามลำดับที่เหมาะสม", "A screen reader reads it in a sensible order", Outcome.Passed, Obligation.Should, decision: Decision.Person, manual: true, reason: run.Local("ผู้ทดสอบยืนยันแล้ว", "Attested"))
            .Case("APP-04", "ส่งไฟล์ถึงประชาชนผ่าน SDK", "Files reach the citizen through the SDK", Outcome.Inapplicable, reason: run.Local("บริการไม่ได้แจ้งว่าใช้คุณลักษณะ files", "The service does not declare the feature files"))
            .Case("LAND-01", "ใบรับรอง TLS ถูกต้องและเชื่อถือได้", "The Landing URL's TLS is valid and trusted", Outcome.Passed,
                channels: [new(Channel.Any, Outcome.Passed, null, false, [run.Finding(null, null, "TLS 1.3 ห่วงโซ่ใบรับรองสมบูรณ์", "TLS 1.3, the chain is complete")])])
            .Case("LAND-04", "คำตอบสุดท้ายเป็น 2xx", "The final answer is 2xx", Outcome.Passed, flaky: true);
        for (var number = 1; number <= NotBuilt; number++)
        {
            var id = $"SVC-{number:00}";
            run.Case(id, $"กรณีทดสอบงานบริการย่อยที่ {number}", $"Sub-service case {number}", Outcome.Untested, number % 3 == 0 ? Obligation.Should : Obligation.Must, Cause.Harness, Decision.NotBuilt, reason: run.Local("ยังไม่มีวิธีทดสอบ", "Not built yet"));
        }

        return run
            .Observed(run.Entry(Channel.App, 1, ObservationEnd.HarnessFailed))
            .Observed(run.Entry(Channel.App, 2, screenshot: screenshot))
            .Observed(run.Entry(Channel.Web, 1, screenshot: screenshot));
    }
}
