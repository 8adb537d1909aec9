using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Pacing;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Nightly.Nights;

/// <summary>
/// Goes through the targets: so many at once, gently, each within its own time, and again where it shows something new. An attempt is kept as
/// soon as it is over, so a night that was killed goes on where it was.
/// </summary>
public sealed class NightRun
{
    private const int MostDeferrals = 3;

    // So often the memory is asked while nothing else happens.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly NightRunOptions options;
    private readonly Func<NightlyTarget, int, CancellationToken, Task<Look>> look;
    private readonly HistoryStore history;
    private readonly Dictionary<string, NightlyTarget> targets;
    private readonly IReadOnlyDictionary<string, TargetNight> last;
    private readonly Pacer<Planned> pacer;
    private readonly List<TargetResult> results = [];
    private readonly int hosts;

    /// <param name="targets">those of this shard, in the order in which they are to be looked at</param>
    /// <param name="last">what the last telling night said, by target</param>
    /// <param name="look">looks at a target, attempt n; ends soon after its token says so, or is left behind</param>
    public NightRun(NightRunOptions options, IReadOnlyList<NightlyTarget> targets, IReadOnlyDictionary<string, TargetNight> last, HistoryStore history, Func<NightlyTarget, int, CancellationToken, Task<Look>> look)
    {
        this.options = options;
        this.last = last;
        this.history = history;
        this.look = look;
        this.targets = targets.ToDictionary(t => t.Id, StringComparer.Ordinal);
        pacer = new Pacer<Planned>(options.Gentleness);
        hosts = targets.Select(t => t.Host).Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }

    private DateTimeOffset Now => options.Clock.GetUtcNow();

    /// <summary>Looks at what this night has not looked at yet.</summary>
    public async Task<NightEnd> RunAsync(CancellationToken cancellationToken)
    {
        var kept = (await history.ResultsAsync(options.Night, cancellationToken)).Where(r => targets.ContainsKey(r.Target)).ToLookup(r => r.Target, StringComparer.Ordinal);
        foreach (var target in targets.Values)
        {
            var attempts = kept[target.Id].ToList();
            results.AddRange(attempts);
            if (attempts.Count == 0)
            {
                Add(target, 1, DateTimeOffset.MinValue);
            }
            else if (attempts is [{ Attempt: 1 } first] && WantsAnother(first))
            {
                Add(target, 2, first.StartedAt.AddMilliseconds(first.DurationMs) + options.AgainAfter);
            }
        }

        results.Sort((a, b) => a.StartedAt.AddMilliseconds(a.DurationMs).CompareTo(b.StartedAt.AddMilliseconds(b.DurationMs)));
        var down = await GoThroughAsync(cancellationToken);
        var seen = results.Select(r => r.Target).ToHashSet(StringComparer.Ordinal);
        return new NightEnd(down, [.. targets.Keys.Where(id => !seen.Contains(id)).Order(StringComparer.Ordinal)]);
    }

    private async Task<bool> GoThroughAsync(CancellationToken cancellationToken)
    {
        var active = new Dictionary<Task<Look>, Waiting<Planned>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (pacer.Count > 0 || active.Count > 0)
            {
                var open = options.Gentleness.Window?.Holds(Now) != false;
                DateTimeOffset? next = null;
                while (open && active.Count < options.Parallel && (active.Count == 0 || options.HasRoom()) && pacer.Take(Now, out next) is { } turn)
                {
                    active.Add(WatchedAsync(turn.Item, stop.Token), turn);
                }

                if (!open && active.Count == 0)
                {
                    return false;
                }

                await WaitAsync(active.Keys, next, cancellationToken);
                foreach (var ended in active.Keys.Where(t => t.IsCompleted).ToList())
                {
                    active.Remove(ended, out var turn);
                    pacer.Ended(turn!, Now);
                    await KeepAsync(turn!, await ended, cancellationToken);
                }

                if (OwnNetwork.LooksDown(results, id => targets[id].Host, hosts) && !await options.Reachable(cancellationToken))
                {
                    await Task.WhenAll(active.Keys);
                    if (!await BackAsync(cancellationToken))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            await stop.CancelAsync();
            await Task.WhenAll(active.Keys.Select(t => t.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
            throw;
        }
    }

    private async Task WaitAsync(IEnumerable<Task<Look>> active, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var until = next is { } at && at - Now < Pause ? at - Now : Pause;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([.. active, Task.Delay(until > TimeSpan.Zero ? until : TimeSpan.FromMilliseconds(1), options.Clock, enough.Token)]);
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The watchdog: whatever the target does, this is over within the limit and the grace.</summary>
    private async Task<Look> WatchedAsync(Planned planned, CancellationToken cancellationToken)
    {
        var started = Now;
        var clock = options.Clock.GetTimestamp();
        using var limit = new CancellationTokenSource(options.Limit, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Look Ended(TargetState state, string reason) => new(new TargetResult
        {
            Night = options.Night,
            Target = planned.Target.Id,
            Attempt = planned.Attempt,
            State = state,
            Reason = reason,
            StartedAt = started,
            DurationMs = (long)options.Clock.GetElapsedTime(clock).TotalMilliseconds,
        });
        try
        {
            // On the pool: what blocks instead of waiting blocks only itself.
            var looking = Task.Run(() => look(planned.Target, planned.Attempt, either.Token), either.Token);
            return await looking.WaitAsync(options.Limit + options.Grace, options.Clock, CancellationToken.None);
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && limit.IsCancellationRequested))
        {
            return Ended(TargetState.Stuck, "time");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Ended(TargetState.NoVerdict, "harness");
        }
    }

    private async Task KeepAsync(Waiting<Planned> turn, Look ended, CancellationToken cancellationToken)
    {
        var (planned, result) = (turn.Item, ended.Result);
        if (ended.Later is { } later && planned.Deferrals < MostDeferrals && later - Now <= options.LongestDeferral && options.Gentleness.Window?.Holds(later) != false)
        {
            pacer.HoldBack(turn.Host, later);
            pacer.Add(turn with { Item = planned with { Deferrals = planned.Deferrals + 1 }, NotBefore = later });
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await history.AddAsync(result, cancellationToken);
        results.Add(result);
        options.Told(result);
        if (planned.Attempt == 1 && WantsAnother(result))
        {
            Add(planned.Target, 2, Now + options.AgainAfter);
        }
    }

    /// <summary>Waits for our own network; what could not be reached since it went is looked at once more.</summary>
    private async Task<bool> BackAsync(CancellationToken cancellationToken)
    {
        var since = Now;
        while (!await options.Reachable(cancellationToken))
        {
            if (Now - since >= options.LongestOutage || options.Gentleness.Window?.Holds(Now) == false)
            {
                return false;
            }

            await Task.Delay(options.OutageSpacing, options.Clock, cancellationToken);
        }

        foreach (var unsaid in OwnNetwork.Unsaid(results).Where(r => r.Attempt >= 2 || !WantsAnother(r)).DistinctBy(r => r.Target).ToList())
        {
            Add(targets[unsaid.Target], results.Where(r => r.Target == unsaid.Target).Max(r => r.Attempt) + 1, Now);
        }

        // They were asked for again: the same run of failures must not stop the night twice.
        results.RemoveAll(OwnNetwork.Unsaid(results).Contains);
        return true;
    }

    private bool WantsAnother(TargetResult first) =>
        first.State == TargetState.NoVerdict || NightComparison.ToBeConfirmed(TargetNight.Of([first]), last.GetValueOrDefault(first.Target));

    private void Add(NightlyTarget target, int attempt, DateTimeOffset notBefore) =>
        pacer.Add(new Waiting<Planned>(new Planned(target, attempt, 0), target.Host, target.Service.Agency.Th, notBefore));

    private sealed record Planned(NightlyTarget Target, int Attempt, int Deferrals);
}
