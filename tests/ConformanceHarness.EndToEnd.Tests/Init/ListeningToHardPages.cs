using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.EndToEnd.Tests.Init;

/// <summary>The in-page listener: every kind of field and press, in frames and open shadow trees; what it names leads a run to the same element.</summary>
[NonParallelizable]
public sealed class ListeningToHardPages
{
    private const string Page = """
        <main>
          <h1>แบบคำขอ</h1>
          <form onsubmit="event.preventDefault(); document.title = 'ส่งแล้ว'">
            <label for=a>ชื่อร้าน *</label><input id=a>
            <p>เลขที่ตั้ง</p><input id=f91827>
            <label>รหัสผ่าน<input id=p type=password></label>
            <input placeholder="รหัส OTP" id=o>
            <fieldset><legend>ประเภท</legend><label><input type=radio name=t value=1>บุคคล</label><label><input type=radio name=t value=2>นิติบุคคล</label></fieldset>
            <label><input type=checkbox id=c>ยอมรับเงื่อนไข</label>
            <label for=d>วันนัด</label><input type=date id=d>
            <label for=u>แผนที่ร้าน</label><input type=file id=u>
            <button type=button id=first>ลบ</button><button type=button id=second>ลบ</button>
            <a href="#x"><strong>ขอใบอนุญาต</strong><span>สำหรับผู้ประกอบการรายใหม่ที่ยังไม่เคยขึ้นทะเบียนกับกรมมาก่อนหน้านี้เลยแม้แต่ครั้งเดียว</span></a>
            <button>ส่งแบบ</button>
          </form>
          <x-note></x-note>
          <iframe srcdoc="<label>หมายเหตุ<textarea></textarea></label><button>ในกรอบ</button>" width=300 height=120></iframe>
        </main>
        <script>
          customElements.define('x-note', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<label>ในเงา<input></label><button>ปุ่มในเงา</button>'; } });
        </script>
        """;

    private static readonly AttachedFile Map = new("แผนที่.pdf", "application/pdf", "%PDF-1.4"u8.ToArray());

    [Test]
    public async Task Every_act_is_heard_under_a_name_that_leads_there()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var service = await TinyService.StartAsync(TinyService.Html(Page));
        var browser = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, limit.Token);
        await using var driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = browser });
        var heard = await DoAsync(driver, service.Address, limit.Token,
            new PageAct(ActKind.Fill, new StepTarget(null, null, "#a"), "ร้านดี"),
            new PageAct(ActKind.Fill, new StepTarget(null, null, "#f91827"), "99/9"),
            new PageAct(ActKind.Fill, new StepTarget(null, null, "#p"), "very-secret-1"),
            new PageAct(ActKind.Fill, new StepTarget(null, null, "#o"), "very-secret-2"),
            new PageAct(ActKind.Choose, new StepTarget("ประเภท"), "นิติบุคคล"),
            new PageAct(ActKind.Choose, new StepTarget("ยอมรับเงื่อนไข"), "ยอมรับเงื่อนไข"),
            new PageAct(ActKind.Fill, new StepTarget(null, null, "#d"), "2026-06-22"),
            new PageAct(ActKind.Attach, new StepTarget(null, null, "#u"), File: Map),
            new PageAct(ActKind.Tap, new StepTarget(null, null, "#first")),
            new PageAct(ActKind.Tap, new StepTarget(null, null, "#second")),
            new PageAct(ActKind.Tap, new StepTarget(null, null, "a strong")),
            new PageAct(ActKind.Fill, new StepTarget(null, null, "x-note input"), "เงา"),
            new PageAct(ActKind.Tap, new StepTarget(null, null, "x-note button")),
            new PageAct(ActKind.Fill, new StepTarget(null, null, "textarea"), "กรอบ"),
            new PageAct(ActKind.Tap, new StepTarget("ในกรอบ")),
            new PageAct(ActKind.Tap, new StepTarget("ส่งแบบ")));

        Assert.That(heard.Select(Told), Is.EqualTo(new[]
        {
            "Fill ชื่อร้าน = ร้านดี",
            "Fill เลขที่ตั้ง = 99/9",
            "Secret รหัสผ่าน = ",
            "Secret รหัส OTP = ",
            "Choose ประเภท = นิติบุคคล",
            "Choose ยอมรับเงื่อนไข = ยอมรับเงื่อนไข",
            "Fill วันนัด = 2026-06-22",
            "Attach แผนที่ร้าน = แผนที่.pdf",
            "Tap ลบ = ",
            "Tap {#second} = ",
            "Tap ขอใบอนุญาต = ",
            "Fill ในเงา = เงา",
            "Tap ปุ่มในเงา = ",
            "Fill หมายเหตุ = กรอบ",
            "Tap ในกรอบ = ",
            "Tap ส่งแบบ = ",
        }));

        // The same acts by the names that were heard are the same acts again.
        var again = await DoAsync(driver, service.Address, limit.Token, [.. heard.Where(a => a.Kind != PersonActKind.Secret).Select(Again)]);
        Assert.That(again.Select(a => (a.Kind, a.Selector, a.Value)), Is.EqualTo(heard.Where(a => a.Kind != PersonActKind.Secret).Select(a => (a.Kind, a.Selector, a.Value))));
    }

    private static string Told(PersonAct act) => $"{act.Kind} {(act.Name.Length > 0 ? act.Name + (act.Role.Length > 0 ? $" ({act.Role})" : "") : $"{{{act.Selector}}}")} = {act.Value}";

    private static PageAct Again(PersonAct act)
    {
        var target = act.Name.Length > 0 ? new StepTarget(act.Name, act.Role.Length > 0 ? act.Role : null) : new StepTarget(null, null, act.Selector);
        return act.Kind switch
        {
            PersonActKind.Fill => new PageAct(ActKind.Fill, target, act.Value),
            PersonActKind.Choose => new PageAct(ActKind.Choose, target, act.Value),
            PersonActKind.Attach => new PageAct(ActKind.Attach, target, File: Map),
            _ => new PageAct(ActKind.Tap, target),
        };
    }

    private static async Task<IReadOnlyList<PersonAct>> DoAsync(ChromiumDriver driver, string address, CancellationToken cancellationToken, params PageAct[] acts)
    {
        var heard = new List<PersonAct>();
        var recorder = new ObservationRecorder("record", Channel.Web, 1, TimeProvider.System);
        var listening = new PersonListening(
            act =>
            {
                lock (heard)
                {
                    heard.Add(act);
                }
            },
            () => { },
            Automated: true);
        await using (var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.Web, Listening: listening), recorder, cancellationToken))
        {
            await session.OpenAsync("open", address, Awaited.Text("แบบคำขอ"), cancellationToken);
            foreach (var act in acts)
            {
                var visit = await session.ActAsync("act", act, new Awaited(), cancellationToken);
                Assert.That(visit.Done, Is.True, () => $"{act}: {string.Join(", ", visit.Candidates ?? [])}");
            }
        }

        lock (heard)
        {
            return [.. Cli.Recording.RecordedActs.Reduce(heard)];
        }
    }
}
