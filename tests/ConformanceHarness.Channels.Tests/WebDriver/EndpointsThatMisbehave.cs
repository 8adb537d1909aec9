using ConformanceHarness.Channels.Tests.Tools;
using ConformanceHarness.Core;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.WebDriver;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Channels.Tests.WebDriver;

/// <summary>An endpoint that hangs, dies or talks nonsense is the harness's trouble, and says so by name; it never becomes evidence.</summary>
public sealed class EndpointsThatMisbehave
{
    private const string Session = """{"value":{"sessionId":"s1","capabilities":{"browserName":"chrome","browserVersion":"1.2"}}}""";

    [TestCase("<html>Bad gateway</html>", "text/html", 200)]
    [TestCase("<html>Bad gateway</html>", "text/html", 502)]
    [TestCase("{\"value\":{\"error\":\"session not created\",\"message\":\"no such browser\"}}", "application/json", 500)]
    [TestCase("{\"value\":null}", "application/json", 200)]
    [TestCase("{\"val", "application/json", 200)]
    [TestCase("", "application/json", 200)]
    public async Task No_session_is_no_driver(string body, string type, int status)
    {
        await using var server = await FakeEndpoint.StartAsync(context => FakeEndpoint.SayAsync(context, body, type, status));
        Assert.That(() => WebDriverDriver.StartAsync(Of(server)), Throws.TypeOf<DriverException>());
    }

    [Test]
    public void Nobody_there_is_no_driver() =>
        Assert.That(() => WebDriverDriver.StartAsync(new WebDriverOptions { RemoteEnd = new Uri("http://127.0.0.1:9"), Capabilities = new Dictionary<string, object>() }), Throws.TypeOf<DriverException>());

    [TestCase("<html>", "text/html", 200)]
    [TestCase("{\"value\":{\"error\":\"invalid session id\",\"message\":\"gone\"}}", "application/json", 404)]
    [TestCase("{\"value\":\"no JSON of ours\"}", "application/json", 200)]
    [TestCase("[1,2", "application/json", 200)]
    public async Task Nonsense_in_the_middle_ends_the_session(string body, string type, int status)
    {
        await using var server = await FakeEndpoint.StartAsync(context => FakeEndpoint.SayAsync(context, context.Request.Path == "/session" ? Session : context.Request.Path.Value!.EndsWith("/url", StringComparison.Ordinal) || context.Request.Path.Value.Contains("/execute", StringComparison.Ordinal) ? body : "{\"value\":null}", context.Request.Path == "/session" ? "application/json" : type, context.Request.Path == "/session" ? 200 : status));
        await Opened(server);
    }

    [Test]
    public async Task An_endpoint_that_hangs_is_not_waited_for()
    {
        await using var server = await FakeEndpoint.StartAsync(async context =>
        {
            if (context.Request.Path != "/session")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await FakeEndpoint.SayAsync(context, Session, "application/json", 200);
        });
        await Opened(server);
    }

    /// <summary>Opening and visiting throws <see cref="DriverException"/>, and nothing of the session is kept.</summary>
    private static async Task Opened(FakeEndpoint server)
    {
        await using var driver = await WebDriverDriver.StartAsync(Of(server));
        Assert.That(driver.EngineVersion, Is.EqualTo("1.2"));
        var recorder = Recorded.New();
        Assert.That(async () =>
        {
            await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), recorder, CancellationToken.None);
            await session.OpenAsync("open", "https://e.example/", new Awaited { Limit = TimeSpan.FromSeconds(1) }, CancellationToken.None);
        }, Throws.TypeOf<DriverException>());
        Assert.That(Recorded.Of(recorder).Visits, Is.Empty);
    }

    private static WebDriverOptions Of(FakeEndpoint server) => new()
    {
        RemoteEnd = server.Address,
        Capabilities = new Dictionary<string, object>(),
        Emulates = false,
        CommandLimit = TimeSpan.FromMilliseconds(700),
        SessionLimit = TimeSpan.FromSeconds(5),
    };
}
