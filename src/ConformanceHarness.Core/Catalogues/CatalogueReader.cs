using System.Security.Cryptography;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Catalogues;

/// <summary>
/// Catalogue file (YAML) → <see cref="Catalogue"/>. A wrong file is refused with every problem at once, each with its line. The file's
/// members are described in docs/catalogue.md and, for editors, in the suite's schemas/catalogue.schema.json.
/// </summary>
public static class CatalogueReader
{
    /// <param name="path">the file; messages name it as given here</param>
    /// <param name="knownChecks">ids of the checks that the suite brings: every check a case names must be one of them, and every one of
    /// them must be used; null: not compared (a verifier without the suite)</param>
    /// <param name="knownScenarios">names of the scenarios that the suite brings; null: not compared</param>
    /// <exception cref="ConfigurationProblemsException">the file can't be used; holds every problem</exception>
    public static Catalogue Read(string path, IReadOnlySet<string>? knownChecks = null, IReadOnlySet<string>? knownScenarios = null)
    {
        var problems = new Problems(path);
        var bytes = YamlBytes.Of(path, problems);
        problems.ThrowIfAny();
        return Read(bytes!, problems, knownChecks, knownScenarios);
    }

    /// <inheritdoc cref="Read(string, IReadOnlySet{string}?, IReadOnlySet{string}?)"/>
    /// <param name="bytes">the file's bytes</param>
    /// <param name="displayName">how messages name the file</param>
    /// <param name="knownChecks">ids of the checks that the suite brings; null: not compared</param>
    /// <param name="knownScenarios">names of the scenarios that the suite brings; null: not compared</param>
    public static Catalogue Read(byte[] bytes, string displayName, IReadOnlySet<string>? knownChecks = null, IReadOnlySet<string>? knownScenarios = null) =>
        Read(bytes, new Problems(displayName), knownChecks, knownScenarios);

    private static Catalogue Read(byte[] bytes, Problems problems, IReadOnlySet<string>? knownChecks, IReadOnlySet<string>? knownScenarios)
    {
        var root = YamlTree.Read(bytes, problems) is { } value ? Members.Of(value, "", problems, ["id", "version", "title", "retired", "cases"]) : null;
        var catalogue = root is null ? null : Catalogue(root, problems, knownChecks, knownScenarios, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        problems.ThrowIfAny();
        return catalogue ?? throw new InvalidOperationException("A catalogue was left out without a problem being reported.");
    }

    private static Catalogue? Catalogue(Members root, Problems problems, IReadOnlySet<string>? knownChecks, IReadOnlySet<string>? knownScenarios, string digest)
    {
        var id = root.RequiredText("id");
        var version = root.RequiredText("version");
        var title = root.RequiredLocal("title");
        if (id is not null && !CatalogueWords.CatalogueId().IsMatch(id))
        {
            problems.Add(root.LineOf("id"), new($"'id': '{Problems.Shown(id)}' ไม่ถูกรูปแบบ", $"'id': '{Problems.Shown(id)}' is malformed."), new("ใช้อักษรอังกฤษพิมพ์เล็ก ตัวเลข และขีดกลาง", "Use lower-case letters, digits and dashes."));
        }

        var retired = root.OptionalWords("retired");
        foreach (var word in retired)
        {
            CatalogueWords.CheckCaseId(word, "retired", problems);
        }

        var cases = (root.RequiredList("cases") ?? []).Select((item, index) => CaseReader.Read(item, index, problems)).OfType<CaseEntry>().ToArray();
        new CaseCrossChecks(cases, retired, problems).Run(knownChecks, knownScenarios, root.LineOf("cases"));
        return id is null || version is null || title is null
            ? null
            : new Catalogue
            {
                Id = id,
                Version = version,
                Title = title,
                Retired = [.. retired.Select(r => r.Text)],
                Cases = [.. cases.Select(c => c.Case).OfType<CatalogueCase>()],
                Digest = digest,
            };
    }
}
