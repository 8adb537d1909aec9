using System.Diagnostics;

namespace ConformanceHarness.Nightly.Machine;

/// <param name="At">since the watch began</param>
/// <param name="Bytes">of this process and all that it started</param>
public sealed record MemorySample(TimeSpan At, long Bytes, int Processes);

/// <summary>
/// Keeps the whole under a given memory: says when there is room for another target, and ends the page that eats the rest, which is then
/// that target's own trouble.
/// </summary>
public sealed class MemoryWatch : IAsyncDisposable
{
    // A target more takes about this much before it is known how much it takes.
    private const double Full = 0.8;
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);
    private readonly Func<IReadOnlyList<ProcessMemory>> read;
    private readonly Action<int> end;
    private readonly long most;
    private readonly long mostOfPage;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stop = new();
    private readonly List<MemorySample> samples = [];
    private readonly Lock gate = new();
    private readonly long begun;
    private Task watching = Task.CompletedTask;
    private long now;

    /// <param name="most">bytes for everything</param>
    /// <param name="mostOfPage">bytes for the renderer of one page</param>
    /// <param name="end">ends a process</param>
    public MemoryWatch(Func<IReadOnlyList<ProcessMemory>> read, long most, long mostOfPage, TimeProvider clock, Action<int>? end = null)
    {
        this.read = read;
        this.end = end ?? Kill;
        this.most = most;
        this.mostOfPage = mostOfPage;
        this.clock = clock;
        begun = clock.GetTimestamp();
    }

    /// <summary>Room for another target?</summary>
    public bool HasRoom => Volatile.Read(ref now) < most * Full;

    /// <summary>How many pages were ended for their memory.</summary>
    public int Ended { get; private set; }

    public IReadOnlyList<MemorySample> Samples
    {
        get
        {
            lock (gate)
            {
                return [.. samples];
            }
        }
    }

    public void Start() => watching = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(Spacing, clock);
        try
        {
            do
            {
                Look();
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // It was told to.
        }
    });

    /// <summary>Measures once, and ends what is too large.</summary>
    internal void Look()
    {
        var processes = read();
        var sum = processes.Sum(p => p.Bytes);
        Volatile.Write(ref now, sum);
        lock (gate)
        {
            samples.Add(new MemorySample(clock.GetElapsedTime(begun), sum, processes.Count));
        }

        var largest = processes.Where(p => p.IsRenderer).MaxBy(p => p.Bytes);
        if (largest is not null && (largest.Bytes > mostOfPage || sum > most))
        {
            Ended++;
            end(largest.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself.
        }
    }
}
