using System.Globalization;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Reports.Inbox;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Inbox;

/// <summary><c>verify FOLDER</c>: all submissions of an inbox.</summary>
internal static class InboxRun
{
    /// <summary>The end of that day in Thailand, as a policy file has it.</summary>
    /// <exception cref="ConfigurationException">it is no day, or the policy file has deadlines of its own</exception>
    public static VerifyPolicy WithDeadline(VerifyPolicy policy, string? text)
    {
        if (text is null)
        {
            return policy;
        }

        if (policy.Deadlines.Count > 0)
        {
            throw new ConfigurationException(
                new LocalText($"--deadline {text}: ไฟล์เกณฑ์กำหนดวันสิ้นสุดไว้แล้ว", $"--deadline {text}: the policy file has deadlines of its own."),
                new LocalText("ตัด --deadline ออก หรือลบ deadlines จากไฟล์เกณฑ์", "Leave out --deadline, or take deadlines out of the policy file."));
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day == DateOnly.MaxValue)
        {
            throw new ConfigurationException(
                new LocalText($"--deadline {text}: ไม่ใช่วันที่", $"--deadline {text}: it is no day."),
                new LocalText("เขียนเป็น ค.ศ.-เดือน-วัน เช่น --deadline 2026-12-31 (สิ้นวันตามเวลาไทย)", "Write --deadline 2026-12-31 (the end of the day in Thailand)."));
        }

        var end = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).AddTicks(-1);
        return policy with { Deadlines = Enum.GetValues<Stage>().ToDictionary(s => s, _ => end) };
    }

    public static int Run(string folder, VerifyPolicy policy, bool allowTrial, string? html, Screen screen, CancellationToken cancel)
    {
        var files = InboxScan.Files(folder);
        if (files.Count == 0)
        {
            throw new ConfigurationException(
                new LocalText($"ไม่มีไฟล์ .asice ใน {folder}", $"There is no .asice file in {folder}."),
                new LocalText("ระบุโฟลเดอร์ที่เก็บชุดผลที่หน่วยงานส่ง", "Name the folder with the agencies' bundles."));
        }

        CheckTarget(html);
        screen.Line($"ตรวจสอบ {files.Count} ไฟล์ใน {folder}", $"Verifying {files.Count} files in {folder}");
        var progress = new InboxProgress(screen, files.Count);
        var inbox = new InboxScan(new BundleVerifier(new BundleJudge(MinimumTestcaseSuite.Load())), policy, allowTrial).Run(folder, files, progress.Done, cancel);
        progress.End();
        InboxTable.Show(screen, inbox);
        if (html is not null)
        {
            Write(html, inbox);
            screen.Line(Path.GetFullPath(html));
        }

        var stopped = inbox.Rows.Count < inbox.Total;
        var exit = stopped ? ExitCodes.Cancelled : inbox.AllAcceptable ? ExitCodes.Conformant : ExitCodes.BundleInvalidOrUntrusted;
        if (stopped)
        {
            screen.Problem(screen.Say($"ผู้ใช้ยกเลิก ตรวจสอบแล้ว {inbox.Rows.Count} จาก {inbox.Total} ไฟล์ (รหัสออก {exit})", $"Cancelled: {inbox.Rows.Count} of {inbox.Total} files were verified (exit code {exit})."), Ink.Yellow);
        }

        if (screen.Json)
        {
            Screen.WriteJson(InboxTable.Json(inbox, exit, html));
        }

        return exit;
    }

    /// <summary>Before the work, not after it.</summary>
    private static void CheckTarget(string? html)
    {
        if (html is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(html))))
        {
            throw Unwritable(html, new LocalText("ไม่มีโฟลเดอร์นี้", "there is no such folder"), null);
        }
    }

    private static void Write(string html, InboxReport inbox)
    {
        var part = html + ".part";
        try
        {
            using (var file = File.Create(part))
            {
                InboxPage.Write(inbox, TimeProvider.System.GetUtcNow(), file);
            }

            File.Move(part, html, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(html, new LocalText(e.Message, e.Message), e);
        }
    }

    private static ConfigurationException Unwritable(string html, LocalText why, Exception? inner) => new(
        new LocalText($"--html {html}: เขียนไม่ได้: {why.Th}", $"--html {html}: it can't be written: {why.En}"),
        new LocalText("เลือกไฟล์อื่น", "Choose another file."), inner: inner);
}
