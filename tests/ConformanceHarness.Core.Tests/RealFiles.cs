namespace ConformanceHarness.Core.Tests;

/// <summary>The repository's own files, copied beside the tests by the build.</summary>
internal static class RealFiles
{
    public static string Catalogue => At("minimum-testcases.yaml");

    public static string Service => At("service.yaml");

    public static string CatalogueSchema => At("catalogue.schema.json");

    public static string ServiceSchema => At("service.schema.json");

    private static string At(string name) => Path.Combine(AppContext.BaseDirectory, "Real", name);
}
