using System.Net;
using System.Net.Sockets;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Fixtures.ReferenceService;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.EndToEnd.Tests.Gateway;

/// <summary>The mock in this process as the real gateway (it doesn't know), and a home whose service file names it as such.</summary>
internal sealed class GatewayHome : IAsyncDisposable
{
    public const string AppId = "7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90";
    public const string Key = "a-key-that-only-this-test-knows";
    public const string Secret = "a-secret-that-only-this-test-knows";
    private readonly LocalAuthority authority;
    private ReferenceServiceHost? service;

    private GatewayHome(LocalAuthority authority, MockPlatform real)
    {
        this.authority = authority;
        Real = real;
        Home.Variables["TEST_CONSUMER_KEY"] = Key;
        Home.Variables["TEST_CONSUMER_SECRET"] = Secret;
        authority.ExportPem(Path.Combine(Home.Folder, "ca.pem"));
    }

    public TestHome Home { get; } = new();

    public MockPlatform Real { get; }

    /// <summary>Where the proxy listens.</summary>
    public int Port { get; } = FreePort();

    public static async Task<GatewayHome> StartAsync()
    {
        var authority = LocalAuthority.CreateInMemory();
        return new(authority, await MockPlatform.StartAsync(new MockPlatformOptions { Authority = authority, ConsumerKey = Key, ConsumerSecret = Secret, AppId = AppId }, CancellationToken.None));
    }

    /// <summary>The reference service, its back end calling the real gateway or the harness's proxy; gives its Landing URL.</summary>
    public async Task<string> ServeAsync(string login)
    {
        using var harness = login == "proxy" ? LocalAuthority.Open(Path.Combine(Home.Folder, ".state", "ca")) : null;
        service = await ReferenceServiceHost.StartAsync(
            new ReferenceServiceOptions
            {
                GatewayBase = login == "proxy" ? new Uri($"https://127.0.0.1:{Port}") : Real.GatewayBase,
                ConsumerKey = Key,
                ConsumerSecret = Secret,
                AppId = AppId,
                GatewayAuthority = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate((harness ?? authority).Authority.RawData),
                Certificate = authority.IssueServerCertificate("localhost", "127.0.0.1"),
            },
            CancellationToken.None);
        return service.Address.AbsoluteUri;
    }

    public string ServiceFile(string login, string landing, string? gateway = null, bool trusted = true, string more = "") => Home.File("service.yaml", $$"""
        service:
          id: real
          agency: { th: กรมตัวอย่าง, en: Department of Examples }
          category: { th: งานทะเบียน, en: Registration }
          name: { th: บริการทดสอบ, en: Test service }
        subServices:
          - id: certificate
            name: { th: ขอหนังสือรับรอง, en: Request a certificate }
        appId: {{AppId}}
        channels: [app]
        stages:
          uat:
            landingUrl: {{landing}}
            login: {{login}}
            extraCa: ca.pem
        gateway:
          listen: https://127.0.0.1:{{Port}}
          baseAddress: {{gateway ?? Real.GatewayBase.GetLeftPart(UriPartial.Authority)}}
          timeoutSeconds: 10
          retries: 0
        {{(trusted ? "  extraCa: ca.pem" : "")}}
          consumerKey: { env: TEST_CONSUMER_KEY }
          consumerSecret: { env: TEST_CONSUMER_SECRET }
        {{more}}

        """);

    public static int FreePort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        return ((IPEndPoint)taken.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            await service.DisposeAsync();
        }

        await Real.DisposeAsync();
        authority.Dispose();
        Home.Dispose();
    }
}
