using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Rejudging;

namespace ConformanceHarness.Cli.Output;

/// <summary>What came of a retest, on the screen, and its exit code.</summary>
internal static class RetestSummary
{
    /// <summary>A submission that is not what was signed is not worth a visit.</summary>
    public static int Refused(Screen screen, string path, RejudgedBundle verified)
    {
        var problems = verified.Judged ? verified.Broken : verified.Report.Problems;
        screen.Problem(screen.Say($"✗ {path}: ชุดผลไม่สมบูรณ์ จึงไม่ทดสอบซ้ำ", $"✗ {path}: the submission is not intact, and is not tested again."), Ink.Red);
        foreach (var problem in problems)
        {
            screen.Problem($"    - [{problem.Code}] {(problem.Entry is null ? "" : problem.Entry + ": ")}{screen.Say(problem.Text)}");
        }

        screen.Problem(screen.Say($"  → ดูปัญหาทั้งหมดด้วย ./conformance verify {path}", $"  → ./conformance verify {path} tells all that is wrong."));
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = ExitCodes.BundleInvalidOrUntrusted, ["problems"] = new JsonArray([.. problems.Select(p => (JsonNode)new JsonObject { ["code"] = p.Code, ["entry"] = p.Entry, ["text"] = Messages.Node(p.Text) })]) });
        }

        return ExitCodes.BundleInvalidOrUntrusted;
    }

    public static int Write(Screen screen, RetestRecord record, RunOutcome outcome, string folder, IReadOnlyList<string> platformFaults)
    {
        var comparison = record.Comparison;
        var exit = platformFaults.Count > 0 ? ExitCodes.HarnessError : ExitOf(comparison);
        ComparisonTable.Write(screen, comparison, new("ชุดผลที่ส่งมา", "submission"), new("ทดสอบซ้ำ", "retest"));
        foreach (var problem in record.Problems)
        {
            screen.Line($"  - [{problem.Code}] {screen.Say(problem.Text)}", Ink.Yellow);
        }

        foreach (var fault in platformFaults)
        {
            screen.Line($"  ! {fault}", Ink.Red);
        }

        screen.Line(Path.Combine(folder, "comparison.html"));
        screen.Line(Path.Combine(folder, "comparison.json"));
        foreach (var bundle in record.Bundles)
        {
            screen.Line(Path.Combine(folder, bundle));
        }

        screen.Line(screen.Say($"รหัสออก {exit}", $"Exit code {exit}."));
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = exit, ["folder"] = folder, ["bundle"] = outcome.Bundle, ["retest"] = JsonNode.Parse(ComparisonJson.Write(record)) });
        }

        return exit;
    }

    public static int ExitOf(RunComparison comparison) =>
        comparison.Cases.Any(c => c.Reason == RetestReason.EvidenceNotCredible) ? ExitCodes.BundleInvalidOrUntrusted
        : comparison.Cases.Any(c => c is { Change: Change.Worse, Second.Outcome: Outcome.Failed }) ? ExitCodes.NotConformant
        : comparison.Cases.Any(c => c.Change is Change.Worse or Change.Different && c.Second!.Outcome is Outcome.CantTell or Outcome.Untested) ? ExitCodes.Incomplete
        : ExitCodes.Conformant;
}
