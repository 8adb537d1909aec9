using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Tests;

public sealed class NotifyingTests
{
    private MockSession _mock = null!;
    private string _token = null!;
    private Citizen _citizen = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _mock = await MockSession.StartAsync();
        _token = await _mock.TokenAsync();
        _citizen = _mock.Platform.NewCitizen("first", PersonaKind.Ordinary);
        await _mock.Platform.MintAsync(_citizen, GatewayConduct.Proper, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _mock.DisposeAsync();

    [TestCase(null)]
    [TestCase("2026-11-22T09:30:00+07:00")]
    public async Task A_push_to_a_subscriber_returns_a_transaction(string? time)
    {
        var reply = await PushAsync(_citizen.UserId, time);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Code, Is.EqualTo(200));
            Assert.That(reply.Json["result"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(_mock.LastCall.Departures, Is.Empty);
            Assert.That(_mock.LastCall.Operation, Is.EqualTo("push"));
        });
    }

    [Test]
    public async Task A_push_to_one_who_has_not_subscribed_returns_an_empty_array()
    {
        var silent = _mock.Platform.NewCitizen("second", PersonaKind.Ordinary) with { Notification = false };
        await _mock.Platform.MintAsync(silent, GatewayConduct.Proper, CancellationToken.None);

        var reply = await PushAsync(silent.UserId, null);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Code, Is.EqualTo(200));
            Assert.That(reply.Json["result"]!.AsArray(), Is.Empty);
        });
    }

    [TestCase("2569-11-22T09:30:00+07:00")]
    [TestCase("2026-11-22T09:30:15+07:00")]
    [TestCase("2026-11-22T09:30:00Z")]
    [TestCase("22/11/2026")]
    [TestCase("")]
    public async Task Another_send_time_is_refused(string time)
    {
        var reply = await PushAsync(_citizen.UserId, time);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Code, Is.EqualTo(400));
            Assert.That(_mock.LastCall.Departures, Is.EqualTo(new[] { "The member sendDateTime is neither null nor yyyy-MM-ddTHH:mm:00+07:00 in CE years." }));
        });
    }

    [Test]
    public async Task A_virtual_card_returns_its_code()
    {
        var reply = await _mock.PostAsync(
            MockSession.CardPath,
            new JsonObject { ["appId"] = MockSession.AppId, ["userId"] = _citizen.UserId, ["docName"] = "บัตร", ["fullName"] = "ชื่อ สกุล" },
            _token);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Result.Select(m => m.Key), Is.EqualTo(new[] { "qrText", "expiryDate" }));
            Assert.That(_mock.LastCall.Operation, Is.EqualTo("vc"));
            Assert.That(_mock.LastCall.Departures, Is.Empty);
        });
    }

    private Task<MockSession.Reply> PushAsync(string userId, string? time) => _mock.PostAsync(
        MockSession.PushPath,
        new JsonObject
        {
            ["appId"] = MockSession.AppId,
            ["data"] = new JsonArray(new JsonObject { ["message"] = "ได้รับคำขอแล้ว", ["userId"] = userId }),
            ["sendDateTime"] = time,
        },
        _token);
}
