using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Sessions.Machine;

/// <summary>
/// Watches what else the machine does while sessions run: how much of the processors others take, and whether the harness' own clock goes on.
/// Where the system tells nothing of its processors (anything but Linux) only the clock is watched.
/// </summary>
public sealed class StrainMeter
{
    private const int TickMs = 100;
    private const int TicksBetweenLooks = 5;

    // A tick that is late by less is the ordinary jitter of a scheduler.
    private const double Late = 250;

    // With more than this left idle others took what nobody missed.
    private const double IdleLeft = 0.15;
    private const int Most = 4096;
    private static readonly Lazy<StrainMeter> Running = new(Start);
    private readonly TimeProvider clock;
    private readonly Func<ProcessorTimes?> read;
    private readonly Lock gate = new();

    // Sums up to a moment; what others took between two looks is spread evenly over the time between them.
    private readonly List<(long At, double LostMs)> looks = [];
    private readonly List<(long At, double Ms)> stalls = [];
    private ProcessorTimes? last;

    /// <param name="read">processor times of this moment; null where they are not to be had</param>
    public StrainMeter(TimeProvider clock, Func<ProcessorTimes?> read)
    {
        this.clock = clock;
        this.read = read;
        last = read();
        looks.Add((clock.GetTimestamp(), 0));
    }

    /// <summary>The one of this process, which runs as long as it does.</summary>
    public static StrainMeter Shared => Running.Value;

    /// <summary>What happened from a timestamp of the clock until now.</summary>
    public MachineStrain Since(long start)
    {
        Look();
        lock (gate)
        {
            var (end, lost) = looks[^1];
            var span = clock.GetElapsedTime(start, end).TotalMilliseconds;
            double? load = last is null || span <= 0 ? null : Math.Round(Math.Clamp((lost - LostAt(start)) / span, 0, 1), 2);
            return new MachineStrain(load, (long)stalls.Where(s => s.At > start).Sum(s => Math.Min(s.Ms, clock.GetElapsedTime(start, s.At).TotalMilliseconds)));
        }
    }

    /// <summary>Takes note of what others took since the last look.</summary>
    public void Look()
    {
        lock (gate)
        {
            var (now, times) = (clock.GetTimestamp(), read());
            var (at, lost) = looks[^1];
            if (now <= at)
            {
                return;
            }

            looks.Add((now, lost + (Others(last, times) * clock.GetElapsedTime(at, now).TotalMilliseconds)));
            last = times;
            if (looks.Count > Most)
            {
                looks.RemoveRange(0, Most / 4);
            }
        }
    }

    /// <summary>Takes note that a tick came so many ms after the one before.</summary>
    public void Tick(double afterMs, double expectedMs)
    {
        if (afterMs - expectedMs > Late)
        {
            lock (gate)
            {
                stalls.Add((clock.GetTimestamp(), afterMs - expectedMs));
            }
        }
    }

    private static StrainMeter Start()
    {
        var meter = new StrainMeter(TimeProvider.System, OperatingSystem.IsLinux() ? new ProcFolder("/proc", Environment.ProcessId).Read : () => null);
        // A thread of its own: one of the pool would measure how busy the pool is.
        var thread = new Thread(meter.Watch) { IsBackground = true, Name = "strain meter" };
        thread.Start();
        return meter;
    }

    private void Watch()
    {
        for (var tick = 1; ; tick++)
        {
            var before = clock.GetTimestamp();
            Thread.Sleep(TickMs);
            Tick(clock.GetElapsedTime(before).TotalMilliseconds, TickMs);
            if (tick % TicksBetweenLooks == 0)
            {
                Look();
            }
        }
    }

    private static double Others(ProcessorTimes? before, ProcessorTimes? now)
    {
        if (before is null || now is null || now.Total <= before.Total)
        {
            return 0;
        }

        double total = now.Total - before.Total;
        var idle = now.Idle - before.Idle;
        // A process that ended takes its time with it where its parent did not wait for it.
        var own = Math.Max(0, now.Own - before.Own);
        return idle / total > IdleLeft ? 0 : Math.Clamp((total - idle - own) / total, 0, 1);
    }

    private double LostAt(long moment)
    {
        var after = looks.FindIndex(r => r.At >= moment);
        if (after <= 0)
        {
            return after < 0 ? looks[^1].LostMs : looks[0].LostMs;
        }

        var (one, other) = (looks[after - 1], looks[after]);
        return one.LostMs + ((other.LostMs - one.LostMs) * (clock.GetElapsedTime(one.At, moment) / clock.GetElapsedTime(one.At, other.At)));
    }
}
