using System.Reflection;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase;

/// <summary>The built-in suite: DGA's Minimum Testcases as catalogue, scenarios and checks.</summary>
public static class MinimumTestcaseSuite
{
    /// <summary>The suite with its catalogue beside the assembly.</summary>
    public static Suite Load()
    {
        var assembly = typeof(MinimumTestcaseSuite).Assembly;
        return new Suite(
            assembly.GetName().Name!,
            Path.Combine(AppContext.BaseDirectory, "catalogue", "minimum-testcases.yaml"),
            MakeScenarios(),
            MakeChecks(assembly));
    }

    private static List<Scenario> MakeScenarios() =>
    [
        new TransportScenario(),
        new EntryScenario("entry", new LocalText("ประชาชนรายใหม่เข้าใช้งาน โหลดหน้าใหม่ และเข้าใช้งานอีกครั้ง", "A new citizen enters, reloads, and enters again"), PersonaKind.CombiningMarksMonthOnlyBirth, full: true),
        new EntryScenario("sparse", new LocalText("ประชาชนที่มีข้อมูลไม่ครบเข้าใช้งาน", "A citizen with sparse data enters"), PersonaKind.SparseYearOnlyBirth, full: false),
        new AnonymousScenario(),
        new ExpiredScenario(),
        new UnknownScenario(),
        new ForeignAppScenario(),
        new RefusalScenario("refused", new LocalText("gateway ปฏิเสธในรูปแบบต่าง ๆ", "The gateway refuses, in several shapes"), 15, false, GatewayConduct.RefusedResultNull, GatewayConduct.RefusedResultAbsent, GatewayConduct.RefusedResultEmpty, GatewayConduct.RefusedHttp400, GatewayConduct.RevokedToken),
        new RefusalScenario("gateway-5xx", new LocalText("gateway ตอบ 5xx", "The gateway answers 5xx"), 18, false, GatewayConduct.Http500, GatewayConduct.Http503),
        new RefusalScenario("gateway-silent", new LocalText("gateway ไม่ตอบ", "The gateway stays silent"), 33, true, GatewayConduct.Silent),
        new RefusalScenario("not-json", new LocalText("gateway ตอบข้อมูลที่ไม่ใช่ JSON ตามคู่มือ", "The gateway answers something that is not the documented JSON"), 15, false, GatewayConduct.NotJson, GatewayConduct.OtherJson, GatewayConduct.CutJson),
        new OpenIdConnectScenario(),
        new SecondCitizenScenario(),
        new TwoAtOnceScenario(),
        new MarkupScenario(),
        new TourScenario(),
        new JourneysScenario(),
        new OtherEngineScenario(),
        new JourneyTrialsScenario(),
        new PushFailsScenario(),
        new AttachmentsScenario(),
        new AppToolsScenario(),
        new KeyboardScenario(),
        new TwentyAtOnceScenario(),
        new LongNameScenario(),
        new SlowNetworkScenario(),
        new TroubleScenario("offline", new LocalText("เครือข่ายขาดระหว่างใช้งานแล้วกลับมา", "The network is lost in use and comes back"), _ => new NetworkConditions { Offline = true }),
        new TroubleScenario("server-failing", new LocalText("เซิร์ฟเวอร์ของระบบบริการล้มเหลวระหว่างใช้งานแล้วกลับมา", "The service's own server fails in use and comes back"), ofService => new NetworkConditions { Failing = ofService }, reload: true),
        new OutsideScenario(),
        new InstallationScenario(),
        new DocumentsScenario(),
    ];

    private static Dictionary<string, ICheck> MakeChecks(Assembly assembly)
    {
        var checks = new Dictionary<string, ICheck>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes().Where(t => t.GetCustomAttribute<CheckAttribute>() is not null))
        {
            // Add throws on a doubled id: two checks under one name would make a verdict depend on chance.
            checks.Add(type.GetCustomAttribute<CheckAttribute>()!.Id, (ICheck)Activator.CreateInstance(type, nonPublic: true)!);
        }

        return checks.Count > 0 ? checks : throw new InvalidOperationException("The suite has no checks.");
    }
}
