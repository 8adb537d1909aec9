using System.Net;
using System.Net.Sockets;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.Core.Timestamps;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Official;

/// <summary>What can't become an official bundle stops before anything is visited, and never becomes a trial instead.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OfficialIsRefused
{
    private readonly TestHome home = new();

    [TearDown]
    public void Remove() => home.Dispose();

    private KeyFiles Keys => new(home);

    [TestCase("--tsa http://127.0.0.1:1/", "--tsa is there without --key.", "Add --key FILE.p12")]
    [TestCase("--cert chain.pem", "--cert is there without --key.", "leave the option out")]
    [TestCase("--key none.p12", "--key needs --tsa", "timestamp authority (RFC 3161)")]
    [TestCase("--key none.p12 --tsa ftp://tsa/", "--tsa ftp://tsa/: it is no http or https address.", "Ask the timestamp authority")]
    [TestCase("--key none.p12 --tsa http://u:hidden-word@tsa/", "there is a user's name or a password in the address", "IP address")]
    [TestCase("--key none.p12 --tsa http://127.0.0.1:1/", "none.p12: The key or certificate can't be read", "--key-password-env NAME or --key-password-file FILE")]
    [TestCase("--key none.p12 --tsa http://127.0.0.1:1/ --key-password-env NOT_SET", "--key-password-env NOT_SET: the variable is not set.", "export NOT_SET=")]
    [TestCase("--key none.p12 --tsa http://127.0.0.1:1/ --key-password-file none.txt", "--key-password-file none.txt: it can't be used", "chmod 600")]
    [TestCase("--key none.p12 --tsa http://127.0.0.1:1/ --key-password-file none.txt --key-password-env X", "Both --key-password-env and --key-password-file are there.", "Leave out one")]
    [TestCase("--key none.p12 --tsa http://127.0.0.1:1/ --channel app", "--key can't be used with --only or --channel", "trial bundle")]
    public async Task For_its_options(string options, string problem, string next)
    {
        var end = await Command.RunAsync(home, ["run", .. options.Split(' ')]);
        Refused(end, 2, problem, next);
        Assert.That(end.All, Does.Not.Contain("hidden-word"));
    }

    [TestCase("WithoutChain", "The certificate of the authority that issued it is not in the file: CN=Test Issuing CA.", "-certfile chain.pem")]
    [TestCase("SelfSigned", "The certificate is self-signed: no authority vouches for it.", "openssl pkcs12")]
    [TestCase("Expired", "The certificate CN=Expired is valid from", "check this machine's clock")]
    [TestCase("FromAForger", "The certificate was not signed by the CN=Test Issuing CA that is in the file.", "authority's certificates")]
    public async Task For_its_key(string kind, string problem, string next)
    {
        var key = (string)typeof(KeyFiles).GetMethod(kind)!.Invoke(Keys, [])!;
        home.Variables["KEY_PASSWORD"] = KeyFiles.Password;
        Refused(await Command.RunAsync(home, "run", "--key", key, "--key-password-env", "KEY_PASSWORD", "--tsa", "http://127.0.0.1:1/"), 2, problem, next);
    }

    [Test]
    public async Task For_a_wrong_password_that_is_not_shown()
    {
        home.Variables["KEY_PASSWORD"] = "the-wrong-word";
        var end = await Command.RunAsync(home, "run", "--key", Keys.Good(), "--key-password-env", "KEY_PASSWORD", "--tsa", "http://127.0.0.1:1/");
        Refused(end, 2, "agency.p12: The key or certificate can't be read", "Check the file and its password");
        Assert.That(end.All, Does.Not.Contain("the-wrong-word"));
    }

    [Test]
    public async Task For_an_authority_that_nobody_answers_for_with_3()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        Refused(await RunAsync($"http://127.0.0.1:{port}/tsa"), 3, $"--tsa http://127.0.0.1:{port}/tsa: it can't be reached", "firewall");
    }

    [Test]
    public async Task For_a_page_in_place_of_an_authority()
    {
        await using var page = await TinyTsa.StartAsync(TinyService.Html("<h1>Login</h1>"));
        Refused(await RunAsync(page.Address), 2, "it does not answer as a timestamp authority: HTTP 200, text/html", "RFC 3161");
    }

    [Test]
    public async Task For_an_authority_that_refuses()
    {
        await using var tsa = await TinyTsa.StartAsync(KeyFiles.Pki.Tsa with { Status = 2, Failure = 15 });
        Refused(await RunAsync(tsa.Address), 2, "gave no timestamp: rejection: unacceptedPolicy", "name another one with --tsa");
    }

    [Test]
    public async Task For_an_answer_to_another_request()
    {
        await using var tsa = await TinyTsa.StartAsync(KeyFiles.Pki.Tsa with { Nonce = n => [.. n![..^1], (byte)(n[^1] ^ 1)] });
        Refused(await RunAsync(tsa.Address), 2, "the answer is one to another request (nonce)", "--tsa");
    }

    [Test]
    public async Task For_a_mocked_login_at_pre_production_before_the_authority_is_asked()
    {
        await using var tsa = await TinyTsa.StartAsync(KeyFiles.Pki.Tsa);
        var file = home.ServiceFile("https://localhost:1/");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("gateway:\n", "  preproduction:\n    landingUrl: https://service.example.go.th/\n    login: mock\ngateway:\n", StringComparison.Ordinal));
        Refused(await RunAsync(tsa.Address, "--stage", "preproduction"), 2, "--key can't be used with login: mock at pre-production", "./conformance attest");
        Assert.That(tsa.Asked, Is.Zero);
    }

    [Test]
    public async Task An_authority_that_is_out_of_order_for_a_moment_is_asked_again()
    {
        var times = 0;
        await using var tsa = await TinyTsa.StartAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref times) < 3 ? 503 : 404;
            return Task.CompletedTask;
        });
        var authority = new HttpTimestampAuthority(new Uri(tsa.Address), pauses: [TimeSpan.Zero, TimeSpan.Zero]);
        Assert.That(() => authority.Answer([0x30, 0], default), Throws.TypeOf<TimestampException>().With.Message.Contains("HTTP 404").And.Property(nameof(TimestampException.Unreachable)).False);
        Assert.That(tsa.Asked, Is.EqualTo(3));
    }

    [Test]
    public async Task An_authority_that_never_answers_is_not_waited_for_for_ever()
    {
        await using var tsa = await TinyTsa.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var authority = new HttpTimestampAuthority(new Uri(tsa.Address), TimeSpan.FromSeconds(0.5), []);
        Assert.That(() => authority.Answer([0x30, 0], default), Throws.TypeOf<TimestampException>().With.Message.Contains("no answer in 0.5 s").And.Property(nameof(TimestampException.Unreachable)).True);
    }

    [TestCase("0.0.0-dev", false)]
    [TestCase("1.0.0-rc.1+abc", false)]
    [TestCase("unknown", false)]
    [TestCase("0.1.0+abc", true)]
    public void A_development_build_signs_nothing_official(string version, bool taken) =>
        Assert.That(() => OfficialOptions.DemandRelease(version), taken ? Throws.Nothing : Throws.TypeOf<ConfigurationException>().With.Message.Contains("development build"));

    /// <summary>With a good key and a service file that is there.</summary>
    private Task<CommandEnd> RunAsync(string tsa, params string[] more)
    {
        home.Variables["KEY_PASSWORD"] = KeyFiles.Password;
        var service = Path.Combine(home.Folder, "service.yaml");
        service = File.Exists(service) ? service : home.ServiceFile("https://localhost:1/");
        return Command.RunAsync(home, ["run", "--service", service, "--key", Keys.Good(), "--key-password-env", "KEY_PASSWORD", "--tsa", tsa, .. more]);
    }

    private void Refused(CommandEnd end, int exit, string problem, string next) => Assert.Multiple(() =>
    {
        Assert.That(end.ExitCode, Is.EqualTo(exit), end.All);
        Assert.That(end.Error, Does.Contain(problem).And.Contain(next).And.Not.Contain("   at "));
        Assert.That(end.All, Does.Not.Contain(KeyFiles.Password));
        Assert.That(Directory.EnumerateFiles(home.Folder, "*.asice", SearchOption.AllDirectories), Is.Empty);
    });
}
