using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConformanceHarness.Core.Reviews;

/// <summary>What DGA decided about a submission.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ReviewDecision>))]
public enum ReviewDecision { Accepted, Rejected }

/// <summary>
/// review/verdict.json: the reviewer's decision, and exactly what was decided about. Digests are SHA-256 in lower-case hex.
/// </summary>
public sealed record ReviewVerdict
{
    public const string KnownFormat = "conformance-harness-review/1";

    public required string Format { get; init; }
    public required ReviewDecision Decision { get; init; }

    /// <summary>The reviewer's own words, as they were typed.</summary>
    public required string Note { get; init; }

    /// <summary>Subject of the reviewer's certificate.</summary>
    public required string Reviewer { get; init; }

    /// <summary>Of the agency's file as it was handed in, before the review was added.</summary>
    public required string Bundle { get; init; }

    /// <summary>Of META-INF/signature001.p7s.</summary>
    public required string Signature { get; init; }

    /// <summary>Of statement.json.</summary>
    public required string Statement { get; init; }

    /// <summary>Of the retest's bundle; null where there was none.</summary>
    public string? Retest { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>The review as strict JSON, in the same way as the run's records.</summary>
public static class ReviewJson
{
    private static readonly ReviewContext Context = new(HarnessJson.NewOptions(indented: true));

    public static byte[] Write(ReviewVerdict value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Context.ReviewVerdict), (byte)'\n'];

    /// <exception cref="JsonException">it is not exactly of that shape</exception>
    public static ReviewVerdict Read(ReadOnlySpan<byte> utf8)
    {
        var value = JsonSerializer.Deserialize(utf8, Context.ReviewVerdict) ?? throw new JsonException("The document is null.");
        return value.Format == ReviewVerdict.KnownFormat ? value : throw new JsonException($"The format '{value.Format}' is not known.");
    }
}

[JsonSerializable(typeof(ReviewVerdict))]
internal sealed partial class ReviewContext : JsonSerializerContext;
