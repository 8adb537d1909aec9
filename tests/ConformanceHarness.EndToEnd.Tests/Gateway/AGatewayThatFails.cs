using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Gateway;

/// <summary>What is wrong with the real gateway stops the run before anything is visited, and says who has to do what; no case is blamed.</summary>
public sealed class AGatewayThatFails
{
    private GatewayHome home = null!;

    [SetUp]
    public async Task Start() => home = await GatewayHome.StartAsync();

    [TearDown]
    public async Task Stop() => await home.DisposeAsync();

    [TestCase("mint")]
    [TestCase("proxy")]
    public async Task Refusing_the_credentials_stops_with_2(string login)
    {
        home.Home.Variables["TEST_CONSUMER_SECRET"] = "another-secret-of-another-agency";
        var end = await RunAsync(login);
        Assert.Multiple(() =>
        {
            Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
            Assert.That(end.Error, Does.Contain("refused the agency's credentials (HTTP 401").And.Contain("./conformance doctor --service").And.Contain("Cause: configuration"));
            Assert.That(end.All, Does.Not.Contain("another-secret").And.Not.Contain(GatewayHome.Key).And.Not.Contain("   at "));
            Assert.That(Directory.Exists(Path.Combine(home.Home.Folder, "reports")), Is.False, "a run that can't begin leaves no folder");
        });
    }

    [Test]
    public async Task Not_being_there_stops_with_3()
    {
        var port = GatewayHome.FreePort();
        var end = await RunAsync("mint", $"https://127.0.0.1:{port}");
        Assert.That(end.ExitCode, Is.EqualTo(3), end.All);
        Assert.That(end.Error, Does.Contain($"The gateway 127.0.0.1:{port} can't be connected to").And.Contain("IP address is allowed").And.Contain("Cause: environment"));
    }

    [Test]
    public async Task Being_vouched_for_by_nobody_stops_with_3_before_it_hears_a_secret()
    {
        var end = await RunAsync("mint", trusted: false);
        Assert.That(end.ExitCode, Is.EqualTo(3), end.All);
        Assert.That(end.Error, Does.Contain("No TLS connection").And.Contain("gateway.extraCa"));
        Assert.That(home.Real.Journal, Is.Empty);
    }

    [Test]
    public async Task A_CA_that_is_not_there_stops_with_2()
    {
        home.ServiceFile("mint", "https://localhost:1/");
        await File.WriteAllTextAsync(Path.Combine(home.Home.Folder, "service.yaml"), (await File.ReadAllTextAsync(Path.Combine(home.Home.Folder, "service.yaml"))).Replace("\n  extraCa: ca.pem", "\n  extraCa: nowhere.pem", StringComparison.Ordinal));
        var end = await Command.RunAsync(home.Home, "run", "--service", "service.yaml");
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("nowhere.pem (gateway.extraCa)").And.Contain("PEM file"));
    }

    [Test]
    public async Task Nobody_to_hand_over_an_entry_stops_with_2()
    {
        home.Home.File("citizen.json", "{\"citizenId\":\"1234567890121\",\"firstName\":\"น้ำผึ้ง\",\"lastName\":\"ศรีสุวรรณ\"}");
        home.ServiceFile("assisted", "https://localhost:1/", more: "assisted:\n  citizen: { file: citizen.json }");
        // Its input is no terminal.
        var end = await Command.RunAsync(home.Home, "run", "--service", "service.yaml", "--json");
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("neither a terminal nor --entries").And.Contain("--entries FILE"));
    }

    [TestCase("assisted:\n  citizen: { file: citizen.json }", "is no JSON")]
    [TestCase("", "has no assisted.citizen")]
    public async Task Not_knowing_who_enters_stops_with_2(string more, string said)
    {
        home.Home.File("citizen.json", "1-2345-67890-12-1");
        home.ServiceFile("assisted", "https://localhost:1/", more: more);
        var end = await Command.RunAsync(home.Home, "run", "--service", "service.yaml", "--entries", "-");
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain(said).And.Contain("docs/service-file.md").And.Not.Contain("67890"));
    }

    [TestCase("en", "The gateway took Consumer-Key, ConsumerSecret and AgentID", "The certificate of the gateway 127.0.0.1 is trusted", "The clock agrees with the gateway's")]
    [TestCase("th", "gateway รับ Consumer-Key, ConsumerSecret และ AgentID", "ใบรับรองของ gateway 127.0.0.1 น่าเชื่อถือ", "เวลาของเครื่องตรงกับ gateway")]
    public async Task Doctor_asks_it_and_says_that_all_is_well(string language, params string[] said)
    {
        var end = await DoctorAsync(language);
        Assert.Multiple(() =>
        {
            foreach (var line in said)
            {
                Assert.That(end.All, Does.Contain("✓ " + line));
            }

            Assert.That(home.Real.Journal.Select(c => c.Operation), Is.EqualTo(new[] { "validate" }), "it mints nothing");
            Assert.That(end.All, Does.Not.Contain(GatewayHome.Key).And.Not.Contain(GatewayHome.Secret));
        });
    }

    [TestCase("en", "✗ The gateway refused the Consumer-Key or the ConsumerSecret; it answers the same for both (HTTP 401)", "env:TEST_CONSUMER_SECRET")]
    [TestCase("th", "✗ gateway ปฏิเสธ Consumer-Key หรือ ConsumerSecret โดยตอบเหมือนกันทั้งสองกรณี (HTTP 401)", "env:TEST_CONSUMER_SECRET")]
    public async Task Doctor_says_what_it_refused_as_far_as_it_tells(string language, string said, string next)
    {
        home.Home.Variables["TEST_CONSUMER_SECRET"] = "another-secret-of-another-agency";
        var end = await DoctorAsync(language);
        Assert.That(end.All, Does.Contain(said).And.Contain(next).And.Not.Contain("another-secret"));
    }

    [Test]
    public async Task Doctor_sends_no_credentials_where_it_does_not_know_who_reads_them()
    {
        var end = await DoctorAsync("en", trusted: false);
        Assert.That(end.All, Does.Contain("The gateway's certificate is not trusted").And.Contain("gateway.extraCa"));
        Assert.That(home.Real.Journal, Is.Empty);
    }

    private Task<CommandEnd> RunAsync(string login, string? gateway = null, bool trusted = true)
    {
        home.ServiceFile(login, "https://localhost:1/", gateway, trusted);
        return Command.RunAsync(home.Home, "run", "--service", "service.yaml");
    }

    private Task<CommandEnd> DoctorAsync(string language, bool trusted = true)
    {
        home.ServiceFile("mint", "https://localhost:1/", trusted: trusted);
        return Command.RunAsync(home.Home, "doctor", "--service", "service.yaml", "--lang", language);
    }
}
