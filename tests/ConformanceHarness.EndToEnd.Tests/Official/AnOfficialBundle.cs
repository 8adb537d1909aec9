using System.Text.Json;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Official;

/// <summary>An agency signs a whole stage, the receiver verifies it with a policy. The run itself happens once, without a login: that is the shortest.</summary>
public sealed class AnOfficialBundle
{
    private readonly TestHome home = new();
    private CommandEnd run = null!;
    private string bundle = null!;
    private int asked;

    [OneTimeSetUp]
    public async Task Run()
    {
        await using var service = await TinyService.StartAsync(TinyService.Html("<h1>บริการ</h1>"));
        await using var tsa = await TinyTsa.StartAsync(KeyFiles.Pki.Tsa with { At = TimeProvider.System.GetUtcNow });
        var file = home.ServiceFile(service.Address, service.Ca);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("login: mock", "login: none", StringComparison.Ordinal));
        var password = home.File("password.txt", KeyFiles.Password + "\n");
        run = await Command.RunAsync(home, "run", "--service", file, "--key", new KeyFiles(home).Pem(), "--key-password-file", password, "--tsa", tsa.Address, "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        bundle = JsonDocument.Parse(run.Output).RootElement.GetProperty("bundle").GetString()!;
        asked = tsa.Asked;
        foreach (var (name, certificate) in new[] { ("root.pem", KeyFiles.Pki.Root), ("tsa-root.pem", KeyFiles.Pki.TsaRoot), ("stranger.pem", KeyFiles.Pki.Stranger) })
        {
            home.File(name, certificate.ExportCertificatePem());
        }

        foreach (var (name, authority) in new[] { ("issuing.crl", KeyFiles.Pki.Intermediate), ("root.crl", KeyFiles.Pki.Root), ("tsa.crl", KeyFiles.Pki.TsaRoot) })
        {
            await File.WriteAllBytesAsync(Path.Combine(home.Folder, name), KeyFiles.Pki.Revocations(authority, []));
        }
    }

    [OneTimeTearDown]
    public void Remove() => home.Dispose();

    [Test]
    public void Is_marked_as_one_and_holds_no_password() => Assert.Multiple(() =>
    {
        Assert.That(Path.GetFileName(bundle), Does.EndWith(".asice").And.Not.Contain("trial"));
        Assert.That(asked, Is.EqualTo(2), "once to try, once to stamp");
        Assert.That(run.All, Does.Not.Contain(KeyFiles.Password));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(bundle)!, "*", SearchOption.AllDirectories).Where(f => File.ReadAllText(f).Contains(KeyFiles.Password, StringComparison.Ordinal)), Is.Empty);
    });

    [Test]
    public async Task Is_trusted_by_the_receivers_policy()
    {
        var end = await VerifyAsync("");
        using var answer = JsonDocument.Parse(end.Output);
        var one = answer.RootElement.GetProperty("bundles")[0];
        Assert.That(end.ExitCode, Is.Zero, end.All);
        Assert.That((one.GetProperty("trusted").GetBoolean(), one.GetProperty("timestampAuthority").GetString()), Is.EqualTo((true, "CN=Test TSA")));
    }

    [TestCase("deadlines: { uat: 2020-01-01 }\nchallengeRequired: true", "late,challenge-missing")]
    [TestCase("harnessVersions: [\"9.9.9\"]\nobligations: [must]", "harness-version-not-accepted,obligation-not-met")]
    [TestCase("provenance: [{ stage: uat, logins: [device] }]", "provenance-not-accepted")]
    public async Task Is_not_where_the_policy_demands_more(string more, string codes)
    {
        var end = await VerifyAsync(more);
        using var answer = JsonDocument.Parse(end.Output);
        Assert.That(end.ExitCode, Is.EqualTo(5), end.All);
        Assert.That(answer.RootElement.GetProperty("bundles")[0].GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()).Distinct(), Is.EqualTo(codes.Split(',')));
    }

    [TestCase("--root root.pem --tsa-root tsa-root.pem", 0, "valid and trusted")]
    [TestCase("--root root.pem", 5, "name the timestamp authority's root with --tsa-root")]
    [TestCase("--root root.pem --tsa-root stranger.pem", 5, "[timestamp-untrusted]")]
    [TestCase("--root stranger.pem --tsa-root tsa-root.pem", 5, "[chain-untrusted]")]
    [TestCase("--tsa-root tsa-root.pem", 2, "--tsa-root alone is not enough")]
    [TestCase("--policy none.yaml", 2, "none.yaml: There is no such file")]
    [TestCase("--policy none.yaml --root root.pem", 2, "--root can't be used with --policy none.yaml")]
    [TestCase("", 0, "nobody vouches for the signer")]
    public async Task Is_judged_by_the_options(string options, int exit, string said)
    {
        var end = await Command.RunAsync(home, ["verify", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), bundle]);
        Assert.That(end.ExitCode, Is.EqualTo(exit), end.All);
        Assert.That(end.All, Does.Contain(said));
    }

    [Test]
    public async Task A_wrong_policy_is_refused_by_file_and_line()
    {
        var end = await VerifyAsync("deadline: 2026-01-01\nobligations: [may]");
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("policy.yaml:4: ").And.Contain("policy.yaml:5: ").And.Contain("'deadlines'"));
    }

    [Test]
    public void Openssl_finds_the_signature_good()
    {
        using var folder = new TestFolder();
        System.IO.Compression.ZipFile.ExtractToDirectory(bundle, folder.Path);
        File.Copy(Path.Combine(home.Folder, "root.pem"), folder.File("root.pem"));
        var end = OpenSsl.Run(folder.Path, "cms -verify -cades -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml -binary -CAfile root.pem -purpose any -out content.out");
        Assert.That(end.Output, Does.Contain("CAdES Verification successful"));
    }

    private Task<CommandEnd> VerifyAsync(string more)
    {
        home.File("policy.yaml", "roots: [root.pem]\ntsaRoots: [tsa-root.pem]\ncrls: [issuing.crl, root.crl, tsa.crl]\n" + more + "\n");
        return Command.RunAsync(home, "verify", "--policy", "policy.yaml", bundle, "--json");
    }
}
