using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>A run that did not end, locked and looked through, to go on in its own folder. Nothing in the folder is changed until it does.</summary>
public sealed class ResumedRun : IDisposable
{
    private readonly FolderLock held;

    private ResumedRun(string folder, FolderLock held, RunNotes notes, RecordedEvidence evidence)
    {
        Folder = folder;
        this.held = held;
        Notes = notes;
        Evidence = evidence;
    }

    public string Folder { get; }

    internal RunNotes Notes { get; }

    internal RecordedEvidence Evidence { get; }

    /// <summary>The service file with which the run was begun.</summary>
    internal byte[] ServiceBytes => File.ReadAllBytes(Path.Combine(Folder, EntryNames.Service));

    /// <exception cref="ConfigurationException">it is not the folder of a run that can go on: finished, in use, damaged, or of another harness</exception>
    internal static ResumedRun Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
        {
            throw new ConfigurationException(
                new LocalText($"--resume {folder}: ไม่มีโฟลเดอร์นี้", $"--resume {folder}: there is no such folder."),
                new LocalText("ระบุโฟลเดอร์ของรอบทดสอบใน reports หรือไม่ระบุเพื่อใช้รอบล่าสุดที่ยังไม่เสร็จ", "Name a run's folder below reports/, or none for the newest run that has not ended."));
        }

        if (RunNotes.Read(folder) is not { Arguments: not null } notes)
        {
            throw new ConfigurationException(
                new LocalText($"--resume {folder}: ไม่มี {RunNotes.FileName} ที่ใช้ได้ จึงไม่ใช่รอบทดสอบที่เริ่มด้วย ./conformance run", $"--resume {folder}: there is no usable {RunNotes.FileName}: it is no run that ./conformance run began."),
                new LocalText("เริ่มรอบทดสอบใหม่", "Begin a new run."));
        }

        var held = FolderLock.Take(folder);
        try
        {
            RefuseFinished(folder);
            SameInputs.CheckHarness(folder, notes);
            return new ResumedRun(folder, held, notes, RecordedEvidence.Look(folder));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The newest run below <paramref name="reports"/> that has not ended and that nobody works on.</summary>
    /// <exception cref="ConfigurationException">there is none</exception>
    internal static ResumedRun Newest(string reports)
    {
        var unfinished = Directory.Exists(reports)
            ? Directory.EnumerateDirectories(reports).Where(f => !Path.GetFileName(f).StartsWith('.') && RunNotes.Read(f)?.Arguments is not null && Bundle(f) is null)
                .OrderByDescending(f => File.GetLastWriteTimeUtc(Path.Combine(f, RunNotes.FileName))).ThenByDescending(f => f, StringComparer.Ordinal).ToList()
            : [];
        foreach (var folder in unfinished)
        {
            if (FolderLock.IsFree(folder))
            {
                return Open(folder);
            }
        }

        throw new ConfigurationException(
            unfinished.Count == 0
                ? new LocalText($"--resume: ไม่มีรอบทดสอบที่ยังไม่เสร็จใน {reports}", $"--resume: there is no unfinished run below {reports}.")
                : new LocalText($"--resume: รอบที่ยังไม่เสร็จใน {reports} กำลังทำงานอยู่ในอีกโปรเซส", $"--resume: the unfinished run below {reports} is being worked on by another process."),
            new LocalText("ระบุโฟลเดอร์ (--resume FOLDER) หรือที่เก็บผลอื่น (--reports DIR)", "Name its folder (--resume FOLDER), or where results are kept (--reports DIR)."));
    }

    /// <summary>The scenarios whose record is not complete yet.</summary>
    internal IReadOnlyList<PlannedScenario> Missing(RunPlan plan) => [.. plan.Scenarios.Where(s => Notes.Observe?.Contains(s.Id) ?? true).Where(s => !Completeness.IsComplete(s, Evidence))];

    /// <summary>Where a built-in service listened.</summary>
    internal FixturePorts? Ports(Stage stage) => FixturePorts.Of(ServiceProfileReader.Read(ServiceBytes, Path.Combine(Folder, EntryNames.Service)).Target(stage));

    public void Dispose() => held.Dispose();

    private static string? Bundle(string folder) => Directory.EnumerateFiles(folder, "*.asice").Order(StringComparer.Ordinal).FirstOrDefault();

    private static void RefuseFinished(string folder)
    {
        if (Bundle(folder) is { } bundle)
        {
            throw new ConfigurationException(
                new LocalText($"รอบทดสอบนี้เสร็จแล้ว ชุดผลคือ {bundle}", $"This run has ended already; its bundle is {bundle}"),
                new LocalText($"ตรวจด้วย ./conformance verify \"{bundle}\" หรือทดสอบเฉพาะที่ไม่ผ่านด้วย ./conformance run --failed-from \"{bundle}\"", $"Check it with ./conformance verify \"{bundle}\", or repeat what did not pass with ./conformance run --failed-from \"{bundle}\""), folder);
        }
    }
}
