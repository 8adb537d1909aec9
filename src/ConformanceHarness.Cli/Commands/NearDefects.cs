using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Cli.Commands;

/// <summary>The defects that a mistyped name may have meant: there are too many to list them all.</summary>
internal static class NearDefects
{
    public static LocalText Of(string typed, Fixture fixture)
    {
        if (Fixture.All.FirstOrDefault(f => f != fixture && f.Defects.Any(d => d.Name == typed)) is { } other)
        {
            return new LocalText($"เป็นของระบบบริการอ้างอิง {other.Name}: เพิ่ม --fixture {other.Name}", $"It belongs to another service: add --fixture {other.Name}.");
        }

        var names = fixture.Defects.Select(d => d.Name).ToList();
        var parts = typed.Split('-', StringSplitOptions.RemoveEmptyEntries);
        var near = new[] { Nearest.Of(typed, names) }.OfType<string>()
            .Concat(names.Where(n => parts.Any(p => p.Length > 2 && n.Contains(p, StringComparison.OrdinalIgnoreCase))))
            .Distinct().Take(8).ToList();
        var list = string.Join(", ", near);
        return near.Count > 0
            ? new LocalText($"ชื่อที่ใกล้เคียง: {list}", $"Near ones: {list}.")
            : new LocalText("ดูรายชื่อใน docs/defect-matrix.md", "They are listed in docs/defect-matrix.md.");
    }
}
