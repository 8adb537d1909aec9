using System.Text.Json;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>An observation as an entry holds it, or why it can't be read.</summary>
internal sealed record ObservationReading(Observation? Observation, string? Problem)
{
    public static ObservationReading Of(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return new(RecordJson.ReadObservation(utf8), null);
        }
        catch (JsonException problem)
        {
            return new(null, problem.Message);
        }
    }
}
