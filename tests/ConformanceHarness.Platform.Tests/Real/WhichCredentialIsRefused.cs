using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Platform.Tests.Real;

/// <summary>As far as the gateway's answers tell it, and no further.</summary>
public sealed class WhichCredentialIsRefused
{
    private RealGateway _gateway = null!;

    [SetUp]
    public async Task Start() => _gateway = await RealGateway.StartAsync();

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [Test]
    public async Task None_where_a_token_comes() => Assert.That(await AskAsync(), Is.EqualTo(RefusedCredential.None));

    [TestCase("wrong-key-000000000000", MockSession.Secret)]
    [TestCase(MockSession.Key, "wrong-secret-0000000000")]
    public async Task Either_where_the_gateway_says_the_same_of_both(string key, string secret)
    {
        Assert.That(await AskAsync(key, secret), Is.EqualTo(RefusedCredential.KeyOrSecret));
        Assert.That(_gateway.Calls, Has.Count.EqualTo(3), "two more calls at most");
    }

    [TestCase("Consumer-Key is unknown", RefusedCredential.ConsumerKey)]
    [TestCase("consumerKey not found", RefusedCredential.ConsumerKey)]
    [TestCase("invalid secret", RefusedCredential.ConsumerSecret)]
    [TestCase("AgentID not registered", RefusedCredential.AgentId)]
    public async Task The_one_that_its_words_name(string words, RefusedCredential expected)
    {
        _gateway.Validate.Next(401, $"{{\"Message\":\"{words}\"}}");
        Assert.That(await AskAsync(), Is.EqualTo(expected));
        Assert.That(_gateway.Calls, Has.Count.EqualTo(1), "no further call is needed");
    }

    [Test]
    public async Task The_secret_where_an_unknown_key_is_answered_otherwise()
    {
        _gateway.Validate.Next(401, "{\"code\":\"E2\",\"at\":\"2026-11-30T19:00:00.1+07:00\"}");
        _gateway.Validate.Next(401, "{\"code\":\"E1\",\"at\":\"2026-11-30T19:00:01.2+07:00\"}");
        _gateway.Validate.Next(401, "{\"code\":\"E2\",\"at\":\"2026-11-30T19:00:02.3+07:00\"}");
        Assert.That(await AskAsync(), Is.EqualTo(RefusedCredential.ConsumerSecret));
    }

    [Test]
    public async Task The_AgentID_where_wrong_credentials_are_answered_otherwise()
    {
        _gateway.Validate.Next(400, "{\"code\":\"E7\"}");
        Assert.That(await AskAsync(), Is.EqualTo(RefusedCredential.AgentId));
    }

    [TestCase(500)]
    [TestCase(404)]
    [TestCase(302)]
    [TestCase(429)]
    public async Task Nothing_where_the_gateway_speaks_of_something_else(int status)
    {
        _gateway.Validate.Next(status, "{}");
        Assert.That(await AskAsync(), Is.EqualTo(RefusedCredential.NotSaid));
        Assert.That(_gateway.Calls, Has.Count.EqualTo(1), "wrong credentials are not sent on top");
    }

    private async Task<RefusedCredential> AskAsync(string key = MockSession.Key, string secret = MockSession.Secret)
    {
        var options = _gateway.Options(key, secret);
        using var client = new GatewayClient(options);
        return (await CredentialDiagnosis.AskAsync(client, options, CancellationToken.None)).Refused;
    }
}
