namespace ConformanceHarness.Core.Bundles;

/// <summary>Versions of the harness (semver.org): which of them are releases, and which a policy lists.</summary>
public static class HarnessVersions
{
    /// <summary>True for "1.4.0" and "1.4.0+build"; false for anything before a release ("1.5.0-dev") and for a build without a version.</summary>
    public static bool IsRelease(string version) =>
        Bare(version) is var bare && Version.TryParse(bare, out var parsed) && parsed is not { Major: 0, Minor: 0, Build: <= 0 };

    /// <summary>A version without '+' in the list stands for every build of it.</summary>
    public static bool IsListed(string version, IEnumerable<string> listed) => listed.Any(l => l == version || l == Bare(version));

    private static string Bare(string version) => version.Split('+')[0];
}
