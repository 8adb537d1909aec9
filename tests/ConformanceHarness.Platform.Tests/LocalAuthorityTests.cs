using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core;
using ConformanceHarness.Platform.Certificates;

namespace ConformanceHarness.Platform.Tests;

public sealed class LocalAuthorityTests
{
    private string _folder = null!;

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("local-authority-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_kept_CA_stays_the_same()
    {
        using var first = LocalAuthority.Open(Path.Combine(_folder, "ca"));
        using var second = LocalAuthority.Open(Path.Combine(_folder, "ca"));

        Assert.Multiple(() =>
        {
            Assert.That(second.Authority.Thumbprint, Is.EqualTo(first.Authority.Thumbprint));
            Assert.That(File.ReadAllText(Path.Combine(_folder, "ca", "ca.crt")), Is.EqualTo(first.Authority.ExportCertificatePem() + "\n"));
            Assert.That(Directory.GetFiles(Path.Combine(_folder, "ca")).Select(Path.GetFileName).Order(), Is.EqualTo(new[] { "authority.p12", "ca.crt" }));
        });
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void The_keys_file_is_the_owners_alone()
    {
        using var authority = LocalAuthority.Open(_folder);

        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(Path.Combine(_folder, "authority.p12")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task Eight_that_start_at_once_share_one_CA()
    {
        using var start = new ManualResetEventSlim();
        var opening = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.Wait();
                using var authority = LocalAuthority.Open(_folder);
                return authority.Authority.Thumbprint;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToList();
        start.Set();

        Assert.That((await Task.WhenAll(opening)).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_file_that_is_no_CA_is_named_with_what_to_do()
    {
        var path = Path.Combine(_folder, "authority.p12");
        File.WriteAllText(path, "nothing of the kind");

        Assert.That(
            () => LocalAuthority.Open(_folder),
            Throws.TypeOf<ConfigurationException>().With.Message.StartsWith(path).And.Message.Contains("Delete the file"));
    }

    [Test]
    public void A_CA_near_its_end_is_refused()
    {
        LocalAuthority.Open(_folder, new ShiftedClock(TimeSpan.FromDays(-3600))).Dispose();

        Assert.That(() => LocalAuthority.Open(_folder), Throws.TypeOf<ConfigurationException>().With.Message.Contains("less than 90 days"));
    }

    [Test]
    public void A_folder_that_is_a_file_is_refused()
    {
        var path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "");

        Assert.That(() => LocalAuthority.Open(path), Throws.TypeOf<ConfigurationException>().With.Message.StartsWith(path));
    }

    [Test]
    public void A_server_certificate_is_for_ninety_days_and_all_names()
    {
        var clock = new ShiftedClock(TimeSpan.FromDays(10));
        using var authority = LocalAuthority.CreateInMemory();
        using var later = LocalAuthority.CreateInMemory(clock);
        using var certificate = authority.IssueServerCertificate("service.example", "192.0.2.7");
        using var laterCertificate = later.IssueServerCertificate();

        Assert.Multiple(() =>
        {
            foreach (var host in new[] { "localhost", "127.0.0.1", "::1", "czp.dga.or.th", "cpt-uat.dg-paas.cloud", "service.example", "192.0.2.7" })
            {
                Assert.That(certificate.MatchesHostname(host), Is.True, host);
            }

            Assert.That(certificate.MatchesHostname("api.egov.go.th"), Is.False);
            Assert.That(laterCertificate.NotAfter.ToUniversalTime(), Is.EqualTo(clock.GetUtcNow().AddDays(90).UtcDateTime).Within(TimeSpan.FromMinutes(5)));
            Assert.That(certificate.GetECDsaPublicKey()!.KeySize, Is.EqualTo(256));
            Assert.That(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value, Is.EqualTo("1.3.6.1.5.5.7.3.1"));
        });
    }

    [Test]
    public async Task Openssl_accepts_the_chain()
    {
        using var authority = LocalAuthority.CreateInMemory();
        using var certificate = authority.IssueServerCertificate();
        var (root, leaf) = (Path.Combine(_folder, "root.pem"), Path.Combine(_folder, "leaf.pem"));
        authority.ExportPem(root);
        await File.WriteAllTextAsync(leaf, certificate.ExportCertificatePem());

        var (exit, output) = await RunAsync(
            "openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "czp.dga.or.th", "-CAfile", root, leaf);

        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain("leaf.pem: OK"));
            Assert.That(exit, Is.Zero);
        });
    }

    [Test]
    public async Task Openssl_accepts_the_running_mock()
    {
        await using var mock = await MockSession.StartAsync();
        var root = Path.Combine(_folder, "root.pem");
        mock.ExportPem(root);

        var (exit, output) = await RunAsync(
            "openssl", "s_client", "-brief", "-verify_return_error", "-CAfile", root, "-servername", "localhost", "-verify_hostname", "localhost",
            "-connect", "127.0.0.1:" + mock.Platform.GatewayBase.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain("Verification: OK").And.Contain("TLSv1.3"));
            Assert.That(exit, Is.Zero);
        });
    }

    private static async Task<(int Exit, string Output)> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
