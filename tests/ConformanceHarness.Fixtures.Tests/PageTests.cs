using System.Net;

namespace ConformanceHarness.Fixtures.Tests;

[TestFixture]
public sealed class PageTests : ServiceFixture
{
    [TestCase("/", 200)]
    [TestCase("/services/certificate", 200)]
    [TestCase("/js/main.js", 200)]
    [TestCase("/api/me", 401)]
    [TestCase("/nowhere", 404)]
    [TestCase("/api/nowhere", 404)]
    public async Task Every_answer_carries_the_security_headers_and_lets_no_foreign_origin_read(string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://evil.example.net");
        using var answer = await Service.NewVisitor().SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(Header(answer, "Strict-Transport-Security"), Is.EqualTo("max-age=31536000"));
        Assert.That(Header(answer, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(Header(answer, "Referrer-Policy"), Is.EqualTo("no-referrer"));
        Assert.That(Header(answer, "Content-Security-Policy"), Does.Contain("default-src 'none'; script-src 'self' https://").And.Not.Contain("unsafe"));
        Assert.That(Header(answer, "Cache-Control"), Is.EqualTo(path.StartsWith("/js/", StringComparison.Ordinal) ? "no-cache" : "no-store"));
        Assert.That(answer.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }

    [Test]
    public async Task The_landing_page_names_the_agency_while_it_loads_and_repeats_nothing_from_the_address()
    {
        using var answer = await Service.NewVisitor().GetAsync("/?appId=%3Cscript%3Ealert(1)%3C/script%3E&mToken=%3Cb%3E");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.That(page, Does.Contain("กรมตัวอย่างกำลังโหลดข้อมูลของท่าน"));
        Assert.That(page, Does.Not.Contain("alert(1)").And.Not.Contain("<b>"));
    }

    [Test]
    public async Task Plain_http_redirects_to_https_with_the_whole_address()
    {
        using var plain = new Visitor(Service.Host.PlainHttpAddress);
        using var answer = await plain.GetAsync("/?appId=a&mToken=b");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PermanentRedirect));
        Assert.That(answer.Headers.Location, Is.EqualTo(new Uri(Service.Host.Address, "/?appId=a&mToken=b")));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.Empty);
    }

    [Test]
    public async Task The_https_port_refuses_plain_http()
    {
        using var plain = new Visitor(new UriBuilder(Service.Host.Address) { Scheme = "http" }.Uri);

        Assert.That(async () => await plain.GetAsync("/"), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Credentials_and_access_token_reach_the_browser_nowhere()
    {
        var visitor = Service.NewVisitor();
        using var entered = await visitor.EnterAsync(Gateway.Mint(Citizens.Somchai));
        var seen = await Transcript.OfSiteAsync(visitor);

        Assert.That(seen, Does.Contain("forgetEntryPair"));
        Assert.That(seen, Does.Not.Contain(FakeGateway.ConsumerSecret).And.Not.Contain(FakeGateway.ConsumerKey).And.Not.Contain(Gateway.LastToken));
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(",", answer.Headers.GetValues(name));
}
