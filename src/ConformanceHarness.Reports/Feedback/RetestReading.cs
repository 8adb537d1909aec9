using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>Case by case, how a retest came out: from a retest's comparison.json, or from the verdicts of a run of DGA's own.</summary>
public static class RetestReading
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static IReadOnlyDictionary<string, RetestedCase> Of(IReadOnlyList<Verdict> verdicts) =>
        verdicts.DistinctBy(v => v.Case).ToDictionary(v => v.Case, v => new RetestedCase(v.Outcome, Seen(v)), StringComparer.Ordinal);

    /// <summary>Reads what <c>retest</c> and <c>compare --json</c> write: the cases with the second run's outcome and the reason.</summary>
    /// <param name="json">the file</param>
    /// <param name="bundle">digest of the bundle that the feedback is about</param>
    /// <exception cref="JsonException">it is no comparison, or one of another submission</exception>
    public static IReadOnlyDictionary<string, RetestedCase> OfComparison(ReadOnlyMemory<byte> json, string bundle)
    {
        using var document = JsonDocument.Parse(json, Strict);
        var root = Object(document.RootElement);
        if (root.TryGetProperty("submissionDigest", out var digest) && digest.GetString() != bundle)
        {
            throw new JsonException("It compares another submission.");
        }

        var comparison = root.TryGetProperty("comparison", out var inner) ? Object(inner) : root;
        if (!comparison.TryGetProperty("cases", out var cases) || cases.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("It has no cases.");
        }

        var found = new Dictionary<string, RetestedCase>(StringComparer.Ordinal);
        foreach (var item in cases.EnumerateArray().Select(Object))
        {
            if (Read(item) is { } read)
            {
                found.TryAdd(item.GetProperty("case").GetString()!, read);
            }
        }

        return found;
    }

    private static RetestedCase? Read(JsonElement item)
    {
        if (!item.TryGetProperty("case", out var id) || id.ValueKind != JsonValueKind.String)
        {
            throw new JsonException("A case has no id.");
        }

        return item.TryGetProperty("second", out var second) && second.ValueKind == JsonValueKind.Object
            ? new RetestedCase(
                second.TryGetProperty("outcome", out var word) && Enum.TryParse<Outcome>(word.GetString(), ignoreCase: true, out var outcome) ? outcome : throw new JsonException($"{id.GetString()}: its outcome is not known."),
                item.TryGetProperty("why", out var why) && why.ValueKind == JsonValueKind.Object && why.TryGetProperty("th", out var th) && why.TryGetProperty("en", out var en) ? new LocalText(th.GetString() ?? "", en.GetString() ?? "") : null)
            : null;
    }

    private static LocalText? Seen(Verdict verdict) =>
        verdict.Outcome == Outcome.Passed ? null : verdict.Channels.Where(c => c.Outcome == verdict.Outcome).SelectMany(c => c.Findings).FirstOrDefault()?.Seen;

    private static JsonElement Object(JsonElement element) => element.ValueKind == JsonValueKind.Object ? element : throw new JsonException("It is no comparison.");
}
