using System.Globalization;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>Tab, Enter and Space on real pages: what is reached, when the walk ends, and that nothing is pressed after its end.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class WithTheKeyboardAlone
{
    // Every Tab is counted in the page's text; what a page does at a Tab comes after it.
    private const string Counting = "<output id=n>0</output> Tab<script>let n=0;addEventListener('keydown',e=>{if(e.key==='Tab'){document.getElementById('n').value=String(++n);at(n)}},true);window.at=()=>{}</script>";
    private const string Send = "<p id=r></p><button onclick=\"document.getElementById('r').textContent='รับคำขอแล้ว'\">ส่งคำขอ</button>";
    private ChromiumDriver driver = null!;
    private TinyService service = null!;
    private string body = "";
    private string inner = "";

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None) });
        service = await TinyService.StartAsync(context => TinyService.Html(context.Request.Path == "/inner" ? inner : body)(context));
    }

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        await driver.DisposeAsync();
        await service.DisposeAsync();
    }

    [TestCase(Send, TestName = "A_button_is_pressed")]
    [TestCase("<input type=date><input type=time><select><option>ก</select><textarea></textarea><video controls></video>" + Send, TestName = "Fields_with_several_stops_are_walked_through")]
    [TestCase("<div id=h></div><script>h.attachShadow({mode:'open'}).innerHTML='<button>อื่น</button>'</script>" + Send, TestName = "A_shadow_tree_is_walked_through")]
    [TestCase("<iframe src=/inner width=300 height=80 title=กรอบ></iframe>" + Send, TestName = "A_frame_is_walked_through")]
    [TestCase("<h2>ส่งคำขอ</h2><span>ส่งคำขอ</span>" + Send, TestName = "Words_of_the_same_name_are_passed_by")]
    [TestCase("<input type=radio name=a><input type=radio name=a checked>" + Send, TestName = "A_group_of_radio_buttons_is_one_stop")]
    public async Task What_the_keyboard_reaches_is_done(string page)
    {
        inner = "<button>หนึ่ง</button><button>สอง</button><button>สาม</button>";
        await using var session = await OpenAsync(page);

        var visit = await session.ActAsync("send", Press, new Awaited(), CancellationToken.None);

        Assert.That(visit.Done, Is.True);
        Assert.That((await session.SnapshotAsync("send", SnapshotParts.None, CancellationToken.None)).Text, Does.Contain("รับคำขอแล้ว"));
    }

    [TestCase("<a href=#a>หนึ่ง</a><div role=button onclick='this.remove()'>ส่งคำขอ</div>", 0, TestName = "What_takes_no_focus_costs_no_key")]
    [TestCase("<a href=#a>หนึ่ง</a><a href=#b>สอง</a><button onfocus='this.blur()'>ส่งคำขอ</button>", 40, TestName = "The_walk_ends_when_the_focus_has_gone_round")]
    [TestCase("<input onkeydown=\"if(event.key==='Tab')event.preventDefault()\"><button>ส่งคำขอ</button>", 120, TestName = "The_walk_ends_where_the_focus_is_held")]
    public async Task What_the_keyboard_does_not_reach_is_not_done(string page, int mostTabs)
    {
        await using var session = await OpenAsync(page);

        var visit = await session.ActAsync("send", Press, new Awaited(), CancellationToken.None);

        Assert.That(visit.Done, Is.False);
        // Several walks: the page is asked again until it is certain that nothing comes.
        Assert.That(await TabsAsync(session), Is.LessThanOrEqualTo(mostTabs * 10));
    }

    [Test]
    public async Task A_page_that_answers_slowly_is_waited_for()
    {
        await using var session = await OpenAsync("<script>at=()=>{const t=performance.now();while(performance.now()-t<400);}</script><a href=#a>1</a><a href=#b>2</a><a href=#c>3</a><a href=#d>4</a>" + Send);

        // Longer than the step's limit, which is one for silence.
        var visit = await session.ActAsync("send", Press, new Awaited { Limit = TimeSpan.FromSeconds(1.5) }, CancellationToken.None);

        Assert.That(visit.Done, Is.True);
    }

    [Test]
    public async Task Nothing_is_pressed_after_a_page_was_silent_for_too_long()
    {
        await using var session = await OpenAsync("<script>at=n=>{if(n===3){const t=performance.now();while(performance.now()-t<4000);}}</script><a href=#a>1</a><a href=#b>2</a><a href=#c>3</a><a href=#d>4</a><a href=#e>5</a>" + Send);

        var given = await session.ActAsync("send", Press, new Awaited { Limit = TimeSpan.FromSeconds(1) }, CancellationToken.None);
        // Waits until the page is back. On a busy machine it may have been silent before the third Tab.
        var then = await TabsAsync(session);
        var next = await session.ActAsync("next", new PageAct(ActKind.Tap, new StepTarget("ส่งคำขอ")), new Awaited(), CancellationToken.None);

        Assert.That((given.Done, given.Error, given.Responsive), Is.EqualTo((false, "the page does not answer", false)));
        Assert.That(next.Done, Is.True);
        Assert.That(await TabsAsync(session), Is.EqualTo(then).And.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task Nothing_is_pressed_after_the_step_was_ended()
    {
        await using var session = await OpenAsync("<script>at=()=>console.log('Tab')</script>" + string.Concat(Enumerable.Range(1, 200).Select(i => $"<a href=#{i}>{i}</a> ")) + Send);
        using var ended = new CancellationTokenSource();
        var acting = session.ActAsync("send", Press, new Awaited(), ended.Token);
        while (recorder.Finish(new Provenance("emulated", "chromium", LoginMode.None), ObservationEnd.Completed, null, [], null).Events.Count(e => e.Detail == "Tab") < 3)
        {
            await Task.Delay(20);
        }

        await ended.CancelAsync();
        Assert.That(async () => await acting, Throws.InstanceOf<OperationCanceledException>());
        var then = await TabsAsync(session);
        await session.ActAsync("next", new PageAct(ActKind.Tap, new StepTarget("ส่งคำขอ")), new Awaited(), CancellationToken.None);

        Assert.That(then, Is.InRange(3, 199));
        Assert.That(await TabsAsync(session), Is.EqualTo(then));
    }

    private static PageAct Press { get; } = new(ActKind.Tap, new StepTarget("ส่งคำขอ"), KeysOnly: true);

    private ObservationRecorder recorder = null!;

    private static async Task<int> TabsAsync(ISession session) =>
        int.Parse((await session.SnapshotAsync("count", SnapshotParts.None, CancellationToken.None)).Text.Split(" Tab")[0].Split('\n')[^1].Trim(), CultureInfo.InvariantCulture);

    private async Task<ISession> OpenAsync(string page)
    {
        body = Counting + page;
        recorder = new ObservationRecorder("keyboard", Channel.Web, 1, TimeProvider.System);
        var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.Web), recorder, CancellationToken.None);
        await session.OpenAsync("open", service.Address, new Awaited { Limit = TimeSpan.FromSeconds(10) }, CancellationToken.None);
        return session;
    }
}
