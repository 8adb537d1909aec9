using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Tests;

public sealed class KeepingHistory
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task A_file_keeps_what_it_was_given() => await KeepsAsync(() => HistoryStore.OpenFileAsync(Path.Combine(folder.Path, "h.db"), CancellationToken.None));

    [Test]
    [Platform("Linux")]
    public async Task A_PostgreSQL_server_keeps_the_same_and_many_shards_write_into_it_at_once()
    {
        await using var server = await PostgresServer.StartAsync();
        Task<HistoryStore> OpenAsync() => HistoryStore.OpenServerAsync(server.ConnectionString, CancellationToken.None);

        // All find an empty database in the same moment, as the pods of a cluster do on its first night.
        var shards = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => shards[i % 8].AddAsync(Samples.Result($"t{i:00}", TargetState.Sound) with { Night = "2026-09-30" }, CancellationToken.None)));
        Assert.That(await shards[3].ResultsAsync("2026-09-30", CancellationToken.None), Has.Count.EqualTo(40));
        foreach (var shard in shards)
        {
            await shard.DisposeAsync();
        }

        await KeepsAsync(OpenAsync);
    }

    [Test]
    public async Task Two_shards_write_into_one_file_at_once()
    {
        var path = Path.Combine(folder.Path, "h.db");
        await using var one = await HistoryStore.OpenFileAsync(path, CancellationToken.None);
        await using var two = await HistoryStore.OpenFileAsync(path, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : two).AddAsync(Samples.Result($"t{i:00}", TargetState.Sound), CancellationToken.None)));
        Assert.That(await one.ResultsAsync("2026-10-01", CancellationToken.None), Has.Count.EqualTo(40));
    }

    [Test]
    public void What_is_no_history_is_not_taken_for_one()
    {
        var file = folder.Write("h.db", "this is a text, and no database at all, however long it is made to be");
        Assert.That(async () => await HistoryStore.OpenFileAsync(file, CancellationToken.None), Throws.InstanceOf<System.Data.Common.DbException>());
    }

    private static async Task KeepsAsync(Func<Task<HistoryStore>> open)
    {
        var result = Samples.Result("บริการ-a", TargetState.Failing, failing: ["LAND-01"]) with { CertificateEnds = Samples.Midnight, Address = "203.0.113.7", Evidence = "nights/x" };
        var night = new NightRecord("2026-10-01", Samples.Midnight, null, 1, "digest", false);
        await using (var store = await open())
        {
            Assert.That(await store.BeginAsync(night, CancellationToken.None), Is.EqualTo(night));
            Assert.That(await store.BeginAsync(night with { TargetsDigest = "other" }, CancellationToken.None), Is.EqualTo(night), "a night begins once");
            Assert.That(await store.AddAsync(result, CancellationToken.None), Is.True);
            Assert.That(await store.AddAsync(result with { State = TargetState.Sound }, CancellationToken.None), Is.False, "an attempt is there once");
        }

        await using (var store = await open())
        {
            var kept = (await store.ResultsAsync("2026-10-01", CancellationToken.None)).Single();
            Assert.That(kept with { Failing = [], Advice = [] }, Is.EqualTo(result with { Failing = [], Advice = [] }));
            Assert.That(kept.Failing, Is.EqualTo(result.Failing));
            await store.EndAsync("2026-10-01", Samples.Midnight.AddHours(3), down: true, CancellationToken.None);
            Assert.That((await store.NightsAsync(CancellationToken.None)).Single(), Is.EqualTo(night with { EndedAt = Samples.Midnight.AddHours(3), Down = true }));
            await store.BeginAsync(night with { Night = "2026-10-02", StartedAt = Samples.Midnight.AddDays(1) }, CancellationToken.None);
            await store.AddAsync(result with { Night = "2026-10-02", DurationMs = 9000 }, CancellationToken.None);
            Assert.That((await store.DurationsAsync(["2026-10-01", "2026-10-02"], CancellationToken.None))["บริการ-a"], Is.EqualTo(9000));
            Assert.That(await store.ForgetAsync(Samples.Midnight.AddHours(5), "2026-10-02", CancellationToken.None), Is.EqualTo(new[] { "2026-10-01" }));
            Assert.That(await store.ResultsAsync("2026-10-01", CancellationToken.None), Is.Empty);
            Assert.That(await store.ResultsAsync("2026-10-02", CancellationToken.None), Has.Count.EqualTo(1));
        }
    }
}
