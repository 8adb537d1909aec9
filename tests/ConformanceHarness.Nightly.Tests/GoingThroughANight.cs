using System.Collections.Concurrent;
using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Pacing;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Nightly.Tests;

public sealed class GoingThroughANight
{
    private TemporaryFolder folder = null!;
    private HistoryStore history = null!;

    [SetUp]
    public async Task Open()
    {
        folder = new TemporaryFolder();
        history = await HistoryStore.OpenFileAsync(Path.Combine(folder.Path, "history.db"), CancellationToken.None);
    }

    [TearDown]
    public async Task Close()
    {
        await history.DisposeAsync();
        folder.Dispose();
    }

    [Test]
    public async Task Each_target_is_looked_at_once_where_nothing_is_new()
    {
        var seen = new ConcurrentQueue<string>();
        await RunAsync(Samples.Targets("a", "b", "c"), (t, attempt) =>
        {
            seen.Enqueue(t.Id + attempt);
            return Samples.Result(t.Id, TargetState.Sound, attempt);
        });
        Assert.That(seen, Is.EquivalentTo(new[] { "a1", "b1", "c1" }));
        Assert.That(await ResultsAsync(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task What_is_new_is_looked_at_again_and_what_is_known_is_not()
    {
        var last = new Dictionary<string, TargetNight> { ["known"] = TargetNight.Of([Samples.Result("known", TargetState.Unreachable, night: "n0", reason: "dns")]) };
        await RunAsync(Samples.Targets("known", "new"), (t, attempt) => attempt == 1 ? Samples.Result(t.Id, TargetState.Unreachable, 1, reason: "dns") : Samples.Result(t.Id, TargetState.Sound, attempt), last: last);
        var results = await ResultsAsync();
        Assert.That(results.Select(r => r.Target + r.Attempt), Is.EqualTo(new[] { "known1", "new1", "new2" }));
        Assert.That(TargetNight.Of([.. results.Where(r => r.Target == "new")]).Unsteady, Is.True);
    }

    [Test]
    public async Task One_that_hangs_or_breaks_costs_only_itself()
    {
        var never = new TaskCompletionSource();
        await RunAsync(
            Samples.Targets("breaks", "ignores", "waits", "well"),
            options => options with { Limit = TimeSpan.FromMilliseconds(200), Grace = TimeSpan.FromMilliseconds(200), Parallel = 4 },
            async (t, attempt, token) =>
            {
                switch (t.Id)
                {
                    case "breaks":
                        throw new InvalidOperationException("broken");
                    case "waits":
                        await Task.Delay(Timeout.Infinite, token);
                        break;
                    case "ignores":
                        await never.Task;
                        break;
                }

                return new Look(Samples.Result(t.Id, TargetState.Sound, attempt));
            });
        never.SetResult();
        var states = (await ResultsAsync()).Where(r => r.Attempt == 1).ToDictionary(r => r.Target, r => (r.State, r.Reason));
        Assert.That(states, Is.EquivalentTo(new Dictionary<string, (TargetState, string?)>
        {
            ["breaks"] = (TargetState.NoVerdict, "harness"),
            ["ignores"] = (TargetState.Stuck, "time"),
            ["waits"] = (TargetState.Stuck, "time"),
            ["well"] = (TargetState.Sound, null),
        }));
    }

    [Test]
    public async Task A_night_that_was_stopped_goes_on_and_nothing_is_lost_or_doubled()
    {
        var targets = Samples.Targets([.. Enumerable.Range(0, 20).Select(i => $"t{i:00}")]);
        using var stop = new CancellationTokenSource();
        var looks = new ConcurrentQueue<string>();
        TargetResult Look(NightlyTarget t, int attempt)
        {
            looks.Enqueue(t.Id);
            if (looks.Count == 8)
            {
                stop.Cancel();
            }

            return Samples.Result(t.Id, TargetState.Sound, attempt);
        }

        Assert.That(async () => await RunAsync(targets, Look, token: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        var kept = (await ResultsAsync()).Select(r => r.Target).ToHashSet();
        looks.Clear();
        var end = await RunAsync(targets, Look);
        Assert.Multiple(() =>
        {
            Assert.That(kept, Has.Count.InRange(1, 8));
            Assert.That(looks, Is.Unique.And.None.Matches<string>(id => kept.Contains(id!)));
            Assert.That(looks.Count + kept.Count, Is.EqualTo(20));
            Assert.That(end.Unseen, Is.Empty);
        });
        Assert.That((await ResultsAsync()).Select(r => r.Target), Is.EqualTo(targets.Select(t => t.Id)));
    }

    [Test]
    public async Task A_stopped_night_still_looks_again_at_what_was_new()
    {
        await history.AddAsync(Samples.Result("a", TargetState.Blocked), CancellationToken.None);
        await RunAsync(Samples.Targets("a"), (t, attempt) => Samples.Result(t.Id, TargetState.Blocked, attempt));
        Assert.That((await ResultsAsync()).Select(r => r.Attempt), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Who_asks_to_come_later_is_visited_later_and_is_not_in_trouble()
    {
        var asked = 0;
        await RunAsync(Samples.Targets("busy"), options => options, (t, attempt, _) => Task.FromResult(Interlocked.Increment(ref asked) == 1
            ? new Look(Samples.Result(t.Id, TargetState.Deferred, attempt), TimeProvider.System.GetUtcNow().AddMilliseconds(30))
            : new Look(Samples.Result(t.Id, TargetState.Sound, attempt))));
        var result = (await ResultsAsync()).Single();
        Assert.That((asked, result.State, result.Attempt), Is.EqualTo((2, TargetState.Sound, 1)));
    }

    [Test]
    public async Task One_host_is_never_visited_twice_at_once()
    {
        var targets = Enumerable.Range(0, 12).Select(i => Samples.Target($"t{i:00}", $"https://h{i % 3}.example.go.th/{i}")).ToList();
        var (active, most) = (new ConcurrentDictionary<string, int>(), 0);
        await RunAsync(targets, options => options with { Parallel = 6 }, async (t, attempt, _) =>
        {
            var now = active.AddOrUpdate(t.Host, 1, (_, n) => n + 1);
            InterlockedMax(ref most, now);
            await Task.Yield();
            active.AddOrUpdate(t.Host, 0, (_, n) => n - 1);
            return new Look(Samples.Result(t.Id, TargetState.Sound, attempt));
        });
        Assert.That(most, Is.EqualTo(1));
        Assert.That(await ResultsAsync(), Has.Count.EqualTo(12));
    }

    [Test]
    public async Task Nothing_begins_where_memory_is_full_but_one_always_goes_on()
    {
        var (active, most) = (0, 0);
        await RunAsync(Samples.Targets("a", "b", "c"), options => options with { Parallel = 3, HasRoom = () => false }, async (t, attempt, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref active));
            await Task.Yield();
            Interlocked.Decrement(ref active);
            return new Look(Samples.Result(t.Id, TargetState.Sound, attempt));
        });
        Assert.That(most, Is.EqualTo(1));
    }

    [Test]
    public async Task Our_own_network_comes_back_and_what_was_missed_is_looked_at()
    {
        var asked = 0;
        var targets = Samples.Targets([.. Enumerable.Range(0, 12).Select(i => $"t{i:00}")]);
        var (looked, up) = (0, false);
        var end = await RunAsync(
            targets,
            options => options with { Reachable = _ => Task.FromResult(up = ++asked >= 3), OutageSpacing = TimeSpan.FromMilliseconds(5) },
            (t, attempt, _) => Task.FromResult(new Look(Interlocked.Increment(ref looked) > 4 && !up ? Samples.Result(t.Id, TargetState.Unreachable, attempt, reason: "timeout") : Samples.Result(t.Id, looked > 4 && up ? TargetState.Sound : TargetState.Sound, attempt))));
        Assert.That(end.Down, Is.False);
        Assert.That(NightFold(await ResultsAsync()).Values.Select(n => n.State), Is.All.EqualTo(TargetState.Sound));
    }

    [Test]
    public async Task A_network_that_stays_away_ends_the_night_without_verdicts()
    {
        var targets = Samples.Targets([.. Enumerable.Range(0, 30).Select(i => $"t{i:00}")]);
        var end = await RunAsync(
            targets,
            options => options with { Reachable = _ => Task.FromResult(false), LongestOutage = TimeSpan.Zero },
            (t, attempt, _) => Task.FromResult(new Look(Samples.Result(t.Id, TargetState.Unreachable, attempt, reason: "timeout"))));
        Assert.That(end.Down, Is.True);
        Assert.That(end.Unseen, Is.Not.Empty, "it did not go on through all of them");
    }

    [Test]
    public async Task A_closed_window_leaves_the_rest_unseen()
    {
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        var closed = new TimeWindow(TimeOnly.FromDateTime(now.DateTime).AddHours(2), TimeOnly.FromDateTime(now.DateTime).AddHours(3));
        var end = await RunAsync(Samples.Targets("a", "b"), options => options with { Gentleness = new Gentleness { Window = closed } }, (_, _, _) => throw new InvalidOperationException("it was visited"));
        Assert.That(end.Unseen, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(await ResultsAsync(), Is.Empty);
    }

    private static IReadOnlyDictionary<string, TargetNight> NightFold(IReadOnlyList<TargetResult> results) => Reporting.NightReport.Fold(results);

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, seen) != seen)
        {
        }
    }

    private Task<NightEnd> RunAsync(IReadOnlyList<NightlyTarget> targets, Func<NightlyTarget, int, TargetResult> look, IReadOnlyDictionary<string, TargetNight>? last = null, CancellationToken token = default) =>
        RunAsync(targets, options => options, (t, attempt, _) => Task.FromResult(new Look(look(t, attempt))), last, token);

    private Task<NightEnd> RunAsync(IReadOnlyList<NightlyTarget> targets, Func<NightRunOptions, NightRunOptions> change, Func<NightlyTarget, int, CancellationToken, Task<Look>> look, IReadOnlyDictionary<string, TargetNight>? last = null, CancellationToken token = default) =>
        new NightRun(
            change(new NightRunOptions { Night = "2026-10-01", Clock = TimeProvider.System, AgainAfter = TimeSpan.Zero, Gentleness = new Gentleness { PerAgency = 100, Spacing = TimeSpan.Zero } }),
            targets, last ?? new Dictionary<string, TargetNight>(), history, look).RunAsync(token);

    private Task<IReadOnlyList<TargetResult>> ResultsAsync() => history.ResultsAsync("2026-10-01", CancellationToken.None);
}
