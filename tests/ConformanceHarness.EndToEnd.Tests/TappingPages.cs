using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>A tap reaches what a citizen would press, not what merely has the same words.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class TappingPages
{
    private const string Said = "<p id=said></p><script>function say(t){document.getElementById('said').textContent=t}</script>";
    private const string Cover = "<div id=cover style='position:fixed;inset:0'></div>";
    private ChromiumDriver driver = null!;
    private string inner = "";
    private string body = "";
    private TinyService service = null!;

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        var path = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None);
        driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = path });
        service = await TinyService.StartAsync(context => TinyService.Html(context.Request.Path == "/inner" ? inner : Said + body)(context));
    }

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        await driver.DisposeAsync();
        await service.DisposeAsync();
    }

    [TestCase("<h2>ยืนยัน</h2><button onclick=\"say('กดปุ่มแล้ว')\">ยืนยัน</button>" + Cover + "<script>setTimeout(()=>document.getElementById('cover').remove(),2500)</script>", TestName = "A_covered_button_is_asked_again_before_the_heading_above_it")]
    [TestCase("<h2>ยืนยัน</h2><button id=b disabled onclick=\"say('กดปุ่มแล้ว')\">ยืนยัน</button><script>setTimeout(()=>document.getElementById('b').disabled=false,500)</script>", TestName = "A_button_that_is_enabled_later_is_waited_for")]
    [TestCase("<h1>ยืนยัน</h1><iframe src=/inner width=300 height=100 title=กรอบ></iframe>", "<button onclick=\"parent.say('กดปุ่มแล้ว')\">ยืนยัน</button>", TestName = "A_button_in_a_frame_comes_before_the_heading_around_it")]
    [TestCase("<div style='position:relative'><input type=radio id=r style='position:absolute;opacity:0;width:100px;height:40px' onchange=\"say('กดปุ่มแล้ว')\"><label for=r style='position:absolute;width:100px;height:40px'>ยืนยัน</label></div>", TestName = "The_label_over_a_radio_button_takes_its_tap")]
    [TestCase("<div onclick=\"say('กดปุ่มแล้ว')\">ยืนยัน</div>", TestName = "What_is_no_button_is_tapped_where_there_is_none")]
    public async Task Tapped(string page, string frame = "")
    {
        var (done, text) = await TapAsync(page, frame);
        Assert.That((done, text), Is.EqualTo((true, "กดปุ่มแล้ว")));
    }

    [TestCase("<button onclick=\"say('ส่งแล้ว')\">ยืนยัน</button>" + Cover + "<button style='position:fixed;z-index:1;top:100px' onclick=\"say('ยกเลิกแล้ว')\">ไม่ยืนยัน</button>", TestName = "Another_button_with_these_words_in_its_name_is_not_pressed_instead")]
    public async Task Not_tapped(string page)
    {
        var (done, text) = await TapAsync(page, "");
        Assert.That((done, text), Is.EqualTo((false, "")));
    }

    [TestCase("<label><input type=checkbox id=c> ยินยอม</label>", TestName = "A_check_box_is_marked")]
    [TestCase("<label><input type=checkbox id=c checked> ยินยอม</label>", TestName = "One_that_is_marked_already_stays_so")]
    [TestCase("<input type=checkbox id=c style='position:absolute;opacity:0;pointer-events:none;width:1px;height:1px'><label for=c>ยินยอม</label>", TestName = "One_that_hides_behind_its_label_is_marked")]
    [TestCase("<label><input type=checkbox id=c onclick='const t = performance.now(); while (performance.now() - t < 1500) { }'> ยินยอม</label>", TestName = "One_whose_page_takes_its_time_is_not_tapped_twice")]
    [TestCase("<div id=d role=checkbox aria-checked=false tabindex=0 onclick=\"this.ariaChecked = String(this.ariaChecked !== 'true')\">ยินยอม</div>", TestName = "A_check_box_of_the_pages_own_is_marked")]
    [TestCase("<div id=d role=checkbox aria-checked=true tabindex=0 onclick=\"this.ariaChecked = String(this.ariaChecked !== 'true')\">ยินยอม</div>", TestName = "One_of_the_pages_own_that_is_marked_stays_so")]
    public async Task Chosen(string page)
    {
        (body, inner) = (page + "<button onclick=\"say((document.getElementById('c') ? c.checked : d.ariaChecked === 'true') ? 'กดปุ่มแล้ว' : 'ยกเลิกแล้ว')\">ยืนยัน</button>", "");
        await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), new ObservationRecorder("choosing", Channel.App, 1, TimeProvider.System), CancellationToken.None);
        var awaited = new Awaited { Limit = TimeSpan.FromSeconds(10) };
        await session.OpenAsync("open", service.Address, awaited, CancellationToken.None);
        var visit = await session.ActAsync("choose", new PageAct(ActKind.Choose, new StepTarget("ความยินยอม"), "ยินยอม"), awaited, CancellationToken.None);
        await session.ActAsync("tap", new PageAct(ActKind.Tap, new StepTarget("ยืนยัน")), awaited, CancellationToken.None);

        Assert.That(visit.Done, Is.True);
        Assert.That((await session.SnapshotAsync("tap", SnapshotParts.None, CancellationToken.None)).Text, Does.Contain("กดปุ่มแล้ว"));
    }

    private async Task<(bool Done, string Said)> TapAsync(string page, string frame)
    {
        (body, inner) = (page, frame);
        var recorder = new ObservationRecorder("tapping", Channel.App, 1, TimeProvider.System);
        await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), recorder, CancellationToken.None);
        var awaited = new Awaited { Limit = TimeSpan.FromSeconds(10) };
        await session.OpenAsync("open", service.Address, awaited, CancellationToken.None);
        var visit = await session.ActAsync("tap", new PageAct(ActKind.Tap, new StepTarget("ยืนยัน")), awaited, CancellationToken.None);
        var text = (await session.SnapshotAsync("tap", SnapshotParts.None, CancellationToken.None)).Text;
        return (visit.Done, new[] { "กดปุ่มแล้ว", "ส่งแล้ว", "ยกเลิกแล้ว" }.FirstOrDefault(s => text.Contains(s, StringComparison.Ordinal)) ?? "");
    }
}
