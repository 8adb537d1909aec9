using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Running.Resubmitting;

namespace ConformanceHarness.Cli.Output;

/// <summary>What a resubmission takes over and what it repeats, before it does.</summary>
internal static class ResubmissionWords
{
    public static void Write(Screen screen, RunRequest request)
    {
        if (request.Earlier is not { } earlier)
        {
            return;
        }

        var resubmission = Resubmission.Of(earlier.Record, request, request.Only);
        var (again, all) = (resubmission.Observe.Count, resubmission.Plan.Scenarios.Count);
        screen.Line(
            $"ทดสอบซ้ำ {again} จาก {all} สถานการณ์ทดสอบ ที่เหลือรับต่อจาก {earlier.Path}",
            $"Observing {again} of {all} scenarios again; the rest is taken over from {earlier.Path}");
        if (resubmission.Repeated.Count > 0)
        {
            screen.Line($"  เพราะ {string.Join(", ", resubmission.Repeated)}", $"  because of {string.Join(", ", resubmission.Repeated)}");
        }

        if (resubmission.Moved)
        {
            screen.Line("  ไฟล์บริการระบุที่อยู่หรือวิธีเข้าใช้ใหม่ หลักฐานเดิมจึงใช้ไม่ได้", "  The service file names another address or another way in: nothing of before serves.", Ink.Yellow);
        }

        screen.Line();
    }
}
