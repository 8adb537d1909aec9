using ConformanceHarness.Sessions.Machine;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>What others take of the machine, and when the harness' own clock stood still.</summary>
[TestFixture]
internal sealed class TheMachineIsWatched
{
    private readonly SteppedClock clock = new();
    private ProcessorTimes? times = new(1000, 500, 100);

    [Test]
    public void Others_count_where_nothing_is_left_idle()
    {
        var meter = new StrainMeter(clock, () => times);
        var start = clock.GetTimestamp();
        // In two seconds of a hundred ticks each: 120 ours, 60 others', 20 idle.
        Pass(2000, total: 200, idle: 20, own: 120);

        Assert.That(meter.Since(start), Is.EqualTo(new Core.Evidence.MachineStrain(0.3, 0)));
    }

    [Test]
    public void Others_do_not_count_where_there_was_enough_for_all()
    {
        var meter = new StrainMeter(clock, () => times);
        var start = clock.GetTimestamp();
        Pass(2000, total: 200, idle: 60, own: 20);

        Assert.That(meter.Since(start).OtherLoad, Is.Zero);
    }

    [Test]
    public void What_the_browser_and_its_pages_take_is_no_strain()
    {
        var meter = new StrainMeter(clock, () => times);
        var start = clock.GetTimestamp();
        Pass(5000, total: 1000, idle: 0, own: 1000);

        Assert.That(meter.Since(start), Is.EqualTo(new Core.Evidence.MachineStrain(0, 0)));
    }

    [Test]
    public void Only_the_time_since_the_beginning_counts()
    {
        var meter = new StrainMeter(clock, () => times);
        Pass(1000, total: 200, idle: 0, own: 0);
        meter.Look();
        Pass(1000, total: 200, idle: 0, own: 200);
        meter.Look();
        var start = clock.GetTimestamp();
        Pass(1000, total: 200, idle: 0, own: 100);

        Assert.That(meter.Since(start).OtherLoad, Is.EqualTo(0.5));
    }

    [Test]
    public void A_late_tick_is_a_stall_and_ordinary_jitter_is_none()
    {
        var meter = new StrainMeter(clock, () => null);
        var start = clock.GetTimestamp();
        Pass(120);
        meter.Tick(120, 100);
        Pass(3100);
        meter.Tick(3100, 100);

        Assert.That(meter.Since(start), Is.EqualTo(new Core.Evidence.MachineStrain(null, 3000)));
        Pass(10);
        Assert.That(meter.Since(clock.GetTimestamp() - 1).StalledMs, Is.Zero);
    }

    [Test]
    public void Linux_tells_of_all_processors_and_of_each_process()
    {
        var folder = Directory.CreateTempSubdirectory("proc-").FullName;
        File.WriteAllText(Path.Combine(folder, "stat"), "cpu  100 5 45 700 50 1 2 97 33 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
        // pid (name) state parent …: user and system time, and those of children that have ended, are the 14th to 17th.
        Process(folder, 10, 1, 7, 3, 20, 10);
        Process(folder, 11, 10, 1, 1, 0, 0);
        Process(folder, 12, 11, 30, 8, 0, 0);
        Process(folder, 13, 1, 500, 500, 0, 0);

        Assert.That(new ProcFolder(folder, 10).Read(), Is.EqualTo(new ProcessorTimes(1000, 750, 80)));
        Directory.Delete(folder, recursive: true);
        Assert.That(new ProcFolder(folder, 10).Read(), Is.Null);
    }

    private static void Process(string folder, int id, int parent, params int[] fields)
    {
        Directory.CreateDirectory(Path.Combine(folder, id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        File.WriteAllText(Path.Combine(folder, id.ToString(System.Globalization.CultureInfo.InvariantCulture), "stat"), $"{id} (a) name) S {parent} 1 1 0 -1 4194304 1 2 3 4 {string.Join(' ', fields)} 20 0 1 0 99\n");
    }

    private void Pass(int ms, long total = 0, long idle = 0, long own = 0)
    {
        clock.Ms += ms;
        times = times is { } t ? new ProcessorTimes(t.Total + total, t.Idle + idle, t.Own + own) : null;
    }

    private sealed class SteppedClock : TimeProvider
    {
        public long Ms { get; set; } = 1;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Ms;
    }
}
