using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>The files that a service file names, and what it asks for that can't be: looked at before anything is started.</summary>
internal static class ServiceInputs
{
    public static void CheckFiles(ServiceProfile service, string authorities, string beside, string display)
    {
        var authorityFiles = service.Targets.SelectMany(t => new[] { t.ExtraCa, t.StandIn?.Authority }).OfType<string>().Select(f => (File: f, Folder: authorities));
        var files = service.Attestations.SelectMany(a => a.Evidence).Concat(service.SubServices.SelectMany(s => s.Journey).Select(Attached).OfType<string>()).Select(f => (File: f, Folder: beside));
        foreach (var (file, folder) in authorityFiles.Concat(files).Where(f => !File.Exists(Path.Combine(f.Folder, f.File))))
        {
            throw new ConfigurationException(
                new LocalText($"ไม่พบไฟล์ {file} ที่ไฟล์บริการอ้างถึง", $"The file {file}, named in the service file, does not exist."),
                new LocalText($"วางไฟล์ไว้ที่ {Path.Combine(folder, file)} หรือแก้ตำแหน่งในไฟล์บริการ", $"Put it at {Path.Combine(folder, file)}, or correct the path in the service file."), display);
        }
    }

    /// <summary>The profile with the paths of its files made absolute.</summary>
    public static ServiceProfile Absolute(ServiceProfile service, string authorities, string beside) =>
        service with
        {
            Targets = [.. service.Targets.Select(t => Absolute(t, authorities))],
            SubServices = [.. service.SubServices.Select(s => s with { Journey = [.. s.Journey.Select(step => Attached(step) is { } file ? step with { Value = Path.Combine(beside, file) } : step)] })],
        };

    /// <summary>What can never become an official bundle is refused before anything is visited, not when somebody verifies it.</summary>
    public static void CheckOfficial(StageTarget? target, bool official, string display)
    {
        if (!official || target is null)
        {
            return;
        }

        if (target is { Login: LoginMode.Mock, Stage: not Stage.Uat })
        {
            throw new ConfigurationException(
                new LocalText("--key ใช้กับ login: mock ในขั้น Pre-Production ไม่ได้ ชุดผลทางการของขั้นนี้ต้องไม่ใช้การเข้าสู่ระบบจำลอง", "--key can't be used with login: mock at pre-production: no official bundle of this stage rests on a mocked login."),
                new LocalText("ใช้ login: none และให้บุคคลรับรองด้วย ./conformance attest หรือตัด --key ออกเพื่อทดลอง", "Use login: none and have people attest with ./conformance attest, or leave out --key for a trial."), display);
        }

        if (target.StandIn is not null)
        {
            throw new ConfigurationException(
                new LocalText("--key ใช้กับ standIn ไม่ได้ เพราะไม่ใช่ที่อยู่และใบรับรองจริง", "--key can't be used with standIn: neither the address nor the CA is the real one."),
                new LocalText("ลบ standIn ออกจากไฟล์บริการ หรือตัด --key ออกเพื่อทดลอง", "Delete standIn from the service file, or leave out --key for a trial."), display);
        }
    }

    /// <summary>The file that a step attaches; null where it attaches none, or one that the harness makes.</summary>
    private static string? Attached(JourneyStep step) => step is { Kind: StepKind.Attach, Value: not ("pdf" or "png" or "jpg") } ? step.Value : null;

    private static StageTarget Absolute(StageTarget target, string folder) => target with
    {
        ExtraCa = target.ExtraCa is null ? null : Path.Combine(folder, target.ExtraCa),
        StandIn = target.StandIn is null ? null : target.StandIn with { Authority = Path.Combine(folder, target.StandIn.Authority) },
    };
}
