using System.Text.Json;
using System.Text.Json.Serialization;
using ConformanceHarness.Core;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>Why a case is in the feedback, in the order in which the agency reads it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<FeedbackKind>))]
public enum FeedbackKind
{
    /// <summary>It failed, or failed when DGA tested again, and decides conformance.</summary>
    MustFailed,

    /// <summary>It decides conformance and has no answer yet.</summary>
    MustUndecided,

    /// <summary>Advice, and what a waiver covers.</summary>
    Should,

    /// <summary>It is in order; DGA has something to say about it all the same.</summary>
    Remark,
}

/// <summary>
/// feedback.json: what the agency must mend, and of which bundle. Its next run reads it. All digests are SHA-256 in lower-case hex.
/// </summary>
public sealed record FeedbackDocument
{
    public const string KnownFormat = "conformance-harness-feedback/1";

    public required string Format { get; init; }

    /// <summary>Of the agency's bundle as it was handed in.</summary>
    public required string Bundle { get; init; }
    public required string RunId { get; init; }
    public required string ServiceId { get; init; }
    public required LocalText ServiceName { get; init; }
    public required LocalText Agency { get; init; }
    public required Stage Stage { get; init; }
    public required RunResult Result { get; init; }
    public required bool Trial { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required string CatalogueId { get; init; }
    public required string CatalogueVersion { get; init; }
    public required string CatalogueDigest { get; init; }

    /// <summary>DGA's words on the submission as a whole.</summary>
    public LocalText? Words { get; init; }

    /// <summary>In the order in which they are to be read.</summary>
    public required IReadOnlyList<FeedbackItem> Items { get; init; }
}

/// <summary>One case to be mended.</summary>
public sealed record FeedbackItem
{
    public required string Case { get; init; }
    public required LocalText Title { get; init; }
    public required FeedbackKind Kind { get; init; }
    public required Obligation Obligation { get; init; }

    /// <summary>In the submission.</summary>
    public required Outcome Outcome { get; init; }
    public Cause? Cause { get; init; }
    public required bool Waived { get; init; }

    /// <summary>DGA's words.</summary>
    public LocalText? Words { get; init; }
    public required IReadOnlyList<FeedbackFinding> Findings { get; init; }
    public required LocalText Fix { get; init; }
    public required string Fixer { get; init; }
    public required string Source { get; init; }

    /// <summary>How it came out when DGA tested again; null where it did not.</summary>
    public RetestedCase? Retest { get; init; }
}

/// <summary>What was found, once for all channels in which it is the same.</summary>
/// <param name="Screenshots">digests; the pictures are in the bundle as evidence/screenshots/DIGEST.png</param>
public sealed record FeedbackFinding(IReadOnlyList<Channel> Channels, LocalText Seen, IReadOnlyList<string> Screenshots, LocalText? Expected = null, string? Where = null);

/// <summary>A case in DGA's own run.</summary>
/// <param name="Why">the likely reason of a difference, or what was seen</param>
public sealed record RetestedCase(Outcome Outcome, LocalText? Why = null);

/// <summary>Reads and writes <see cref="FeedbackDocument"/>: strict, because it comes from somebody else.</summary>
public static class FeedbackJson
{
    private static readonly FeedbackContext Context = new(HarnessJson.NewOptions(indented: true));

    public static byte[] Write(FeedbackDocument value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Context.FeedbackDocument), (byte)'\n'];

    /// <exception cref="JsonException">it is no feedback that this version knows</exception>
    public static FeedbackDocument Read(ReadOnlySpan<byte> utf8)
    {
        var value = JsonSerializer.Deserialize(utf8, Context.FeedbackDocument) ?? throw new JsonException("The document is null.");
        return value.Format != FeedbackDocument.KnownFormat ? throw new JsonException($"The format '{value.Format}' is not known.")
            : value.Items.Any(i => i is null) || value.Items.Select(i => i.Case).Distinct(StringComparer.Ordinal).Count() != value.Items.Count ? throw new JsonException("A case is in it twice, or an item is null.")
            : value;
    }
}

[JsonSerializable(typeof(FeedbackDocument))]
internal sealed partial class FeedbackContext : JsonSerializerContext;
