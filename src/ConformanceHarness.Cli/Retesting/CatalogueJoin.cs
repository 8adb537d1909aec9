using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using YamlDotNet.RepresentationModel;

namespace ConformanceHarness.Cli.Retesting;

/// <summary>A catalogue with the cases of further suites behind its own: one ordinary file, so that the retest's bundle is an ordinary bundle.</summary>
internal static class CatalogueJoin
{
    /// <param name="name">how messages name the base catalogue</param>
    /// <exception cref="ConfigurationException">two cases have the same id, or a case names a check or scenario that no suite brings</exception>
    /// <exception cref="ConfigurationProblemsException">one of the files is no catalogue</exception>
    public static (Catalogue Catalogue, byte[] Bytes) Of(byte[] basis, string name, JoinedSuite suites)
    {
        var read = CatalogueReader.Read(basis, name);
        if (suites.Further.Count == 0)
        {
            return (read, basis);
        }

        var root = Load(basis);
        var cases = (YamlSequenceNode)root["cases"];
        var ids = read.Cases.Select(c => c.Id).Concat(read.Retired).ToHashSet(StringComparer.Ordinal);
        var version = read.Version;
        var added = new Dictionary<string, LoadedSuite>(StringComparer.Ordinal);
        foreach (var suite in suites.Further)
        {
            var bytes = File.ReadAllBytes(suite.Suite.CataloguePath);
            var own = Load(bytes, suite);
            foreach (var node in ((YamlSequenceNode)own["cases"]).Children)
            {
                var id = node is YamlMappingNode mapping && mapping.Children.TryGetValue("id", out var value) ? value.ToString() : "";
                if (!ids.Add(id))
                {
                    throw JoinedSuite.Clash(suite, "กรณีทดสอบ", "case", id);
                }

                added[id] = suite;
                cases.Add(node);
            }

            version += $"+{own["id"]}-{own["version"]}";
        }

        root.Children["version"] = new YamlScalarNode(version) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted };
        var joined = Write(root);
        var catalogue = CatalogueReader.Read(joined, $"{name} + {string.Join(" + ", suites.Further.Select(s => s.Suite.CataloguePath))}");
        CheckKnown(catalogue, added, suites);
        return (catalogue, joined);
    }

    private static void CheckKnown(Catalogue catalogue, Dictionary<string, LoadedSuite> added, JoinedSuite suites)
    {
        var scenarios = suites.Suite.Scenarios.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var @case in catalogue.Cases.Where(c => added.ContainsKey(c.Id)))
        {
            var unknown = @case.Check is { } check && !suites.Suite.Checks.ContainsKey(check) ? check : @case.Scenarios.FirstOrDefault(s => !scenarios.Contains(s));
            if (unknown is not null)
            {
                throw new ConfigurationException(
                    new LocalText($"{@case.Id}: ไม่มีชุดการตรวจใดมี '{unknown}'", $"{@case.Id}: no suite brings '{unknown}'."),
                    new LocalText("แก้ชื่อการตรวจหรือสถานการณ์ทดสอบในรายการของชุดการตรวจนั้น", "Correct the check's or scenario's name in that suite's catalogue."), added[@case.Id].Suite.CataloguePath);
            }
        }
    }

    /// <summary>Read strictly first where it is a stranger's: every problem with its line.</summary>
    private static YamlMappingNode Load(byte[] bytes, LoadedSuite? suite = null)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(Encoding.UTF8.GetString(bytes)));
            var root = (YamlMappingNode)yaml.Documents[0].RootNode;
            _ = ((YamlSequenceNode)root["cases"], root["id"], root["version"]);
            return root;
        }
        catch (Exception e) when (suite is not null && e is YamlDotNet.Core.YamlException or KeyNotFoundException or InvalidCastException or ArgumentOutOfRangeException)
        {
            // Whatever it is: the reader says it with its line.
            _ = CatalogueReader.Read(bytes, suite!.Suite.CataloguePath);
            throw;
        }
    }

    private static byte[] Write(YamlMappingNode root)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        var written = text.ToString().ReplaceLineEndings("\n");
        return Encoding.UTF8.GetBytes(written.EndsWith("\n...\n", StringComparison.Ordinal) ? written[..^4] : written);
    }
}
