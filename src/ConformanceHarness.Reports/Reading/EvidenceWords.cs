using System.Globalization;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Reports.Reading;

/// <summary>Says what a reference into the evidence points at.</summary>
internal static class EvidenceWords
{
    /// <summary>The reference itself: "entry.app#1 exchange 12".</summary>
    public static string Name(EvidenceReference reference) =>
        string.Create(CultureInfo.InvariantCulture, $"{reference.Observation}#{reference.Attempt} {reference.Kind} {reference.Locator}");

    /// <summary>What is recorded there, in one line; null where there is nothing to add.</summary>
    public static string? Detail(ReportedRun run, EvidenceReference reference)
    {
        if (run.Observation(reference) is not { } observation)
        {
            return null;
        }

        var number = int.TryParse(reference.Locator, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (int?)null;
        return reference.Kind switch
        {
            "exchange" when observation.Exchanges.FirstOrDefault(e => e.Number == number) is { } exchange =>
                string.Create(CultureInfo.InvariantCulture, $"{exchange.Method} {exchange.Url} → {exchange.Failure ?? exchange.Status.ToString(CultureInfo.InvariantCulture)}"),
            "gateway" when observation.Gateway.FirstOrDefault(c => c.Number == number) is { } call =>
                string.Create(CultureInfo.InvariantCulture, $"{call.Method} {call.Path} → {call.Status} ({call.Conduct})"),
            "provider" when observation.Provider?.FirstOrDefault(c => c.Number == number) is { } call =>
                string.Create(CultureInfo.InvariantCulture, $"{call.Method} {call.Path} → {call.Status} ({call.Conduct})"),
            "snapshot" when SnapshotOf(observation, reference.Locator) is { } snapshot => snapshot.Url,
            _ => null,
        };
    }

    /// <summary>Digest of the picture that belongs to the reference, if there is one.</summary>
    public static string? Picture(ReportedRun run, EvidenceReference reference) =>
        reference.Screenshot
        ?? (reference.Kind == "snapshot" && run.Observation(reference) is { } observation ? SnapshotOf(observation, reference.Locator)?.Screenshot : null);

    private static Snapshot? SnapshotOf(Observation observation, string step) => observation.Snapshots.LastOrDefault(s => s.Step == step);
}
