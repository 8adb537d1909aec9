using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;

namespace ConformanceHarness.Platform.Tests;

public sealed class ExchangingTests
{
    private MockSession _mock = null!;

    [OneTimeSetUp]
    public async Task Start() => _mock = await MockSession.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _mock.DisposeAsync();

    [Test]
    public async Task A_documented_exchange_returns_the_citizen()
    {
        var citizen = _mock.Platform.NewCitizen("first", PersonaKind.Ordinary);
        var entry = await _mock.Platform.MintAsync(citizen, GatewayConduct.Proper, CancellationToken.None);

        var reply = await _mock.DeprocAsync(entry);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(200));
            Assert.That(reply.Json.Select(m => m.Key), Is.EqualTo(new[] { "result", "requestTimeStamp", "messageCode", "message" }));
            Assert.That(reply.Code, Is.EqualTo(200));
            Assert.That(reply.Json["message"]!.GetValue<string>(), Is.EqualTo("SUCCESS"));
            Assert.That(reply.Result.ToDictionary(m => m.Key, m => m.Value!.ToString()), Is.EqualTo(new Dictionary<string, string>
            {
                ["userId"] = citizen.UserId,
                ["citizenId"] = citizen.CitizenId,
                ["firstName"] = citizen.FirstName,
                ["lastName"] = citizen.LastName,
                ["dateOfBirthString"] = citizen.DateOfBirth!,
                ["mobile"] = citizen.Mobile!,
                ["email"] = citizen.Email!,
                ["notification"] = "true",
            }));
        });
    }

    [Test]
    public async Task The_spelling_of_integrations_is_accepted_without_a_departure()
    {
        var entry = await _mock.MintAsync();

        var reply = await _mock.PostAsync(
            MockSession.DeprocPath, new JsonObject { ["appId"] = entry.AppId, ["mToken"] = entry.MToken }, await _mock.TokenAsync(entry.MToken));

        var call = _mock.Platform.CallsFor([entry.MToken])[^1];
        Assert.Multiple(() =>
        {
            Assert.That(reply.Code, Is.EqualTo(200));
            Assert.That(call.Departures, Is.Empty);
            Assert.That(call.Conduct, Is.EqualTo("proper"));
        });
    }

    [Test]
    public async Task A_missing_mobile_is_null_and_a_missing_email_is_left_out()
    {
        var reply = await _mock.DeprocAsync(await _mock.MintAsync(kind: PersonaKind.SparseYearOnlyBirth));

        Assert.Multiple(() =>
        {
            Assert.That(reply.Result.ContainsKey("mobile"), Is.True);
            Assert.That(reply.Result["mobile"], Is.Null);
            Assert.That(reply.Result.ContainsKey("email"), Is.False);
            Assert.That(reply.Result["dateOfBirthString"]!.GetValue<string>(), Does.Match("^[0-9]{4}----$"));
        });
    }

    [Test]
    public async Task An_mToken_works_once()
    {
        var entry = await _mock.MintAsync();
        await _mock.DeprocAsync(entry);

        AssertRefused(await _mock.DeprocAsync(entry), entry, "usedMToken");
    }

    [Test]
    public async Task Of_twenty_exchanges_of_one_mToken_at_once_one_succeeds()
    {
        var entry = await _mock.MintAsync();
        var token = await _mock.TokenAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _mock.DeprocAsync(entry, token)));

        Assert.That(replies.Count(r => r.Code == 200), Is.EqualTo(1));
    }

    [Test]
    public async Task An_expired_mToken_is_refused_and_others_live_on()
    {
        var (expired, alive) = (await _mock.MintAsync(), await _mock.MintAsync());

        _mock.Platform.Expire(expired);

        AssertRefused(await _mock.DeprocAsync(expired), expired, "expiredMToken");
        Assert.That((await _mock.DeprocAsync(alive)).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task Two_minutes_of_one_entrys_clock_end_its_life()
    {
        var entry = await _mock.MintAsync();

        _mock.Platform.Advance(entry, TimeSpan.FromSeconds(60));
        _mock.Platform.Advance(entry, TimeSpan.FromSeconds(60));

        AssertRefused(await _mock.DeprocAsync(entry), entry, "expiredMToken");
    }

    [Test]
    public async Task The_clock_of_all_entries_spares_those_minted_later()
    {
        await using var mock = await MockSession.StartAsync();
        var before = await mock.MintAsync();
        mock.Platform.Advance(TimeSpan.FromMinutes(2));
        var after = await mock.MintAsync();

        await Assert.MultipleAsync(async () =>
        {
            Assert.That((await mock.DeprocAsync(before)).Json["result"], Is.Null);
            Assert.That((await mock.DeprocAsync(after)).Code, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task An_mToken_that_was_never_issued_is_refused()
    {
        var entry = new MintedEntry(MockSession.AppId, Guid.NewGuid().ToString(), "nobody", GatewayConduct.Proper);

        AssertRefused(await _mock.DeprocAsync(entry), entry, "unknownMToken");
    }

    [Test]
    public async Task An_mToken_is_answered_only_with_its_own_app_and_stays_unused()
    {
        var entry = await _mock.MintAsync();

        AssertRefused(await _mock.DeprocAsync(entry with { AppId = Guid.NewGuid().ToString() }), entry, "wrongAppId");
        Assert.That((await _mock.DeprocAsync(entry)).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task A_foreign_apps_pair_is_answered()
    {
        var citizen = _mock.Platform.NewCitizen("first", PersonaKind.Ordinary);
        var entry = await _mock.Platform.MintForForeignAppAsync(citizen, CancellationToken.None);

        var reply = await _mock.DeprocAsync(entry);

        Assert.Multiple(() =>
        {
            Assert.That(entry.AppId, Is.Not.EqualTo(MockSession.AppId));
            Assert.That(reply.Result["userId"]!.GetValue<string>(), Is.EqualTo(citizen.UserId));
        });
    }

    [Test]
    public async Task An_access_token_that_validate_did_not_issue_is_refused()
    {
        var entry = await _mock.MintAsync();

        AssertRefused(await _mock.DeprocAsync(entry, Guid.NewGuid().ToString()), entry, "badToken");
    }

    [Test]
    public async Task Another_consumer_key_is_refused()
    {
        var entry = await _mock.MintAsync();

        var reply = await _mock.PostAsync(
            MockSession.DeprocPath, new JsonObject { ["AppId"] = entry.AppId, ["MToken"] = entry.MToken }, await _mock.TokenAsync(), key: "another");

        AssertRefused(reply, entry, "badCredentials");
    }

    [TestCase("another", MockSession.Secret)]
    [TestCase(MockSession.Key, "another")]
    public async Task Validate_refuses_wrong_credentials(string key, string secret)
    {
        var entry = await _mock.MintAsync();

        using var response = await _mock.ValidateAsync(entry.MToken, key, secret);

        var call = _mock.Platform.CallsFor([entry.MToken]).Single();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.StartWith("{\"Message\":\"UPSTREAM-401 "));
            Assert.That(call.Conduct, Is.EqualTo("badCredentials"));
            Assert.That(call.Departures, Has.Count.EqualTo(1));
            Assert.That(call.Token, Is.Null);
        });
    }

    private void AssertRefused(MockSession.Reply reply, MintedEntry entry, string conduct)
    {
        var call = _mock.Platform.CallsFor([entry.MToken])[^1];
        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(200));
            Assert.That(reply.Json.ContainsKey("result"), Is.True);
            Assert.That(reply.Json["result"], Is.Null);
            Assert.That(reply.Code, Is.Not.EqualTo(200));
            Assert.That(reply.Json["message"]!.GetValue<string>(), Does.StartWith("UPSTREAM-" + reply.Code.ToString(CultureInfo.InvariantCulture)));
            Assert.That(call.Conduct, Is.EqualTo(conduct));
            Assert.That(call.Answer, Is.EqualTo(reply.Body));
        });
    }
}
