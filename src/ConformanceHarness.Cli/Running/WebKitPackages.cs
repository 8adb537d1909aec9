using ConformanceHarness.Core;
using ConformanceHarness.Sessions.WebDriver.WebKit;

namespace ConformanceHarness.Cli.Running;

/// <summary>Makes sure of WebKitGTK's WebDriver and a virtual screen, as it is done for Chromium. Linux only.</summary>
internal static class WebKitPackages
{
    /// <returns>what is installed now; null: it can't be had, and the user has been told</returns>
    public static async Task<WebKitInstallation?> EnsureAsync(bool headed, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var why = "apt-get is not here";
        if (DebianPackages.Can)
        {
            say(new LocalText("กำลังติดตั้ง WebKit (webkit2gtk-driver, xvfb) ด้วย apt-get", "Installing WebKit (webkit2gtk-driver, xvfb) with apt-get"));
            why = await DebianPackages.InstallAsync(WebKitInstallation.Packages, cancellationToken) ?? "it is not found after the installation";
            if (WebKitInstallation.Find(headed) is { } installed)
            {
                return installed;
            }
        }

        say(new LocalText(
            $"คำเตือน: เครื่องนี้ไม่มี WebKit ({why}) จึงเทียบกับ Chromium ไม่ได้ และ APP-09 จะไม่ถูกทดสอบ ติดตั้งด้วยคำสั่ง {DebianPackages.CommandLine(WebKitInstallation.Packages)}",
            $"Warning: this machine has no WebKit ({why}) to compare Chromium with, and APP-09 stays untested. Install it: {DebianPackages.CommandLine(WebKitInstallation.Packages)}"));
        return null;
    }

    public static RunStoppedException Missing() => new(
        Cause.Environment,
        new LocalText("--engine webkit: เครื่องนี้ไม่มี WebKitWebDriver, MiniBrowser หรือ Xvfb", "--engine webkit: this machine has no WebKitWebDriver, MiniBrowser or Xvfb."),
        new LocalText($"ติดตั้งด้วยคำสั่ง {DebianPackages.CommandLine(WebKitInstallation.Packages)}", $"Install them: {DebianPackages.CommandLine(WebKitInstallation.Packages)}"), ExitCodes.HarnessError);
}
