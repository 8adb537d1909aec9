using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Covering;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Output;

/// <summary>What <c>list --coverage</c> shows.</summary>
internal static class CoverageTable
{
    public static int Show(Screen screen, IReadOnlyList<Gap> gaps)
    {
        var unexplained = gaps.Count(g => g.Why is null);
        var exit = unexplained > 0 ? ExitCodes.NotConformant : ExitCodes.Conformant;
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject
            {
                ["exitCode"] = exit,
                ["unexplained"] = unexplained,
                ["gaps"] = new JsonArray([.. gaps.Select(g => (JsonNode)new JsonObject { ["kind"] = g.Kind.ToString(), ["subject"] = g.Subject, ["why"] = g.Why is null ? null : Messages.Node(g.Why) })]),
            });
        }

        foreach (var kind in gaps.GroupBy(g => g.Kind))
        {
            screen.Line(screen.Say(Heading(kind.Key)), Ink.Bold);
            foreach (var reason in kind.GroupBy(g => g.Why))
            {
                screen.Line(reason.Key is null ? screen.Say("  ✗ ไม่มีคำอธิบาย", "  ✗ nobody explains why") : "  " + screen.Say(reason.Key), reason.Key is null ? Ink.Red : Ink.Dim);
                screen.Line("    " + string.Join(", ", reason.Select(g => g.Subject)));
            }
        }

        screen.Line();
        screen.Line($"{gaps.Count} ช่องว่าง · ไม่มีคำอธิบาย {unexplained}", $"{gaps.Count} gaps, {unexplained} of them unexplained", unexplained > 0 ? Ink.Red : Ink.Green);
        return exit;
    }

    private static LocalText Heading(GapKind kind) => kind switch
    {
        GapKind.CaseWithoutCheck => new("กรณีทดสอบที่ไม่มีการตรวจ", "Cases without a check"),
        GapKind.CheckWithoutCase => new("การตรวจที่ไม่มีกรณีทดสอบใช้", "Checks without a case"),
        GapKind.CheckWithoutDefect => new("การตรวจที่ไม่มีข้อบกพร่องพิสูจน์", "Checks without a defect"),
        GapKind.CaseWithoutScenario => new("กรณีทดสอบที่ไม่มีสถานการณ์ทดสอบรองรับ", "Cases that no scenario serves"),
        _ => new("คำอธิบายที่ไม่จำเป็นแล้ว (Covering/ExplainedGaps.cs)", "Explanations that are no longer needed (Covering/ExplainedGaps.cs)"),
    };
}
