using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Nightly.Targets;

/// <summary>Reads what <c>--targets</c> names: a list (YAML), one table (CSV), or a folder with service files.</summary>
public static class TargetsReader
{
    /// <exception cref="ConfigurationProblemsException">something in it is wrong; holds every problem, each with its file and line</exception>
    public static TargetList Read(string path, Catalogue catalogue)
    {
        var found = new List<ConfigurationException>();
        var targets = new List<NightlyTarget>();
        Add(path, catalogue, targets, found, listed: false);
        Doubled(targets, found);
        Unfit(targets, found);
        if (found.Count == 0 && targets.Count == 0)
        {
            found.Add(new ConfigurationException(new($"--targets {path}: ไม่มีบริการในรายการ", $"--targets {path}: there is no service in it."), new("ใส่บริการอย่างน้อยหนึ่งรายการ (docs/nightly.md)", "Give at least one (docs/nightly.md)."), path));
        }

        if (found.Count > 0)
        {
            throw new ConfigurationProblemsException(found);
        }

        List<NightlyTarget> sorted = [.. targets.OrderBy(t => t.Id, StringComparer.Ordinal)];
        return new TargetList(sorted, Digest(sorted.Select(t => t.Id + " " + t.LandingUrl)));
    }

    internal static string Digest(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    private static void Add(string path, Catalogue catalogue, List<NightlyTarget> targets, List<ConfigurationException> found, bool listed)
    {
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.GetFiles(path).Where(IsYaml).Order(StringComparer.Ordinal))
            {
                Collect(found, () => targets.Add(Service(file, catalogue)));
            }

            return;
        }

        Collect(found, () =>
        {
            var problems = new Problems(path);
            var bytes = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? (File.Exists(path) ? File.ReadAllBytes(path) : YamlBytes.Of(path, problems)) : YamlBytes.Of(path, problems);
            problems.ThrowIfAny();
            if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            {
                targets.AddRange(CsvTargets.Read(bytes!, path, catalogue, problems));
                problems.ThrowIfAny();
                return;
            }

            if (listed)
            {
                targets.Add(Service(path, catalogue));
                return;
            }

            foreach (var next in Listed(bytes!, path))
            {
                Add(next, catalogue, targets, found, listed: true);
            }
        });
    }

    /// <summary>targets.yaml names service files, folders of them, and tables; or the file is itself one service file.</summary>
    private static IReadOnlyList<string> Listed(byte[] bytes, string path)
    {
        var problems = new Problems(path);
        var tree = YamlTree.Read(bytes, problems);
        problems.ThrowIfAny();
        if (tree is YamlMapping mapping && mapping.Members.Any(m => m.Name == "service"))
        {
            return [path];
        }

        var root = Members.Of(tree!, "", problems, ["targets"]);
        var words = root?.RequiredWords("targets") ?? [];
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var word in words.Where(w => !File.Exists(Path.Combine(folder, w.Text)) && !Directory.Exists(Path.Combine(folder, w.Text))))
        {
            problems.Add(word.Line, new($"ไม่พบ {Problems.Shown(word.Text)}", $"There is no {Problems.Shown(word.Text)}."), new($"ที่อยู่นับจากโฟลเดอร์ {folder}", $"Paths start from {folder}."));
        }

        problems.ThrowIfAny();
        return [.. words.Select(w => Path.Combine(folder, w.Text))];
    }

    private static NightlyTarget Service(string file, Catalogue catalogue)
    {
        var problems = new Problems(file);
        var bytes = YamlBytes.Of(file, problems);
        problems.ThrowIfAny();
        var service = ServiceProfileReader.Read(bytes!, file, catalogue);
        return service.Target(Stage.Production) is not null
            ? new NightlyTarget { Service = service, ServiceBytes = bytes!, File = file, Owner = service.Responsible?.Email ?? service.Responsible?.Name }
            : throw new ConfigurationException(
                new("ไฟล์บริการนี้ไม่มีขั้น production", "This service file has no stage production."),
                new("เพิ่ม stages.production พร้อม landingUrl และ login: none", "Add stages.production with landingUrl and login: none."), file);
    }

    private static void Doubled(List<NightlyTarget> targets, List<ConfigurationException> found)
    {
        foreach (var same in targets.GroupBy(t => t.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            var first = same.First();
            found.AddRange(same.Skip(1).Select(t => new ConfigurationException(
                new($"id '{t.Id}' ซ้ำกับ {Place(first)}", $"The id '{t.Id}' is given twice: it is at {Place(first)} already."),
                new("ใช้ id ที่ไม่ซ้ำกัน หรือลบรายการหนึ่งออก", "Give each service an id of its own, or delete one of the two."), t.File, t.Line)));
        }
    }

    /// <summary>All targets share browsers, and a stand-in needs one that was told where it is.</summary>
    private static void Unfit(List<NightlyTarget> targets, List<ConfigurationException> found) =>
        found.AddRange(targets.Where(t => t.Service.Target(Stage.Production)?.StandIn is not null).Select(t => new ConfigurationException(
            new("nightly ใช้กับ standIn ไม่ได้", "nightly takes no standIn."),
            new("ลบ standIn ออก หรือทดสอบบริการนี้ด้วย ./conformance run --stage production", "Delete it, or look at this service with ./conformance run --stage production."), t.File, t.Line)));

    private static string Place(NightlyTarget target) => target.Line is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{target.File}:{line}") : target.File;

    private static bool IsYaml(string file) => file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static void Collect(List<ConfigurationException> found, Action read)
    {
        try
        {
            read();
        }
        catch (ConfigurationProblemsException e)
        {
            found.AddRange(e.Problems);
        }
        catch (ConfigurationException e)
        {
            found.Add(e);
        }
    }
}
