namespace ConformanceHarness.Core.Tests;

/// <summary>The repository's own files, copied beside the tests by the build.</summary>
internal static class RealFiles
{
    public static string Catalogue => At("minimum-testcases.yaml");

    public static string Service => At("service.yaml");

    public static string CatalogueSchema => At("catalogue.schema.json");

    public static string ServiceSchema => At("service.schema.json");

    /// <summary>The last YAML example of a page in docs.</summary>
    /// <summary>The first example of a page that is a whole file.</summary>
    public static string Example(string page) => File.ReadAllText(At(page)).Split("```yaml\n").Skip(1).Select(b => b.Split("```")[0]).First(b => b.Contains("\nservice:\n", StringComparison.Ordinal) || b.Contains("\ncases:\n", StringComparison.Ordinal));

    /// <summary>All examples in a language ("sh", "yaml") of a page in docs.</summary>
    public static IReadOnlyList<string> Examples(string page, string language) => [.. File.ReadAllText(At(page)).Split("```" + language + "\n").Skip(1).Select(b => b.Split("```")[0])];

    private static string At(string name) => Path.Combine(AppContext.BaseDirectory, "Real", name);
}
