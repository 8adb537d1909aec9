using System.Text.Json;
using ConformanceHarness.Core.Entering;

namespace ConformanceHarness.Platform.Tests;

public sealed class MisbehavingTests
{
    private MockSession _mock = null!;

    [OneTimeSetUp]
    public async Task Start() => _mock = await MockSession.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _mock.DisposeAsync();

    [TestCase(GatewayConduct.Http500, 500, "http500")]
    [TestCase(GatewayConduct.Http503, 503, "http503")]
    public async Task A_failing_gateway_shows_its_inside(GatewayConduct conduct, int status, string word)
    {
        var reply = await ExchangeAsync(conduct, word);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(status));
            Assert.That(reply.Body, Does.Contain($"UPSTREAM-{status} ").And.Contain(".internal.").And.Contain("   at ").And.Contain("Exception"));
        });
    }

    [Test]
    public async Task Not_JSON_is_an_HTML_page_with_status_200()
    {
        var reply = await ExchangeAsync(GatewayConduct.NotJson, "notJson");

        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(200));
            Assert.That(reply.Body, Does.StartWith("<!DOCTYPE html>").And.Contain("UPSTREAM-200"));
        });
    }

    [Test]
    public async Task Other_JSON_has_none_of_the_documented_members()
    {
        var reply = await ExchangeAsync(GatewayConduct.OtherJson, "otherJson");

        Assert.That(reply.Json.Select(m => m.Key), Has.None.AnyOf("result", "messageCode", "message", "requestTimeStamp"));
    }

    [Test]
    public async Task Cut_JSON_ends_in_the_middle_of_the_citizens_data()
    {
        var reply = await ExchangeAsync(GatewayConduct.CutJson, "cutJson");

        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(200));
            Assert.That(reply.Body, Does.StartWith("{\"result\":{\"userId\":"));
            Assert.That(() => reply.Json, Throws.InstanceOf<JsonException>());
        });
    }

    [Test]
    public async Task A_refusal_may_have_a_null_result()
    {
        var reply = await ExchangeAsync(GatewayConduct.RefusedResultNull, "refusedResultNull");

        AssertRefusal(reply, 200);
        Assert.That(reply.Json.TryGetPropertyValue("result", out var result) && result is null, Is.True);
    }

    [Test]
    public async Task A_refusal_may_have_no_result()
    {
        var reply = await ExchangeAsync(GatewayConduct.RefusedResultAbsent, "refusedResultAbsent");

        AssertRefusal(reply, 200);
        Assert.That(reply.Json.ContainsKey("result"), Is.False);
    }

    [Test]
    public async Task A_refusal_may_have_an_empty_result()
    {
        var reply = await ExchangeAsync(GatewayConduct.RefusedResultEmpty, "refusedResultEmpty");

        AssertRefusal(reply, 200);
        Assert.That(reply.Result, Is.Empty);
    }

    [Test]
    public async Task A_refusal_may_come_with_HTTP_400() =>
        AssertRefusal(await ExchangeAsync(GatewayConduct.RefusedHttp400, "refusedHttp400"), 400);

    [Test]
    public async Task A_token_may_count_as_revoked() =>
        AssertRefusal(await ExchangeAsync(GatewayConduct.RevokedToken, "revokedToken"), 200);

    [Test]
    public async Task Misbehaviour_is_each_entrys_own()
    {
        var token = await _mock.TokenAsync();
        await _mock.DeprocAsync(await _mock.MintAsync(GatewayConduct.RevokedToken), token);

        Assert.That((await _mock.DeprocAsync(await _mock.MintAsync(), token)).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task Fifty_silent_calls_block_nobody_and_end_with_the_mock()
    {
        var mock = await MockSession.StartAsync();
        var entry = await mock.MintAsync(GatewayConduct.Silent);
        var token = await mock.TokenAsync();
        var silent = Enumerable.Range(0, 50).Select(_ => mock.DeprocAsync(entry, token)).ToList();
        while (mock.Platform.CallsFor([entry.MToken]).Count(c => c is { Operation: "deproc", Status: 0, Conduct: "silent", Answer: "" }) < 50)
        {
            await Task.Yield();
        }

        var other = await mock.DeprocAsync(await mock.MintAsync(), token);

        Assert.Multiple(() =>
        {
            Assert.That(other.Code, Is.EqualTo(200));
            Assert.That(silent.Count(t => t.IsCompleted), Is.Zero);
        });
        await mock.Platform.DisposeAsync();
        foreach (var call in silent)
        {
            await Assert.ThatAsync(async () => await call, Throws.InstanceOf<HttpRequestException>());
        }

        await mock.DisposeAsync();
    }

    [Test]
    public async Task A_client_may_leave_a_silent_call()
    {
        var entry = await _mock.MintAsync(GatewayConduct.Silent);
        var token = await _mock.TokenAsync();
        using var leaving = new CancellationTokenSource();

        var call = _mock.SendAsync(
            HttpMethod.Post, MockSession.DeprocPath, token, $$"""{"AppId":"{{entry.AppId}}","MToken":"{{entry.MToken}}"}""", cancellationToken: leaving.Token);
        while (_mock.Platform.CallsFor([entry.MToken]).All(c => c.Conduct != "silent"))
        {
            await Task.Yield();
        }

        await leaving.CancelAsync();

        await Assert.ThatAsync(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await _mock.DeprocAsync(await _mock.MintAsync())).Code, Is.EqualTo(200));
    }

    private async Task<MockSession.Reply> ExchangeAsync(GatewayConduct conduct, string word)
    {
        var entry = await _mock.MintAsync(conduct);
        var reply = await _mock.DeprocAsync(entry);
        var call = _mock.Platform.CallsFor([entry.MToken])[^1];
        Assert.Multiple(() =>
        {
            Assert.That(call.Conduct, Is.EqualTo(word));
            Assert.That(call.Status, Is.EqualTo(reply.Status));
            Assert.That(call.Answer, Is.EqualTo(reply.Body));
            Assert.That(call.Departures, Is.Empty);
        });
        return reply;
    }

    private static void AssertRefusal(MockSession.Reply reply, int status) => Assert.Multiple(() =>
    {
        Assert.That(reply.Status, Is.EqualTo(status));
        Assert.That(reply.Code, Is.Not.EqualTo(200));
        Assert.That(reply.Json["message"]!.GetValue<string>(), Does.StartWith("UPSTREAM-"));
    });
}
