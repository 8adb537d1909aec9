using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Rejudging;

namespace ConformanceHarness.Core.Comparing;

/// <summary>Comparisons as indented UTF-8 JSON with a final line feed; reading is as strict as that of records.</summary>
public static class ComparisonJson
{
    private static readonly JsonSerializerOptions Strict = MakeOptions();

    public static byte[] Write(RunComparison comparison) => Document(comparison);

    public static byte[] Write(RetestRecord retest) => Document(retest);

    public static byte[] Write(IReadOnlyList<RejudgedDifference> differences) => Document(differences);

    /// <exception cref="JsonException">it is no comparison</exception>
    public static RunComparison Read(ReadOnlySpan<byte> utf8) => Read<RunComparison>(utf8);

    /// <exception cref="JsonException">it is no retest's record</exception>
    public static RetestRecord ReadRetest(ReadOnlySpan<byte> utf8) => Read<RetestRecord>(utf8);

    private static byte[] Document<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T))), (byte)'\n'];

    private static T Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T))) ?? throw new JsonException("The document is null.");

    private static JsonSerializerOptions MakeOptions()
    {
        var options = HarnessJson.NewOptions(indented: true);
        options.TypeInfoResolver = ComparisonContext.Default.WithAddedModifier(RecordJson.Tighten);
        options.MakeReadOnly();
        return options;
    }
}

[JsonSerializable(typeof(RunComparison))]
[JsonSerializable(typeof(RetestRecord))]
[JsonSerializable(typeof(IReadOnlyList<RejudgedDifference>))]
internal sealed partial class ComparisonContext : JsonSerializerContext;
