using ConformanceHarness.Nightly.History;

namespace ConformanceHarness.Nightly.Sharding;

/// <summary>shard-I-of-N.json: a shard's record as a file.</summary>
public static class ShardFile
{
    public static byte[] Write(ShardRecord shard) => NightlyJson.Write(shard);

    /// <exception cref="System.Text.Json.JsonException">it is no such file</exception>
    public static ShardRecord Read(byte[] bytes) => NightlyJson.ReadShard(bytes);
}
