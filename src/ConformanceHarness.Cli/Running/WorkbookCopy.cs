using ConformanceHarness.Cli.Describing;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;
using ConformanceHarness.Reports;

namespace ConformanceHarness.Cli.Running;

/// <summary>Where the user's workbook with results goes: a copy beside it, or, only when told so, the workbook itself.</summary>
internal static class WorkbookCopy
{
    /// <summary>The mapping file that was named, else the one that <c>catalogue import</c> wrote beside the workbook, else none.</summary>
    public static string? Mapping(string workbook, string? named) => named ?? (File.Exists(MappingOf(workbook)) ? MappingOf(workbook) : null);

    public static string MappingOf(string workbook) => Beside(workbook, ".mapping.yaml");

    public static string CatalogueOf(string workbook) => Beside(workbook, ".catalogue.yaml");

    /// <summary>After a run: what can't be written is told, and never takes the run's result away. Null where nothing was written.</summary>
    public static string? Write(TestcaseWorkbook workbook, string results, bool inPlace, Screen screen)
    {
        try
        {
            return Write(workbook.Path, workbook.Original, File.ReadAllBytes(results), inPlace);
        }
        catch (ConfigurationException e)
        {
            screen.Problem("! " + screen.Say(e.Problem), Ink.Yellow);
            screen.Problem(screen.Say($"  → ผลอยู่ใน {results}", $"  → The results are in {results}"));
            return null;
        }
    }

    /// <param name="path">the user's workbook</param>
    /// <param name="original">its bytes as they were read</param>
    /// <param name="content">what is written</param>
    /// <param name="inPlace">over the workbook itself</param>
    /// <exception cref="ConfigurationException">it is open elsewhere, was changed meanwhile, or can't be written</exception>
    public static string Write(string path, byte[] original, byte[] content, bool inPlace)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!inPlace)
        {
            var copy = NewFile.Free(folder, Path.GetFileNameWithoutExtension(path) + "-results", ".xlsx");
            NewFile.Write(copy, content, overwrite: false);
            return copy;
        }

        // Excel and LibreOffice leave such a file beside a workbook as long as they have it open.
        foreach (var name in new[] { "~$" + Path.GetFileName(path), $".~lock.{Path.GetFileName(path)}#" })
        {
            if (File.Exists(Path.Combine(folder, name)))
            {
                throw new ConfigurationException(
                    new LocalText($"สมุดงานเปิดอยู่ในโปรแกรมอื่น ({name}) จึงไม่เขียนทับ", $"The workbook is open in another program ({name}): it is not written over."),
                    new LocalText("ปิดสมุดงานแล้วสั่งใหม่ หรือตัด --in-place ออก", "Close it and run the command again, or leave out --in-place."), path);
            }
        }

        try
        {
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(original))
            {
                throw new ConfigurationException(
                    new LocalText("สมุดงานถูกแก้ไขหลังจากที่อ่านแล้ว จึงไม่เขียนทับ", "The workbook was changed after it was read: it is not written over."),
                    new LocalText("ตัด --in-place ออกเพื่อเขียนลงสำเนา", "Leave out --in-place to write a copy."), path);
            }

            using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"เขียนสมุดงานไม่ได้: {e.Message}", $"The workbook can't be written: {e.Message}"),
                new LocalText("ปิดสมุดงานในโปรแกรมอื่น ตรวจสอบสิทธิ์ หรือตัด --in-place ออก", "Close it in other programs, check that you may write it, or leave out --in-place."), path, inner: e);
        }

        NewFile.Write(path, content, overwrite: true);
        return Path.GetFullPath(path);
    }

    private static string Beside(string workbook, string extension) =>
        Path.Combine(Path.GetDirectoryName(workbook) ?? "", Path.GetFileNameWithoutExtension(workbook) + extension);
}
