using System.Net;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Fixtures.Tests;

[TestFixture]
public sealed class EnteringTests : ServiceFixture
{
    [Test]
    public async Task One_entry_validates_then_exchanges_exactly_once_as_documented()
    {
        var mToken = Gateway.Mint(Citizens.Somchai);
        using var answer = await Service.NewVisitor().EnterAsync(mToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var calls = Gateway.Calls.ToList();
        Assert.That(calls.Select(call => call.Method + " " + call.Path), Is.EqualTo(new[] { "GET /ws/auth/validate", "POST /ws/dga/czp/uat/v1/core/shield/data/deproc" }));
        Assert.That(calls[0].Query, Is.EqualTo($"?ConsumerSecret={FakeGateway.ConsumerSecret}&AgentID={mToken}"));
        Assert.That(calls.Select(call => call.Header("Consumer-Key")), Is.All.EqualTo(FakeGateway.ConsumerKey));
        Assert.That(calls.Select(call => call.Header("Content-Type")), Is.All.EqualTo("application/json"));
        Assert.That(calls[1].Header("Token"), Is.EqualTo(Gateway.LastToken));
        Assert.That(calls[1].Body, Is.EqualTo($$"""{"AppId":"{{FakeGateway.AppId}}","MToken":"{{mToken}}"}"""));
    }

    [Test]
    public async Task The_profile_is_the_citizens_own_with_a_masked_id_and_intact_marks()
    {
        var visitor = Service.NewVisitor();
        using var answer = await visitor.EnterAsync(Gateway.Mint(Citizens.Ning));
        using var me = await visitor.GetAsync("/api/me");

        Assert.That(await me.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"firstName":"น้ำผึ้ง","lastName":"ตั้งใจดี","maskedCitizenId":"3-XXXX-XXXXX-67-3","dateOfBirth":"198502--","mobile":null,"email":null}"""));
    }

    [Test]
    public async Task Reading_the_session_again_asks_the_gateway_nothing()
    {
        var visitor = Service.NewVisitor();
        using var answer = await visitor.EnterAsync(Gateway.Mint(Citizens.Somchai));
        var calls = Gateway.Calls.Count;

        using var page = await visitor.GetAsync("/");
        Assert.That((await visitor.JsonAsync("/api/session"))!["signedIn"]!.GetValue<bool>(), Is.True);
        Assert.That((await visitor.JsonAsync("/api/me"))!["firstName"]!.GetValue<string>(), Is.EqualTo("สมชาย"));
        Assert.That(Gateway.Calls, Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task Login_gives_another_session_identifier_in_a_guarded_cookie()
    {
        var visitor = Service.NewVisitor();
        using var page = await visitor.GetAsync("/");
        var before = visitor.Cookies.GetAllCookies()["__Host-session"]!.Value;
        using var answer = await visitor.EnterAsync(Gateway.Mint(Citizens.Somchai));
        var after = visitor.Cookies.GetAllCookies()["__Host-session"]!.Value;

        Assert.That(after, Is.Not.EqualTo(before));
        var header = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.That(header, Does.EndWith("; path=/; secure; samesite=lax; httponly").IgnoreCase);
    }

    [Test]
    public async Task The_next_citizen_on_the_same_phone_replaces_the_first()
    {
        var visitor = Service.NewVisitor();
        using var first = await visitor.EnterAsync(Gateway.Mint(Citizens.Somchai));
        var old = visitor.Cookies.GetCookieHeader(Service.Host.Address);
        using var second = await visitor.EnterAsync(Gateway.Mint(Citizens.Ning));

        Assert.That((await visitor.JsonAsync("/api/me"))!["firstName"]!.GetValue<string>(), Is.EqualTo("น้ำผึ้ง"));
        using var stale = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        stale.Headers.Add("Cookie", old);
        using var refused = await Service.NewVisitor().SendAsync(stale);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_entry_that_fails_ends_the_session_of_whoever_came_before()
    {
        var visitor = Service.NewVisitor();
        using var first = await visitor.EnterAsync(Gateway.Mint(Citizens.Somchai));
        using var second = await visitor.EnterAsync("unknown");
        using var me = await visitor.GetAsync("/api/me");

        Assert.That(me.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_used_entry_shows_nothing_in_a_second_browser()
    {
        var mToken = Gateway.Mint(Citizens.Somchai);
        using var first = await Service.NewVisitor().EnterAsync(mToken);
        var other = Service.NewVisitor();
        using var second = await other.EnterAsync(mToken);
        using var me = await other.GetAsync("/api/me");

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(me.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase(FakeGateway.ForeignAppId)]
    [TestCase("<img src=x onerror=alert(1)>")]
    public async Task An_appId_that_is_not_its_own_is_refused_without_asking_the_gateway(string appId)
    {
        using var answer = await Service.NewVisitor().EnterAsync(Gateway.Mint(Citizens.Somchai, FakeGateway.ForeignAppId), appId);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(Gateway.Calls, Is.Empty);
    }

    [Test]
    public async Task Twenty_entries_at_once_all_succeed_and_none_is_mixed_up()
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var citizen = Citizens.Somchai;
            citizen["userId"] = "u-" + i;
            citizen["firstName"] = "ชื่อ" + i;
            var visitor = Service.NewVisitor();
            using var answer = await visitor.EnterAsync(Gateway.Mint(citizen));
            return (await visitor.JsonAsync("/api/me"))!["firstName"]!.GetValue<string>();
        }));

        Assert.That(names, Is.EqualTo(Enumerable.Range(0, 20).Select(i => "ชื่อ" + i)));
    }

    [Test]
    public async Task A_production_gateway_may_have_no_environment_segment()
    {
        await using var host = await ReferenceService.ReferenceServiceHost.StartAsync(RunningService.Options(Gateway.Base) with { GatewayEnvironment = "" }, default);
        using var visitor = new Visitor(host.Address);
        using var answer = await visitor.EnterAsync(Gateway.Mint(Citizens.Somchai));

        Assert.That(Gateway.Calls.Last().Path, Is.EqualTo("/ws/dga/czp/v1/core/shield/data/deproc"));
    }
}
