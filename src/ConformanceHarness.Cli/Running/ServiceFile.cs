using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>A service file that is only read: nothing of it is started or visited.</summary>
internal static class ServiceFile
{
    /// <param name="path">null for the reference service's</param>
    /// <exception cref="ConfigurationException">it isn't there</exception>
    /// <exception cref="ConfigurationProblemsException">something in it is wrong</exception>
    public static (ServiceProfile Profile, string Path) Read(string? path, Catalogue catalogue)
    {
        var file = path ?? Path.Combine(AppContext.BaseDirectory, "reference", "service.yaml");
        return File.Exists(file) ? (ServiceProfileReader.Read(File.ReadAllBytes(file), file, catalogue), file) : throw Missing(file);
    }

    public static ConfigurationException Missing(string path) => new(
        new LocalText($"ไม่พบไฟล์บริการ {path}", $"There is no service file {path}."),
        new LocalText("ตรวจตำแหน่งไฟล์ หรือดูวิธีเขียนใน docs/service-file.md", "Check the path; docs/service-file.md shows how to write one."));
}
