using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The journey can be done with the keyboard alone.</summary>
[Check("A11Y-04")]
internal sealed class KeyboardSuffices : JourneyCheck
{
    private static readonly LocalText Expected = new("ทำรายการจนเสร็จด้วยแป้นพิมพ์อย่างเดียว", "The journey is completed with the keyboard alone");

    protected override string Purpose => Steps.Keyboard;

    protected override LocalText Passing { get; } = new("ทำรายการจนเสร็จด้วยแป้นพิมพ์ได้ทุกงาน", "Every journey was completed with the keyboard alone.");

    protected override WalkResult Judge(CaseEvidence evidence, JourneyRun run)
    {
        if (run.ShownReferences.Count == 0 && run.Stuck is { } stuck)
        {
            var near = stuck.Candidates is { Count: > 0 } offered && offered.Any(c => c.EndsWith(" " + stuck.Target, StringComparison.Ordinal));
            return WalkResult.Bad(near
                ? Wrong(Expected, run, $"ไปไม่ถึง “{stuck.Target}” ด้วยปุ่ม Tab", $"'{stuck.Target}' can't be reached with the Tab key.", Say.At(run.Observation, stuck))
                : StuckAt(Expected, run, stuck));
        }

        return run.End is null ? WalkResult.CantTell("ไม่ได้เริ่มทำรายการ", "The journey was not begun.")
            : run.ShownReferences.Count > 0 ? WalkResult.Good
            : WalkResult.Bad(Wrong(Expected, run, "ทำรายการด้วยแป้นพิมพ์แล้วไม่ได้เลขอ้างอิง", "With the keyboard alone the journey gives no reference number."));
    }
}
