using System.Net;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Platform.Tests;

public sealed class JournalTests
{
    private MockSession _mock = null!;

    [SetUp]
    public async Task Start() => _mock = await MockSession.StartAsync();

    [TearDown]
    public async Task Stop() => await _mock.DisposeAsync();

    [Test]
    public async Task A_call_is_recorded_as_it_came()
    {
        var entry = await _mock.MintAsync();
        await _mock.DeprocAsync(entry);

        var (validate, deproc) = (_mock.Platform.Journal[0], _mock.Platform.Journal[1]);
        Assert.Multiple(() =>
        {
            Assert.That(validate.Number, Is.EqualTo(1));
            Assert.That(validate.Operation, Is.EqualTo("validate"));
            Assert.That(validate.Method, Is.EqualTo("GET"));
            Assert.That(validate.Path, Is.EqualTo($"/ws/auth/validate?ConsumerSecret=consumer%20secret%2F1&AgentID={entry.MToken}"));
            Assert.That(Header.Find(validate.Headers, "consumer-key"), Is.EqualTo(MockSession.Key));
            Assert.That(validate.Departures, Is.Empty);
            Assert.That(validate.MToken, Is.EqualTo(entry.MToken));
            Assert.That(deproc.Number, Is.EqualTo(2));
            Assert.That(deproc.Operation, Is.EqualTo("deproc"));
            Assert.That(deproc.Body, Is.EqualTo($$"""{"AppId":"{{entry.AppId}}","MToken":"{{entry.MToken}}"}"""));
            Assert.That(deproc.Token, Is.EqualTo(validate.Token));
            Assert.That(deproc.ArrivedAt, Is.GreaterThanOrEqualTo(validate.ArrivedAt));
            Assert.That(deproc.Departures, Is.Empty);
        });
    }

    [Test]
    public async Task Validate_with_a_session_id_is_attributed_through_the_token_an_exchange_used()
    {
        var (entry, other) = (await _mock.MintAsync(), await _mock.MintAsync());
        var token = await _mock.TokenAsync("session-7");
        Assert.That(_mock.Platform.Journal.Single().MToken, Is.Null);

        await _mock.DeprocAsync(entry, token);

        Assert.Multiple(() =>
        {
            Assert.That(_mock.Platform.Journal[0].MToken, Is.EqualTo(entry.MToken));
            Assert.That(_mock.Platform.CallsFor([entry.MToken]).Select(c => c.Operation), Is.EqualTo(new[] { "validate", "deproc" }));
            Assert.That(_mock.Platform.CallsFor([other.MToken]), Is.Empty);
        });
    }

    [Test]
    public async Task One_token_kept_for_two_citizens_mixes_nothing_up()
    {
        var (one, two) = (await _mock.MintAsync(), await _mock.MintAsync());
        var token = await _mock.TokenAsync("session-7");
        await _mock.DeprocAsync(one, token);
        await _mock.DeprocAsync(two, token);

        var calls = _mock.Platform.CallsFor([two.MToken]);

        Assert.Multiple(() =>
        {
            Assert.That(calls.Select(c => c.Operation), Is.EqualTo(new[] { "validate", "deproc" }));
            Assert.That(calls[1].MToken, Is.EqualTo(two.MToken));
        });
    }

    [Test]
    public async Task A_push_belongs_to_the_citizen_it_names()
    {
        var citizen = _mock.Platform.NewCitizen("first", PersonaKind.Ordinary);
        var (entry, other) = (await _mock.Platform.MintAsync(citizen, GatewayConduct.Proper, CancellationToken.None), await _mock.MintAsync());
        var token = await _mock.TokenAsync("session-7");
        await _mock.DeprocAsync(other, token);
        await _mock.DeprocAsync(entry, token);
        await _mock.PostAsync(MockSession.PushPath, Push(citizen.UserId), token);

        Assert.Multiple(() =>
        {
            Assert.That(_mock.Platform.CallsFor([entry.MToken]).Select(c => c.Operation), Is.EqualTo(new[] { "validate", "deproc", "push" }));
            Assert.That(_mock.Platform.CallsFor([other.MToken]).Select(c => c.Operation), Is.EqualTo(new[] { "validate", "deproc" }));
        });
    }

    [Test]
    public async Task An_mToken_nobody_minted_is_found_by_body_and_AgentID()
    {
        var invented = new MintedEntry(MockSession.AppId, Guid.NewGuid().ToString(), "nobody", GatewayConduct.Proper);

        await _mock.DeprocAsync(invented);

        Assert.That(_mock.Platform.CallsFor([invented.MToken]).Select(c => c.Operation), Is.EqualTo(new[] { "validate", "deproc" }));
    }

    [Test]
    public async Task Every_departure_of_an_exchange_is_named()
    {
        var entry = await _mock.MintAsync();

        using var response = await _mock.SendAsync(
            HttpMethod.Put, MockSession.DeprocPath, token: null, $$"""{"app_id":"{{entry.AppId}}","MToken":"{{entry.MToken}}","mToken":"x"}""", "text/plain", key: null);

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
            Assert.That(_mock.LastCall.Conduct, Is.EqualTo("badRequest"));
            Assert.That(_mock.LastCall.Departures, Is.EqualTo(new[]
            {
                "The method is PUT instead of POST.",
                "The header Consumer-Key is missing.",
                "The header Content-Type is text/plain instead of application/json.",
                "The header Token is missing.",
                "The body has a member app_id that is not documented.",
                "The body has the member MToken more than once.",
                "The body has no member AppId with a text.",
            }));
        });
    }

    [TestCase("", "The body is empty.")]
    [TestCase("AppId=1&MToken=2", "The body is not a JSON object.")]
    [TestCase("[1]", "The body is not a JSON object.")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body, string departure)
    {
        using var response = await _mock.SendAsync(HttpMethod.Post, MockSession.DeprocPath, await _mock.TokenAsync(), body);

        Assert.Multiple(() =>
        {
            Assert.That(_mock.LastCall.Body, Is.EqualTo(body));
            Assert.That(_mock.LastCall.Conduct, Is.EqualTo("badRequest"));
            Assert.That(_mock.LastCall.Departures, Is.EqualTo(new[] { departure }));
        });
    }

    [Test]
    public async Task A_missing_content_type_is_a_departure_but_answered()
    {
        using var response = await _mock.SendAsync(
            HttpMethod.Get, $"/ws/auth/validate?ConsumerSecret={Uri.EscapeDataString(MockSession.Secret)}&AgentID=1", token: null, "", contentType: null);

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(_mock.LastCall.Departures, Is.EqualTo(new[] { "The header Content-Type is missing." }));
        });
    }

    [Test]
    public async Task Validate_without_its_query_is_refused()
    {
        using var response = await _mock.SendAsync(HttpMethod.Get, "/ws/auth/validate", token: null, "");

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(_mock.LastCall.Departures, Is.EqualTo(new[] { "The query has no ConsumerSecret.", "The query has no AgentID." }));
        });
    }

    [TestCase("/ws/dga/czp/prod/v1/core/shield/data/deproc")]
    [TestCase("/ws/dga/czp/v1/core/shield/data/deproc")]
    [TestCase("/WS/dga/czp/uat/v1/core/shield/data/deproc")]
    [TestCase("/ws/dga/czp/uat/v1/core/shield/data/deproc/")]
    [TestCase("/")]
    [TestCase("/__admin/mappings")]
    public async Task A_call_that_fits_nothing_is_answered_404_and_recorded(string path)
    {
        using var response = await _mock.SendAsync(HttpMethod.Post, path + "?x=1", token: null, "{}");

        var call = _mock.Platform.UnmatchedCalls.Single();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["Message"]!.GetValue<string>(), Does.StartWith("UPSTREAM-404"));
            Assert.That(call.Operation, Is.EqualTo("unmatched"));
            Assert.That(call.Conduct, Is.EqualTo("noStub"));
            Assert.That(call.Path, Is.EqualTo(path + "?x=1"));
            Assert.That(call.Departures, Is.EqualTo(new[] { $"No documented call has this path: POST {path}." }));
        });
    }

    [Test]
    public async Task A_call_from_a_browser_keeps_what_marks_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(_mock.Platform.GatewayBase, MockSession.DeprocPath));
        request.Headers.Add("Origin", "https://service.example");
        request.Headers.Add("Sec-Fetch-Mode", "cors");
        using var response = await _mock.Client.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(Header.Find(_mock.LastCall.Headers, "origin"), Is.EqualTo("https://service.example"));
            Assert.That(Header.Find(_mock.LastCall.Headers, "sec-fetch-mode"), Is.EqualTo("cors"));
            Assert.That(_mock.LastCall.Method, Is.EqualTo("OPTIONS"));
            Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
        });
    }

    [Test]
    public async Task A_fault_of_the_mock_is_told_and_never_a_quiet_404()
    {
        await using var mock = await MockSession.StartAsync(operations: _ => [new FailingOperation()]);

        using var response = await mock.SendAsync(HttpMethod.Get, "/failing", token: null, "");

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(mock.Platform.Faults, Is.EqualTo(new[] { "The mock platform failed at call 1 (failing): FormatException." }));
            Assert.That(mock.Platform.UnmatchedCalls.Single().Departures[1], Does.Contain("the sentence of the exception"));
        });
    }

    [Test]
    public async Task Forty_citizens_at_once_are_numbered_without_gaps()
    {
        var entries = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _mock.MintAsync()));

        var replies = await Task.WhenAll(entries.Select(e => _mock.DeprocAsync(e)));

        Assert.Multiple(() =>
        {
            Assert.That(replies.Select(r => r.Result["userId"]!.GetValue<string>()).Distinct().Count(), Is.EqualTo(40));
            Assert.That(_mock.Platform.Journal.Select(c => c.Number), Is.EqualTo(Enumerable.Range(1, 80)));
            Assert.That(entries.Select(e => _mock.Platform.CallsFor([e.MToken]).Count), Is.All.EqualTo(2));
            Assert.That(_mock.Platform.Faults, Is.Empty);
        });
    }

    private static JsonObject Push(string userId) => new()
    {
        ["appId"] = MockSession.AppId,
        ["data"] = new JsonArray(new JsonObject { ["message"] = "ได้รับคำขอแล้ว", ["userId"] = userId }),
        ["sendDateTime"] = null,
    };

    private sealed class FailingOperation : IGatewayOperation
    {
        public string Name => "failing";

        public string Method => "GET";

        public IReadOnlyList<string> Paths { get; } = ["/failing"];

        public IEnumerable<string> Departures(GatewayRequest request) => [];

        public GatewayReply Answer(GatewayRequest request) => throw new FormatException("the sentence of the exception");
    }
}
