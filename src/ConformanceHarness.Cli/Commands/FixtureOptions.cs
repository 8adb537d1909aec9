using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary>--fixture and --defect of a retest: only a submission of a built-in service has them.</summary>
internal static class FixtureOptions
{
    /// <returns>null: no built-in service is meant</returns>
    /// <exception cref="ConfigurationException">the options do not go together, or a name is not known</exception>
    public static (Fixture? Fixture, IReadOnlySet<string> Defects) Read(string? name, string[]? defects, string? service)
    {
        var named = (defects ?? []).SelectMany(d => d.Split(',')).ToHashSet(StringComparer.Ordinal);
        if (name is null)
        {
            return named.Count == 0 ? (null, named) : throw new ConfigurationException(
                new LocalText("ระบุ --defect โดยไม่มี --fixture", "--defect is there without --fixture."),
                new LocalText("เพิ่ม --fixture reference หรือตัด --defect ออก", "Add --fixture reference, or leave out --defect."));
        }

        if (service is not null)
        {
            throw new ConfigurationException(
                new LocalText($"--fixture ใช้ร่วมกับ --service {service} ไม่ได้", $"--fixture can't be used with --service {service}."),
                new LocalText("ตัดตัวเลือกหนึ่งออก", "Leave out one of the two."));
        }

        var tested = Fixture.Named(name);
        var known = tested.Defects.Select(d => d.Name).ToList();
        return named.FirstOrDefault(d => !known.Contains(d)) is not { } unknown ? (tested, named) : throw new ConfigurationException(
            new LocalText($"--defect {unknown}: ไม่มีข้อบกพร่องชื่อนี้", $"--defect {unknown}: there is no such defect."), NearDefects.Of(unknown, tested));
    }
}
