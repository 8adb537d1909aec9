using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

public sealed class AuthChecksTests
{
    [TestCase("AUTH-01", "entry")]
    [TestCase("AUTH-02", "entry")]
    [TestCase("AUTH-03", "entry")]
    [TestCase("AUTH-04", "entry")]
    [TestCase("AUTH-05", "entry")]
    [TestCase("AUTH-08", "anonymous")]
    [TestCase("AUTH-14", "second-citizen")]
    [TestCase("AUTH-15", "two-at-once")]
    [TestCase("AUTH-16", "twenty-at-once")]
    [TestCase("AUTH-17", "expired")]
    public void Nothing_to_look_at_is_no_pass(string id, string scenario) => CheckCase.Of(id).Seen(scenario, o => o).CantTell();

    [TestCase("AUTH-05", "entry", "second-browser")]
    [TestCase("AUTH-14", "second-citizen", "second")]
    [TestCase("AUTH-15", "two-at-once", "enter")]
    public void Nobody_to_look_for_is_no_pass(string id, string scenario, string step) => CheckCase.Of(id).Seen(scenario, o => o.Page(step, "สวัสดี").Page(step, "สวัสดี", session: "b")).CantTell();

    [TestCase("AUTH-01", "enter", "return")]
    [TestCase("AUTH-04", "reload", "return-reload")]
    public void The_name_is_judged_for_the_new_and_the_returning_citizen(string id, string first, string again)
    {
        CheckCase Both(string second) => CheckCase.Of(id).Seen("entry", o => o.Citizen(Samples.Malee).Page(first, Samples.HomeOf(Samples.Malee)).Page(again, second));
        Assert.Multiple(() =>
        {
            Both(Samples.HomeOf(Samples.Malee)).Passes();
            Both("กรุณาเข้าสู่ระบบ").FailsWith("the page shows: กรุณาเข้าสู่ระบบ", $"({again})");
            Both("").FailsWith("An empty page", $"({again})");
        });
    }

    [Test]
    public void Auth01_fails_a_further_login_step() =>
        CheckCase.Of("AUTH-01").Seen("entry", o => o.Citizen(Samples.Malee).Page("enter", Samples.HomeOf(Samples.Malee), s => s with { Fields = [new PageField("password", "p", "รหัสผ่าน", "", true)] })).FailsWith("a password field", "รหัสผ่าน");

    [Test]
    public void Auth01_cannot_tell_from_a_picture() => CheckCase.Of("AUTH-01").Seen("entry", o => o.Citizen(Samples.Malee).Page("enter", "", s => s with { Pictures = 1 })).CantTell();

    [Test]
    public void Auth02_passes_the_documented_order() => Gateway("AUTH-02", o => o.Call("validate", Samples.Token).Call("deproc", Samples.Token)).Passes();

    [Test]
    public void Auth02_takes_an_access_token_from_before() => Gateway("AUTH-02", o => o.Call("deproc", Samples.Token)).Passes();

    [Test]
    public void Auth02_fails_without_an_exchange() => Gateway("AUTH-02", o => o.Call("validate", Samples.Token)).FailsWith("no deproc call", "enter");

    [Test]
    public void Auth02_fails_the_wrong_order() => Gateway("AUTH-02", o => o.Call("deproc", Samples.Token).Call("validate", Samples.Token)).FailsWith("before validate", "/ws/deproc");

    [Test]
    public void Auth02_fails_a_made_up_access_token() => Gateway("AUTH-02", o => o.Call("deproc", Samples.Token, change: c => c with { Conduct = "badToken" })).FailsWith("a Token that validate did not issue");

    [Test]
    public void Auth02_names_every_departure_from_the_guide() =>
        Gateway("AUTH-02", o => o.Call("validate", Samples.Token, change: c => c with { Departures = ["AgentID is missing"] }).Call("deproc", Samples.Token, change: c => c with { Departures = ["Content-Type is text/plain"] }))
            .FailsWith(("validate departs from the guide: AgentID is missing", "/ws/validate"), ("deproc departs from the guide: Content-Type is text/plain", "/ws/deproc"));

    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("sec-fetch-site", "same-site")]
    [TestCase("Sec-Fetch-Dest", "empty")]
    [TestCase("origin", "https://uat.example.go.th")]
    public void Auth02_fails_a_call_that_the_browser_made(string header, string value) => Gateway("AUTH-02", o => o.Call("deproc", Samples.Token, change: c => c with { Headers = [new Header(header, value)] })).FailsWith("The browser called deproc");

    [Test]
    public void Auth02_fails_a_call_that_the_browsers_own_record_shows() =>
        Gateway("AUTH-02", o => o.Request("enter", "https://gateway.test:8444/ws/deproc?x=1").Call("deproc", Samples.Token)).FailsWith("The browser called deproc");

    [Test]
    public void Auth02_tells_the_servers_call_from_one_that_its_page_made_to_the_same_address() =>
        Gateway("AUTH-02", o => o.Request("enter", "https://gateway.test:8444/ws/validate", change: e => e with { AtMs = 900 }).Call("validate", Samples.Token).Call("validate", null, at: 905, token: null).Call("deproc", Samples.Token)).Passes();

    [Test]
    public void Auth02_tells_them_apart_at_the_same_moment_by_who_they_say_they_are() =>
        Gateway("AUTH-02", o => o.Request("enter", "https://gateway.test:8444/ws/deproc", change: e => e with { RequestHeaders = [new Header("User-Agent", "Mozilla/5.0")] }).Call("deproc", Samples.Token, change: Undici)).Passes();

    [Test]
    public void Auth02_takes_nodes_own_fetch_for_the_server_that_it_is() => Gateway("AUTH-02", o => o.Call("validate", Samples.Token, change: Undici).Call("deproc", Samples.Token, change: Undici)).Passes();

    [Test]
    public void Auth02_takes_a_server_that_copies_its_pages_headers() =>
        Gateway("AUTH-02", o => o.Request("enter", "https://uat.example.go.th/ws/deproc").Call("deproc", Samples.Token, change: c => c with { Headers = [new Header("Sec-Fetch-Site", "same-origin"), new Header("Sec-Fetch-Dest", "empty"), new Header("Origin", "https://uat.example.go.th")] })).Passes();

    /// <summary>What Node 20 to 24 sends of itself.</summary>
    private static GatewayCall Undici(GatewayCall call) => call with
    {
        Headers = [new Header("Connection", "keep-alive"), new Header("Accept", "*/*"), new Header("Accept-Language", "*"), new Header("Sec-Fetch-Mode", "cors"), new Header("User-Agent", "node"), new Header("Accept-Encoding", "gzip, deflate")],
    };

    [Test]
    public void Auth03_passes_one_exchange() => Gateway("AUTH-03", o => o.Call("deproc", Samples.Token)).Passes();

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(3)]
    public void Auth03_fails_any_other_number(int calls) => Gateway("AUTH-03", o => Enumerable.Range(0, calls).Aggregate(o, (b, _) => b.Call("deproc", Samples.Token))).FailsWith($"{calls} exchanges (enter)");

    [Test]
    public void Auth03_does_not_count_what_the_harness_repeats_itself() => Gateway("AUTH-03", o => o.Call("deproc", Samples.Token).Call("deproc", Samples.Token, at: 4100).Visit("second-browser", session: "b", at: 4000)).Passes();

    [Test]
    public void Auth03_counts_the_reload() => Gateway("AUTH-03", o => o.Call("deproc", Samples.Token).Visit("reload", kind: "reload", at: 2000).Call("deproc", Samples.Token, at: 2100).Page("reload", "", at: 3000).Replay("withoutSession", 1)).FailsWith("2 exchanges");

    [Test]
    public void Auth05_passes_a_refusal() => Second("ไม่สามารถยืนยันตัวตนได้").Passes();

    [TestCase("นโยบายคุ้มครองข้อมูลส่วนบุคคล")]
    [TestCase("การคุ้มครองข้อมูลส่วนบุคคล")]
    public void Auth05_takes_a_word_for_a_word_though_it_is_also_a_surname(string footer) => Second("ไม่สามารถยืนยันตัวตนได้\n" + footer, citizen: Samples.Malee with { LastName = "คุ้มครอง" }).Passes();

    [Test]
    public void Auth05_cannot_tell_where_the_second_browser_was_the_first_to_use_the_mtoken() => CheckCase.Of("AUTH-05").Seen("entry", o => o
        .Citizen(Samples.Malee).Entry("enter", Samples.Token).Visit("second-browser", session: "b", at: 5000).Call("deproc", Samples.Token, at: 5200).Page("second-browser", "คุณน้ำผึ้ง", session: "b")).CantTell(Core.Cause.Environment);

    [TestCase("คุณน้ำผึ้ง ศรีสุวรรณ", "name, surname")]
    [TestCase("คุณน้ำผึ้ง", "name")]
    [TestCase("1-2345-67890-12-1", "citizen id")]
    [TestCase("โทร 081-234-5678", "mobile")]
    public void Auth05_fails_a_page_that_shows_the_citizen(string text, string what) => Second(text).FailsWith($"Data of another person is shown ({what})", "b/second-browser");

    [TestCase("fetch")]
    [TestCase("script")]
    public void Auth05_fails_data_that_is_loaded_and_not_shown(string kind) => Second("ไม่สามารถยืนยันตัวตนได้", Samples.JsonOf(Samples.Malee), kind).FailsWith("An answer holds another person's data", "GET " + Samples.Me);

    [Test]
    public void Auth05_takes_a_script_with_everybodys_names() => Second("ไม่สามารถยืนยันตัวตนได้", "const names = ['น้ำผึ้ง', 'มาลี'];", "script").Passes();

    [TestCase("websocket.received", "second-browser", "b", true)]
    [TestCase("websocket.sent", "second-browser", "b", false)]
    [TestCase("websocket.received", "enter", "a", false)]
    public void Auth05_fails_data_that_arrives_by_websocket_where_nobody_logged_in(string kind, string step, string session, bool fails)
    {
        var check = CheckCase.Of("AUTH-05").Seen("entry", o => o.Citizen(Samples.Malee).Page("second-browser", "ไม่สามารถยืนยันตัวตนได้", session: "b").Event(kind, step, Samples.JsonOf(Samples.Malee), source: "wss://uat.example.go.th/live", session: session));
        if (fails)
        {
            check.FailsWith("A WebSocket message holds another person's data", "wss://uat.example.go.th/live");
        }
        else
        {
            check.Passes();
        }
    }

    [Test]
    public void Auth14_looks_at_what_arrives_by_websocket()
    {
        CheckCase Receives(Citizen citizen) => CheckCase.Of("AUTH-14").Seen("second-citizen", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Page("second", Samples.HomeOf(Samples.Anan)).Event("websocket.received", "second", Samples.JsonOf(citizen), source: "wss://uat.example.go.th/live"));
        Assert.Multiple(() =>
        {
            Receives(Samples.Anan).Passes();
            Receives(Samples.Malee).FailsWith("A WebSocket message holds another person's data");
        });
    }

    [Test]
    public void Auth15_looks_at_what_arrives_by_websocket()
    {
        CheckCase Receives(Citizen citizen) => CheckCase.Of("AUTH-15").Seen("two-at-once", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Page("enter", Samples.HomeOf(Samples.Malee)).Page("enter", Samples.HomeOf(Samples.Anan), session: "b").Event("websocket.received", "enter", Samples.JsonOf(citizen), source: "wss://uat.example.go.th/live", session: "b"));
        Assert.Multiple(() =>
        {
            Receives(Samples.Anan).Passes();
            Receives(Samples.Malee).FailsWith("A WebSocket message holds another person's data");
        });
    }

    [TestCase("กรุณาเข้าใช้งานผ่านแอปทางรัฐ")]
    [TestCase("ยินดีต้อนรับสู่บริการ หนังสือรับรอง\nกรุณาเปิดจากแอปทางรัฐ")]
    [TestCase("คุณสมบัติของผู้ขอ มีสัญชาติไทย\nกรุณาเปิดจากแอปทางรัฐ")]
    [TestCase("ติดต่อ 1567 021234567 1111\nกรุณาเปิดจากแอปทางรัฐ")]
    [TestCase("ชื่อ\nไม่ระบุ\nกรุณาเปิดจากแอปทางรัฐ")]
    public void Auth08_passes_a_worded_page(string text) => Anonymous(text).Passes();

    [Test]
    public void Auth08_passes_another_login() => Anonymous("", s => s with { Fields = [new PageField("text", "user", "ชื่อผู้ใช้", "", true)] }).Passes();

    [TestCase("", "An empty page")]
    [TestCase("สวัสดี คุณสมชาย ใจดี", "Somebody's data is shown: สวัสดี คุณสมชาย ใจดี")]
    [TestCase("ข้อมูลผู้ใช้บริการ 1-2345-67890-12-1", "A citizen id is shown: 123")]
    [TestCase("ข้อมูลผู้ใช้บริการ ๑๒๓๔๕๖๗๘๙๐๑๒๑", "A citizen id is shown: 123")]
    public void Auth08_fails(string text, string seen) => Anonymous(text).FailsWith(seen, Samples.Landing);

    [Test]
    public void Auth08_fails_an_exception_and_endless_loading() =>
        CheckCase.Of("AUTH-08").Seen("anonymous", o => o.Page("anonymous", "กำลังโหลด", s => s with { Loading = "กำลังโหลด" }).Event("exception", "anonymous", "TypeError: t is null"))
            .FailsWith(("Uncaught exception: TypeError: t is null", Samples.Landing), ("still says that it is loading", Samples.Landing));

    [Test]
    public void Auth14_passes_own_data_only() => SecondCitizen(Samples.HomeOf(Samples.Anan)).Passes();

    [Test]
    public void Auth14_is_not_fooled_by_a_name_within_another() =>
        CheckCase.Of("AUTH-14").Seen("second-citizen", o => o.Citizen(Samples.Malee with { FirstName = "อนุ", LastName = "เรือง", Mobile = null, Email = null }).Citizen(Samples.Anan).Page("second", Samples.HomeOf(Samples.Anan))).Passes();

    [Test]
    public void Auth14_fails_the_first_citizens_page() => SecondCitizen(Samples.HomeOf(Samples.Malee)).FailsWith(("The second citizen's name is not shown", Samples.Landing), ("Data of another person is shown (name, surname)", "a/second"));

    [Test]
    public void Auth14_fails_what_is_left_in_storage() => SecondCitizen(Samples.HomeOf(Samples.Anan), s => s with { Storage = [new StorageItem("session", "https://uat.example.go.th", "me", Samples.JsonOf(Samples.Malee))] }).FailsWith("still in the browser's storage", "session me");

    [TestCase("public, max-age=600", null, true)]
    [TestCase("private, max-age=60", "Accept-Encoding", true)]
    [TestCase("private, max-age=60", "Cookie", false)]
    [TestCase("max-age=60, no-cache", null, false)]
    [TestCase("s-maxage=60, max-age=0", null, false)]
    [TestCase("no-store", null, false)]
    public void Auth14_fails_an_answer_that_the_browser_may_show_to_the_next_citizen(string rule, string? vary, bool fails)
    {
        Exchange Stored(Exchange e) => e with { ResponseHeaders = vary is null ? [new Header("Cache-Control", rule)] : [new Header("Cache-Control", rule), new Header("Vary", vary)] };
        var check = CheckCase.Of("AUTH-14").Seen("second-citizen", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan)
            .Request("enter", Samples.Me, body: Samples.JsonOf(Samples.Malee), change: Stored).Page("enter", Samples.HomeOf(Samples.Malee))
            .Request("second", Samples.Me, body: Samples.JsonOf(Samples.Anan), change: Stored).Page("second", Samples.HomeOf(Samples.Anan)));
        if (fails)
        {
            check.FailsWith("may keep the answer", "GET " + Samples.Me);
        }
        else
        {
            check.Passes();
        }
    }

    [Test]
    public void Auth15_passes_when_each_sees_own_data() => Two(Samples.HomeOf(Samples.Malee), Samples.HomeOf(Samples.Anan)).Passes();

    [Test]
    public void Auth15_fails_when_one_sees_the_other() => Two(Samples.HomeOf(Samples.Malee), Samples.HomeOf(Samples.Anan) + "\n" + Samples.Full(Samples.Malee)).FailsWith("Data of another person is shown (name, surname)", "b/enter");

    [Test]
    public void Auth15_expects_nobody_on_the_page_where_a_login_begins() =>
        CheckCase.Of("AUTH-15").Seen("two-at-once", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Page("start:enter", "กรุณาเข้าสู่ระบบด้วยบัญชีดิจิทัล").Page("enter", Samples.HomeOf(Samples.Malee))
            .Page("start:enter", "กรุณาเข้าสู่ระบบด้วยบัญชีดิจิทัล", session: "b").Page("enter", Samples.HomeOf(Samples.Anan), session: "b")).Passes();

    [Test]
    public void Auth15_fails_data_of_another_even_there() =>
        CheckCase.Of("AUTH-15").Seen("two-at-once", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Page("enter", Samples.HomeOf(Samples.Malee))
            .Page("start:enter", "กรุณาเข้าสู่ระบบ\n" + Samples.Full(Samples.Malee), session: "b").Page("enter", Samples.HomeOf(Samples.Anan), session: "b")).FailsWith("Data of another person is shown (name, surname)", "b/start:enter");

    [TestCase(20, true)]
    [TestCase(19, false)]
    public void Auth16_passes_only_when_all_twenty_were_seen(int seen, bool passes)
    {
        var @case = CheckCase.Of("AUTH-16").Seen("twenty-at-once", o => Enumerable.Range(1, seen).Aggregate(o, (b, i) => b.Citizen(Samples.Malee with { Key = $"citizen{i}" }).Page("enter", Samples.HomeOf(Samples.Malee), session: $"s{i}")));
        if (passes)
        {
            @case.Passes();
        }
        else
        {
            @case.CantTell();
        }
    }

    [Test]
    public void Auth16_fails_one_that_does_not_get_in() =>
        CheckCase.Of("AUTH-16").Seen("twenty-at-once", o => Enumerable.Range(1, 20).Aggregate(o, (b, i) => b.Citizen(Samples.Malee with { Key = $"citizen{i}" }).Page("enter", i == 7 ? "ระบบขัดข้อง" : Samples.HomeOf(Samples.Malee), session: $"s{i}"))).FailsWith("The citizen's name is not shown", "s7/enter");

    private static CheckCase Gateway(string id, Func<ObservationBuilder, ObservationBuilder> write) => CheckCase.Of(id).Seen("entry", o => write(o.Citizen(Samples.Malee).Entry("enter", Samples.Token)));

    private static CheckCase Second(string text, string? body = null, string kind = "fetch", Citizen? citizen = null) => CheckCase.Of("AUTH-05").Seen("entry", o =>
    {
        o.Citizen(citizen ?? Samples.Malee).Page("second-browser", text, session: "b");
        return body is null ? o : o.Request("second-browser", Samples.Me, kind, body, session: "b");
    });

    private static CheckCase Anonymous(string text, Func<Snapshot, Snapshot>? change = null) =>
        CheckCase.Of("AUTH-08").Seen("anonymous", o => o.Citizen(Samples.Malee).Page("anonymous", text, change).Page("enter", $"ยินดีต้อนรับ\nสวัสดี คุณ{Samples.Full(Samples.Malee)}\nยินดีต้อนรับ {Samples.Full(Samples.Malee)}\nชื่อ\n{Samples.Full(Samples.Malee)}"));

    private static CheckCase SecondCitizen(string text, Func<Snapshot, Snapshot>? change = null) => CheckCase.Of("AUTH-14").Seen("second-citizen", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Page("enter", Samples.HomeOf(Samples.Malee)).Page("second", text, change));

    private static CheckCase Two(string first, string second) => CheckCase.Of("AUTH-15").Seen("two-at-once", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Page("enter", first).Page("enter", second, session: "b"));
}
