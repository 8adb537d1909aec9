using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Output;

/// <summary>What a run is going to do, before it does it.</summary>
internal static class RunIntroduction
{
    public static void Write(Screen screen, RunRequest request, string? serviceFile)
    {
        var plan = RunEngine.Plan(request);
        var target = request.Service.Target(request.Stage)!;
        var open = plan.Cases.Where(c => c.Decided is null).ToList();
        var people = open.Count(c => c.AsksPerson && request.Service.Answer(c.Case, request.Stage) is null);
        screen.Line($"{screen.Say(request.Service.Name)} · {screen.Say(request.Service.Agency)}", Ink.Bold);
        screen.Line(serviceFile is null
            ? screen.Say("  ระบบบริการอ้างอิงที่มากับเครื่องมือ (ใช้ --service FILE เพื่อทดสอบระบบของท่าน)", "  The embedded reference service (--service FILE tests your own)")
            : screen.Say($"  ไฟล์บริการ {serviceFile}", $"  Service file {serviceFile}"));
        screen.Line($"  Landing URL {target.LandingUrl}");
        screen.Line($"  {screen.Say(ReportWords.Of(plan.Stage))} · {string.Join(", ", plan.Channels.Select(c => screen.Say(ReportWords.Of(c))))}{(plan.Filter is null ? "" : " · " + plan.Filter)}");
        screen.Line(
            $"  กรณีทดสอบ {plan.Cases.Count} กรณี ตัดสินด้วยหลักฐานจาก {plan.Scenarios.Count} สถานการณ์ทดสอบ · รอการยืนยันจากคน {people} กรณี",
            $"  {plan.Cases.Count} cases, judged from {plan.Scenarios.Count} scenarios; {people} wait for a person");
        if (people > 0)
        {
            var file = serviceFile is null ? "" : $" --service {serviceFile}";
            var stage = request.Stage == Stage.Uat ? "" : " --stage " + request.Stage.ToString().ToLowerInvariant();
            screen.Line($"  บันทึกคำตอบด้วย ./conformance attest{file}{stage}", $"  ./conformance attest{file}{stage} asks for them", Ink.Blue);
        }

        if (request.Stage == Stage.Production)
        {
            screen.Line("  อ่านอย่างเดียว: เบราว์เซอร์ส่งคำขอที่เปลี่ยนข้อมูลไม่ได้ นอกจากที่หน้าเว็บส่งเองขณะโหลด", "  Read-only: no request that can change data leaves the browser, except what a page sends itself while it loads");
        }

        if (request.Stage == Stage.Preproduction && target.Login == LoginMode.Mock)
        {
            screen.Line("  การเข้าสู่ระบบจำลอง: ผลนี้ใช้ทดลองเท่านั้น ไม่เป็นทางการ", "  The login is mocked: this run is a trial, and no official bundle can come of it", Ink.Yellow);
        }

        if (target.Login == LoginMode.Assisted)
        {
            var wanted = plan.Scenarios.Sum(p => request.Suite.Scenarios.First(s => s.Name == p.Scenario).Entries(request.Service));
            screen.Line($"  รอบทดสอบนี้จะขอรายการเข้าใช้จากผู้ทดสอบ {wanted} รายการ ทีละรายการ", $"  This run will ask the tester for {wanted} entries, one at a time", Ink.Yellow);
            screen.Line("  ข้อมูลของประชาชนทดสอบจะอยู่ในหลักฐานตามที่หน้าเว็บแสดง ใช้เฉพาะบัญชีทดสอบของ UAT", "  The test citizen's data stands in the evidence as the pages show it: use an account that is there for testing only", Ink.Yellow);
        }

        if (target.Login == LoginMode.Mint)
        {
            screen.Line($"  ข้อมูลทดสอบสร้างโดย gateway จริง {request.GatewayAddress} กรณีที่ต้องเห็นการเรียก gateway ของระบบหลังบ้านจะยังไม่ได้ทดสอบ (ใช้ login: proxy)", $"  The real gateway {request.GatewayAddress} mints the entries. Cases that must see the back end's calls stay untested (login: proxy sees them)", Ink.Blue);
        }

        if (serviceFile is not null && target.Login is LoginMode.Mock or LoginMode.Proxy)
        {
            screen.Line(
                $"  ตั้งให้ระบบหลังบ้านเรียก gateway ที่ {request.GatewayAddress} (CA: {Path.Combine(Home.Authority, "ca.crt")})",
                $"  The back end must call the gateway at {request.GatewayAddress} (CA: {Path.Combine(Home.Authority, "ca.crt")})", Ink.Blue);
        }

        if (request.CitizenSeed is { } seed)
        {
            screen.Line($"  ข้อมูลประชาชนสมมติชุดใหม่ (ใช้ --seed {seed} เพื่อสร้างชุดเดิมอีกครั้ง)", $"  Citizens made up anew (--seed {seed} makes the same again)");
        }

        screen.Line();
    }
}
