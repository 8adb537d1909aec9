using System.Runtime.CompilerServices;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Appium;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Doctoring;

/// <summary>Whether the Appium server that a run would use answers, and has the driver that it needs.</summary>
internal static class AppiumCheck
{
    // What a service is looked at with here: the app on either system, and a browser.
    private static readonly string[] Drivers = ["UiAutomator2", "XCUITest", "Chromium"];

    public static async IAsyncEnumerable<Finding> RunAsync(string? named, string? serviceFile, Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var service = Service(serviceFile);
        var device = service?.Target(stage)?.Login == LoginMode.Device ? service.Device : null;
        if (service is not null && service.Target(stage)?.Login == LoginMode.Device && device is null)
        {
            yield return new("device", State.Problem,
                new($"ขั้นนี้ใช้ login: device แต่ {serviceFile} ไม่มีหัวข้อ device", $"The stage's login is device, and {serviceFile} has no 'device' section."),
                new("เพิ่มหัวข้อ device ตาม docs/device.md", "Add one as docs/device.md shows."), ExitCodes.UsageOrConfiguration);
        }

        if ((named ?? device?.Appium) is not { } typed)
        {
            yield break;
        }

        if (!Uri.TryCreate(typed, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            yield return new("appium", State.Problem, new($"--appium {typed} ไม่ใช่ที่อยู่ http(s)", $"--appium {typed} is no http(s) address."), new("เขียนเช่น http://127.0.0.1:4723", "Write it as http://127.0.0.1:4723."), ExitCodes.UsageOrConfiguration);
            yield break;
        }

        var (status, failed) = await StatusAsync(server, cancellationToken);
        yield return failed ?? Said(server, status!);
        if (status is { Version: not null, Ready: true })
        {
            yield return await DriversAsync(server, device, cancellationToken);
        }
    }

    /// <summary>What is wrong with the file was said before.</summary>
    private static ServiceProfile? Service(string? file)
    {
        try
        {
            return file is null ? null : ServiceFile.Read(file, RunSetup.ReadCatalogue(MinimumTestcaseSuite.Load()).Catalogue).Profile;
        }
        catch (Exception e) when (e is ConfigurationException or ConfigurationProblemsException)
        {
            return null;
        }
    }

    private static async Task<(AppiumStatus? Status, Finding? Failed)> StatusAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            return (await AppiumServer.StatusAsync(server, cancellationToken), null);
        }
        catch (DriverException e)
        {
            return (null, new("appium", State.Problem, new("ติดต่อเซิร์ฟเวอร์ Appium ไม่ได้: " + e.Message, e.Message),
                new("เริ่มเซิร์ฟเวอร์ด้วยคำสั่ง appium แล้วระบุที่อยู่ที่แสดงเมื่อเริ่มทำงาน รวม base path หากกำหนดไว้", "Start one with the command 'appium', and give the address that it prints, with its base path if it has one.")));
        }
    }

    private static Finding Said(Uri server, AppiumStatus status) =>
        status.Version is null ? new("appium", State.Warning,
            new($"{server} ตอบแบบ WebDriver แต่ไม่ได้บอกรุ่นของ Appium ({status.Said})", $"{server} answers as a WebDriver server does, without Appium's version ({status.Said})."),
            new("ตรวจว่าเป็นเซิร์ฟเวอร์ Appium รุ่น 2 ขึ้นไป", "Make sure that it is an Appium server, version 2 or later."))
        : !status.Ready ? new("appium", State.Problem,
            new($"เซิร์ฟเวอร์ Appium {status.Version} ที่ {server} ยังไม่พร้อม: {status.Said}", $"The Appium server {status.Version} at {server} takes no session: {status.Said}"),
            new("รอสักครู่หรือเริ่มเซิร์ฟเวอร์ใหม่", "Wait a moment, or start it anew."))
        : Finding.Ok("appium", new($"เซิร์ฟเวอร์ Appium {status.Version} ที่ {server} พร้อม", $"The Appium server {status.Version} at {server} is ready"));

    private static async Task<Finding> DriversAsync(Uri server, DeviceSettings? device, CancellationToken cancellationToken)
    {
        try
        {
            var there = new List<string>();
            foreach (var driver in Drivers)
            {
                if (await AppiumServer.HasDriverAsync(server, driver, cancellationToken))
                {
                    there.Add(driver);
                }
            }

            var needed = device is null ? null : AppiumOptions.AutomationOf(device.Platform);
            var list = there.Count == 0 ? "-" : string.Join(", ", there);
            return (needed is null ? there.Count > 0 : there.Contains(needed))
                ? Finding.Ok("appium driver", new($"ไดรเวอร์ที่ติดตั้งแล้ว: {list}", $"Drivers installed there: {list}"))
                : new("appium driver", State.Problem,
                    new($"ไม่มีไดรเวอร์ {needed ?? string.Join(" / ", Drivers)} (มี: {list})", $"There is no driver {needed ?? string.Join(" or ", Drivers)} (there: {list})."),
                    new($"ติดตั้งบนเครื่องของเซิร์ฟเวอร์: appium driver install {(needed ?? "UiAutomator2").ToLowerInvariant()} แล้วเริ่มเซิร์ฟเวอร์ใหม่", $"On the server's machine: appium driver install {(needed ?? "UiAutomator2").ToLowerInvariant()}, then start the server anew."));
        }
        catch (DriverException e)
        {
            return new("appium driver", State.Problem, new("เซิร์ฟเวอร์ Appium ขัดข้อง: " + e.Message, e.Message), new("เริ่มเซิร์ฟเวอร์ใหม่แล้วตรวจอีกครั้ง", "Start the server anew and ask again."));
        }
    }
}
