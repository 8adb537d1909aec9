using System.Net;
using System.Net.Sockets;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Platform.Tests.Real;

public sealed class MintingAtTheRealGateway
{
    private RealGateway _gateway = null!;

    [SetUp]
    public async Task Start() => _gateway = await RealGateway.StartAsync();

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [Test]
    public async Task Hands_out_a_pair_with_which_the_citizen_enters()
    {
        using var client = new GatewayClient(_gateway.Options());
        var platform = new MintingPlatform(client, 7);
        var citizen = platform.NewCitizen("first", PersonaKind.SparseYearOnlyBirth);

        var entry = await platform.MintAsync(citizen, GatewayConduct.Proper, CancellationToken.None);
        var exchanged = (await _gateway.Mock.DeprocAsync(entry)).Result;

        Assert.Multiple(() =>
        {
            Assert.That(entry.AppId, Is.EqualTo(MockSession.AppId));
            Assert.That(exchanged["citizenId"]!.GetValue<string>(), Is.EqualTo(citizen.CitizenId));
            Assert.That(exchanged["firstName"]!.GetValue<string>(), Is.EqualTo(citizen.FirstName));
            Assert.That(exchanged["dateOfBirthString"]!.GetValue<string>(), Is.EqualTo(citizen.DateOfBirth));
            Assert.That(exchanged.ContainsKey("mobile") && exchanged["mobile"] is null, "null is sent as null");
            Assert.That(exchanged.ContainsKey("email"), Is.False, "what is empty is left out");
        });
    }

    [Test]
    public async Task Calls_as_the_guide_documents()
    {
        using var client = new GatewayClient(_gateway.Options());
        await MintAsync(client);
        await MintAsync(client);

        Assert.Multiple(() =>
        {
            Assert.That(_gateway.Calls, Is.EqualTo(new[] { "validate", "mock", "mock" }), "a token is kept");
            Assert.That(_gateway.Mock.Platform.Journal.SelectMany(c => c.Departures), Is.Empty);
        });
    }

    [TestCase("""{"result":{"appId":"APP","mToken":"4c1f8b0e-0000-4000-8000-000000000001"},"messageCode":0}""")]
    [TestCase("""{"result":{"appId":"APP","mToken":"4c1f8b0e-0000-4000-8000-000000000001"},"messageCode":200}""")]
    [TestCase("""{"result":{"appId":"APP","mToken":"4c1f8b0e-0000-4000-8000-000000000001"},"messageCode":"200"}""")]
    [TestCase("""{"Result":{"AppId":"APP","MToken":"4c1f8b0e-0000-4000-8000-000000000001"}}""")]
    public async Task Takes_every_shape_of_success_that_is_met(string body)
    {
        _gateway.Mint.Next(200, body.Replace("APP", MockSession.AppId, StringComparison.Ordinal));
        using var client = new GatewayClient(_gateway.Options());
        Assert.That((await MintAsync(client)).MToken, Is.EqualTo("4c1f8b0e-0000-4000-8000-000000000001"));
    }

    [TestCase(401, "{\"Message\":\"no\"}")]
    [TestCase(200, "{\"result\":null,\"messageCode\":403,\"message\":\"access token has expired\"}")]
    public async Task Fetches_an_expired_token_anew_once(int status, string refusal)
    {
        using var client = new GatewayClient(_gateway.Options());
        await MintAsync(client);
        _gateway.Mint.Next(status, refusal);

        await MintAsync(client);
        Assert.That(_gateway.Calls, Is.EqualTo(new[] { "validate", "mock", "mock", "validate", "mock" }));

        _gateway.Mint.Next(status, refusal);
        _gateway.Mint.Next(status, refusal);
        Assert.That(async () => await MintAsync(client), Throws.TypeOf<PlatformFailedException>());
    }

    [TestCase(500, "boom", Cause.Environment, "out of order", "Try again later")]
    [TestCase(503, "{\"message\":\"Consumer-Key consumer-key-1 locked\"}", Cause.Environment, "HTTP 503", "tracking system")]
    [TestCase(429, "", Cause.Environment, "too often", "--parallel 1")]
    [TestCase(404, "", Cause.Configuration, "knows no shield/data/mock", "environmentSegment")]
    [TestCase(302, "", Cause.Configuration, "was redirected", "baseAddress")]
    [TestCase(400, "{\"message\":\"bad app\"}", Cause.Configuration, "HTTP 400: \"bad app\"", "Consumer-Key may use this appId")]
    [TestCase(200, "{\"result\":null,\"messageCode\":4001,\"message\":\"rejected\"}", Cause.Configuration, "messageCode 4001: \"rejected\"", "appId")]
    [TestCase(200, "{\"result\":{},\"messageCode\":\"503\",\"message\":\"maintenance\"}", Cause.Environment, "messageCode 503", "tracking system")]
    [TestCase(200, "{\"result\":null,\"messageCode\":200}", Cause.Environment, "holds no appId and mToken", "environmentSegment")]
    [TestCase(200, "{\"messageCode\":0}", Cause.Environment, "holds no appId and mToken", "environmentSegment")]
    [TestCase(200, "{\"result\":{},\"messageCode\":0}", Cause.Environment, "holds no appId and mToken", "environmentSegment")]
    [TestCase(200, "{\"result\":{\"appId\":\"x\",\"mToken\":\" \"},\"messageCode\":0}", Cause.Environment, "holds no appId and mToken", "environmentSegment")]
    [TestCase(200, "{\"result\":{\"appId\":\"7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90\",\"mToken\":\"t\"},\"messageCode\":0}", Cause.Configuration, "minted for another appId", "DGA issued")]
    [TestCase(200, "<html>maintenance</html>", Cause.Environment, "is no JSON", "block page")]
    [TestCase(200, "", Cause.Environment, "is no JSON", "block page")]
    public async Task Says_of_every_failure_who_has_to_do_what(int status, string body, Cause cause, string problem, string next)
    {
        using var client = new GatewayClient(_gateway.Options());
        _gateway.Mint.Next(status, body, "text/plain");
        var failed = await FailureAsync(() => MintAsync(client));
        Means(failed, cause, problem, next);
    }

    [TestCase(401, "{\"Message\":\"consumer secret consumer secret/1 is wrong\"}", Cause.Configuration, "refused the agency's credentials (HTTP 401", "doctor")]
    [TestCase(403, "", Cause.Configuration, "refused the agency's credentials (HTTP 403)", "doctor")]
    [TestCase(400, "{\"message\":\"AgentID is required\"}", Cause.Configuration, "refused to give a Token (HTTP 400: \"AgentID is required\")", "doctor")]
    [TestCase(404, "", Cause.Configuration, "knows no auth/validate", "baseAddress")]
    [TestCase(200, "{\"Result\":null}", Cause.Configuration, "holds no Token", "doctor")]
    [TestCase(200, "{\"Result\":\"\"}", Cause.Configuration, "holds no Token", "doctor")]
    [TestCase(200, "{}", Cause.Configuration, "holds no Token", "doctor")]
    [TestCase(200, "<html>", Cause.Environment, "is no JSON", "block page")]
    [TestCase(502, "", Cause.Environment, "out of order", "Try again later")]
    public async Task Says_the_same_of_the_access_token(int status, string body, Cause cause, string problem, string next)
    {
        using var client = new GatewayClient(_gateway.Options());
        _gateway.Validate.Next(status, body, "text/plain");
        Means(await FailureAsync(() => client.ValidateAsync(CancellationToken.None)), cause, problem, next);
    }

    [Test]
    public async Task Asks_again_where_that_can_help_and_only_there()
    {
        using var client = new GatewayClient(_gateway.Options(retries: 2));
        _gateway.Validate.Next(503, "");
        _gateway.Validate.Next(503, "");
        await client.ValidateAsync(CancellationToken.None);
        Assert.That(_gateway.Calls, Has.Count.EqualTo(3));

        _gateway.Validate.Next(401, "");
        await FailureAsync(() => client.ValidateAsync(CancellationToken.None));
        Assert.That(_gateway.Calls, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Does_not_wait_for_ever()
    {
        using var client = new GatewayClient(_gateway.Options(seconds: 0.3));
        _gateway.Validate.Next(_ => new GatewayReply { Status = 0, Conduct = "silent" });
        Means(await FailureAsync(() => client.ValidateAsync(CancellationToken.None)), Cause.Environment, "did not answer auth/validate within 0.3 s", "timeoutSeconds");
    }

    [Test]
    public async Task Sends_no_credentials_to_a_server_that_nobody_vouches_for()
    {
        using var client = new GatewayClient(_gateway.Options(trust: new GatewayTrust()));
        Means(await FailureAsync(() => client.ValidateAsync(CancellationToken.None)), Cause.Environment, "No TLS connection", "gateway.extraCa");
        Assert.That(_gateway.Calls, Is.Empty);
    }

    [Test]
    public async Task Tells_where_nobody_listens()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        using var client = new GatewayClient(_gateway.Options(at: new Uri($"https://127.0.0.1:{port}")));
        Means(await FailureAsync(() => client.ValidateAsync(CancellationToken.None)), Cause.Environment, $"127.0.0.1:{port} can't be connected to", "IP address is allowed");
    }

    [Test]
    public async Task Reads_the_gateways_clock()
    {
        using var client = new GatewayClient(_gateway.Options(clock: new LateClock()));
        var answer = await client.ValidateOnceAsync(MockSession.Key, MockSession.Secret, "x", CancellationToken.None);
        Assert.That(answer.Ahead!.Value.TotalMinutes, Is.EqualTo(10).Within(1));
    }

    [Test]
    public async Task Knows_every_token_for_a_secret()
    {
        var options = _gateway.Options();
        using var client = new GatewayClient(options);
        var token = await client.ValidateAsync(CancellationToken.None);
        var entry = await MintAsync(client);
        Assert.That(options.Redactor.Redact($"{token} {entry.MToken}"), Does.Match("^‹token #1 [0-9a-f]{4}› ‹mToken #1 [0-9a-f]{4}›$"));
    }

    [Test]
    public void Can_t_be_told_to_misbehave()
    {
        using var client = new GatewayClient(_gateway.Options());
        var platform = new MintingPlatform(client, 1);
        var citizen = platform.NewCitizen("first", PersonaKind.Ordinary);
        Assert.Multiple(() =>
        {
            Assert.That(platform.KeepsJournal, Is.False);
            Assert.That(async () => await platform.MintAsync(citizen, GatewayConduct.Silent, CancellationToken.None), Throws.InvalidOperationException);
            Assert.That(async () => await platform.MintForForeignAppAsync(citizen, CancellationToken.None), Throws.InvalidOperationException);
            Assert.That(async () => await platform.ExpireAsync(new MintedEntry("a", "b", "c", GatewayConduct.Proper), CancellationToken.None), Throws.InvalidOperationException);
        });
    }

    private static Task<MintedEntry> MintAsync(GatewayClient client)
    {
        var platform = new MintingPlatform(client, 1);
        return platform.MintAsync(platform.NewCitizen("first", PersonaKind.Ordinary), GatewayConduct.Proper, CancellationToken.None);
    }

    private static async Task<PlatformFailedException> FailureAsync<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
        }
        catch (PlatformFailedException e)
        {
            return e;
        }

        throw new AssertionException("It should have failed.");
    }

    private static void Means(PlatformFailedException failed, Cause cause, string problem, string next) => Assert.Multiple(() =>
    {
        Assert.That(failed.Cause, Is.EqualTo(cause), failed.Message);
        Assert.That(failed.Problem.En, Does.Contain(problem));
        Assert.That(failed.Next.En, Does.Contain(next));
        Assert.That(failed.Problem.Th + failed.Next.Th, Does.Match("[ก-๙]{4}"));
        foreach (var secret in new[] { MockSession.Key, MockSession.Secret })
        {
            Assert.That(failed.Message + failed.Problem.Th + failed.Next.Th, Does.Not.Contain(secret), "no message holds a secret");
        }
    });

    private sealed class LateClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddMinutes(-10);
    }
}
