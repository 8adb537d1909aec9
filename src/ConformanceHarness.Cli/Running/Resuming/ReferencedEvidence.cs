using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>The bodies and screenshots that an observation names.</summary>
internal static class ReferencedEvidence
{
    /// <summary>Entry names, each once.</summary>
    public static IEnumerable<string> Of(Observation observation)
    {
        var bodies = observation.Exchanges.SelectMany(e => new[] { e.RequestBody, e.ResponseBody })
            .Concat(observation.Replays.SelectMany(r => new[] { r.RequestBody, r.ResponseBody }))
            .Concat(observation.Snapshots.Select(s => s.Html)).OfType<string>().Select(EntryNames.Body);
        return bodies.Concat(observation.Snapshots.Select(s => s.Screenshot).OfType<string>().Select(EntryNames.Screenshot)).Distinct(StringComparer.Ordinal);
    }
}
