using System.Text.Json;
using System.Text.Json.Serialization;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Sharding;

namespace ConformanceHarness.Nightly.History;

[JsonSerializable(typeof(TargetResult))]
[JsonSerializable(typeof(ShardRecord))]
internal sealed partial class NightlyJsonContext : JsonSerializerContext;

internal static class NightlyJson
{
    private static readonly NightlyJsonContext Compact = new(HarnessJson.NewOptions());
    private static readonly NightlyJsonContext Indented = new(HarnessJson.NewOptions(indented: true));

    public static string Write(TargetResult result) => JsonSerializer.Serialize(result, Compact.TargetResult);

    public static TargetResult ReadResult(string json) => JsonSerializer.Deserialize(json, Compact.TargetResult) ?? throw new JsonException("null");

    public static byte[] Write(ShardRecord shard) => JsonSerializer.SerializeToUtf8Bytes(shard, Indented.ShardRecord);

    public static ShardRecord ReadShard(byte[] json) => JsonSerializer.Deserialize(json, Compact.ShardRecord) ?? throw new JsonException("null");
}
