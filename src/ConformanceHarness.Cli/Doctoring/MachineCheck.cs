using System.Diagnostics;
using System.Runtime.CompilerServices;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.WebDriver.WebKit;

namespace ConformanceHarness.Cli.Doctoring;

/// <summary>What every run needs of this machine.</summary>
internal static class MachineCheck
{
    private const long Needed = 500L << 20;

    public static async IAsyncEnumerable<Finding> RunAsync(string? browser, string? reports, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Finding.Ok("dotnet", new($".NET {Environment.Version}", $".NET {Environment.Version}"));
        yield return await BrowserAsync(browser, cancellationToken);
        if (BrowserFolder.TooLong is { } temporary)
        {
            yield return TooLong(temporary.Path, temporary.Bytes);
        }

        if (OperatingSystem.IsLinux())
        {
            yield return await FontAsync(cancellationToken);
            yield return WebKit();
        }

        var folder = Path.GetFullPath(reports ?? Home.Reports);
        yield return Writable("reports", folder);
        yield return Writable("state", Home.State);
        yield return Space(folder);
        yield return Authority();
    }

    private static async Task<Finding> BrowserAsync(string? named, CancellationToken cancellationToken)
    {
        var (path, missing) = await BrowserFinder.LookAsync(named, cancellationToken);
        if (missing is not null)
        {
            return new("browser", State.Problem, new($"ไม่พบเบราว์เซอร์ (ค้นหา: {missing})", $"There is no browser (looked for: {missing})."),
                new($"ติดตั้ง Chromium หรือ Google Chrome หรือระบุด้วย --browser-path หรือตัวแปร {BrowserFinder.Variable} (run จะติดตั้งให้เองหากทำได้)", $"Install Chromium or Google Chrome, or name one with --browser-path or {BrowserFinder.Variable} (run installs one itself where it can)."));
        }

        try
        {
            await using var driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = path }).WaitAsync(cancellationToken);
            var where = path ?? "Playwright";
            return Finding.Ok("browser", new($"เบราว์เซอร์ {where} รุ่น {driver.EngineVersion} เริ่มทำงานได้", $"Browser {where}, version {driver.EngineVersion}, starts"));
        }
        catch (DriverException e)
        {
            return new("browser", State.Problem, new("เบราว์เซอร์เริ่มทำงานไม่ได้: " + e.Message, e.Message),
                new("ลองเปิดเบราว์เซอร์ด้วยตนเอง หรือระบุตัวอื่นด้วย --browser-path", "Try to start it by hand, or name another one with --browser-path."));
        }
    }

    private static Finding WebKit() => WebKitInstallation.Find() is { } installed
        ? Finding.Ok("webkit", new($"มี WebKit ({installed.MiniBrowser})", $"There is a WebKit ({installed.MiniBrowser})"))
        : new("webkit", State.Warning,
            new("ไม่มี WebKit สำหรับเทียบกับ Chromium (APP-09)", "There is no WebKit to compare Chromium with (APP-09)."),
            new($"ติดตั้งด้วยคำสั่ง {DebianPackages.CommandLine(WebKitInstallation.Packages)} (run จะติดตั้งให้เองหากทำได้)", $"Install it: {DebianPackages.CommandLine(WebKitInstallation.Packages)} (run installs it itself where it can)."));

    private static Finding TooLong(string folder, int bytes) =>
        new("temporary", State.Warning,
            new($"ชื่อโฟลเดอร์ชั่วคราว {folder} ยาว {bytes} ไบต์ Chromium ตัวเต็มใช้ได้ไม่เกิน {BrowserFolder.LongestTemporary} ไบต์ จึงเริ่มทำงานไม่ได้ (headless shell ใช้ได้)", $"The path of the temporary folder {folder} has {bytes} bytes; with more than {BrowserFolder.LongestTemporary} the whole Chromium does not start (the headless shell does)."),
            new("กำหนดตัวแปร TMPDIR เป็นโฟลเดอร์ที่ชื่อสั้นกว่า เช่น /tmp", "Set TMPDIR to a folder with a shorter path, such as /tmp."));

    private static async Task<Finding> FontAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("fc-list", [":lang=th", "family"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var fonts = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync(cancellationToken);
            return fonts.Length > 0
                ? Finding.Ok("font", new($"มีฟอนต์ไทย ({fonts[0]})", $"There is a Thai font ({fonts[0]})"))
                : new("font", State.Warning, new("ไม่มีฟอนต์ไทย ภาพหน้าจอจะแสดงอักษรไทยเป็นช่องว่าง", "There is no Thai font: screenshots would show boxes."), new("ติดตั้งแพ็กเกจ fonts-thai-tlwg", "Install the package fonts-thai-tlwg."));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new("font", State.Warning, new("ตรวจฟอนต์ไทยไม่ได้ เพราะไม่มีคำสั่ง fc-list", "Thai fonts can't be looked for: there is no fc-list."), new("ติดตั้งแพ็กเกจ fontconfig และ fonts-thai-tlwg", "Install the packages fontconfig and fonts-thai-tlwg."));
        }
    }

    private static Finding Writable(string subject, string folder)
    {
        // Up to the first folder that is there: the doctor makes none.
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent && !File.Exists(existing))
        {
            existing = parent;
        }

        try
        {
            using (new FileStream(Path.Combine(existing, $".doctor-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return Finding.Ok(subject, new($"เขียนลง {folder} ได้", $"{folder} can be written"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(subject, State.Problem, new($"เขียนลง {folder} ไม่ได้: {e.Message}", $"{folder} can't be written: {e.Message}"),
                subject == "reports" ? new("เลือกที่เก็บอื่นด้วย --reports", "Choose another place with --reports.") : new("กำหนดตัวแปร CONFORMANCE_HOME เป็นโฟลเดอร์ที่เขียนได้", "Set CONFORMANCE_HOME to a folder that can be written."));
        }
    }

    private static Finding Space(string folder)
    {
        try
        {
            var free = new DriveInfo(Path.GetPathRoot(folder) is { Length: > 1 } root ? root : Closest(folder)).AvailableFreeSpace;
            return free >= Needed
                ? Finding.Ok("disk", new($"พื้นที่ว่าง {free >> 20} MB", $"{free >> 20} MB free"))
                : new("disk", State.Warning, new($"พื้นที่ว่างเหลือ {free >> 20} MB", $"Only {free >> 20} MB free"), new("ควรมีอย่างน้อย 500 MB", "Have at least 500 MB."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new("disk", State.Warning, new("ตรวจพื้นที่ว่างไม่ได้: " + e.Message, "Free space can't be told: " + e.Message), new("ควรมีอย่างน้อย 500 MB", "Have at least 500 MB."));
        }
    }

    private static string Closest(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        return folder;
    }

    private static Finding Authority()
    {
        var path = Path.Combine(Home.Authority, "ca.crt");
        if (!File.Exists(path))
        {
            return Finding.Ok("ca", new("ยังไม่มี CA ของเครื่องมือ จะสร้างเมื่อใช้ครั้งแรก", "The harness's CA is not there yet; the first run makes it"));
        }

        try
        {
            using var authority = LocalAuthority.Open(Home.Authority);
            return Finding.Ok("ca", new($"CA ของเครื่องมือ {path} ใช้ได้ถึง {authority.Authority.NotAfter:yyyy-MM-dd}", $"The harness's CA {path} is valid until {authority.Authority.NotAfter:yyyy-MM-dd}"));
        }
        catch (ConfigurationException e)
        {
            return Finding.Wrong("ca", e);
        }
    }
}
