using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.Appium;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Running;

/// <summary>What planning and signing need to know of a suite, the same for a run and for its verification.</summary>
internal static class SuiteFacts
{
    // What plans of before they named their engines rest on.
    private static readonly HashSet<string> Chromium = new(StringComparer.Ordinal)
    {
        "network", "bodies", "text", "console", "storage", "cookies", "screenshots", "timings", "sdk", "windows", "history",
        "audit", "layout", "conditions", "keys",
    };

    /// <summary>The engines of an ordinary run on this machine: Chromium, and WebKit where it is there.</summary>
    public static Abilities Abilities => AbilitiesOf(Engines.Ordinary());

    /// <summary>Channels that have sessions, and what these record.</summary>
    /// <param name="engines">as a plan names them; null where it names none</param>
    public static Abilities AbilitiesOf(IReadOnlyList<PlannedEngine>? engines) => (engines is { Count: > 0 }
        ? Core.Planning.Abilities.Of(engines)
        : new(new Dictionary<Channel, IReadOnlySet<string>> { [Channel.App] = Chromium, [Channel.Web] = Chromium, [Channel.Biz] = Chromium })) with
    {
        Devices = Enum.GetValues<DevicePlatformName>().ToDictionary(platform => platform, _ => AppiumDriver.DeviceRecords),
    };

    public static IReadOnlyList<ScenarioFacts> Scenarios(Suite suite) => [.. suite.Scenarios.Select(s => new ScenarioFacts(s.Name, s.NeedsBrowser, s.Logins, s.OtherEngine) { Stages = s.Stages, Login = s.Login })];

    /// <summary>SHA-256 (hex) of the suite's assembly.</summary>
    public static string Digest(Suite suite)
    {
        var path = suite.Scenarios[0].GetType().Assembly.Location;
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }
}
