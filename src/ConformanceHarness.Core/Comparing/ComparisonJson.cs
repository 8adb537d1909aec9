using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConformanceHarness.Core.Comparing;

/// <summary>Comparisons as indented UTF-8 JSON with a final line feed; reading is strict.</summary>
public static class ComparisonJson
{
    public static byte[] Write(RunComparison comparison) => [.. JsonSerializer.SerializeToUtf8Bytes(comparison, ComparisonContext.Strict.RunComparison), (byte)'\n'];

    public static byte[] Write(IReadOnlyList<RejudgedDifference> differences) => [.. JsonSerializer.SerializeToUtf8Bytes(differences, ComparisonContext.Strict.IReadOnlyListRejudgedDifference), (byte)'\n'];

    public static byte[] Write(RetestRecord retest) => [.. JsonSerializer.SerializeToUtf8Bytes(retest, ComparisonContext.Strict.RetestRecord), (byte)'\n'];

    /// <exception cref="JsonException">it is no retest's record</exception>
    public static RetestRecord ReadRetest(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, ComparisonContext.Strict.RetestRecord) ?? throw new JsonException("The document is null.");

    /// <exception cref="JsonException">it is no comparison</exception>
    public static RunComparison Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, ComparisonContext.Strict.RunComparison) ?? throw new JsonException("The document is null.");
}

[JsonSerializable(typeof(RunComparison))]
[JsonSerializable(typeof(RetestRecord))]
[JsonSerializable(typeof(IReadOnlyList<RejudgedDifference>))]
internal sealed partial class ComparisonContext : JsonSerializerContext
{
    public static ComparisonContext Strict { get; } = new(HarnessJson.NewOptions(indented: true));
}
