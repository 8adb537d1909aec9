using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Cli.Running;

/// <summary>A bundle's records in a temporary folder, gone when disposed.</summary>
internal sealed class UnpackedBundle : IDisposable
{
    private UnpackedBundle(string folder) => Folder = folder;

    public string Folder { get; }

    /// <exception cref="ConfigurationException">it is no sound container: nothing of it was unpacked</exception>
    public static UnpackedBundle Open(string path)
    {
        using var bundle = BundleReader.Open(path);
        if (bundle.Problems.Count > 0 || bundle.Entries.Count == 0)
        {
            throw Refused(path, bundle.Problems.Count > 0 ? bundle.Problems[0].Text : new LocalText("ไฟล์ว่าง", "It is empty."));
        }

        var unpacked = new UnpackedBundle(Directory.CreateTempSubdirectory("conformance-report-").FullName);
        try
        {
            // Names were checked by the reader: plain relative paths that mean the same file everywhere.
            foreach (var entry in bundle.Entries.Where(e => !e.Name.EndsWith('/')))
            {
                var target = Path.Combine(unpacked.Folder, entry.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using var content = bundle.OpenEntry(entry);
                using var file = File.Create(target);
                content.CopyTo(file);
            }

            return unpacked;
        }
        catch (Exception e)
        {
            unpacked.Dispose();
            throw e is InvalidDataException ? Refused(path, new LocalText(e.Message, e.Message)) : e;
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static ConfigurationException Refused(string path, LocalText why) => new(
        new LocalText("ไฟล์นี้ไม่ใช่ชุดผลการทดสอบที่สมบูรณ์: " + why.Th, "It is no sound bundle: " + why.En),
        new LocalText($"ดูปัญหาทั้งหมดด้วย ./conformance verify {path}", $"./conformance verify {path} tells all that is wrong."), path);
}
