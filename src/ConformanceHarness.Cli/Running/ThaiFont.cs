using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Running;

/// <summary>Makes sure that Thai can be drawn: without a Thai font, screenshots show boxes and widths are measured wrongly. Linux only; others bring one.</summary>
internal static class ThaiFont
{
    public const string Package = "fonts-thai-tlwg";

    public static async Task EnsureAsync(Action<LocalText> say, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || await ThereAsync(cancellationToken))
        {
            return;
        }

        string? why = "apt-get is not here";
        if (DebianPackages.Can)
        {
            say(new LocalText("ไม่พบฟอนต์ไทย กำลังติดตั้ง fonts-thai-tlwg", "No Thai font found; installing fonts-thai-tlwg"));
            why = await DebianPackages.InstallAsync([Package, "fontconfig"], cancellationToken);
            if (why is null && await ThereAsync(cancellationToken))
            {
                return;
            }
        }

        say(new LocalText(
            $"คำเตือน: ไม่มีฟอนต์ไทยในเครื่องนี้ ภาพหน้าจออาจแสดงภาษาไทยเป็นช่องสี่เหลี่ยม และผลของ LAND-08 อาจคลาดเคลื่อน ({why ?? "fc-list ไม่พบฟอนต์"}) ติดตั้งด้วยคำสั่ง {DebianPackages.CommandLine(Package, "fontconfig")}",
            $"Warning: this machine has no Thai font; screenshots may show boxes, and LAND-08 may be measured wrongly ({why ?? "fc-list finds none"}). Install one: {DebianPackages.CommandLine(Package, "fontconfig")}"));
    }

    private static async Task<bool> ThereAsync(CancellationToken cancellationToken) =>
        await ChildProcess.RunAsync("fc-list", [":lang=th"], cancellationToken) is { ExitCode: 0 } list && list.Output.Trim().Length > 0;
}
