using ConformanceHarness.Core;
using System.Text;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

public sealed class SecChecksTests
{
    [TestCase(LoginMode.Mint)]
    [TestCase(LoginMode.Assisted)]
    public void Sec01_is_no_pass_where_nobody_knows_the_back_ends_tokens(LoginMode login) => CheckCase.Of("SEC-01").Seen("entry", o => o.By(login).Document("enter")).CantTell(Cause.Configuration);

    [Test]
    public void Sec01_fails_what_it_finds_whatever_the_login() => CheckCase.Of("SEC-01").Seen("entry", o => o.By(LoginMode.Mint).Document("enter", "var key = '‹consumerKey #1 aaaa›'")).FailsWith("‹consumerKey #1 aaaa›");

    [TestCase(LoginMode.Mock, "none of the gateway's credentials")]
    [TestCase(LoginMode.Proxy, "none of the gateway's credentials")]
    [TestCase(LoginMode.None, "were not searched for")]
    public void Sec01_says_what_was_searched(LoginMode login, string said)
    {
        var judgement = CheckCase.Of("SEC-01").Seen("entry", o => o.By(login).Document("enter")).Judge();
        Assert.That(judgement.Outcome, Is.EqualTo(Outcome.Passed));
        Assert.That(judgement.Findings.Single().Seen.En, Does.Contain(said));
    }

    private const string Elsewhere = "https://stats.example.com/collect";
    private static readonly Header[] Protecting = [new("Strict-Transport-Security", "max-age=31536000"), new("X-Content-Type-Options", "nosniff"), new("Referrer-Policy", "no-referrer"), new("Content-Security-Policy", "default-src 'self'")];

    [TestCase("SEC-01", "entry")]
    [TestCase("SEC-02", "entry")]
    [TestCase("SEC-03", "entry")]
    [TestCase("SEC-04", "entry")]
    [TestCase("SEC-05", "entry")]
    [TestCase("SEC-06", "entry")]
    [TestCase("SEC-07", "entry")]
    [TestCase("SEC-08", "two-at-once")]
    [TestCase("SEC-09", "entry")]
    [TestCase("SEC-10", "entry")]
    [TestCase("SEC-11", "entry")]
    [TestCase("SEC-12", "entry")]
    [TestCase("SEC-13", "markup")]
    [TestCase("SEC-14", "anonymous")]
    public void Nothing_to_look_at_is_no_pass(string id, string scenario) => CheckCase.Of(id).Seen(scenario, o => o).CantTell();

    [TestCase("SEC-01")]
    [TestCase("SEC-02")]
    [TestCase("SEC-03")]
    [TestCase("SEC-04")]
    [TestCase("SEC-05")]
    [TestCase("SEC-09")]
    [TestCase("SEC-10")]
    public void A_careful_service_passes(string id) => Home(id, o => o.Request("enter", Samples.Me, body: Samples.JsonOf(Samples.Malee)).Request("enter", Elsewhere)).Passes();

    [TestCase("consumerKey")]
    [TestCase("consumerSecret")]
    [TestCase("token")]
    public void Sec01_fails_each_credential_of_the_gateway(string kind) => Home("SEC-01", o => o.Request("enter", "https://uat.example.go.th/app.js", "script", $"const k='‹{kind} #1 aaaa base64›'")).FailsWith($"‹{kind} #1 aaaa base64› in the response body", "app.js");

    [Test]
    public void Sec01_looks_in_storage_cookies_and_the_console() => Home("SEC-01", o => o.Event("console.log", "enter", "key ‹consumerKey #1 aaaa›")
        .Page("reload", "", s => s with { Storage = [new StorageItem("local", "o", "k", "‹token #1 bbbb›")], Cookies = [Cookie("t", "‹token #1 bbbb›")] }))
        .FailsWith(("in local k", null), ("in cookie t", null), ("in console.log", null));

    [TestCase("https://gateway.test:8444/ws/auth/validate")]
    [TestCase("https://api.egov.go.th/anything")]
    [TestCase("https://uat.example.go.th/proxy/ws/dga/czp/uat/v1/core/shield/data/deproc")]
    public void Sec02_fails_a_call_of_the_gateway(string url) => Home("SEC-02", o => o.Request("enter", url)).FailsWith("The browser called " + url, "GET " + url);

    [Test]
    public void Sec03_fails_an_mtoken_in_address_header_or_body() => Home("SEC-03", o => o
        .Request("enter", Elsewhere + "?u=‹mToken #1 9f3c url›").Request("enter", Elsewhere, change: e => e with { RequestHeaders = [new Header("Referer", Samples.Landing + "?mToken=" + Samples.Token)] }))
        .FailsWith(("sent in its address", "GET " + Elsewhere), ("sent in its header Referer", "GET " + Elsewhere));

    [Test]
    public void Sec10_fails_personal_data_by_websocket_to_another_host_only() => Assert.Multiple(() =>
    {
        Home("SEC-10", o => o.Event("websocket.sent", "enter", Samples.JsonOf(Samples.Malee), source: "wss://stats.example.com/live")).FailsWith("to another host by WebSocket", "wss://stats.example.com/live");
        Home("SEC-10", o => o.Event("websocket.sent", "enter", Samples.JsonOf(Samples.Malee), source: "wss://uat.example.go.th/live")).Passes();
        Home("SEC-10", o => o.Event("websocket.sent", "enter", "ping", source: "wss://stats.example.com/live")).Passes();
    });

    [Test]
    public void Sec03_fails_an_mtoken_by_websocket() => Home("SEC-03", o => o.Event("websocket.sent", "enter", "{\"t\":\"" + Samples.Token + "\"}", source: "wss://stats.example.com/live")).FailsWith("was sent by WebSocket", "wss://stats.example.com/live");

    [Test]
    public void Sec04_fails_an_mtoken_left_in_address_or_history() => Home("SEC-04", o => o.Page("return", "", s => s with { History = ["about:blank", Samples.Landing + "?mToken=" + Samples.Token] })).FailsWith("still in the address or the history", Samples.Landing);

    [TestCase("sid=‹cookie #1 aaaa›; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [TestCase("sid=‹cookie #1 aaaa›; path=/; secure; httponly; samesite=strict")]
    [TestCase("sid=short1; Secure=true; HttpOnly; SameSite = Strict")]
    [TestCase("XSRF-TOKEN=‹cookie #2 bbbb›; Secure; SameSite=Strict", TestName = "Sec05_takes_a_double_submit_value")]
    [TestCase("AWSALB=‹cookie #3 cccc›; Path=/", TestName = "Sec05_takes_a_load_balancers_cookie")]
    [TestCase("lang=th; Path=/", TestName = "Sec05_takes_a_language")]
    [TestCase(".AspNetCore.Culture=‹cookie #4 dddd›; Path=/", TestName = "Sec05_takes_a_long_language")]
    [TestCase("cookieconsent=‹cookie #5 eeee›", TestName = "Sec05_takes_a_consent")]
    [TestCase("sid=deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0", TestName = "Sec05_takes_a_cookie_taken_away")]
    [TestCase("sid=; Path=/", TestName = "Sec05_takes_an_emptied_cookie")]
    public void Sec05_passes(string header) => Cookies(header).Passes();

    [TestCase("sid=‹cookie #1 aaaa›; Path=/", "Cookie sid lacks Secure, HttpOnly, SameSite.")]
    [TestCase("sid=‹cookie #1 aaaa›; Secure; HttpOnly; SameSite=None", "Cookie sid lacks SameSite.")]
    [TestCase("x7=‹cookie #1 aaaa›; Secure; SameSite=Lax", "Cookie x7 lacks HttpOnly.", TestName = "Sec05_knows_a_session_by_its_opaque_value")]
    [TestCase("lang=th; Path=/\nPHPSESSID=abc; HttpOnly; SameSite=Lax", "Cookie PHPSESSID lacks Secure.", TestName = "Sec05_reads_headers_joined_by_line_feeds")]
    [TestCase("sid=‹cookie #1 aaaa›; Secure; HttpOnly; SameSite=Lax\nsid=‹cookie #2 bbbb›; Secure", "Cookie sid lacks HttpOnly, SameSite.", TestName = "Sec05_looks_at_a_cookie_every_time_it_is_set")]
    public void Sec05_fails(string header, string seen) => Cookies(header).FailsWith(seen, "GET " + Samples.Landing);

    [Test]
    public void Sec05_fails_a_session_written_by_script_and_takes_other_hosts_and_choices() => Home("SEC-05", o => o.Page("reload", "", s => s with { Cookies = [Cookie("authToken", "x"), Cookie("userLang", "th"), Cookie("sid", "x") with { Domain = ".example.com" }] }))
        .FailsWith("Cookie authToken is written by script", "uat.example.go.th");

    [TestCase("no-store")]
    [TestCase("private, No-Store")]
    public void Sec06_passes_no_store(string value) => Stored(new Header("Pragma", "no-cache"), new Header("Cache-Control", "private"), new Header("cache-control", value)).Passes();

    [Test]
    public void Sec06_fails_what_may_be_stored() => Stored(new Header("Cache-Control", "private, max-age=60")).FailsWith("Cache-Control: private, max-age=60", "GET " + Samples.Me);

    [Test]
    public void Sec06_fails_without_the_header() => Stored().FailsWith("Cache-Control: (none)");

    [Test]
    public void Sec07_passes_when_all_are_refused() => Repeated("withoutSession", "{}", 401).Passes();

    [TestCase(200)]
    [TestCase(500)]
    public void Sec07_fails_when_data_comes_back(int status) => Repeated("withoutSession", Samples.JsonOf(Samples.Malee), status).FailsWith("returned personal data without a session. (citizen id, name, surname)", "GET " + Samples.Me);

    [Test]
    public void Sec07_cannot_tell_when_no_answer_came() => Repeated("withoutSession", null, 0).CantTell();

    [Test]
    public void Sec08_passes_own_data_and_refusals() => Swapped(Samples.JsonOf(Samples.Anan)).Passes();

    [Test]
    public void Sec08_fails_the_other_citizens_data() => Swapped(Samples.JsonOf(Samples.Malee)).FailsWith("the other citizen's data (citizen id, name, surname)", "GET " + Samples.Me);

    [TestCaseSource(nameof(Hidden))]
    public void Sec09_finds_data_however_it_is_written(string text) => Home("SEC-09", o => o.Page("reload", "", s => s with { Storage = [new StorageItem("local", "o", "state", text)] })).FailsWith("local holds ", "local state");

    [TestCaseSource(nameof(Hidden))]
    public void Sec10_finds_data_however_it_is_written(string text) => Home("SEC-10", o => o.Request("enter", Elsewhere + "?d=" + text)).FailsWith("sent to another host", "GET " + Elsewhere);

    [Test]
    public void Sec09_takes_storage_that_ends_with_the_tab() => Home("SEC-09", o => o.Page("reload", "", s => s with { Storage = [new StorageItem("session", "o", "me", Samples.JsonOf(Samples.Malee))] })).Passes();

    [Test]
    public void Sec09_counts_two_names_together_even_within_words() => Home("SEC-09", o => o.Page("reload", "", s => s with { Storage = [new StorageItem("local", "o", "menu", "ขายน้ำผึ้งป่า ตลาดศรีสุวรรณภูมิ")] })).FailsWith("local holds name, surname");

    [Test]
    public void Sec09_fails_an_address_with_data() => Home("SEC-09", o => o.Request("enter", "https://uat.example.go.th/api/people/1234567890121")).FailsWith("The address of a request holds personal data", "/api/people/");

    [Test]
    public void Sec11_passes_with_all_four() => Protected(Protecting).Passes();

    [Test]
    public void Sec11_takes_policies_in_the_document() => Protected(Protecting[..2], "<meta name=\"referrer\" content=\"no-referrer\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">").Passes();

    [TestCase(0, "Strict-Transport-Security")]
    [TestCase(1, "X-Content-Type-Options")]
    [TestCase(2, "Referrer-Policy")]
    [TestCase(3, "Content-Security-Policy")]
    public void Sec11_fails_without_one(int left, string name) => Protected([.. Protecting.Where((_, i) => i != left)]).FailsWith("Missing: " + name, Samples.Landing);

    [Test]
    public void Sec11_fails_a_header_that_switches_off() => Protected([new("Strict-Transport-Security", "max-age=0"), .. Protecting[1..]]).FailsWith("Missing: Strict-Transport-Security");

    [Test]
    public void Sec11_cannot_tell_from_an_error_page() => CheckCase.Of("SEC-11").Seen("entry", o => o.Document("enter", change: e => e with { Status = 500 })).CantTell();

    [TestCase("*", "true")]
    [TestCase("https://uat.example.go.th", "true")]
    [TestCase("https://attacker.example", null)]
    [TestCase(null, null)]
    public void Sec12_passes_what_no_browser_would_hand_over(string? allowed, string? credentials) => Foreign("https://attacker.example", allowed, credentials).Passes();

    [TestCase("https://attacker.example")]
    [TestCase("null")]
    public void Sec12_fails_an_echoed_origin(string origin) => Foreign(origin, origin, "true").FailsWith(origin + " is allowed to read the answer", "GET " + Samples.Me);

    [Test]
    public void Sec13_passes_when_nothing_runs() => CheckCase.Of("SEC-13").Seen("markup", o => o.Visit("element").Event("dialog", "element", "รหัสไม่ถูกต้อง")).Passes();

    [Test]
    public void Sec13_can_not_tell_where_no_page_came_back() => CheckCase.Of("SEC-13").Seen("markup", o => o.Visit("element", v => v with { Status = null, Error = "net::ERR_CONNECTION_RESET" })).CantTell();

    [Test]
    public void Sec13_fails_markup_that_runs() => CheckCase.Of("SEC-13").Seen("markup", o => o.Visit("element").Event("dialog", "element", Scenarios.MarkupScenario.Marker, source: Samples.Landing + "?x")).FailsWith("Markup of kind element was executed", Samples.Landing);

    [Test]
    public void Sec14_passes_when_the_old_cookies_open_nothing() => Fixed("{}", 401).Passes();

    [Test]
    public void Sec14_passes_without_a_cookie_before_the_login() => CheckCase.Of("SEC-14").Seen("anonymous", o => o.Citizen(Samples.Malee).Page("anonymous", "").Request("enter", Samples.Me, body: Samples.JsonOf(Samples.Malee))).Passes();

    [Test]
    public void Sec14_fails_when_they_open_the_citizens_data() => Fixed(Samples.JsonOf(Samples.Malee), 200).FailsWith("The cookies from before the login return personal data", "GET " + Samples.Me);

    [Test]
    public void Sec14_cannot_tell_when_no_answer_came() => Fixed(null, 0).CantTell();

    private static IEnumerable<TestCaseData> Hidden()
    {
        var json = Samples.JsonOf(Samples.Malee);
        var escaped = string.Concat("น้ำผึ้ง".Select(c => $"\\u{(int)c:X4}"));
        TestCaseData Way(string name, string text) => new TestCaseData(text).SetArgDisplayNames(name);
        yield return Way("plain", "น้ำผึ้ง");
        yield return Way("decomposed", "น้ำผึ้ง".Normalize(NormalizationForm.FormKD));
        yield return Way("json escaped", "{\"n\":\"" + escaped + "\"}");
        yield return Way("json in json", "{\"n\":\"" + escaped.Replace("\\", "\\\\", StringComparison.Ordinal) + "\"}");
        yield return Way("javascript escape()", escaped.Replace("\\", "%", StringComparison.Ordinal));
        yield return Way("url", Uri.EscapeDataString("น้ำผึ้ง"));
        yield return Way("url in url", Uri.EscapeDataString(Uri.EscapeDataString("น้ำผึ้ง")));
        yield return Way("html", "&#3609;&#3657;&#3635;&#3612;&#3638;&#3657;&#3591;");
        yield return Way("base64", Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + json)));
        yield return Way("base64url", Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).Replace('+', '-').Replace('/', '_'));
        yield return Way("base64 of url", Convert.ToBase64String(Encoding.UTF8.GetBytes("n=" + Uri.EscapeDataString("น้ำผึ้ง"))));
        yield return Way("base64 of escaped json", Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"n\":\"" + string.Concat("น้ำผึ้ง".Select(c => $"\\u{(int)c:x4}")) + "\"}")));
        yield return Way("grouped id", "1-2345-67890-12-1");
        yield return Way("e-mail", "namphueng%40example.org");
    }

    private static CookieRecord Cookie(string name, string value) => new(name, value, "uat.example.go.th", "/", true, false, "Lax", -1);

    private static CheckCase Home(string id, Func<ObservationBuilder, ObservationBuilder> more) => CheckCase.Of(id).Seen("entry", o => more(o.Citizen(Samples.Malee).Entry("enter", Samples.Token).Document("enter").Page("enter", Samples.HomeOf(Samples.Malee))));

    private static CheckCase Cookies(string header) => CheckCase.Of("SEC-05").Seen("entry", o => o.Document("enter", change: e => e with { ResponseHeaders = [new Header("Set-Cookie", header)] }));

    private static CheckCase Stored(params Header[] headers) => Home("SEC-06", o => o.Request("enter", Samples.Me, body: Samples.JsonOf(Samples.Malee), change: e => e with { ResponseHeaders = headers }));

    private static CheckCase Repeated(string purpose, string? body, int status) => CheckCase.Of("SEC-07").Seen("entry", o => o.Citizen(Samples.Malee).Request("enter", Samples.Me, body: Samples.JsonOf(Samples.Malee)).Replay(purpose, 1, body, status));

    private static CheckCase Swapped(string body) => CheckCase.Of("SEC-08").Seen("two-at-once", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan).Request("enter", Samples.Me, body: Samples.JsonOf(Samples.Malee)).Replay("otherCitizen", 1, body, 200));

    private static CheckCase Protected(Header[] headers, string html = "<html>") => CheckCase.Of("SEC-11").Seen("entry", o => o.Document("enter", html, e => e with { ResponseHeaders = headers }));

    private static CheckCase Foreign(string origin, string? allowed, string? credentials) => CheckCase.Of("SEC-12").Seen("entry", o => o.Request("enter", Samples.Me).Replay("foreignOrigin", 1, "{}", 200, r => r with
    {
        RequestHeaders = [new Header("Origin", origin)],
        ResponseHeaders = [.. allowed is null ? Array.Empty<Header>() : [new Header("Access-Control-Allow-Origin", allowed)], .. credentials is null ? Array.Empty<Header>() : [new Header("Access-Control-Allow-Credentials", credentials)]],
    }));

    private static CheckCase Fixed(string? body, int status) => CheckCase.Of("SEC-14").Seen("anonymous", o => o.Citizen(Samples.Malee).Page("anonymous", "", s => s with { Cookies = [Cookie("sid", "‹cookie #1 aaaa›")] }).Request("enter", Samples.Me, body: Samples.JsonOf(Samples.Malee)).Replay("preLoginSession", 1, body, status));
}
