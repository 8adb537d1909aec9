using System.Net;
using ConformanceHarness.Fixtures.Tests;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Fixtures.Tests.PermitOffice;

[Parallelizable(ParallelScope.All)]
public sealed class EnteringByRedirect
{
    [Test]
    public async Task The_address_after_entry_holds_neither_appId_nor_mToken()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = office.NewBrowser();
        using var entered = await browser.EnterAsync(office.Gateway.Mint(Citizens.Ning));

        Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(entered.Headers.Location!.OriginalString, Is.EqualTo("/office"));
        Assert.That(entered.Headers.GetValues("Set-Cookie").Single().ToUpperInvariant(), Does.Contain("SECURE").And.Contain("HTTPONLY").And.Contain("SAMESITE=LAX"));
    }

    [Test]
    public async Task The_front_page_shows_what_is_known_and_words_what_is_not()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = await office.EnteredAsync(Citizens.Ning);
        var page = await browser.PageAsync("/office");

        Assert.That(page, Does.Contain("น้ำผึ้ง ตั้งใจดี").And.Contain("กุมภาพันธ์ พ.ศ. 2528 (ไม่ทราบวันที่)").And.Contain("x-xxxx-xxxx5-67-3").And.Not.Contain("3100600445673").And.Not.Contain("null"));
    }

    [Test]
    public async Task The_same_address_again_exchanges_nothing_and_lets_no_other_browser_in()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = office.NewBrowser();
        using var other = office.NewBrowser();
        var mToken = office.Gateway.Mint(Citizens.Somchai);
        using var first = await browser.EnterAsync(mToken);
        using var again = await browser.EnterAsync(mToken);
        var exchanges = office.Gateway.Exchanges;
        using var elsewhere = await other.EnterAsync(mToken);

        Assert.That(again.Headers.Location!.OriginalString, Is.EqualTo("/office"));
        Assert.That(exchanges, Is.EqualTo(1));
        Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task The_next_citizen_on_the_phone_gets_a_key_of_their_own_and_the_first_one_is_out()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        var before = browser.Cookies.GetCookies(office.Host.LandingUrl).Single().Value;
        using var entered = await browser.EnterAsync(office.Gateway.Mint(Citizens.Ning));
        var after = browser.Cookies.GetCookies(office.Host.LandingUrl).Single().Value;

        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(await browser.PageAsync("/office"), Does.Contain("น้ำผึ้ง").And.Not.Contain("สมชาย"));
    }

    [TestCase(404, HttpStatusCode.Forbidden, "หมดอายุหรือถูกใช้ไปแล้ว")]
    [TestCase(500, HttpStatusCode.BadGateway, "ระบบทางรัฐขัดข้อง")]
    [TestCase(0, HttpStatusCode.BadGateway, "ไม่สมบูรณ์")]
    public async Task What_the_gateway_refuses_is_said_in_Thai_with_a_status_and_a_way_on(int gateway, HttpStatusCode status, string words)
    {
        await using var office = await RunningOffice.StartAsync();
        office.Gateway.Misbehaviour = gateway switch
        {
            404 => context => FakeGateway.JsonAsync(context, FakeGateway.Envelope(null, 404)),
            500 => context => { context.Response.StatusCode = 500; return Task.CompletedTask; }
            ,
            _ => context => context.Response.WriteAsync("<html>"),
        };
        using var browser = office.NewBrowser();
        using var refused = await browser.EnterAsync(office.Gateway.Mint(Citizens.Somchai));
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());

        Assert.That(refused.StatusCode, Is.EqualTo(status));
        Assert.That(page, Does.Contain(words).And.Contain("class=\"button\"").And.Not.Contain("internal-host"));
    }

    [Test]
    public async Task A_silent_gateway_is_waited_for_with_words_and_given_up_in_words()
    {
        await using var office = await RunningOffice.StartAsync();
        office.Gateway.Misbehaviour = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var browser = office.NewBrowser();
        using var page = await browser.EnterAsync(office.Gateway.Mint(Citizens.Somchai));

        Assert.That(WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), Does.Match("(?s)กรุณารอสักครู่.*ทางรัฐไม่ตอบกลับ"));
    }

    [Test]
    public async Task Another_apps_id_is_refused_without_asking_the_gateway()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = office.NewBrowser();
        using var refused = await browser.EnterAsync(office.Gateway.Mint(Citizens.Somchai), FakeGateway.ForeignAppId);

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(office.Gateway.Calls, Is.Empty);
    }

    [TestCase("/office")]
    [TestCase("/requests")]
    [TestCase("/permits/stall")]
    public async Task Nobody_sees_a_page_without_having_entered(string path)
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = office.NewBrowser();
        using var page = await browser.GetAsync(path);

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }
}
