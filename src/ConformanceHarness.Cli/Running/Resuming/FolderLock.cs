using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>
/// A run's folder belongs to one process at a time. The system drops the lock with the process, however that ends; the file stays, because
/// deleting it could let two processes hold two files of one name.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = ".lock";
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <summary>True where nobody works in the folder at this moment.</summary>
    public static bool IsFree(string folder)
    {
        using var tried = Try(folder);
        return tried is not null;
    }

    /// <summary>Null where another process works in the folder.</summary>
    private static FolderLock? Try(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <exception cref="ConfigurationException">another process works in the folder</exception>
    public static FolderLock Take(string folder) => Try(folder) ?? throw new ConfigurationException(
        new LocalText("มีอีกโปรเซสกำลังทำงานกับรอบทดสอบนี้อยู่", "Another process is working on this run."),
        new LocalText("รอให้เสร็จก่อน หรือหยุดโปรเซสนั้นแล้วสั่งใหม่", "Wait until it has ended, or stop it, and run the command again."), folder);

    public void Dispose() => held.Dispose();
}
