using System.Text;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Platform.Proxy;

namespace ConformanceHarness.Platform.Tests.Real;

public sealed class ProxyingTheRealGateway
{
    private RealGateway _gateway = null!;
    private LocalAuthority _authority = null!;
    private GatewayClientOptions _options = null!;
    private GatewayClient _client = null!;
    private ProxyPlatform _proxy = null!;
    private HttpClient _backEnd = null!;

    [SetUp]
    public async Task Start()
    {
        _gateway = await RealGateway.StartAsync();
        _authority = LocalAuthority.CreateInMemory();
        _options = _gateway.Options();
        _client = new GatewayClient(_options);
        _proxy = await ProxyPlatform.StartAsync(new ProxyOptions { Authority = _authority, Gateway = _options, Patience = TimeSpan.FromSeconds(2) }, _client, CancellationToken.None);
        _backEnd = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null, SslOptions = { RemoteCertificateValidationCallback = new GatewayTrust([_authority.Authority]).Accepts } }) { BaseAddress = _proxy.Address };
    }

    [TearDown]
    public async Task Stop()
    {
        _backEnd.Dispose();
        await _proxy.DisposeAsync();
        _client.Dispose();
        _authority.Dispose();
        await _gateway.DisposeAsync();
    }

    [Test]
    public async Task Passes_the_calls_on_and_keeps_a_journal_of_them()
    {
        var (citizen, entry) = await MintAsync();
        var (status, body) = await EnterAsync(entry);

        var calls = _proxy.CallsFor([entry.MToken]);
        var upstream = _gateway.Mock.Platform.Journal.Where(c => c.Operation is "validate" or "deproc").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(200));
            Assert.That(JsonNode.Parse(body)!["result"]!["citizenId"]!.GetValue<string>(), Is.EqualTo(citizen.CitizenId));
            Assert.That(calls.Select(c => (c.Operation, c.Conduct, c.Status)), Is.EqualTo(new[] { ("validate", "proper", 200), ("deproc", "proper", 200) }));
            Assert.That(calls.SelectMany(c => c.Departures), Is.Empty, "a Token is known the moment the back end has it");
            Assert.That(calls[1].Token, Is.EqualTo(calls[0].Token));
            Assert.That(calls[1].Answer, Is.EqualTo(body));
            Assert.That(calls.Select(c => c.AnsweredMs), Has.All.Not.Null);
            Assert.That(upstream.Last().Body, Is.EqualTo(calls[1].Body));
            Assert.That(upstream.Last().Path, Is.EqualTo(calls[1].Path));
            Assert.That(_proxy.Faults, Is.Empty);
        });
    }

    [Test]
    public async Task Learns_the_real_user_id_from_the_exchange()
    {
        var (citizen, entry) = await MintAsync();
        Assert.That(_proxy.Known(citizen), Is.EqualTo(citizen));
        var (_, body) = await EnterAsync(entry);
        Assert.That(_proxy.Known(citizen).UserId, Is.EqualTo(JsonNode.Parse(body)!["result"]!["userId"]!.GetValue<string>()).And.Not.EqualTo(citizen.UserId));
    }

    [Test]
    public async Task Tells_a_used_mToken_from_a_token_that_nobody_issued()
    {
        var (_, entry) = await MintAsync();
        await EnterAsync(entry);
        await EnterAsync(entry);
        await DeprocAsync(entry, Guid.NewGuid().ToString());
        Assert.That(_proxy.CallsFor([entry.MToken]).Where(c => c.Operation == "deproc").Select(c => c.Conduct), Is.EqualTo(new[] { "proper", "usedMToken", "badToken" }));
    }

    [TestCase(GatewayConduct.Http500, 500)]
    [TestCase(GatewayConduct.NotJson, 200)]
    [TestCase(GatewayConduct.RefusedResultAbsent, 200)]
    [TestCase(GatewayConduct.RefusedHttp400, 400)]
    [TestCase(GatewayConduct.CutJson, 200)]
    public async Task Misbehaves_on_demand_and_keeps_the_real_gateway_out_of_it(GatewayConduct conduct, int expected)
    {
        var (_, entry) = await MintAsync(conduct);
        var (status, _) = await EnterAsync(entry);
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(expected));
            Assert.That(_proxy.CallsFor([entry.MToken])[^1].Conduct, Is.EqualTo(Misconduct.Word(conduct)));
            Assert.That(_gateway.Calls, Does.Not.Contain("deproc"));
        });
    }

    [Test]
    public async Task Stays_silent_on_demand_until_the_caller_leaves()
    {
        var (_, entry) = await MintAsync(GatewayConduct.Silent);
        var token = await TokenAsync(entry.MToken);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.That(async () => await DeprocAsync(entry, token, patience.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => _proxy.CallsFor([entry.MToken])[^1].LeftMs, Is.Not.Null.After(5000, 20));
    }

    [Test]
    public async Task Answers_itself_for_a_pair_that_the_real_gateway_never_made()
    {
        var citizen = _proxy.NewCitizen("first", PersonaKind.Ordinary);
        var foreign = await _proxy.MintForForeignAppAsync(citizen, CancellationToken.None);
        var (_, body) = await EnterAsync(foreign);
        Assert.That(JsonNode.Parse(body)!["result"]!["citizenId"]!.GetValue<string>(), Is.EqualTo(citizen.CitizenId), "as the platform would answer that app");
        Assert.That(_gateway.Calls, Does.Not.Contain("deproc"));
    }

    [Test]
    public async Task Notifies_through_the_real_gateway_unless_told_otherwise()
    {
        var (_, entry) = await MintAsync();
        var (_, body) = await EnterAsync(entry);
        var (_, silenced) = await MintAsync(GatewayConduct.PushEmpty);
        var (_, other) = await EnterAsync(silenced);

        await PushAsync(JsonNode.Parse(body)!["result"]!["userId"]!.GetValue<string>());
        var empty = await PushAsync(JsonNode.Parse(other)!["result"]!["userId"]!.GetValue<string>());

        Assert.Multiple(() =>
        {
            Assert.That(_gateway.Calls.Count(c => c == "push"), Is.EqualTo(1));
            Assert.That(_gateway.Calls.Count(c => c == "deproc"), Is.EqualTo(2), "the entry itself is proper");
            Assert.That(JsonNode.Parse(empty)!["result"]!.AsArray(), Is.Empty);
            Assert.That(_proxy.CallsFor([entry.MToken]).Select(c => c.Operation), Does.Contain("push"));
            Assert.That(_proxy.CallsFor([silenced.MToken])[^1].Conduct, Is.EqualTo("pushEmpty"));
        });
    }

    [Test]
    public async Task Says_so_where_the_real_gateway_is_slow_and_blames_nobody_else()
    {
        var (_, entry) = await MintAsync();
        _gateway.Deproc.Next(_ => new GatewayReply { Status = 0, Conduct = "silent" });
        var (status, _) = await EnterAsync(entry);
        Assert.That((status, _proxy.CallsFor([entry.MToken])[^1].Conduct), Is.EqualTo((504, "upstreamFailed")));
    }

    [TestCase(503, "down")]
    [TestCase(200, "<html>maintenance</html>")]
    [TestCase(200, "{\"result\":null,\"messageCode\":500}")]
    public async Task Passes_a_failing_gateways_words_on_as_they_are(int status, string words)
    {
        var (_, entry) = await MintAsync();
        _gateway.Deproc.Next(status, words, "text/plain");
        Assert.That(await EnterAsync(entry), Is.EqualTo((status, words)));
        Assert.That(_proxy.CallsFor([entry.MToken])[^1].Conduct, Is.EqualTo("upstreamFailed"));
    }

    [Test]
    public async Task Knows_every_secret_that_passes_through()
    {
        var (_, entry) = await MintAsync();
        await EnterAsync(entry);
        var token = _proxy.Journal[0].Token!;
        using var wrong = await _backEnd.SendAsync(Request(HttpMethod.Get, "/ws/auth/validate?ConsumerSecret=another-environments-secret&AgentID=x", null, null, "another-environments-key"));
        var redacted = _options.Redactor.Redact($"{token} {entry.MToken} {MockSession.Key} another-environments-secret another-environments-key");
        Assert.That(redacted.Split('›', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(5).And.All.Contains("‹"));
    }

    [Test]
    public async Task A_call_that_fits_nothing_is_passed_on_and_noted()
    {
        using var answer = await _backEnd.GetAsync("/ws/dga/czp/uat/v9/unheard-of?x=%2Fa%20b");
        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That(_proxy.UnmatchedCalls.Single().Path, Is.EqualTo("/ws/dga/czp/uat/v9/unheard-of?x=%2Fa%20b"));
        Assert.That(_gateway.Mock.LastCall.Path, Is.EqualTo("/ws/dga/czp/uat/v9/unheard-of?x=%2Fa%20b"), "to the letter");
    }

    private async Task<(Citizen Citizen, MintedEntry Entry)> MintAsync(GatewayConduct conduct = GatewayConduct.Proper)
    {
        var citizen = _proxy.NewCitizen("first", PersonaKind.Ordinary);
        return (citizen, await _proxy.MintAsync(citizen, conduct, CancellationToken.None));
    }

    private async Task<(int Status, string Body)> EnterAsync(MintedEntry entry) => await DeprocAsync(entry, await TokenAsync(entry.MToken));

    private async Task<string> TokenAsync(string agentId)
    {
        using var answer = await _backEnd.SendAsync(Request(HttpMethod.Get, $"/ws/auth/validate?ConsumerSecret={Uri.EscapeDataString(MockSession.Secret)}&AgentID={agentId}", null, ""));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Result"]!.GetValue<string>();
    }

    private async Task<(int Status, string Body)> DeprocAsync(MintedEntry entry, string token, CancellationToken cancellationToken = default)
    {
        using var answer = await _backEnd.SendAsync(Request(HttpMethod.Post, MockSession.DeprocPath, token, $$"""{"AppId":"{{entry.AppId}}","MToken":"{{entry.MToken}}"}"""), cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<string> PushAsync(string userId)
    {
        using var answer = await _backEnd.SendAsync(Request(HttpMethod.Post, MockSession.PushPath, await TokenAsync("x"), $$"""{"appId":"{{MockSession.AppId}}","data":[{"message":"คำขอของท่านสำเร็จ","userId":"{{userId}}"}],"sendDateTime":null}"""));
        return await answer.Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? token, string? body, string key = MockSession.Key)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Consumer-Key", key);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Token", token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new("application/json") } };
        }

        return request;
    }
}
