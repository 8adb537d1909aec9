using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Retesting;

/// <summary>
/// The files that a submission's service file names. A stranger wrote those names, and a journey uploads what it attaches: they may only
/// mean files in a folder that was put together for this retest, never anything else on the machine.
/// </summary>
internal static class RetestFiles
{
    /// <param name="service">the submission's own service file</param>
    /// <param name="folder">what --files names; null: nothing</param>
    /// <exception cref="ConfigurationProblemsException">a name leads elsewhere, or there is no folder and files are named</exception>
    public static void Check(ServiceProfile service, Stage stage, string? folder)
    {
        var names = Named(service, stage).Distinct(StringComparer.Ordinal).ToList();
        var problems = names.Where(n => Path.IsPathRooted(n) || EntryNames.Problem(n) is not null).Select(n => new ConfigurationException(
            new LocalText($"ไฟล์บริการในชุดผลอ้างถึงไฟล์ '{n}' ซึ่งอยู่นอกโฟลเดอร์ของการทดสอบซ้ำ", $"The submission's service file names '{n}', which leads out of the retest's folder."),
            new LocalText("ตรวจสอบกับหน่วยงาน แล้วใช้ไฟล์บริการของท่านเองด้วย --service", "Ask the agency, and use a service file of your own with --service."), EntryNames.Service)).ToList();
        if (problems.Count == 0 && names.Count > 0 && folder is null)
        {
            var all = string.Join(", ", names);
            problems.Add(new ConfigurationException(
                new LocalText($"ไฟล์บริการในชุดผลอ้างถึงไฟล์ที่ไม่ได้อยู่ในชุดผล: {all}", $"The submission's service file names files that are not in the bundle: {all}."),
                new LocalText("ขอไฟล์จากหน่วยงาน วางในโฟลเดอร์แยกต่างหาก แล้วระบุ --files DIR", "Get them from the agency, put them into a folder of their own, and name it with --files DIR."), EntryNames.Service));
        }

        foreach (var link in folder is null ? [] : names.Select(n => Path.Combine(folder, n)).Where(f => File.Exists(f) && new FileInfo(f).LinkTarget is not null))
        {
            problems.Add(new ConfigurationException(
                new LocalText($"{link} เป็นลิงก์ไปยังไฟล์อื่น", $"{link} is a link to another file."),
                new LocalText("วางไฟล์จริงแทนลิงก์", "Put the file itself there."), EntryNames.Service));
        }

        if (problems.Count > 0)
        {
            throw new ConfigurationProblemsException(problems);
        }
    }

    /// <summary>CAs of every stage, because the run demands them all; what journeys attach; secrets kept in files, where the stage needs them.</summary>
    private static IEnumerable<string> Named(ServiceProfile service, Stage stage)
    {
        var authorities = service.Targets.SelectMany(t => new[] { t.ExtraCa, t.StandIn?.Authority });
        var attached = service.SubServices.SelectMany(s => s.Journey).Where(s => s is { Kind: StepKind.Attach, Value: not ("pdf" or "png" or "jpg") }).Select(s => s.Value);
        var secrets = service.Target(stage)?.Login is null or LoginMode.None ? [] : new[] { service.Gateway.ConsumerKey.File, service.Gateway.ConsumerSecret.File };
        return authorities.Concat(attached).Concat(secrets).OfType<string>();
    }
}
