using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Cli.Running;

/// <summary>The records of a run, from its folder or from its bundle; what was unpacked is gone when disposed.</summary>
internal sealed class OpenedRun : IDisposable
{
    private readonly UnpackedBundle? unpacked;

    private OpenedRun(UnpackedBundle? unpacked, string folder)
    {
        this.unpacked = unpacked;
        Folder = folder;
        Record = RunFolder.Read(folder);
    }

    public RunRecord Record { get; }

    public string Folder { get; }

    /// <exception cref="ConfigurationException">it is neither, or damaged</exception>
    public static OpenedRun Open(string path)
    {
        if (Directory.Exists(path))
        {
            return new OpenedRun(null, path);
        }

        if (!File.Exists(path))
        {
            throw new ConfigurationException(
                new LocalText($"ไม่พบ {path}", $"There is no {path}."),
                new LocalText("ระบุโฟลเดอร์ย่อยใน reports หรือไฟล์ .asice", "Name a folder below reports/, or an .asice file."));
        }

        var bundle = UnpackedBundle.Open(path);
        try
        {
            return new OpenedRun(bundle, bundle.Folder);
        }
        catch
        {
            bundle.Dispose();
            throw;
        }
    }

    public void Dispose() => unpacked?.Dispose();
}
