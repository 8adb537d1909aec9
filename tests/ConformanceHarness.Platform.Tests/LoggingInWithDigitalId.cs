using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.DigitalId;
using ConformanceHarness.Platform.Personas;

namespace ConformanceHarness.Platform.Tests;

/// <summary>The provider as a client meets it: what it grants, what it refuses, and what its journal says of either.</summary>
public sealed class LoggingInWithDigitalId
{
    private const string Secret = "s3cret+/ of the client";
    private const string Redirect = "https://service.example.go.th/callback";
    private static readonly PersonaMaker Personas = new(7);
    private LocalAuthority authority = null!;
    private DigitalIdProvider provider = null!;
    private HttpClient browser = null!;
    private Citizen citizen = null!;

    [SetUp]
    public async Task Start()
    {
        authority = LocalAuthority.CreateInMemory();
        provider = await DigitalIdProvider.StartAsync(new DigitalIdOptions { Authority = authority, ClientId = "sample", ClientSecret = Secret }, CancellationToken.None);
        provider.Register(Redirect, "https://service.example.go.th/bye");
        browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer(), SslOptions = { CertificateChainPolicy = Trusting() } }) { BaseAddress = provider.Issuer, Timeout = TimeSpan.FromSeconds(20) };
        citizen = Personas.Make("first", PersonaKind.Ordinary);
    }

    [TearDown]
    public async Task Stop()
    {
        browser.Dispose();
        await provider.DisposeAsync();
        authority.Dispose();
    }

    [Test]
    public async Task A_client_as_documented_learns_who_logged_in()
    {
        var code = await CodeAsync();
        var tokens = await TokensAsync(code, Basic(OpenIdConnectSettings.Hashed(Secret)));
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo") { Headers = { Authorization = new("Bearer", tokens["access_token"]!.GetValue<string>()) } };
        using var answer = await browser.SendAsync(ask);
        var person = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(tokens["id_token"]!.GetValue<string>().Split('.')[1]))!;
        var token = provider.CallsFor([citizen.UserId]).Single(c => c.Operation == "token");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(person.Select(p => p.Key), Is.EquivalentTo(new[] { "sub", "czp_user", "citizen_id", "given_name", "family_name" }), "what the scopes grant, and nothing else");
            Assert.That((person["czp_user"]!.GetValue<string>(), person["citizen_id"]!.GetValue<string>(), person["given_name"]!.GetValue<string>()), Is.EqualTo((citizen.UserId, citizen.CitizenId, citizen.FirstName)));
            Assert.That((claims["nonce"]!.GetValue<string>(), claims["aud"]!.GetValue<string>(), claims["sub"]!.GetValue<string>()), Is.EqualTo(("the-nonce", "sample", person["sub"]!.GetValue<string>())));
            Assert.That(claims["iss"]!.GetValue<string>().TrimEnd('/'), Is.EqualTo(provider.Issuer.AbsoluteUri.TrimEnd('/')));
            Assert.That((token.Client, token.Departures.Count, token.Code, token.Conduct), Is.EqualTo(("basic hashed", 0, code, "proper")));
            Assert.That(provider.CallsFor([citizen.UserId]).Select(c => c.Operation), Is.EqualTo(new[] { "authorize", "token", "userinfo" }));
        }
    }

    [Test]
    public async Task A_code_works_once_and_for_its_own_address()
    {
        var code = await CodeAsync();
        using var elsewhere = await ExchangeAsync(code, Basic(OpenIdConnectSettings.Hashed(Secret)), redirect: Redirect + "/");
        using var first = await ExchangeAsync(code, Basic(OpenIdConnectSettings.Hashed(Secret)));
        using var again = await ExchangeAsync(code, Basic(OpenIdConnectSettings.Hashed(Secret)));

        Assert.That((elsewhere.StatusCode, first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.BadRequest)));
        Assert.That(provider.CallsFor([citizen.UserId]).Where(c => c.Operation == "token").Select(c => c.Conduct), Is.EqualTo(new[] { "otherRedirect", "proper", "usedCode" }));
    }

    [TestCase("basic plain", "not hashed")]
    [TestCase("body hashed", "in the body")]
    [TestCase("body plain", "in the body")]
    public async Task Another_proof_of_the_client_is_let_through_and_noted(string proof, string departure)
    {
        var secret = proof.EndsWith("hashed", StringComparison.Ordinal) ? OpenIdConnectSettings.Hashed(Secret) : Secret;
        using var answer = await ExchangeAsync(await CodeAsync(), proof.StartsWith("basic", StringComparison.Ordinal) ? Basic(Uri.EscapeDataString(secret)) : null, posted: proof.StartsWith("body", StringComparison.Ordinal) ? secret : null);
        var call = provider.CallsFor([citizen.UserId]).Single(c => c.Operation == "token");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(call.Client, Is.EqualTo(proof));
            Assert.That(string.Join(' ', call.Departures), Does.Contain(departure));
            Assert.That(call.Body + string.Join(' ', call.Headers), Does.Not.Contain(Secret).And.Not.Contain(Uri.EscapeDataString(Secret)).And.Not.Contain(OpenIdConnectSettings.Hashed(Secret)));
        }
    }

    [Test]
    public async Task A_client_that_proves_nothing_gets_nothing()
    {
        var code = await CodeAsync();
        using var without = await ExchangeAsync(code, null, posted: null, clientId: "sample");
        using var wrong = await ExchangeAsync(code, Basic("another"));
        using var stranger = await ExchangeAsync(code, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("stranger:" + OpenIdConnectSettings.Hashed(Secret)))));

        Assert.That(new[] { without, wrong, stranger }.Select(a => a.IsSuccessStatusCode), Is.All.False);
        Assert.That(provider.CallsFor([citizen.UserId]).Where(c => c.Operation == "token").Select(c => c.Conduct), Is.All.EqualTo("badClient"));
    }

    [TestCase("redirect_uri", "https://service.example.go.th/callback/", "foreignRedirect")]
    [TestCase("redirect_uri", "https://attacker.example/", "foreignRedirect")]
    [TestCase("client_id", "another", "unknownClient")]
    public async Task A_request_with_a_foreign_address_or_client_ends_at_the_provider(string parameter, string value, string conduct)
    {
        await SignInAsync(ProviderConduct.Proper);
        using var answer = await browser.GetAsync(Request((parameter, value)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Headers.Location, Is.Null);
            Assert.That((int)answer.StatusCode, Is.InRange(400, 499));
            Assert.That(provider.Journal.Single().Conduct, Is.EqualTo(conduct));
        }
    }

    [Test]
    public async Task Who_is_not_signed_in_gets_a_page_in_Thai_and_no_code()
    {
        using var answer = await browser.GetAsync(Request());

        Assert.That((answer.StatusCode, answer.Headers.Location), Is.EqualTo((HttpStatusCode.OK, (Uri?)null)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("<html lang=\"th\">").And.Contain("เข้าสู่ระบบ").And.Not.Contain("<button"));
        Assert.That(provider.Journal.Single().Conduct, Is.EqualTo("signInNeeded"));
    }

    [Test]
    public async Task A_ticket_signs_in_once()
    {
        var ticket = provider.SignIn(citizen, ProviderConduct.Proper);
        using var first = await browser.GetAsync(ticket);
        using var again = await browser.GetAsync(ticket);

        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Gone)));
    }

    [Test]
    public async Task Another_nonce_comes_where_a_scenario_asks_for_it()
    {
        await SignInAsync(ProviderConduct.OtherNonce);
        using var answer = await browser.GetAsync(Request());
        var tokens = await TokensAsync(Code(answer.Headers.Location!), Basic(OpenIdConnectSettings.Hashed(Secret)));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(tokens["id_token"]!.GetValue<string>().Split('.')[1]))!;

        Assert.That(claims["nonce"]!.GetValue<string>(), Is.Not.EqualTo("the-nonce").And.Not.Empty);
        Assert.That(provider.CallsFor([citizen.UserId])[0], Has.Property("Conduct").EqualTo("otherNonce").And.Property("Nonce").EqualTo("the-nonce"));
    }

    [Test]
    public async Task The_harness_gets_a_code_of_its_own_for_a_request_of_the_service()
    {
        var callback = await provider.AuthorizeAsync(new Uri(provider.Issuer, Request()).AbsoluteUri, citizen, CancellationToken.None);
        using var answer = await ExchangeAsync(Code(callback!), Basic(OpenIdConnectSettings.Hashed(Secret)));

        Assert.That(callback!.AbsoluteUri, Does.StartWith(Redirect + "?").And.Contain("state=the-state"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(provider.CallsFor([citizen.UserId])[0].ByHarness, Is.True);
    }

    [TestCase("post_logout_redirect_url", "https://service.example.go.th/bye", null)]
    [TestCase("post_logout_redirect_uri", "https://service.example.go.th/bye", "post_logout_redirect_uri is sent")]
    [TestCase("post_logout_redirect_url", "https://attacker.example/", "not registered")]
    public async Task Ending_the_session_takes_DGAs_name_for_the_address_only(string parameter, string address, string? departure)
    {
        var tokens = await TokensAsync(await CodeAsync(), Basic(OpenIdConnectSettings.Hashed(Secret)));
        using var ended = await browser.GetAsync($"/connect/endsession?id_token_hint={tokens["id_token"]!.GetValue<string>()}&{parameter}={Uri.EscapeDataString(address)}");
        using var after = await browser.GetAsync(Request());
        var call = provider.CallsFor([citizen.UserId]).Single(c => c.Operation == "endsession");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.Headers.Location?.AbsoluteUri, Is.EqualTo(departure is null ? address : null));
            Assert.That(call.Departures, Has.Count.EqualTo(departure is null ? 0 : 1));
            Assert.That(string.Join(' ', call.Departures), Does.Contain(departure ?? ""));
            Assert.That(after.Headers.Location, Is.Null, "nobody is signed in any more");
        }
    }

    [Test]
    public async Task Discovery_names_addresses_that_the_asker_can_reach()
    {
        var found = (await browser.GetFromJsonAsync<JsonObject>("/.well-known/openid-configuration"))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found["issuer"]!.GetValue<string>().TrimEnd('/'), Is.EqualTo(provider.Issuer.AbsoluteUri.TrimEnd('/')));
            Assert.That(found["authorization_endpoint"]!.GetValue<string>(), Is.EqualTo(new Uri(provider.Issuer, "/connect/authorize").AbsoluteUri));
            Assert.That(found["token_endpoint"]!.GetValue<string>(), Is.EqualTo(new Uri(provider.BackAddress, "/connect/token").AbsoluteUri));
            Assert.That(found["end_session_endpoint"]!.GetValue<string>(), Is.EqualTo(new Uri(provider.Issuer, "/connect/endsession").AbsoluteUri));
            Assert.That(found["response_modes_supported"]!.AsArray().Select(m => m!.GetValue<string>()), Is.EqualTo(new[] { "query" }));
        }
    }

    [Test]
    public void Whoever_acts_for_a_company_brings_it_along()
    {
        var acting = provider.Represent(citizen);

        Assert.That(acting.Company!.RegistrationId, Has.Length.EqualTo(13).And.StartsWith("0105"));
        Assert.That(provider.Represent(citizen), Is.EqualTo(acting));
        Assert.That(Persons.Claims(acting, []).Select(c => c.Name), Does.Contain("juristic_id").And.Contain("juristic_name"));
    }

    private static AuthenticationHeaderValue Basic(string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("sample:" + secret)));

    private static string Code(Uri callback) => callback.Query.TrimStart('?').Split('&').Single(p => p.StartsWith("code=", StringComparison.Ordinal))["code=".Length..];

    private static string Request(params (string Name, string Value)[] other)
    {
        var parameters = new Dictionary<string, string> { ["client_id"] = "sample", ["response_type"] = "code", ["redirect_uri"] = Redirect, ["scope"] = "openid citizen_id given_name family_name", ["state"] = "the-state", ["nonce"] = "the-nonce" };
        foreach (var (name, value) in other)
        {
            parameters[name] = value;
        }

        return "/connect/authorize?" + string.Join('&', parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
    }

    private X509ChainPolicy Trusting()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority.Authority);
        return policy;
    }

    private async Task SignInAsync(ProviderConduct conduct)
    {
        using var _ = await browser.GetAsync(provider.SignIn(citizen, conduct));
    }

    private async Task<string> CodeAsync()
    {
        await SignInAsync(ProviderConduct.Proper);
        using var answer = await browser.GetAsync(Request());
        return Uri.UnescapeDataString(Code(answer.Headers.Location!));
    }

    private async Task<JsonObject> TokensAsync(string code, AuthenticationHeaderValue proof)
    {
        using var answer = await ExchangeAsync(Uri.UnescapeDataString(code), proof);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<HttpResponseMessage> ExchangeAsync(string code, AuthenticationHeaderValue? proof, string redirect = Redirect, string? posted = null, string? clientId = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = Uri.UnescapeDataString(code), ["redirect_uri"] = redirect };
        if (posted is not null || clientId is not null)
        {
            form["client_id"] = "sample";
        }

        if (posted is not null)
        {
            form["client_secret"] = posted;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = proof;
        return await browser.SendAsync(request);
    }
}
