using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Reports;

namespace ConformanceHarness.Cli.Running;

/// <summary>A workbook is compressed, so the scan of the bundle would not see into it: its parts are looked through before.</summary>
internal static class WorkbookSecrets
{
    /// <exception cref="SecretFoundException">the workbook holds one; the message names the part, never the secret</exception>
    public static void Refuse(byte[] workbook, IReadOnlyCollection<string> secrets)
    {
        if (Find(workbook, secrets) is { Count: > 0 } found)
        {
            throw new SecretFoundException([.. found.Select(name => $"{TestcaseWorkbook.EntryName} ({name})")]);
        }
    }

    /// <summary>Before the run: the user's workbook travels in the bundle as a whole.</summary>
    /// <exception cref="ConfigurationException">it holds a secret</exception>
    public static void RefuseOriginal(TestcaseWorkbook workbook, IReadOnlyCollection<string> secrets)
    {
        if (Find(workbook.Original, secrets) is { Count: > 0 } found)
        {
            var parts = string.Join(", ", found);
            throw new ConfigurationException(
                new LocalText($"สมุดงานมีค่าลับของไฟล์บริการอยู่ใน {parts} จึงนำเข้าชุดผลไม่ได้", $"The workbook holds a secret of the service file (in {parts}), so it can't become part of a bundle."),
                new LocalText("ลบค่าลับออกจากสมุดงาน และเปลี่ยนค่าลับนั้นหากเคยส่งไฟล์ให้ผู้อื่น", "Delete it from the workbook, and replace the secret if the file was ever passed on."), workbook.Path);
        }
    }

    private static List<string> Find(byte[] workbook, IReadOnlyCollection<string> secrets)
    {
        var scan = new SecretScan(secrets);
        var found = new List<string>();
        foreach (var (name, content) in TestcaseWorkbook.Parts(workbook))
        {
            var pass = scan.Begin();
            pass.Look(content);
            if (pass.Found)
            {
                found.Add(name);
            }
        }

        return found;
    }
}
