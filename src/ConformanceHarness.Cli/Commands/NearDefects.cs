using ConformanceHarness.Core;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Cli.Commands;

/// <summary>The defects that a mistyped name may have meant: there are too many to list them all.</summary>
internal static class NearDefects
{
    public static LocalText Of(string typed, IReadOnlyCollection<string> names)
    {
        var parts = typed.Split('-', StringSplitOptions.RemoveEmptyEntries);
        var near = new[] { Nearest.Of(typed, names) }.OfType<string>()
            .Concat(names.Where(n => parts.Any(p => p.Length > 2 && n.Contains(p, StringComparison.OrdinalIgnoreCase))))
            .Distinct().Take(8).ToList();
        var list = string.Join(", ", near);
        return near.Count > 0
            ? new LocalText($"ชื่อที่ใกล้เคียง: {list}", $"Near ones: {list}.")
            : new LocalText("ดูรายชื่อใน fixtures/ConformanceHarness.Fixtures.ReferenceService/README.md", "They are listed in fixtures/ConformanceHarness.Fixtures.ReferenceService/README.md.");
    }
}
