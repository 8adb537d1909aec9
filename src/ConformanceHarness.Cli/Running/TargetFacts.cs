using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>What was really talked to, read off the evidence.</summary>
internal static class TargetFacts
{
    public static TargetIdentity Of(IReadOnlyList<Observation> observations, ServiceProfile service, Stage stage, IBodies bodies)
    {
        var landing = service.Target(stage)!.LandingUrl;
        var tls = observations.SelectMany(o => o.Transport).FirstOrDefault(p => p is { Kind: "tls", KeyHash: not null });
        var visit = observations.SelectMany(o => o.Visits).FirstOrDefault(v => v.Kind == "open" && v.Redirects.Count > 0);
        return new TargetIdentity(
            tls?.KeyHash,
            tls?.ResolvedAddresses ?? [],
            [.. (visit?.Redirects ?? []).Select(r => r.Split('?', 2)[0])],
            Fingerprint(observations, landing, service.Hosts));
    }

    /// <summary>One digest over the scripts and styles of the first browser visit: it changes when the build does.</summary>
    private static string? Fingerprint(IReadOnlyList<Observation> observations, string landing, IReadOnlyList<string> hosts)
    {
        var first = observations.FirstOrDefault(o => o.Scenario == "entry") ?? observations.FirstOrDefault(o => o.Exchanges.Count > 0);
        var parts = first?.Exchanges
            .Where(e => e.Kind is "script" or "stylesheet" && e.ResponseBody is not null && FirstParty.Is(e.Url, landing, hosts))
            .Select(e => new Uri(e.Url).AbsolutePath + " " + e.ResponseBody).Distinct().Order(StringComparer.Ordinal).ToList();
        return parts is null or { Count: 0 } ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
