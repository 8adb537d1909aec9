using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>AUTH-18 on a login written by hand: as it should be, and with each thing wrong or missing in turn.</summary>
public sealed class OpenIdConnectLoginTests
{
    private const string Issuer = "https://connect.dga.or.th";
    private const string Callback = "https://uat.example.go.th/callback";
    private const string IdToken = "‹idToken #1 1234›";
    private const string Code = "‹code #1 aaaa›";
    private static readonly string[] Forged = ["wrong-state", "missing-state", "used-state", "other-browser"];

    private static readonly ServiceProfile Service = Samples.Service with
    {
        Channels = [Channel.Web],
        Logins = new Dictionary<Channel, LoginProtocol> { [Channel.Web] = LoginProtocol.OpenIdConnect },
        OpenIdConnect = new OpenIdConnectSettings { ClientId = "sample", ClientSecret = new("SECRET", null), RedirectUri = "/callback" },
    };

    [Test]
    public void A_login_as_documented_passes() => Judged(new Login()).Passes();

    [Test]
    public void A_service_that_sends_no_nonce_is_not_asked_about_it() => Judged(new Login { Nonce = null, WithoutNonceTrial = true }).Passes();

    [Test]
    public void Nothing_seen_is_no_pass() => CheckCase.Of("AUTH-18").Serving(Service).Seen("open-id-connect", o => o).CantTell();

    [TestCase("wrong-state", "a wrong state")]
    [TestCase("missing-state", "no state")]
    [TestCase("used-state", "a used state")]
    [TestCase("other-browser", "another browser's state")]
    public void Whoever_is_let_in_by_a_forged_callback_shows(string step, string what) => Assert.Multiple(() =>
    {
        Judged(new Login { Shows = new() { [step] = Person(step) } }).FailsWith($"A callback with {what} was accepted");
        Judged(new Login { Shows = new() { [step + ":after"] = Person(step) } }).FailsWith($"A callback with {what} was accepted");
    });

    [Test]
    public void A_callback_that_keeps_who_was_in_is_a_refusal() =>
        Judged(new Login { Shows = new() { ["used-state"] = Samples.Malee, ["used-state:after"] = Samples.Malee } }).Passes();

    [TestCase("wrong-state")]
    [TestCase("other-browser")]
    public void A_trial_without_a_code_or_a_page_proves_nothing(string step) => Assert.Multiple(() =>
    {
        Judged(new Login { WithoutCode = step }).CantTell();
        Judged(new Login { WithoutPage = step }).CantTell();
        Judged(new Login { WithoutPage = step + ":after" }).CantTell();
    });

    [Test]
    public void Another_nonce_must_log_nobody_in() => Assert.Multiple(() =>
    {
        Judged(new Login { Shows = new() { ["other-nonce"] = Person("other-nonce") } }).FailsWith("another nonce");
        Judged(new Login { WithoutNonceTrial = true }).CantTell();
    });

    [Test]
    public void The_request_has_a_state_of_its_own_and_the_registered_address() => Assert.Multiple(() =>
    {
        Judged(new Login { State = _ => "" }).FailsWith("The request has no state");
        Judged(new Login { State = _ => "always-the-same" }).FailsWith("Different browsers were given the same state");
        Judged(new Login { Redirect = Callback + "/" }).FailsWith("registered is " + Callback);
        Judged(new Login { ResponseType = "code%20id_token" }).FailsWith("response_type is code id_token");
    });

    [Test]
    public void The_code_is_exchanged_once_as_documented() => Assert.Multiple(() =>
    {
        Judged(new Login { Token = c => c with { Departures = ["The client secret is sent as it was issued, not hashed in seven md5 rounds with EGA."] } }).FailsWith("sent as it was issued");
        Judged(new Login { Also = o => o.Provider("token", Samples.Malee, c => c with { Code = Code, Status = 400, Conduct = "usedCode" }) }).FailsWith("The same code was exchanged 2 times");
        Judged(new Login { Token = c => c with { Status = 401 } }).CantTell();
        Judged(new Login { WithoutToken = true }).CantTell();
    });

    [Test]
    public void The_browser_exchanges_nothing() => Assert.Multiple(() =>
    {
        Judged(new Login { Also = o => o.Request("enter", Issuer + "/connect/token") }).FailsWith("The browser called https://connect.dga.or.th/connect/token itself");
        Judged(new Login { Token = c => c with { Headers = [new("Origin", "https://uat.example.go.th")] } }).FailsWith("A browser called token");
        // A server in Node sends this one.
        Judged(new Login { Token = c => c with { Headers = [new("sec-fetch-mode", "cors")] } }).Passes();
    });

    [Test]
    public void Foreign_addresses_lead_nowhere() => Assert.Multiple(() =>
    {
        Judged(new Login { ForeignRedirect = "https://attacker.example/in" }).FailsWith("taken from the request");
        Judged(new Login { Also = o => o.Request("foreign-address", "https://attacker.example/in", "document", session: "h") }).FailsWith("sent to a host that the link");
        Judged(new Login { Also = o => o.Request("foreign-address:2", Callback, "document", session: "i", change: e => e with { Status = 302, ResponseHeaders = [new("Location", "//attacker.example/in")] }) }).FailsWith("sent to a host that the link");
        Judged(new Login { WithoutForeign = true }).CantTell();
    });

    [Test]
    public void No_token_reaches_the_browser() => Assert.Multiple(() =>
    {
        Judged(new Login { Also = o => o.Request("enter", Samples.Me, body: $$"""{"token":"{{IdToken}}"}""") }).FailsWith("is in the browser: response body");
        Judged(new Login { Also = o => o.Request("enter", Samples.Me, change: e => e with { ResponseHeaders = [new("Set-Cookie", $"id={IdToken}; Secure")] }) }).FailsWith("response header Set-Cookie");
        Judged(new Login { Also = o => o.Request("enter", Samples.Landing + "?id_token=" + IdToken, "document") }).FailsWith("is in the browser: address");
        Judged(new Login { Also = o => o.Page("reload", Samples.HomeOf(Samples.Malee), s => s with { Storage = [new StorageItem("session", Samples.Landing, "t", "‹accessToken #1 9999›")] }) }).FailsWith("session t");
        Judged(new Login { Also = o => o.Page("reload", Samples.HomeOf(Samples.Malee), s => s with { Cookies = [new CookieRecord("t", IdToken, "uat.example.go.th", "/", true, true, "Lax", -1)] }) }).FailsWith("cookie t");
        Judged(new Login { Also = o => o.Request("enter", Samples.Me, body: "secret ‹clientSecret #1 0000›") }).FailsWith("‹clientSecret #1 0000›");
    });

    [Test]
    public void The_way_out_may_carry_the_hint_and_nothing_else_may() => Assert.Multiple(() =>
    {
        // A single page application's own server tells it where to go.
        Judged(new Login { Also = o => o.Request("leave", Samples.Me, body: $$"""{"to":"{{Issuer}}/connect/endsession?id_token_hint={{IdToken}}\u0026x=1"}""") }).Passes();
        Judged(new Login { Also = o => o.Request("enter", Samples.Me, body: $"<a href=\"{Issuer}/connect/endsession?id_token_hint={IdToken}\">ออกจากระบบ</a>") }).FailsWith("is in the browser: response body");
    });

    [Test]
    public void Logging_out_ends_both_sessions() => Assert.Multiple(() =>
    {
        Judged(new Login { WithoutEnd = true }).FailsWith("/connect/endsession was not called");
        Judged(new Login { OldSession = Samples.JsonOf(Samples.Malee) }).FailsWith("old session still works");
        Judged(new Login { Shows = new() { ["left"] = Samples.Malee } }).FailsWith("shows the same citizen without asking");
        Judged(new Login { EndDepartures = ["post_logout_redirect_uri is sent; the documented name is post_logout_redirect_url."] }).FailsWith("post_logout_redirect_uri is sent");
        Judged(new Login { NoWayOut = true }).FailsWith("There is no way out");
        Judged(new Login { OldSession = null }).CantTell();
        Judged(new Login { Shows = new() { ["before-leaving"] = null } }).CantTell();
    });

    [Test]
    public void The_next_citizen_sees_their_own_data_only() =>
        Judged(new Login { Shows = new() { ["second"] = Samples.Malee } }).FailsWith(("does not see their own name", null), ("Data of another person is shown", null));

    private static CheckCase Judged(Login login) => CheckCase.Of("AUTH-18").Serving(Service).Seen("open-id-connect", login.Write);

    private static Citizen Person(string key) => Samples.Anan with
    {
        Key = key,
        UserId = "u-" + key,
        CitizenId = CitizenIdOf(key),
        FirstName = "ก" + string.Concat(key.Where(char.IsLetter).Select(c => (char)('ก' + (c - 'a')))),
        LastName = "ทดลอง" + string.Concat(key.Where(char.IsLetter).Select(c => (char)('ก' + (c - 'a')))),
        Mobile = null,
        Email = null,
    };

    private static string CitizenIdOf(string key) => "5" + string.Concat(key.Select(c => (char)('0' + (c % 10)))).PadRight(12, '7')[..12];

    /// <summary>A good login, with what a test changes.</summary>
    private sealed record Login
    {
        /// <summary>Whom a step's page shows; null: nobody.</summary>
        public Dictionary<string, Citizen?> Shows { get; init; } = [];
        public Func<string, string> State { get; init; } = session => "state-of-" + session;
        public string Redirect { get; init; } = Callback;
        public string ForeignRedirect { get; init; } = Callback;
        public string ResponseType { get; init; } = "code";
        public string? Nonce { get; init; } = "n";
        public string? WithoutCode { get; init; }
        public string? WithoutPage { get; init; }
        public bool WithoutNonceTrial { get; init; }
        public bool WithoutToken { get; init; }
        public bool WithoutForeign { get; init; }
        public bool WithoutEnd { get; init; }
        public bool NoWayOut { get; init; }
        public IReadOnlyList<string> EndDepartures { get; init; } = [];
        public Func<ProviderCall, ProviderCall> Token { get; init; } = c => c;

        /// <summary>What the old session still answers; null: it was not tried.</summary>
        public string? OldSession { get; init; } = "";
        public Func<ObservationBuilder, ObservationBuilder> Also { get; init; } = o => o;

        public ObservationBuilder Write(ObservationBuilder o)
        {
            o.Citizen(Samples.Malee).Citizen(Samples.Anan);
            Step(o, "enter", "a", Samples.Malee);
            Ask(o, "enter", "a");
            o.Provider("authorize", Samples.Malee, c => c with { Code = Code });
            if (!WithoutToken)
            {
                o.Provider("token", Samples.Malee, c => Token(c with { Code = Code, Client = "basic hashed", IdToken = IdToken, AccessToken = "‹accessToken #1 9999›" }));
            }

            foreach (var (step, i) in Forged.Select((s, i) => (s, i)))
            {
                var person = Person(step);
                o.Citizen(person);
                Ask(o, "begin:" + step, "t" + i);
                if (step != WithoutCode)
                {
                    o.Provider("authorize", person, c => c with { Code = $"‹code #{i + 2} bbbb›", ByHarness = true });
                }

                Step(o, step, "t" + i, null);
                Step(o, step + ":after", "t" + i, null);
            }

            if (!WithoutNonceTrial)
            {
                var person = Person("other-nonce");
                o.Citizen(person).Provider("authorize", person, c => c with { Code = "‹code #8 cccc›", Conduct = "otherNonce" }).Provider("token", person, c => c with { Code = "‹code #8 cccc›" });
                Step(o, "other-nonce", "g", null);
                Step(o, "other-nonce:after", "g", null);
            }

            if (!WithoutForeign)
            {
                o.Visit("foreign-address", session: "h").Visit("foreign-address:2", session: "i");
                Ask(o, "foreign-address", "h", ForeignRedirect);
                Ask(o, "foreign-address:2", "i", ForeignRedirect);
            }

            Leave(o);
            return Also(o);
        }

        private void Leave(ObservationBuilder o)
        {
            Step(o, "before-leaving", "a", Samples.Malee);
            o.Visit("leave", v => v with { Kind = "tap", Target = "ออกจากระบบ", Done = !NoWayOut });
            if (!WithoutEnd)
            {
                o.Request("leave", $"{Issuer}/connect/endsession?id_token_hint={IdToken}", "document");
                o.Provider("endsession", Samples.Malee, c => c with { IdToken = IdToken, Departures = EndDepartures });
            }

            if (OldSession is not null)
            {
                o.Replay("afterLogout", 1, OldSession, OldSession.Length > 0 ? 200 : 401);
            }

            Step(o, "left", "a", null);
            Step(o, "second", "a", Samples.Anan);
        }

        private void Ask(ObservationBuilder o, string step, string session, string? redirect = null)
        {
            var state = State(session);
            o.Request(step, $"{Issuer}/connect/authorize?client_id=sample&response_type={ResponseType}&redirect_uri={Uri.EscapeDataString(redirect ?? Redirect)}{(state.Length == 0 ? "" : "&state=" + state)}{(Nonce is null ? "" : "&nonce=" + Nonce)}", "document", session: session);
        }

        private void Step(ObservationBuilder o, string step, string session, Citizen? shown)
        {
            if (step == WithoutPage)
            {
                return;
            }

            var who = Shows.TryGetValue(step, out var other) ? other : shown;
            o.Visit(step, session: session).Page(step, who is null ? "กรมตัวอย่าง\nกรุณาเข้าสู่ระบบ" : Samples.HomeOf(who), session: session);
        }
    }
}
