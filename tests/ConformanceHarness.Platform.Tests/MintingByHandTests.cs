using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;

namespace ConformanceHarness.Platform.Tests;

public sealed class MintingByHandTests
{
    private static readonly JsonObject Body = new()
    {
        ["AppId"] = MockSession.AppId,
        ["CitizenId"] = "1101700207030",
        ["FirstName"] = "ฐิติรัตน์",
        ["LastName"] = "แก้วมณี",
        ["DateOfBirthString"] = "1990----",
        ["Mobile"] = null,
        ["Notification"] = false,
    };

    [Test]
    public async Task What_was_minted_can_be_exchanged()
    {
        await using var mock = await MockSession.StartAsync();
        var token = await mock.TokenAsync();

        var minted = await mock.PostAsync(MockSession.MockPath, Body.DeepClone(), token);
        var entry = new MintedEntry(minted.Result["appId"]!.GetValue<string>(), minted.Result["mToken"]!.GetValue<string>(), "minted", GatewayConduct.Proper);
        var exchanged = await mock.DeprocAsync(entry, token);

        Assert.Multiple(() =>
        {
            Assert.That(minted.Code, Is.Zero);
            Assert.That(mock.Platform.Journal[1].Operation, Is.EqualTo("mock"));
            Assert.That(mock.Platform.Journal[1].Departures, Is.Empty);
            Assert.That(exchanged.Result["firstName"]!.GetValue<string>(), Is.EqualTo("ฐิติรัตน์"));
            Assert.That(exchanged.Result.ContainsKey("mobile") && exchanged.Result["mobile"] is null, Is.True);
            Assert.That(exchanged.Result.ContainsKey("email"), Is.False);
            Assert.That(exchanged.Result["notification"]!.GetValue<bool>(), Is.False);
        });
    }

    [TestCase("prod")]
    [TestCase("")]
    public async Task Production_mints_nothing_and_goes_by_two_paths(string segment)
    {
        await using var mock = await MockSession.StartAsync(segment);
        var token = await mock.TokenAsync();
        foreach (var prefix in new[] { "/ws/dga/czp/prod", "/ws/dga/czp" })
        {
            var entry = await mock.MintAsync();
            var body = new JsonObject { ["AppId"] = entry.AppId, ["MToken"] = entry.MToken };
            Assert.That((await mock.PostAsync(prefix + "/v1/core/shield/data/deproc", body, token)).Code, Is.EqualTo(200), prefix);
            Assert.That((await mock.PostAsync(prefix + "/v1/core/shield/data/mock", Body.DeepClone(), token)).Status, Is.EqualTo(404), prefix);
        }
    }
}
