using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>
/// A run goes on only with what it was begun with: otherwise one half of its evidence would be of another service file, another catalogue
/// or another harness, and nobody could tell.
/// </summary>
internal static class SameInputs
{
    public static void CheckHarness(string folder, RunNotes notes)
    {
        var differing = new List<LocalText>();
        if (notes.HarnessVersion != RunEngine.HarnessVersion)
        {
            differing.Add(new($"รุ่นของเครื่องมือ: เริ่มด้วย {notes.HarnessVersion} ขณะนี้คือ {RunEngine.HarnessVersion}", $"the harness: it was begun with {notes.HarnessVersion}, this is {RunEngine.HarnessVersion}"));
        }

        var suite = MinimumTestcaseSuite.Load();
        if (notes.Suites.GetValueOrDefault(suite.Id) != SuiteFacts.Digest(suite))
        {
            differing.Add(new($"ชุดการตรวจ {suite.Id} ไม่ใช่ฉบับเดิม", $"the suite {suite.Id} is another build"));
        }

        Refuse(folder, differing, new("ใช้เครื่องมือรุ่นเดิม หรือเริ่มรอบทดสอบใหม่", "Use the harness that began it, or begin a new run."));
    }

    /// <param name="serviceFile">as the user named it; null for a built-in service</param>
    public static void CheckFiles(ResumedRun run, string? serviceFile, byte[] service, byte[] catalogue)
    {
        var differing = new List<LocalText>();
        var copy = Path.Combine(run.Folder, EntryNames.Service);
        if (!service.AsSpan().SequenceEqual(run.ServiceBytes))
        {
            differing.Add(new($"ไฟล์บริการ {serviceFile} ถูกแก้ไขแล้ว ฉบับที่ใช้เริ่มคือ {copy}", $"the service file {serviceFile}: the run was begun with {copy}"));
        }

        var kept = Path.Combine(run.Folder, "catalogue");
        if (!Directory.Exists(kept) || !Directory.EnumerateFiles(kept).Any(f => catalogue.AsSpan().SequenceEqual(File.ReadAllBytes(f))))
        {
            differing.Add(new($"รายการกรณีทดสอบไม่ใช่ฉบับที่ใช้เริ่ม ({kept})", $"the catalogue is not the one it was begun with ({kept})"));
        }

        Refuse(run.Folder, differing, new("ใส่ไฟล์ฉบับเดิมกลับคืน หรือเริ่มรอบทดสอบใหม่ด้วย ./conformance run", "Put back what it was begun with, or begin a new run with ./conformance run."));
    }

    /// <exception cref="ConfigurationException">the plan is not the one the run was begun with</exception>
    public static void CheckPlan(ResumedRun run, RunPlan plan)
    {
        var kept = Path.Combine(run.Folder, EntryNames.Plan);
        if (!File.Exists(kept) || !RecordJson.Write(plan).AsSpan().SequenceEqual(File.ReadAllBytes(kept)))
        {
            Refuse(run.Folder, [new($"แผนไม่ใช่แผนที่ใช้เริ่ม ({kept})", $"the plan is not the one it was begun with ({kept})")], new("เริ่มรอบทดสอบใหม่", "Begin a new run."));
        }
    }

    /// <param name="digest">of the bundle that the run's command line names; null where it names none</param>
    public static void CheckEarlier(ResumedRun run, string? digest)
    {
        var takeovers = LedgerRounds.Takeovers(run.Evidence.Lines);
        if (takeovers is [.., var last])
        {
            var differing = new List<LocalText>();
            if (last.PreviousBundle != digest)
            {
                differing.Add(new("ชุดผลครั้งก่อน (--failed-from) ไม่ใช่ไฟล์เดิม", "the earlier bundle (--failed-from) is another file"));
            }

            if (run.Evidence.Lost.Where(l => l.Line.Number < last.Line.Number).Select(l => l.ToString()).ToList() is { Count: > 0 } lost)
            {
                differing.Add(new("หลักฐานที่รับต่อมาเสียหาย: " + string.Join(", ", lost), "evidence that was taken over is damaged: " + string.Join(", ", lost)));
            }

            Refuse(run.Folder, differing, new("เริ่มใหม่ด้วย ./conformance run --failed-from", "Begin again with ./conformance run --failed-from."));
        }
    }

    private static void Refuse(string folder, List<LocalText> differing, LocalText next)
    {
        if (differing.Count > 0)
        {
            throw new ConfigurationException(
                new LocalText("ทดสอบต่อไม่ได้ เพราะสิ่งที่ใช้ทดสอบเปลี่ยนไป: " + string.Join("; ", differing.Select(d => d.Th)), "It can't go on, because these are not the same: " + string.Join("; ", differing.Select(d => d.En))),
                next, folder);
        }
    }
}
