using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Running;

/// <summary>The built-in suite with its own catalogue, or with one to which <c>catalogue import</c> added cases.</summary>
internal static class CatalogueChoice
{
    /// <param name="path">the catalogue that the user named; null for the built-in one</param>
    /// <exception cref="ConfigurationProblemsException">it is no catalogue</exception>
    /// <exception cref="ConfigurationException">a built-in case is missing from it, or differs: the minimum can be added to, never taken from</exception>
    public static Suite Suite(string? path)
    {
        var suite = MinimumTestcaseSuite.Load();
        if (path is null)
        {
            return suite;
        }

        var chosen = CatalogueReader.Read(path, suite.Checks.Keys.ToHashSet(StringComparer.Ordinal), suite.Scenarios.Select(s => s.Name).ToHashSet(StringComparer.Ordinal));
        var given = chosen.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var changed = RunSetup.ReadCatalogue(suite).Catalogue.Cases.Where(c => !given.TryGetValue(c.Id, out var same) || JsonSerializer.Serialize(same) != JsonSerializer.Serialize(c)).Select(c => c.Id).ToList();
        if (changed.Count > 0)
        {
            var some = string.Join(", ", changed.Take(5)) + (changed.Count > 5 ? ", …" : "");
            throw new ConfigurationException(
                new LocalText($"กรณีทดสอบขั้นต่ำ {changed.Count} กรณีหายไปหรือถูกแก้ไข: {some}", $"{changed.Count} built-in cases are missing or changed: {some}."),
                new LocalText("จัดทำใหม่ด้วย ./conformance catalogue import กรณีขั้นต่ำเพิ่มได้ แต่ลดหรือแก้ไม่ได้", "Make it again with ./conformance catalogue import: cases can be added to the minimum, never taken away or changed."), path);
        }

        return suite with { CataloguePath = path };
    }
}
