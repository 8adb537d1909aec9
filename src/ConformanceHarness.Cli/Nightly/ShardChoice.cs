using System.Globalization;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Nightly;

/// <summary>Part <paramref name="Shard"/> (from 1) of <paramref name="Of"/>.</summary>
internal sealed record ShardChoice(int Shard, int Of)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"shard-{Shard}-of-{Of}");

    /// <param name="word">"2/4", "auto/4"; null: no shards</param>
    /// <exception cref="ConfigurationException">it is none of these, or auto finds no index</exception>
    public static ShardChoice? Read(string? word, Func<string, string?> environment)
    {
        if (word is null)
        {
            return null;
        }

        var parts = word.Split('/');
        var count = parts.Length == 2 ? Number(parts[1]) : null;
        var index = parts[0] == "auto" ? Found(environment, word) : Number(parts[0]);
        return count is >= 1 and <= 1000 && index >= 1 && index <= count ? new ShardChoice(index.Value, count.Value) : throw new ConfigurationException(
            new($"--shard {word}: ต้องเป็น I/N โดย I ตั้งแต่ 1 ถึง N", $"--shard {word}: it must be I/N, with I from 1 to N."),
            new("ตัวอย่าง: --shard 2/4 หรือ --shard auto/4", "For example: --shard 2/4 or --shard auto/4"));
    }

    /// <summary>Kubernetes counts from 0, GitLab from 1.</summary>
    private static int? Found(Func<string, string?> environment, string word) =>
        Number(environment("JOB_COMPLETION_INDEX")) is { } completion ? completion + 1 : Number(environment("CI_NODE_INDEX")) ?? throw new ConfigurationException(
            new($"--shard {word}: ไม่มี JOB_COMPLETION_INDEX หรือ CI_NODE_INDEX", $"--shard {word}: neither JOB_COMPLETION_INDEX nor CI_NODE_INDEX is set."),
            new("ใช้ Indexed Job ของ Kubernetes หรือ parallel ของ GitLab หรือระบุเลขเอง เช่น --shard 1/4", "Use an Indexed Job of Kubernetes or GitLab's parallel, or name the part yourself, for example --shard 1/4."));

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
