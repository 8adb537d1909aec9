using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

public sealed class LandChecksTests
{
    private static readonly TransportProbe Tls = new() { Kind = "tls", Address = "https://uat.example.go.th/", Protocol = "Tls13", Subject = "CN=uat.example.go.th" };
    private static readonly TransportProbe Plain = new() { Kind = "plainHttp", Address = "http://uat.example.go.th/" };

    [TestCase("LAND-01", "transport")]
    [TestCase("LAND-02", "transport")]
    [TestCase("LAND-03", "entry")]
    [TestCase("LAND-04", "entry")]
    [TestCase("LAND-05", "entry")]
    [TestCase("LAND-06", "entry")]
    [TestCase("LAND-07", "entry")]
    [TestCase("LAND-08", "entry")]
    [TestCase("LAND-09", "entry")]
    [TestCase("LAND-11", "entry")]
    [TestCase("LAND-12", "entry")]
    public void Nothing_to_look_at_is_no_pass(string id, string scenario) => CheckCase.Of(id).Seen(scenario, o => o).CantTell();

    [TestCase("Tls12")]
    [TestCase("Tls13")]
    public void Land01_passes_a_good_chain_with_a_modern_protocol(string protocol) => Transport("LAND-01", Tls with { Protocol = protocol }).Passes();

    [Test]
    public void Land01_takes_a_named_authority_for_uat_only()
    {
        var probe = Tls with { NamedAuthority = true };
        Assert.Multiple(() =>
        {
            Transport("LAND-01", probe).Passes();
            Transport("LAND-01", probe).At(Stage.Preproduction).FailsWith("a CA named in the service file", "https://uat.example.go.th/");
        });
    }

    [Test]
    public void Land01_fails_every_problem_of_the_certificate() =>
        Transport("LAND-01", Tls with { ChainProblems = ["RemoteCertificateNameMismatch", "NotTimeValid: expired"] })
            .FailsWith(("RemoteCertificateNameMismatch", "CN=uat.example.go.th"), ("NotTimeValid", "CN=uat.example.go.th"));

    [TestCase("Tls11", "It speaks Tls11")]
    [TestCase("Tls", "It speaks Tls")]
    public void Land01_fails_an_old_protocol(string protocol, string seen) => Transport("LAND-01", Tls with { Protocol = protocol }).FailsWith(seen, "https://uat.example.go.th/");

    [TestCase("Tls12", "1.3", true)]
    [TestCase("Tls13", "1.3", false)]
    [TestCase("Tls11", "1.1", false)]
    public void Land01_takes_the_least_version_from_the_catalogue(string protocol, string least, bool fails)
    {
        var check = Transport("LAND-01", Tls with { Protocol = protocol }).With("minimumTls", least);
        if (fails)
        {
            check.FailsWith("It speaks " + protocol);
        }
        else
        {
            check.Passes();
        }
    }

    [Test]
    public void Land01_fails_a_handshake_that_does_not_come_about() => Transport("LAND-01", Tls with { Protocol = null, Failure = "handshake_failure" }).FailsWith("handshake_failure");

    [TestCase(301, "https://uat.example.go.th/service")]
    [TestCase(308, "HTTPS://uat.example.go.th/")]
    [TestCase(400, null)]
    [TestCase(403, null)]
    public void Land02_passes_what_gives_no_content(int status, string? location) => Transport("LAND-02", Plain with { Answers = [new PlainAnswer(Plain.Address, status, location, 0)] }).Passes();

    [Test]
    public void Land02_passes_a_closed_port() => Transport("LAND-02", Plain with { Failure = "connection refused" }).Passes();

    [TestCase(200, null, "answers 200 with 512 bytes")]
    [TestCase(302, "http://uat.example.go.th/home", "redirects to http://uat.example.go.th/home")]
    [TestCase(302, "/home", "redirects to /home")]
    [TestCase(302, null, "which is not https")]
    public void Land02_fails_content_and_detours(int status, string? location, string seen) => Transport("LAND-02", Plain with { Answers = [new PlainAnswer(Plain.Address, status, location, 512)] }).FailsWith(seen, Plain.Address);

    [Test]
    public void Land03_passes_a_page_without_http() => Home("LAND-03").Passes();

    [TestCase("http://static.example.go.th/logo.png?x=1", "image", "image http://static.example.go.th/logo.png")]
    [TestCase("ws://uat.example.go.th/live", "websocket", "websocket ws://uat.example.go.th/live")]
    public void Land03_fails_a_request_over_http(string url, string kind, string where) =>
        CheckCase.Of("LAND-03").Seen("entry", o => o.Document("enter").Request("enter", url, kind)).FailsWith("over plain http", where);

    [Test]
    public void Land03_fails_a_form_that_would_be_sent_over_http() =>
        CheckCase.Of("LAND-03").Seen("entry", o => o.Document("enter").Page("enter", "สวัสดี", s => s with { InsecureReferences = ["form http://uat.example.go.th/send"] })).FailsWith("form http://uat.example.go.th/send", "form http://");

    [Test]
    public void Land04_passes_a_redirect_that_keeps_the_pair() => Redirected(Pair("/app")).Passes();

    [TestCase("/app", TestName = "Land04_fails_a_redirect_that_loses_the_pair")]
    [TestCase("/app?appId=" + Samples.AppId, TestName = "Land04_fails_a_redirect_that_loses_the_mToken")]
    public void Land04_fails_a_redirect(string to) => Redirected("https://uat.example.go.th" + to).FailsWith("loses the mToken", "https://uat.example.go.th/app");

    [Test]
    public void Land04_fails_a_redirect_that_loses_the_app_id() => Redirected("https://uat.example.go.th/app?mToken=" + Samples.Token).FailsWith("loses the appId", "https://uat.example.go.th/app");

    [Test]
    public void Land04_lets_a_redirect_drop_the_pair_once_it_is_exchanged() => Redirected("https://uat.example.go.th/home", o => o.Call("deproc", Samples.Token, at: 150)).Passes();

    [Test]
    public void Land04_fails_a_pair_dropped_before_the_exchange() => Redirected("https://uat.example.go.th/home", o => o.Call("deproc", Samples.Token, at: 250)).FailsWith("loses the mToken", "https://uat.example.go.th/home");

    [Test]
    public void Land04_goes_by_the_name_where_the_gateway_keeps_no_journal() => Redirected("https://uat.example.go.th/home", o => o.Citizen(Samples.Malee).Page("enter", Samples.HomeOf(Samples.Malee))).Passes();

    [TestCase(404)]
    [TestCase(500)]
    [TestCase(302)]
    public void Land04_fails_another_final_answer(int status) => Entered(v => v with { Status = status }).FailsWith($"The final answer is {status}.", Samples.Landing);

    [Test]
    public void Land04_fails_a_page_the_browser_cannot_load() => Entered(v => v with { Status = null, Error = "net::ERR_TOO_MANY_REDIRECTS" }).FailsWith("net::ERR_TOO_MANY_REDIRECTS", Samples.Landing);

    [Test]
    public void Land04_judges_the_document_that_a_script_moved_on_to() =>
        CheckCase.Of("LAND-04").Seen("entry", o => o.Entry("enter", Samples.Token).Visit("enter", v => v with { Status = null, Error = "net::ERR_ABORTED" }).Request("enter", Pair("/"), "document")).Passes();

    [TestCase(new long[] { 900, 1000, 1100 }, true)]
    [TestCase(new long[] { 900, 1000, 14000 }, true, Description = "one slow visit decides nothing")]
    [TestCase(new long[] { 900, 10001, 11000 }, false)]
    public void Land05_goes_by_the_median(long[] settled, bool passes)
    {
        var visits = Visits("LAND-05", (v, i) => v with { SettledMs = settled[i] }, settled.Length);
        Judged(visits, passes, "Settled in 10.0 s");
    }

    [Test]
    public void Land05_fails_a_page_that_goes_on_loading() => Visits("LAND-05", (v, _) => v with { SettledMs = null, Unsettled = "loading: กำลังโหลด" }).FailsWith("Not settled after 15.0 s (loading: กำลังโหลด)", Samples.Landing);

    [Test]
    public void Land05_cannot_tell_from_two_visits() => Visits("LAND-05", (v, _) => v, 2).CantTell();

    [Test]
    public void Land05_leaves_a_page_with_other_content_to_auth01() =>
        Visits("LAND-05", (v, _) => v with { SettledMs = null, Unsettled = "what the citizen waits for is not shown", Timeline = [new TextMoment(300, "ไม่พบข้อมูล", false)] }).CantTell();

    [TestCase(2500, 0.1, true)]
    [TestCase(2501, 0.0, false)]
    [TestCase(900, 0.11, false)]
    public void Land06_judges_paint_and_shift(double paint, double shift, bool passes) =>
        Judged(Visits("LAND-06", (v, _) => v with { Vitals = new WebVitals(paint, shift, paint) }), passes, "Medians: LCP ");

    [Test]
    public void Land06_never_judges_one_visit() => Visits("LAND-06", (v, i) => i == 0 ? v with { Vitals = new WebVitals(9000, 1, 1) } : v).CantTell();

    [Test]
    public void Land07_passes_an_ordinary_visit() => Home("LAND-07").Passes();

    [TestCase("/api/me", "fetch", 401, "enter")]
    [TestCase("/api/me", "xhr", 403, "anonymous")]
    [TestCase("/favicon.ico", "image", 404, "enter")]
    [TestCase("/service", "document", 401, "anonymous")]
    public void Land07_takes_answers_that_belong_to_an_ordinary_visit(string path, string kind, int status, string step) =>
        CheckCase.Of("LAND-07").Seen("entry", o => o.Document("enter").Request(step, "https://uat.example.go.th" + path, kind, change: e => e with { Status = status })).Passes();

    [Test]
    public void Land07_takes_a_request_that_the_page_gave_up_itself() =>
        CheckCase.Of("LAND-07").Seen("entry", o => o.Document("enter").Request("enter", Samples.Me, change: e => e with { Status = 0, Failure = "net::ERR_ABORTED" })).Passes();

    [Test]
    public void Land07_takes_what_fails_elsewhere() =>
        CheckCase.Of("LAND-07").Seen("entry", o => o.Document("enter").Request("enter", "https://fonts.example.com/a.woff2", "font", change: e => e with { Status = 0, Failure = "net::ERR_FAILED" })).Passes();

    [TestCase("/logo.png", "image", 404, null, "HTTP 404")]
    [TestCase("/api/me", "fetch", 500, null, "HTTP 500")]
    [TestCase("/api/me", "fetch", 403, null, "HTTP 403")]
    [TestCase("/app.js", "script", 0, "net::ERR_CONNECTION_RESET", "net::ERR_CONNECTION_RESET")]
    [TestCase("/deep/favicon.ico", "image", 404, null, "HTTP 404")]
    [TestCase("/service", "document", 401, null, "HTTP 401")]
    public void Land07_fails_a_request_of_its_own_that_fails(string path, string kind, int status, string? failure, string seen) =>
        CheckCase.Of("LAND-07").Seen("entry", o => o.Document("enter").Request("enter", "https://uat.example.go.th" + path, kind, change: e => e with { Status = status, Failure = failure })).FailsWith(seen, "GET https://uat.example.go.th" + path);

    [TestCase("document", 404)]
    [TestCase("document", 500)]
    [TestCase("script", 403)]
    public void Land07_fails_what_is_broken_without_a_login(string kind, int status) =>
        CheckCase.Of("LAND-07").Seen("anonymous", o => o.Document("anonymous").Request("anonymous", "https://uat.example.go.th/service", kind, change: e => e with { Status = status })).FailsWith("HTTP");

    [Test]
    public void Land07_fails_an_exception_and_says_it_once() =>
        CheckCase.Of("LAND-07").Seen("entry", o => o.Document("enter")
            .Event("exception", "enter", "TypeError: x is null", source: "https://uat.example.go.th/app.js?v=1").Event("exception", "reload", "TypeError: x is null"))
            .FailsWith("TypeError: x is null", "https://uat.example.go.th/app.js");

    [Test]
    public void Land07_cannot_tell_where_a_foreign_library_is_out_of_reach() =>
        CheckCase.Of("LAND-07").Seen("entry", o => o.Document("enter").Event("exception", "enter", "ReferenceError: $ is not defined")
            .Request("enter", "https://code.example.com/jquery.js", "script", change: e => e with { Status = 0, Failure = "net::ERR_FAILED" })).CantTell(Cause.Environment);

    [Test]
    public void Land08_passes_a_page_that_fits() => Measured("width=device-width, initial-scale=1", 320).Passes();

    [Test]
    public void Land08_forgives_a_rounding_pixel() => Measured("width=device-width", 321).Passes();

    [TestCase(null)]
    [TestCase("")]
    [TestCase("width=1024")]
    public void Land08_fails_a_viewport_that_is_missing_or_of_a_fixed_width(string? viewport) => Measured(viewport, 320).FailsWith("viewport", Samples.Landing);

    [Test]
    public void Land08_fails_sideways_scrolling_and_names_the_widest_element() => Measured("width=device-width", 480).FailsWith("At 320 px the content is 480 px wide.", "table.fees");

    [Test]
    public void Land09_passes_fast_pages_and_slow_ones_that_say_so() =>
        Visits("LAND-09", (v, i) => i == 0 ? v with { SettledMs = 700 } : v with { SettledMs = 4000, Timeline = [new TextMoment(400, "กำลังดึงข้อมูลจากกรมตัวอย่าง", true)] }).Passes();

    [Test]
    public void Land09_is_no_matter_of_pages_that_show_something_else_for_good() =>
        Visits("LAND-09", (v, _) => v with { SettledMs = null, Unsettled = "what the citizen waits for is not shown", Timeline = [new TextMoment(300, "บริการหนังสือรับรอง", false)] }).CantTell();

    [TestCase(400, "กำลังดึงข้อมูล", false, TestName = "Land09_fails_text_that_is_no_loading_state")]
    [TestCase(1400, "กำลังดึงข้อมูล", true, TestName = "Land09_fails_a_loading_state_that_comes_late")]
    [TestCase(400, "…", true, TestName = "Land09_fails_a_spinner_without_words")]
    public void Land09_fails(long at, string text, bool loading) =>
        Visits("LAND-09", (v, _) => v with { SettledMs = 4000, Timeline = [new TextMoment(at, text, loading)] }).FailsWith("3 of 3 visits showed none", Samples.Landing);

    [TestCase("th")]
    [TestCase("th-TH")]
    [TestCase("TH")]
    public void Land11_passes_thai_with_a_title(string lang) => Labelled(lang, "หนังสือรับรอง").Passes();

    [TestCase(null, "หนังสือรับรอง", "lang is not set")]
    [TestCase("en", "หนังสือรับรอง", "lang is \"en\"")]
    [TestCase("thv", "หนังสือรับรอง", "lang is \"thv\"")]
    [TestCase("th", " ", "The title is empty")]
    public void Land11_fails_without_language_or_title(string? lang, string title, string seen) => Labelled(lang, title).FailsWith(seen, Samples.Landing);

    [TestCase("สวัสดี คุณน้ำผึ้ง ศรีสุวรรณ")]
    [TestCase("อาหาร à la carte และ crème brûlée, naïveté, Müßiggang")]
    [TestCase("ทำไมต้องลงทะเบียน?????")]
    [TestCase("เน้นเนื้อหา เนื่องจากเธอเนิบ เนยเน่าเนียน")]
    [TestCase("อเนกประสงค์ เนกาทีฟ เนตรนภา เนติบัณฑิต")]
    [TestCase("เลขบัตร 1-××××-×××××-12-3 ราคา ½ ถึง ¾ ·····")]
    [TestCase("เลขบัตร 1-••••-•••••-12-3")]
    [TestCase("เลือกได้หลายข้อ «ก» «ข» ± 5 °C")]
    public void Land12_passes_text_that_is_meant(string text) => Shown("LAND-12", text).Passes();

    [TestCase("ยินดีต้อน\uFFFDรับ", "U+FFFD")]
    [TestCase("à¸ªà¸§à¸±à¸ªà¸\u0094à¸µ", "UTF-8 read as Latin-1")]
    [TestCase("Ã\u00a0Â¸ÂªÃ\u00a0Â¸Â§Ã\u00a0Â¸Â±", "UTF-8 read as Latin-1")]
    [TestCase("ÊÇÑÊ´Õ ¤Ø³", "TIS-620 read as Latin-1")]
    [TestCase("เธชเธงเธฑเธชเธ”เธต เธเธธเธ“", "UTF-8 read as TIS-620")]
    [TestCase("Name: เธชเธงเธฑเธชเธ”เธต of the Department of Examples in Bangkok", "UTF-8 read as TIS-620")]
    [TestCase("ชื่อ: ?????????", "characters lost as ?")]
    [TestCase("คุณ???????? ?????", "characters lost as ?")]
    public void Land12_fails_text_that_was_damaged(string text, string how) => Shown("LAND-12", "สวัสดี\n" + text).FailsWith($"Damaged text ({how})", Samples.Landing);

    [Test]
    public void Land12_reads_the_title_too() => CheckCase.Of("LAND-12").Seen("entry", o => o.Document("enter").Page("enter", "สวัสดี", s => s with { Title = "à¸ªà¸§à¸±" })).FailsWith("UTF-8 read as Latin-1");

    [TestCase(0)]
    [TestCase(1)]
    public void Land12_cannot_tell_without_thai_text(int pictures) => CheckCase.Of("LAND-12").Seen("entry", o => o.Document("enter").Page("enter", "Welcome", s => s with { Title = "", Pictures = pictures })).CantTell();

    private static CheckCase Transport(string id, TransportProbe probe) => CheckCase.Of(id).Seen("transport", o => o.Probe(probe));

    private static CheckCase Home(string id) => CheckCase.Of(id).Seen("entry", o => o.Citizen(Samples.Malee).Visit("enter").Document("enter").Page("enter", Samples.HomeOf(Samples.Malee)));

    private static CheckCase Shown(string id, string text) => CheckCase.Of(id).Seen("entry", o => o.Document("enter").Page("enter", text));

    private static CheckCase Labelled(string? lang, string title) => CheckCase.Of("LAND-11").Seen("entry", o => o.Document("enter").Page("enter", "สวัสดี", s => s with { Lang = lang, Title = title }));

    [Test]
    public void Land08_judges_the_widths_of_the_catalogue_and_no_others()
    {
        Measured("width=device-width", 900).With("widths", "768").Passes();
        Measured("width=device-width", 320).With("widths", "320,412,768").CantTell(Cause.Configuration);
        Measured("width=device-width", 900).With("widths", "320,412").FailsWith("900", "table.fees");
    }

    private static CheckCase Measured(string? viewport, int content) =>
        CheckCase.Of("LAND-08").Seen("entry", o => o.Document("return").Page("return", "สวัสดี", s => s with { Viewport = viewport, Widths = [new WidthMeasure(320, content, "table.fees"), new WidthMeasure(768, 768, null)] })).With("widths", "320, 768");

    private static CheckCase Entered(Func<Visit, Visit> change) => CheckCase.Of("LAND-04").Seen("entry", o => o.Entry("enter", Samples.Token).Visit("enter", change));

    /// <summary>The landing page asked for at 100 ms leads to another address, asked for at 200 ms.</summary>
    private static CheckCase Redirected(string to, Func<ObservationBuilder, ObservationBuilder>? more = null) => CheckCase.Of("LAND-04").Seen("entry", o =>
    {
        o.Entry("enter", Samples.Token).Visit("enter").Request("enter", Pair("/"), "document", change: e => e with { AtMs = 100, Status = 302 }).Request("enter", to, "document", change: e => e with { AtMs = 200 });
        return more is null ? o : more(o);
    });

    private static CheckCase Visits(string id, Func<Visit, int, Visit> change, int count = 3) =>
        CheckCase.Of(id).Seen("entry", o => Enumerable.Range(0, count).Aggregate(o, (b, i) => b.Visit(i % 2 == 0 ? "enter" : "return", v => change(v, i))));

    private static string Pair(string path) => $"https://uat.example.go.th{path}?appId={Samples.AppId}&mToken={Samples.Token}";

    private static void Judged(CheckCase @case, bool passes, string seen)
    {
        if (passes)
        {
            @case.Passes();
        }
        else
        {
            @case.FailsWith(seen, Samples.Landing);
        }
    }
}
