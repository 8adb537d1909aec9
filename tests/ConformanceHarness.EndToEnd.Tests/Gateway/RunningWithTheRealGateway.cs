using System.Text.Json;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Gateway;

/// <summary>The reference service with its back end at a gateway that is real to all of them: a few cases each, by the command (so exit code 4: a part is never the whole).</summary>
[NonParallelizable]
public sealed class RunningWithTheRealGateway
{
    private GatewayHome home = null!;

    [SetUp]
    public async Task Start() => home = await GatewayHome.StartAsync();

    [TearDown]
    public async Task Stop() => await home.DisposeAsync();

    [Test]
    public async Task Minted_entries_are_judged_as_far_as_they_show_anything()
    {
        home.ServiceFile("mint", await home.ServeAsync("mint"));
        var verdicts = await RunAsync(4, "--only", "AUTH-01", "--only", "AUTH-02", "--only", "SEC-01", "--only", "AUTH-13");
        Assert.That(verdicts, Is.EquivalentTo(new[] { "AUTH-01 passed", "AUTH-02 untested", "AUTH-13 untested", "SEC-01 cantTell" }));
    }

    [Test]
    public async Task Proxied_calls_are_judged_as_the_mocks_are()
    {
        home.ServiceFile("proxy", await home.ServeAsync("proxy"));
        var verdicts = await RunAsync(4, "--only", "AUTH-01", "--only", "AUTH-02", "--only", "AUTH-03", "--only", "AUTH-13");
        Assert.Multiple(() =>
        {
            Assert.That(verdicts, Is.EquivalentTo(new[] { "AUTH-01 passed", "AUTH-02 passed", "AUTH-03 passed", "AUTH-13 passed" }));
            Assert.That(home.Real.Journal.Count(c => c.Operation == "deproc"), Is.GreaterThanOrEqualTo(4), "the real gateway answered");
            Assert.That(Evidence(), Does.Contain("\"login\":\"proxied\"").And.Not.Contain(GatewayHome.Key).And.Not.Contain(GatewayHome.Secret));
        });
        foreach (var token in home.Real.Journal.SelectMany(c => new[] { c.Token, c.MToken }).OfType<string>().Distinct())
        {
            Assert.That(Evidence(), Does.Not.Contain(token), "nothing secret is written in the clear");
        }
    }

    [Test]
    public async Task Entries_that_a_tester_hands_over_are_judged_and_the_next_run_asks_for_fresh_ones()
    {
        var landing = await home.ServeAsync("assisted");
        var citizen = home.Real.NewCitizen("first", PersonaKind.Ordinary);
        home.Home.File("citizen.json", JsonSerializer.Serialize(new { citizenId = citizen.CitizenId, firstName = citizen.FirstName, lastName = citizen.LastName }));
        home.ServiceFile("assisted", landing, more: "assisted:\n  citizen: { file: citizen.json }");
        var (one, two) = (await MintAsync(), await MintAsync());
        home.Home.File("entries.txt", $"# from the tester's phone\n{landing}?appId={one.AppId}&mToken={one.MToken}\n\n{two.AppId} {two.MToken}\n");
        Assert.That(await RunAsync(4, "--only", "AUTH-01", "--entries", "entries.txt"), Is.EqualTo(new[] { "AUTH-01 passed" }));

        // The same two again: used up, which is not the service's fault.
        Assert.That(await RunAsync(4, "--only", "AUTH-01", "--entries", "entries.txt"), Is.EqualTo(new[] { "AUTH-01 cantTell" }));

        async Task<MintedEntry> MintAsync() => await home.Real.MintAsync(citizen, GatewayConduct.Proper, CancellationToken.None);
    }

    private async Task<IEnumerable<string>> RunAsync(int exit, params string[] more)
    {
        var end = await Command.RunAsync(home.Home, ["run", "--service", "service.yaml", "--json", .. more]);
        Assert.That(end.ExitCode, Is.EqualTo(exit), end.All);
        using var verdicts = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Latest(), "verdicts.json")));
        return [.. verdicts.RootElement.EnumerateArray().Select(v => v.GetProperty("case").GetString() + " " + v.GetProperty("outcome").GetString())];
    }

    private string Latest() => Directory.GetDirectories(Path.Combine(home.Home.Folder, "reports")).Where(d => File.Exists(Path.Combine(d, "verdicts.json"))).OrderBy(Directory.GetCreationTimeUtc).Last();

    private string Evidence() => string.Join('\n', Directory.GetFiles(Latest(), "*.json*", SearchOption.AllDirectories).Select(File.ReadAllText));
}
