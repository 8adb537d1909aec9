using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Sharding;

namespace ConformanceHarness.Nightly.Tests;

public sealed class Sharding
{
    private static readonly string[] Ids = [.. Enumerable.Range(1, 2633).Select(i => $"service-{i:0000}")];
    private static readonly Dictionary<string, long> Durations = Ids.ToDictionary(id => id, id => 4000L + ((id[^1] - (long)(char)48) * 3000L), StringComparer.Ordinal);

    [Test]
    public void Shards_take_about_the_same_time()
    {
        foreach (var shards in new[] { 1, 2, 4, 16 })
        {
            var loads = ShardPlan.Of(Ids, Durations, shards).GroupBy(p => p.Value).Select(g => g.Sum(p => Durations[p.Key])).ToList();
            Assert.That(loads, Has.Count.EqualTo(shards));
            Assert.That(loads.Max(), Is.LessThan(loads.Average() * 1.15), $"{shards} shards");
        }
    }

    [Test]
    public void Every_shard_works_out_the_same_plan_whatever_the_order() =>
        Assert.That(ShardPlan.Digest(ShardPlan.Of(Ids.Reverse(), Durations, 4)), Is.EqualTo(ShardPlan.Digest(ShardPlan.Of(Ids, Durations, 4))));

    [Test]
    public void A_changed_list_moves_few()
    {
        var before = ShardPlan.Of(Ids, Durations, 4);
        var after = ShardPlan.Of([.. Ids.Skip(5), "new-1", "new-2"], Durations, 4);
        Assert.That(after.Count(p => before.TryGetValue(p.Key, out var shard) && shard != p.Value), Is.LessThan(30));
    }

    [Test]
    public void A_little_longer_last_night_moves_few()
    {
        var before = ShardPlan.Of(Ids, Durations, 4);
        var after = ShardPlan.Of(Ids, Durations.ToDictionary(d => d.Key, d => d.Value + (d.Value / 50), StringComparer.Ordinal), 4);
        Assert.That(after.Count(p => before[p.Key] != p.Value), Is.LessThan(260));
    }

    [Test]
    public void A_merge_is_all_results_in_order()
    {
        var merged = ShardMerge.Of([("1", Shard(1, "a", "c")), ("2", Shard(2, "b"))], ["a", "b", "c"], "list");
        Assert.That(merged.Select(r => r.Target), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public void What_is_missing_or_doubled_is_named()
    {
        void Refused(string words, params ShardRecord[] shards)
        {
            var e = Assert.Throws<ConfigurationProblemsException>(() => ShardMerge.Of([.. shards.Select((s, i) => ($"file{i}", s))], ["a", "b", "c"], "list"));
            Assert.That(e!.Message, Does.Contain(words));
        }

        Refused("Missing shards (1): 2", Shard(1, "a", "b", "c"));
        Refused("Doubled shards (1): 1", Shard(1, "a", "b"), Shard(1, "c"));
        Refused("Targets of no shard (1): c", Shard(1, "a"), Shard(2, "b"));
        Refused("Targets of several shards (1): b", Shard(1, "a", "b"), Shard(2, "b", "c"));
        Refused("not on the list (1): d", Shard(1, "a", "b"), Shard(2, "c", "d"));
        Refused("without a result (1): c", Shard(1, "a", "b"), Shard(2, "c") with { Results = [] });
        Refused("doubled attempts (1): c", Shard(1, "a", "b"), Shard(2, "c") is var s ? s with { Results = [.. s.Results, .. s.Results] } : null!);
        Refused("Its plan is not", Shard(1, "a", "b"), Shard(2, "c") with { PlanDigest = "other" });
        Refused("Its night is not", Shard(1, "a", "b"), Shard(2, "c") with { Night = "other" });
        Refused("Its list of targets is not", Shard(1, "a", "b"), Shard(2, "c") with { TargetsDigest = "other" });
    }

    [Test]
    public void A_shard_survives_its_file()
    {
        var shard = Shard(1, "a", "b");
        Assert.That(ShardFile.Write(ShardFile.Read(ShardFile.Write(shard))), Is.EqualTo(ShardFile.Write(shard)));
    }

    private static ShardRecord Shard(int number, params string[] targets) => new()
    {
        Night = "2026-10-01",
        Shard = number,
        Of = 2,
        StartedAt = Samples.Midnight,
        TargetsDigest = "list",
        PlanDigest = "plan",
        Catalogue = "catalogue",
        Down = false,
        Targets = targets,
        Results = [.. targets.Select(t => Samples.Result(t, TargetState.Sound))],
    };
}
