using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core;

namespace ConformanceHarness.Platform.Tests;

public sealed class ListeningTests
{
    [Test]
    public async Task Plain_http_is_served_on_loopback_and_the_SDK_stays_on_https()
    {
        await using var mock = await MockSession.StartAsync(listen: new("http://127.0.0.1:0"));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(mock.Platform.GatewayBase.Scheme, Is.EqualTo("http"));
            Assert.That(mock.Platform.SdkBase.Scheme, Is.EqualTo("https"));
            Assert.That((await mock.DeprocAsync(await mock.MintAsync())).Code, Is.EqualTo(200));
            Assert.That(await mock.Client.GetStringAsync(new Uri(mock.Platform.SdkBase, "/cportal/sdk/iu/v5/sdk.js")), Does.Contain("czpSdk"));
        });
    }

    [TestCase("https://127.0.0.1")]
    [TestCase("https://localhost")]
    public async Task The_gateway_listens_where_it_is_told(string address)
    {
        var port = FreePort();

        await using var mock = await MockSession.StartAsync(listen: new($"{address}:{port}"));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(mock.Platform.GatewayBase, Is.EqualTo(new Uri($"{address}:{port}/")));
            Assert.That(mock.Platform.SdkBase.Port, Is.Not.EqualTo(port));
            Assert.That((await mock.DeprocAsync(await mock.MintAsync())).Code, Is.EqualTo(200));
        });
    }

    [TestCase("https://0.0.0.0:0")]
    [TestCase("https://[::]:0")]
    public async Task On_all_addresses_the_certificate_names_the_machine_and_its_addresses(string address)
    {
        if (address.Contains('[', StringComparison.Ordinal) && !Socket.OSSupportsIPv6)
        {
            Assert.Ignore("This machine has no IPv6.");
        }

        await using var mock = await MockSession.StartAsync(listen: new(address));
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, mock.Platform.GatewayBase.Port);
        await using var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", CertificateChainPolicy = mock.TrustPolicy() });

        using var served = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        var names = served.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address).Where(a => a.AddressFamily == AddressFamily.InterNetwork).Take(8);
        Assert.Multiple(() =>
        {
            Assert.That(names.EnumerateIPAddresses(), Is.SupersetOf(own));
            Assert.That(names.EnumerateIPAddresses(), Has.None.EqualTo(IPAddress.Any).And.None.EqualTo(IPAddress.IPv6Any));
            Assert.That(served.MatchesHostname(Dns.GetHostName()), Is.EqualTo(Uri.CheckHostName(Dns.GetHostName()) == UriHostNameType.Dns));
        });
    }

    [Test]
    public async Task The_key_pin_is_the_served_certificates_and_further_hosts_are_in_it()
    {
        await using var mock = await MockSession.StartAsync(furtherHosts: ["agency-tests.example"]);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, mock.Platform.SdkBase.Port);
        await using var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "agency-tests.example",
            CertificateChainPolicy = mock.TrustPolicy(),
        });

        using var served = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        Assert.That(mock.Platform.ServerKeyPin, Is.EqualTo(Convert.ToBase64String(SHA256.HashData(served.PublicKey.ExportSubjectPublicKeyInfo()))));
    }

    [Test]
    public async Task A_port_that_is_taken_is_named_with_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"https://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var e = await Assert.ThrowsAsync<ConfigurationException>(() => MockSession.StartAsync(listen: new(address)));

        Assert.Multiple(() =>
        {
            Assert.That(e!.Problem.En, Is.EqualTo($"The mock gateway can't listen at {address}."));
            Assert.That(e.Problem.Th, Does.Contain(address));
            Assert.That(e.Next.En, Does.Contain("gateway.listen"));
            Assert.That(e.Next.Th, Does.Contain("gateway.listen"));
        });
    }

    [TestCase("http://0.0.0.0:0")]
    [TestCase("http://192.0.2.1:0")]
    [TestCase("ftp://127.0.0.1:0")]
    [TestCase("https://gateway.example:0")]
    [TestCase("https://127.0.0.1:0/base")]
    public Task Another_address_is_refused(string address) =>
        Assert.ThatAsync(() => MockSession.StartAsync(listen: new(address)), Throws.TypeOf<ConfigurationException>().With.Message.Contains(address));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
