using ConformanceHarness.Nightly.Machine;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Pacing;

namespace ConformanceHarness.Nightly.Tests;

public sealed class BeingGentle
{
    private static readonly DateTimeOffset Now = Samples.Midnight;

    [Test]
    public void A_host_is_left_alone_for_the_spacing()
    {
        var pacer = new Pacer<int>(new Gentleness { Spacing = TimeSpan.FromSeconds(5) });
        Add(pacer, 1, "h", "a");
        Add(pacer, 2, "h", "a");
        var first = pacer.Take(Now, out _)!;
        Assert.That(pacer.Take(Now, out var next), Is.Null);
        Assert.That(next, Is.Null, "only after the other ended");
        pacer.Ended(first, Now);
        Assert.That(pacer.Take(Now, out next), Is.Null);
        Assert.That(next, Is.EqualTo(Now.AddSeconds(5)));
        Assert.That(pacer.Take(Now.AddSeconds(5), out _)!.Item, Is.EqualTo(2));
    }

    [Test]
    public void An_agency_with_many_hosts_is_not_visited_on_all_at_once()
    {
        var pacer = new Pacer<int>(new Gentleness { PerAgency = 2 });
        for (var i = 0; i < 5; i++)
        {
            Add(pacer, i, "h" + i, "one");
        }

        Add(pacer, 9, "other", "two");
        Assert.That(new[] { pacer.Take(Now, out _)?.Item, pacer.Take(Now, out _)?.Item, pacer.Take(Now, out _)?.Item, pacer.Take(Now, out _)?.Item }, Is.EqualTo(new int?[] { 0, 1, 9, null }));
    }

    [Test]
    public void Who_asked_for_it_is_left_alone_until_then()
    {
        var pacer = new Pacer<int>(new Gentleness());
        Add(pacer, 1, "h", "a");
        pacer.HoldBack("h", Now.AddMinutes(10));
        Assert.That(pacer.Take(Now, out var next), Is.Null);
        Assert.That(next, Is.EqualTo(Now.AddMinutes(10)));
    }

    [TestCase("22:00-05:00", 22, 0, true)]
    [TestCase("22:00-05:00", 4, 59, true)]
    [TestCase("22:00-05:00", 5, 0, false)]
    [TestCase("01:00-03:00", 2, 0, true)]
    [TestCase("01:00-03:00", 22, 0, false)]
    public void The_window_is_in_Thailands_time(string window, int hour, int minute, bool open) =>
        Assert.That(TimeWindow.Parse(window)!.Holds(new DateTimeOffset(2026, 9, 30, hour, minute, 0, TimeSpan.FromHours(7)).ToUniversalTime()), Is.EqualTo(open));

    [TestCase("22-05")]
    [TestCase("25:00-05:00")]
    [TestCase("05:00-05:00")]
    public void What_is_no_window_is_none(string text) => Assert.That(TimeWindow.Parse(text), Is.Null);

    [TestCase("User-agent: *\nDisallow: /", "/", false)]
    [TestCase("User-agent: *\nDisallow:", "/", true)]
    [TestCase("User-agent: *\nDisallow: /private", "/", true)]
    [TestCase("User-agent: *\nDisallow: /\nAllow: /landing", "/landing?a=b", true)]
    [TestCase("User-agent: other\nDisallow: /", "/", true)]
    [TestCase("User-agent: *\nDisallow: /\n\nUser-agent: conformanceharness\nDisallow: /x", "/", true)]
    [TestCase("User-agent: ConformanceHarness\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nAllow: /", "/", false)]
    [TestCase("user-agent: * # everybody\r\ndisallow: /*.php$\r\n", "/a/index.php", false)]
    [TestCase("User-agent: *\nDisallow: /*.php$", "/a/index.php?x", true)]
    [TestCase("<html>not found</html>", "/", true)]
    public void Robots(string text, string path, bool allowed) => Assert.That(RobotsRules.Parse(text, "ConformanceHarness").Allows(path), Is.EqualTo(allowed));

    [Test]
    public void Our_own_network_is_suspected_only_where_nothing_is_reached() => Assert.Multiple(() =>
    {
        static bool Down(int hosts, params TargetState[] states) => OwnNetwork.LooksDown([.. states.Select((s, i) => Samples.Result("t" + i, s))], t => t, hosts);
        Assert.That(Down(100, [.. Enumerable.Repeat(TargetState.Unreachable, 12)]), Is.True);
        Assert.That(Down(100, [.. Enumerable.Repeat(TargetState.Unreachable, 11)]), Is.False);
        Assert.That(Down(100, [.. Enumerable.Repeat(TargetState.Unreachable, 20), TargetState.Sound]), Is.False);
        Assert.That(Down(4, [.. Enumerable.Repeat(TargetState.Unreachable, 4)]), Is.True);
        Assert.That(OwnNetwork.LooksDown([.. Enumerable.Repeat(Samples.Result("t", TargetState.Unreachable), 50)], _ => "one", 100), Is.False, "one host says nothing of our network");
    });

    [Test]
    public void The_page_that_eats_the_memory_is_ended_and_no_other()
    {
        var ended = new List<int>();
        IReadOnlyList<ProcessMemory> now = [new(1, 0, "dotnet", 200), new(2, 1, "chromium", 300), new(3, 2, "chromium --type=renderer", 100), new(4, 2, "chromium --type=renderer", 600)];
        var watch = new MemoryWatch(() => now, 1500, 500, TimeProvider.System, ended.Add);
        watch.Look();
        Assert.That((ended.Single(), watch.Ended, watch.HasRoom, watch.Samples.Single().Bytes), Is.EqualTo((4, 1, false, 1200L)));
        now = [.. now.Take(3)];
        watch.Look();
        Assert.That((ended.Count, watch.HasRoom), Is.EqualTo((1, true)));
    }

    [Test]
    public async Task Browsers_are_shared_recycled_and_given_alone()
    {
        var closed = new List<int>();
        var started = 0;
        await using var pool = new BrowserPool<FakeBrowser>(() => Task.FromResult(new FakeBrowser(++started, closed)), b => b.Alive, together: 2, recycleAfter: 3);
        var a = await pool.LeaseAsync(false, CancellationToken.None);
        var b = await pool.LeaseAsync(false, CancellationToken.None);
        var c = await pool.LeaseAsync(false, CancellationToken.None);
        Assert.That((a.Browser.Number, b.Browser.Number, c.Browser.Number), Is.EqualTo((1, 1, 2)));
        var alone = await pool.LeaseAsync(true, CancellationToken.None);
        Assert.That(alone.Browser.Number, Is.EqualTo(3));
        await alone.DisposeAsync();
        Assert.That(closed, Is.EqualTo(new[] { 3 }), "nobody else gets it");
        await a.DisposeAsync();
        var third = await pool.LeaseAsync(false, CancellationToken.None);
        Assert.That(third.Browser.Number, Is.EqualTo(1));
        await third.DisposeAsync();
        Assert.That(closed, Does.Not.Contain(1), "another target is still in it");
        await b.DisposeAsync();
        await b.DisposeAsync();
        Assert.That(closed, Is.EqualTo(new[] { 3, 1 }), "it served three");
        c.Browser.Alive = false;
        Assert.That((await pool.LeaseAsync(false, CancellationToken.None)).Browser.Number, Is.EqualTo(4), "a dead one gets nobody");
    }

    private static void Add(Pacer<int> pacer, int item, string host, string agency) => pacer.Add(new Waiting<int>(item, host, agency, DateTimeOffset.MinValue));

    private sealed class FakeBrowser(int number, List<int> closed) : IAsyncDisposable
    {
        public int Number => number;

        public bool Alive { get; set; } = true;

        public ValueTask DisposeAsync()
        {
            closed.Add(number);
            return ValueTask.CompletedTask;
        }
    }
}
