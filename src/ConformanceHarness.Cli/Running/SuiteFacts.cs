using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Running;

/// <summary>What planning and signing need to know of a suite, the same for a run and for its verification.</summary>
internal static class SuiteFacts
{
    private static readonly HashSet<string> Chromium = new(StringComparer.Ordinal)
    {
        "network", "bodies", "text", "console", "storage", "cookies", "screenshots", "timings", "sdk", "windows", "history",
        "audit", "layout", "conditions",
    };

    /// <summary>Channels that have sessions, and what these record.</summary>
    public static Abilities Abilities { get; } = new(new Dictionary<Channel, IReadOnlySet<string>> { [Channel.App] = Chromium, [Channel.Web] = Chromium });

    public static IReadOnlyList<ScenarioFacts> Scenarios(Suite suite) => [.. suite.Scenarios.Select(s => new ScenarioFacts(s.Name, s.NeedsBrowser, s.Logins) { Stages = s.Stages })];

    /// <summary>SHA-256 (hex) of the suite's assembly.</summary>
    public static string Digest(Suite suite)
    {
        var path = suite.Scenarios[0].GetType().Assembly.Location;
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }
}
