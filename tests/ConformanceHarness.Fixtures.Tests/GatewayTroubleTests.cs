using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Fixtures.Tests;

[TestFixture]
public sealed class GatewayTroubleTests : ServiceFixture
{
    private static IEnumerable<TestCaseData> Troubles()
    {
        yield return Trouble("result null with HTTP 200", "entryRefused", c => FakeGateway.JsonAsync(c, FakeGateway.Envelope(null, 500)));
        yield return Trouble("result absent", "entryRefused", c => FakeGateway.JsonAsync(c, new JsonObject { ["messageCode"] = 404, ["message"] = "internal-host-10.1.2.3" }));
        yield return Trouble("result empty, code 200", "entryRefused", c => FakeGateway.JsonAsync(c, FakeGateway.Envelope(new JsonObject(), 200)));
        yield return Trouble("a citizen with a code of failure", "entryRefused", c => FakeGateway.JsonAsync(c, FakeGateway.Envelope(Citizens.Somchai, 500)));
        yield return Trouble("HTTP 400", "entryRefused", c => StatusAsync(c, 400));
        yield return Trouble("HTTP 500", "platformFailing", c => StatusAsync(c, 500));
        yield return Trouble("HTTP 503", "platformFailing", c => StatusAsync(c, 503));
        yield return Trouble("connection cut", "platformFailing", c => { c.Abort(); return Task.CompletedTask; });
        yield return Trouble("HTML", "platformUnreadable", c => c.Response.WriteAsync("<html>internal-host-10.1.2.3</html>"));
        yield return Trouble("JSON cut off", "platformUnreadable", c => c.Response.WriteAsync("{\"result\":{\"userId\":\"internal-host-10.1.2.3"));
        yield return Trouble("a member twice", "platformUnreadable", c => c.Response.WriteAsync("{\"messageCode\":200,\"messageCode\":200}"));
        yield return Trouble("silence", "platformSilent", c => Task.Delay(Timeout.Infinite, c.RequestAborted));
    }

    [TestCaseSource(nameof(Troubles))]
    public async Task Trouble_becomes_a_code_that_says_nothing_of_the_inside(Func<HttpContext, Task> misbehaviour, string code)
    {
        Gateway.Misbehaviour = misbehaviour;
        var visitor = Service.NewVisitor();
        using var answer = await visitor.EnterAsync(Gateway.Mint(Citizens.Somchai));
        using var me = await visitor.GetAsync("/api/me");

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo($$"""{"problem":"{{code}}","fields":null}"""));
        Assert.That((int)answer.StatusCode, Is.GreaterThanOrEqualTo(400));
        Assert.That(me.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_entry_without_a_pair_is_told_so()
    {
        using var answer = await Service.NewVisitor().EnterAsync(null, null);

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("entryMissing"));
        Assert.That(Gateway.Calls, Is.Empty);
    }

    [Test]
    public void Every_code_of_a_problem_has_words_on_the_page()
    {
        var script = new ReferenceService.Web.SiteFiles().Text("js/problems.js");

        foreach (var code in new[] { "entryMissing", "entryRefused", "appForeign", "platformFailing", "platformSilent", "platformUnreadable", "signedOut", "notFound", "offline", "unexpected" })
        {
            Assert.That(script, Does.Contain($"  {code}: ['"), code);
        }
    }

    private static TestCaseData Trouble(string name, string code, Func<HttpContext, Task> misbehaviour) => new TestCaseData(misbehaviour, code).SetArgDisplayNames(name, code);

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return FakeGateway.JsonAsync(context, FakeGateway.Envelope(null, status));
    }
}
