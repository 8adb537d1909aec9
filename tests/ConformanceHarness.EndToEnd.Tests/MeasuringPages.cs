using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>What is measured of real pages that are written in different ways: layout, targets, keyboard, audit.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class MeasuringPages
{
    private const string Strict = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self' 'unsafe-inline'; frame-src 'self'; form-action 'self'";
    private const string Viewport = "<meta name=viewport content='width=device-width, initial-scale=1'>";
    private ChromiumDriver driver = null!;
    private string inner = "";
    private string body = "";
    private TinyService service = null!;

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        var path = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None);
        driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = path });
        service = await TinyService.StartAsync(async context =>
        {
            context.Response.Headers.ContentSecurityPolicy = Strict;
            await TinyService.Html(context.Request.Path == "/inner" ? inner : Viewport + body)(context);
        });
    }

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        await driver.DisposeAsync();
        await service.DisposeAsync();
    }

    [TestCase("<p style='width:90px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis'>ปุณณวิชญ์พิสุทธิ์ ศรีสุวรรณวัฒนากิจไพศาล</p>", "ellipsis", TestName = "Text_that_ends_in_an_ellipsis_is_cut")]
    [TestCase("<p style='width:90px;display:-webkit-box;-webkit-line-clamp:1;-webkit-box-orient:vertical;overflow:hidden'>ปุณณวิชญ์พิสุทธิ์ ศรีสุวรรณวัฒนากิจไพศาล</p>", "clamp", TestName = "Text_beyond_a_line_clamp_is_cut")]
    [TestCase("<div style='height:40px;overflow:hidden;line-height:24px'><p style='margin:0'>ปุณณวิชญ์</p><p style='margin:8px 0 0'>ศรีสุวรรณ</p></div>", "hidden", TestName = "Text_half_below_its_box_is_cut")]
    [TestCase("<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<p style=\"width:90px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis\">ปุณณวิชญ์พิสุทธิ์ ศรีสุวรรณวัฒนากิจไพศาล</p>'</script>", "ellipsis", TestName = "Text_in_a_closed_shadow_tree_is_cut")]
    [TestCase("<input readonly style='width:80px' value='ปุณณวิชญ์พิสุทธิ์ ศรีสุวรรณวัฒนากิจไพศาล'>", "field", TestName = "Text_longer_than_its_field_is_cut")]
    public async Task Cut_text_is_found(string page, string how) =>
        Assert.That((await SnapshotAsync(page, SnapshotParts.Layout)).Layout!.Cut.Select(c => c.How), Does.Contain(how));

    [TestCase("<p style='max-width:200px'>ปุณณวิชญ์พิสุทธิ์ ศรีสุวรรณวัฒนากิจไพศาลพิพัฒน์</p>", TestName = "Text_that_wraps_is_whole")]
    [TestCase("<div style='height:60px;overflow-y:auto'>ข้อความ<br>ยาว<br>หลาย<br>บรรทัด<br>ที่เลื่อนอ่านได้</div>", TestName = "Text_in_a_box_that_scrolls_is_whole")]
    [TestCase("<div style='overflow:hidden;line-height:1.3;font-size:16px'>ที่นี่ศูนย์ปฏิบัติ</div>", TestName = "High_marks_in_a_tight_line_are_whole")]
    [TestCase("<span style='position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)'>สำหรับโปรแกรมอ่านหน้าจอ</span><p>เนื้อหา</p>", TestName = "Words_for_screen_readers_are_not_cut")]
    [TestCase("<a href=#m style='position:absolute;left:-999px'>ข้ามไปยังเนื้อหา</a><p id=m>เนื้อหา</p>", TestName = "A_skip_link_is_not_cut")]
    [TestCase("<div style='overflow:hidden;width:200px;height:40px'><div style='position:fixed;left:0;top:100px'>กล่องลอยอยู่นอกกรอบ</div></div>", TestName = "A_fixed_box_is_not_cut_by_what_it_stands_in")]
    public async Task Whole_text_is_left_alone(string page) =>
        Assert.That((await SnapshotAsync(page, SnapshotParts.Layout)).Layout!.Cut, Is.Empty);

    [TestCase("<div style='height:28px;overflow:hidden'><p style='margin:0;font-size:16px'>ยื่นคำขอภายในวันนี้</p></div>", TestName = "Enlarged_text_is_cut_by_a_box_of_fixed_height")]
    [TestCase("<style>body{height:100vh;overflow:hidden;margin:0}</style><p style='margin-top:680px'>ข้อความท้ายหน้า</p><p>ข้อความสุดท้าย</p>", TestName = "Enlarged_text_leaves_a_page_that_does_not_scroll")]
    [TestCase("<iframe src=/inner scrolling=no width=200 height=60 title=กรอบ></iframe>", "<p style='font-size:16px'>ข้อความในกรอบนี้เลื่อนไม่ได้</p>", TestName = "Enlarged_text_is_cut_by_a_frame_that_does_not_scroll")]
    public async Task What_enlarging_cuts_is_found(string page, string? frame = null)
    {
        var zoom = (await SnapshotAsync(page, SnapshotParts.TextZoom, frame)).TextZoom!;

        Assert.Multiple(() =>
        {
            Assert.That(zoom.After.Cut, Is.Not.Empty);
            Assert.That(zoom.Before.Cut, Is.Empty);
            Assert.That(zoom.Enlarged, Is.GreaterThan(0.9));
        });
    }

    [TestCase("<p>เนื้อหา</p><p id=c></p><script>const t = () => { c.textContent = 'เวลา ' + performance.now().toFixed(1).replace(/\\d/g, d => '๐๑๒๓๔๕๖๗๘๙'[d]) + ' น.'; }; t(); setInterval(t, 1)</script>", TestName = "A_clock_that_goes_on_is_not_lost")]
    [TestCase("<p>เนื้อหา</p><p id=c></p><script>let i = 0; const t = () => { c.textContent = 'ข่าว' + 'กขคงจฉชซฌญฎฏฐฑฒณดตถท'[i++ % 20].repeat(1 + i / 20); }; t(); setInterval(t, 1)</script>", TestName = "News_that_take_turns_are_not_lost")]
    public async Task What_moves_by_itself_is_no_loss(string page) => Assert.That((await SnapshotAsync(page, SnapshotParts.TextZoom)).TextZoom!.Lost, Is.Empty);

    [TestCase("<p id=a>จำนวน 1</p><p id=b>จำนวน 2</p><script>new ResizeObserver(() => { b.hidden = parseFloat(getComputedStyle(a).fontSize) > 20; }).observe(a)</script>", TestName = "A_line_that_a_script_hides_is_lost")]
    public async Task What_goes_with_the_size_is_lost(string page) => Assert.That((await SnapshotAsync(page, SnapshotParts.TextZoom)).TextZoom!.Lost, Is.Not.Empty);

    [Test]
    public async Task Enlarging_that_makes_lines_overlap_is_found() =>
        Assert.That((await SnapshotAsync("<div style='position:relative;height:60px'><p style='position:absolute;top:0;margin:0'>กรมตัวอย่าง</p><p style='position:absolute;top:26px;margin:0'>ระบบบริการประชาชน</p></div>", SnapshotParts.TextZoom)).TextZoom!.After.Overlaps, Is.Not.Empty);

    [TestCase("<div style='white-space:nowrap'>ยื่นคำขอหนังสือรับรองทางอิเล็กทรอนิกส์</div>", TestName = "Enlarging_that_scrolls_sideways_is_found")]
    public async Task Sideways(string page)
    {
        var zoom = (await SnapshotAsync(page, SnapshotParts.TextZoom)).TextZoom!;
        Assert.That(zoom.After.Content, Is.GreaterThan(zoom.After.Viewport + 1).And.GreaterThan(zoom.Before.Content));
    }

    [Test]
    public async Task Enlarging_is_undone()
    {
        var session = await OpenAsync("<p style='font-size:20px' id=p>ข้อความ</p><button>ส่ง</button>");
        var before = await session.SnapshotAsync("open", SnapshotParts.Layout | SnapshotParts.Targets, CancellationToken.None);
        await session.SnapshotAsync("open", SnapshotParts.TextZoom | SnapshotParts.Keyboard | SnapshotParts.Audit, CancellationToken.None);
        var after = await session.SnapshotAsync("open", SnapshotParts.Layout | SnapshotParts.Targets, CancellationToken.None);

        Assert.That(after.Targets, Is.EqualTo(before.Targets));
        Assert.That(after.Html, Is.EqualTo(before.Html).Or.Not.Null);
        await session.DisposeAsync();
    }

    [TestCase("<p>อ่าน<a href=/a>เงื่อนไข</a>ก่อนใช้บริการ</p>", 0, true, TestName = "A_link_in_a_sentence_is_in_line")]
    [TestCase("<nav><a href=/a>หน้าแรก</a> <a href=/b>ติดต่อ</a></nav>", 0, false, TestName = "Links_beside_links_are_not_in_line")]
    [TestCase("<label style='display:block;height:48px'><input type=checkbox style='appearance:none;width:10px;height:10px'> ยอมรับ</label>", 48, false, TestName = "A_label_enlarges_its_check_box")]
    [TestCase("<style>input{position:absolute;opacity:0}label{display:inline-block;padding:14px}</style><input type=radio id=r><label for=r>ไปรษณีย์</label>", 40, false, TestName = "A_label_stands_for_a_hidden_radio_button")]
    [TestCase("<a href=/a><span style='display:block;height:60px'>ขอหนังสือรับรอง</span></a>", 60, false, TestName = "A_block_in_a_link_is_part_of_it")]
    [TestCase("<style>a{position:relative;font-size:12px}a::after{content:'';position:absolute;inset:-16px}</style><div style='padding:40px'><a href=/a>ปิด</a></div>", 44, false, TestName = "A_generated_box_enlarges_its_link")]
    [TestCase("<div id=h></div><script>h.attachShadow({mode:'open'}).innerHTML='<button style=\"height:52px\">ส่งคำขอ</button>'</script>", 52, false, TestName = "A_button_in_a_shadow_tree_is_measured")]
    public async Task Targets_are_measured(string page, double least, bool inLine)
    {
        var target = (await SnapshotAsync(page, SnapshotParts.Targets)).Targets[0];

        Assert.That(target.InLine, Is.EqualTo(inLine));
        Assert.That(target.Height, Is.GreaterThanOrEqualTo(least));
    }

    [TestCase("<button>ส่ง</button>", true, TestName = "A_button_as_the_browser_draws_it")]
    [TestCase("<button style='height:20px'>ส่ง</button><input type=checkbox style='width:16px;height:16px'>", true, TestName = "A_native_button")]
    [TestCase("<button style='padding:0;border:0'>ส่ง</button>", false, TestName = "A_button_that_the_page_shrank")]
    public async Task Native_controls_are_told(string page, bool native) =>
        Assert.That((await SnapshotAsync(page, SnapshotParts.Targets)).Targets[0].Native, Is.EqualTo(native));

    [TestCase("<div style='height:150px'></div><form>{0}<button>ส่งคำขอ</button></form><div style='position:fixed;bottom:0;left:0;right:0;height:330px;background:#fff'>แถบ</div>", TestName = "A_fixed_bar_over_everything_covers_the_field")]
    [TestCase("<div id=h style='margin-top:150px'></div><div style='position:fixed;bottom:0;left:0;right:0;height:330px;background:#fff'>แถบ</div><script>h.attachShadow({{mode:'open'}}).innerHTML=`{0}<button>ถัดไป</button>`</script>", TestName = "It_covers_a_field_in_a_shadow_tree")]
    [TestCase("<iframe src=/inner width=300 height=200 title=ฟอร์ม></iframe><div style='position:fixed;bottom:0;left:0;right:0;height:360px;background:#fff'>แถบ</div>", TestName = "It_covers_a_field_in_a_frame")]
    public async Task A_covered_field_is_found(string page)
    {
        const string Field = "<label>หมายเหตุ <input name=n></label>";
        var keyboard = (await SnapshotAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, page, Field), SnapshotParts.Keyboard, Field)).Keyboard;

        Assert.That(keyboard, Has.Count.EqualTo(1));
        Assert.That(keyboard[0].FieldCoveredBy, Is.EqualTo("div"));
    }

    [TestCase("<form><input name=n><div style='height:900px'></div><button>ส่งคำขอ</button></form>", true, TestName = "A_button_far_below_can_be_scrolled_to")]
    [TestCase("<style>body{height:100vh;overflow:hidden}</style><form><input name=n><div style='height:500px'></div><button>ส่งคำขอ</button></form>", false, TestName = "A_button_below_a_page_that_does_not_scroll_can_not")]
    [TestCase("<style>.s{height:100vh;overflow:hidden}</style><div class=s><form><input name=n><div style='height:500px'></div><button>ส่งคำขอ</button></form></div>", false, TestName = "A_button_below_a_box_that_does_not_scroll_can_not")]
    [TestCase("<style>body{margin:0}.s{height:100dvh;overflow:auto}</style><div class=s><input name=n><div style='height:500px'></div><button type=button>ถัดไป</button></div>", true, TestName = "A_button_in_a_box_that_scrolls_can_be_reached_without_a_form")]
    [TestCase("<form><input name=n><div style='position:fixed;bottom:0;left:0;right:0;padding:8px;background:#fff'><button>ส่งคำขอ</button></div></form>", true, TestName = "A_button_in_a_fixed_bar_is_reachable")]
    public async Task Buttons_are_reached(string page, bool reachable)
    {
        var keyboard = (await SnapshotAsync(page, SnapshotParts.Keyboard)).Keyboard;

        Assert.That(keyboard, Has.Count.EqualTo(1));
        Assert.That((keyboard[0].Button, keyboard[0].ButtonReachable, keyboard[0].FieldVisible), Is.EqualTo((keyboard[0].Button is "ถัดไป" ? "ถัดไป" : "ส่งคำขอ", reachable, true)));
    }

    [TestCase("<main><img src=data:,x width=40 height=40></main>", null, "image-alt", "img", TestName = "Audits_a_page_under_a_strict_policy")]
    [TestCase("<main><div id=h></div></main><script>h.attachShadow({mode:'open'}).innerHTML='<button></button>'</script>", null, "button-name", "#h >>> button", TestName = "Audits_a_shadow_tree")]
    [TestCase("<main><iframe src=/inner title=กรอบ width=300 height=200></iframe></main>", "<select><option>ก</select>", "select-name", "/inner) >> select", TestName = "Audits_a_frame")]
    [TestCase("<main><img src=data:,x width=40 height=40></main><script>Array.prototype.map = Object.keys = () => { throw new Error('broken'); }; window.axe = 'mine';</script>", null, "image-alt", "img", TestName = "Audits_a_page_that_changed_the_language")]
    public async Task Violations_are_found(string page, string? frame, string rule, string target)
    {
        var session = await OpenAsync(page, frame);
        var audit = (await session.SnapshotAsync("open", SnapshotParts.Audit, CancellationToken.None)).Audit!;
        await session.DisposeAsync();

        Assert.That(audit.Failure, Is.Null);
        Assert.That(audit.Violations.Select(v => v.Rule), Does.Contain(rule));
        Assert.That(audit.Violations.Single(v => v.Rule == rule).Nodes[0].Target, Does.EndWith(target));
    }

    [Test]
    public async Task A_frame_is_not_blamed_for_what_only_whole_pages_need()
    {
        var audit = (await SnapshotAsync("<main><iframe src=/inner title=กรอบ width=300 height=200></iframe><p>ข้อความ</p></main>", SnapshotParts.Audit, "<p>ในกรอบ</p>")).Audit!;

        Assert.That((audit.Frames, audit.Violations.Count, audit.Failure), Is.EqualTo((2, 0, (string?)null)));
    }

    [Test]
    public async Task An_audit_leaves_no_trace_that_other_checks_could_take_for_the_page()
    {
        var session = await OpenAsync("<main><p>ข้อความ</p></main><script>new MutationObserver(() => { throw new Error('changed'); }).observe(document, { childList: true, subtree: true, attributes: true });</script>", null);
        await session.SnapshotAsync("open", SnapshotParts.Audit | SnapshotParts.Targets | SnapshotParts.Layout, CancellationToken.None);
        var seen = recorder!.Finish(new Provenance("emulated", "chromium", LoginMode.None), ObservationEnd.Completed, null, [], null);
        await session.DisposeAsync();

        Assert.That(seen.Events.Where(e => e.Kind is "exception" or "console.error" or "popup"), Is.Empty);
        Assert.That(seen.Exchanges.Count(e => e.Kind is "document" or "stylesheet" or "script" or "xhr"), Is.EqualTo(1));
    }

    private ObservationRecorder? recorder;

    private async Task<Snapshot> SnapshotAsync(string page, SnapshotParts parts, string? frame = null)
    {
        var session = await OpenAsync(page, frame);
        var snapshot = await session.SnapshotAsync("open", parts, CancellationToken.None);
        await session.DisposeAsync();
        return snapshot;
    }

    private async Task<ISession> OpenAsync(string page, string? frame = null)
    {
        (body, inner) = (page, frame ?? "");
        recorder = new ObservationRecorder("measuring", Channel.App, 1, TimeProvider.System);
        var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), recorder, CancellationToken.None);
        await session.OpenAsync("open", service.Address, new Awaited { Limit = TimeSpan.FromSeconds(10) }, CancellationToken.None);
        return session;
    }
}
