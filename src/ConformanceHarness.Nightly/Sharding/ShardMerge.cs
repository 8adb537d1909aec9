using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Sharding;

/// <summary>Puts the shards of a night together, after proving that each target is there exactly once. Pure.</summary>
public static class ShardMerge
{
    private const int MostNamed = 10;

    /// <param name="shards">each with the file that it came from, for messages</param>
    /// <param name="targets">ids of the list, each once</param>
    /// <param name="targetsDigest">of that list</param>
    /// <returns>all results, by target and attempt</returns>
    /// <exception cref="ConfigurationProblemsException">a shard is missing or doubled, they are not of one night, list or plan, or a target is missing or doubled</exception>
    public static IReadOnlyList<TargetResult> Of(IReadOnlyList<(string File, ShardRecord Shard)> shards, IReadOnlyCollection<string> targets, string targetsDigest)
    {
        var problems = new List<ConfigurationException>();
        var first = shards[0];
        foreach (var (file, shard) in shards)
        {
            Same(problems, file, first.File, "night", "คืน", shard.Night, first.Shard.Night);
            Same(problems, file, first.File, "number of shards", "จำนวนส่วน", Number(shard.Of), Number(first.Shard.Of));
            Same(problems, file, first.File, "plan", "แผนแบ่งงาน", shard.PlanDigest, first.Shard.PlanDigest);
            Same(problems, file, first.File, "catalogue", "รายการกรณีทดสอบ", shard.Catalogue, first.Shard.Catalogue);
            Same(problems, file, "--targets", "list of targets", "รายการเป้าหมาย", shard.TargetsDigest, targetsDigest);
        }

        var numbers = shards.Select(s => s.Shard.Shard).ToList();
        Named(problems, "ขาดส่วนที่", "Missing shards", [.. Enumerable.Range(1, first.Shard.Of).Except(numbers).Select(Number)], new("เพิ่มไฟล์ของส่วนนั้น หรือทำส่วนนั้นใหม่", "Add their files, or run them."));
        Named(problems, "ส่วนที่ซ้ำ", "Doubled shards", [.. numbers.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => Number(g.Key))], new("ใช้ไฟล์เดียวต่อส่วน", "Name one file for each."));

        var told = shards.SelectMany(s => s.Shard.Targets).ToList();
        Named(problems, "เป้าหมายที่ไม่มีส่วนใดรับผิดชอบ", "Targets of no shard", [.. targets.Except(told, StringComparer.Ordinal)], new("ใช้ --targets เดียวกันกับตอนแบ่งส่วน", "Use the --targets that the shards were run with."));
        Named(problems, "เป้าหมายที่อยู่ในหลายส่วน", "Targets of several shards", [.. told.GroupBy(t => t, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)], new("ให้ทุกส่วนใช้ประวัติเดียวกัน", "Give all shards the same history."));
        Named(problems, "เป้าหมายที่ไม่อยู่ในรายการ", "Targets that are not on the list", [.. told.Except(targets, StringComparer.Ordinal)], new("ใช้ --targets เดียวกันกับตอนแบ่งส่วน", "Use the --targets that the shards were run with."));
        foreach (var (file, shard) in shards)
        {
            var seen = shard.Results.Select(r => r.Target).ToHashSet(StringComparer.Ordinal);
            Named(problems, $"{file}: เป้าหมายที่ไม่มีผล", $"{file}: targets without a result", [.. shard.Targets.Where(t => !seen.Contains(t))], new("ทำส่วนนั้นต่อด้วยคำสั่งเดิม แล้วรวมใหม่", "Run that shard's command again, it goes on; then merge."));
            Named(problems, $"{file}: ผลของเป้าหมายที่ไม่ใช่ของส่วนนี้", $"{file}: results of targets that are not this shard's", [.. seen.Except(shard.Targets, StringComparer.Ordinal)], new("ทำส่วนนั้นใหม่", "Run that shard anew."));
            Named(problems, $"{file}: ครั้งที่ซ้ำ", $"{file}: doubled attempts", [.. shard.Results.GroupBy(r => (r.Target, r.Attempt)).Where(g => g.Count() > 1).Select(g => g.Key.Target)], new("ทำส่วนนั้นใหม่", "Run that shard anew."));
        }

        return problems.Count > 0
            ? throw new ConfigurationProblemsException(problems)
            : [.. shards.SelectMany(s => s.Shard.Results).OrderBy(r => r.Target, StringComparer.Ordinal).ThenBy(r => r.Attempt)];
    }

    private static void Same(List<ConfigurationException> problems, string file, string other, string what, string thai, string value, string expected)
    {
        if (value != expected)
        {
            problems.Add(new ConfigurationException(
                new($"{thai}ไม่ตรงกับ {other} ({value} และ {expected})", $"Its {what} is not that of {other} ({value} and {expected})."),
                new("รวมเฉพาะส่วนของคืนเดียวกันที่ใช้รายการและประวัติเดียวกัน", "Merge shards of one night only, run with the same list and history."), file));
        }
    }

    private static void Named(List<ConfigurationException> problems, string thai, string english, IReadOnlyList<string> names, LocalText next)
    {
        if (names.Count > 0)
        {
            var list = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");
            problems.Add(new ConfigurationException(new($"{thai} ({names.Count}): {list}", $"{english} ({names.Count}): {list}"), next));
        }
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
