using System.Net;

namespace ConformanceHarness.Platform.Tests;

public sealed class ServingTheSdkTests
{
    private MockSession _mock = null!;

    [OneTimeSetUp]
    public async Task Start() => _mock = await MockSession.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _mock.DisposeAsync();

    [TestCase("/cportal/sdk/iu/v3/sdk.js", "text/javascript")]
    [TestCase("/cportal/sdk/iu/v5/sdk-uat.js?t=1", "text/javascript")]
    [TestCase("/cportal/sdk/css/v1/trunks.min.css", "text/css")]
    public async Task Published_addresses_are_served_to_every_origin_and_not_recorded(string path, string type)
    {
        using var response = await _mock.Client.GetAsync(new Uri(_mock.Platform.SdkBase, path));

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
            Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
            Assert.That(_mock.Platform.Journal.Where(c => c.Path == path), Is.Empty);
        });
    }

    [TestCase("czp.dga.or.th")]
    [TestCase("cpt-uat.dg-paas.cloud")]
    public async Task The_certificate_is_valid_for_the_published_hosts(string host)
    {
        // As the browser's host mapping does it: the name stays, the connection goes to the mock.
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { CertificateChainPolicy = _mock.TrustPolicy() },
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, _mock.Platform.SdkBase.Port, cancellationToken);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        });

        Assert.That(await client.GetStringAsync(new Uri($"https://{host}/cportal/sdk/iu/v5/sdk.js")), Does.Contain("czpSdk"));
    }

    [TestCase("/cportal/sdk/iu/vx/sdk.js")]
    [TestCase("/cportal/sdk/iu/v5/sdk.js.map")]
    public async Task Another_address_is_unmatched(string path)
    {
        using var response = await _mock.Client.GetAsync(new Uri(_mock.Platform.SdkBase, path));

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(_mock.Platform.UnmatchedCalls.Select(c => c.Path), Does.Contain(path));
        });
    }
}
