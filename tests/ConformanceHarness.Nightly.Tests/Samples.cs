using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Nightly.Tests;

/// <summary>Small made-up targets and results.</summary>
internal static class Samples
{
    public static DateTimeOffset Midnight { get; } = new(2026, 9, 30, 17, 0, 0, TimeSpan.Zero);

    /// <summary>The catalogue matters to waivers and the like only: an empty one reads every service file of these tests.</summary>
    public static Catalogue Catalogue { get; } = CatalogueReader.Read(File.ReadAllBytes(RealCatalogue()), "catalogue");

    public const string Header = "id,agencyTh,agencyEn,nameTh,nameEn,landingUrl,owner,group";

    public static string Row(string id, string url = "https://a.example.go.th/", string agency = "กรมตัวอย่าง") => $"{id},{agency},Department,บริการ {id},Service {id},{url},someone@example.go.th,north";

    public static IReadOnlyList<NightlyTarget> Targets(params string[] ids) => [.. ids.Select(id => Target(id))];

    public static NightlyTarget Target(string id, string? url = null, string agency = "กรมตัวอย่าง")
    {
        using var folder = new TemporaryFolder();
        return TargetsReader.Read(folder.Write("targets.csv", Header + "\n" + Row(id, url ?? $"https://{id}.example.go.th/", agency)), Catalogue).Targets[0];
    }

    public static TargetResult Result(string target, TargetState state, int attempt = 1, string night = "2026-10-01", string? reason = null, params string[] failing) => new()
    {
        Night = night,
        Target = target,
        Attempt = attempt,
        State = state,
        Reason = reason,
        Failing = failing,
        StartedAt = Midnight,
        DurationMs = 5000,
    };

    public static TargetNight Night(TargetState state, string? reason = null, params string[] failing) => TargetNight.Of([Result("a", state, reason: reason, failing: failing)]);

    private static string RealCatalogue()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "suites", "ConformanceHarness.Suites.MinimumTestcase", "catalogue", "minimum-testcases.yaml");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new InvalidOperationException("The catalogue is not above the tests.");
    }
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nightly-").FullName;

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
