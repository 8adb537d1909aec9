using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.DigitalId;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Cli.Running;

/// <summary>A built-in service and a mock platform that know each other, with credentials of the moment.</summary>
public sealed partial class EmbeddedReference : IAsyncDisposable
{
    public const string KeyVariable = "CONFORMANCE_REFERENCE_CONSUMER_KEY";
    public const string SecretVariable = "CONFORMANCE_REFERENCE_CONSUMER_SECRET";
    public const string ClientSecretVariable = "CONFORMANCE_REFERENCE_CLIENT_SECRET";
    private readonly RunningFixture host;
    private readonly Dictionary<string, string> environment;

    private EmbeddedReference(MockPlatform platform, DigitalIdProvider? provider, RunningFixture host, Dictionary<string, string> environment, byte[] serviceBytes)
    {
        Platform = platform;
        Provider = provider;
        this.host = host;
        this.environment = environment;
        ServiceBytes = serviceBytes;
    }

    public MockPlatform Platform { get; }

    /// <summary>Null where the service has no login by OpenID Connect.</summary>
    public DigitalIdProvider? Provider { get; }

    /// <summary>The fixture's service.yaml with the addresses on which the service really listens.</summary>
    public byte[] ServiceBytes { get; }

    public Uri Address => host.LandingUrl;

    /// <param name="ports">where an earlier part of the same run found the service; null for any free ports</param>
    /// <param name="stage">for production and the stage before it the service is installed otherwise than in UAT</param>
    internal static async Task<EmbeddedReference> StartAsync(LocalAuthority authority, Fixture fixture, Stage stage, IReadOnlySet<string> defects, int seed, CancellationToken cancellationToken, FixturePorts? ports = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [KeyVariable] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            [SecretVariable] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)),
            [ClientSecretVariable] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)),
        };
        // Installed for production it has a name of its own, the platform's production SDK and no segment of UAT in its gateway's addresses.
        var publicHost = stage == Stage.Uat ? null : fixture.ProductionHost;
        var platform = await MockPlatform.StartAsync(
            new MockPlatformOptions { Authority = authority, ConsumerKey = environment[KeyVariable], ConsumerSecret = environment[SecretVariable], AppId = fixture.AppId, PersonaSeed = seed, EnvironmentSegment = publicHost is null ? "uat" : "prod" },
            cancellationToken);
        DigitalIdProvider? provider = null;
        try
        {
            provider = fixture.ClientId is { } clientId
                ? await DigitalIdProvider.StartAsync(
                    new DigitalIdOptions { Authority = authority, Issuer = new Uri(OpenIdConnectSettings.DgaIssuer(stage)), ClientId = clientId, ClientSecret = environment[ClientSecretVariable] }, cancellationToken)
                : null;
            string[] hosts = ["localhost", "127.0.0.1", .. publicHost is null ? Array.Empty<string>() : [publicHost]];
            var settings = new FixtureSettings(
                platform.GatewayBase, environment[KeyVariable], environment[SecretVariable], fixture.AppId, authority.Authority, authority.IssueServerCertificate(hosts), defects)
            {
                PublicHost = publicHost,
                IssueFor = life => authority.IssueServerCertificate(life, hosts),
                Port = ports?.Https ?? 0,
                PlainHttpPort = ports?.Http ?? 0,
                Login = provider is null ? null : new FixtureLogin(provider.Issuer, provider.BackAddress, fixture.ClientId!, environment[ClientSecretVariable]),
            };
            var host = await StartAsync(fixture, settings, cancellationToken);
            var landing = publicHost is null ? host.LandingUrl : new Uri($"https://{publicHost}{host.LandingUrl.AbsolutePath}");
            provider?.Register(new Uri(landing, fixture.RedirectPath).AbsoluteUri, new Uri(landing, fixture.AfterLogoutPath).AbsoluteUri);
            return new EmbeddedReference(platform, provider, host, environment, Encoding.UTF8.GetBytes(Describe(fixture, host, publicHost, defects)));
        }
        catch
        {
            if (provider is not null)
            {
                await provider.DisposeAsync();
            }

            await platform.DisposeAsync();
            throw;
        }
    }

    public string? Variable(string name) => environment.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        if (Provider is not null)
        {
            await Provider.DisposeAsync();
        }

        await Platform.DisposeAsync();
    }

    private static async Task<RunningFixture> StartAsync(Fixture fixture, FixtureSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await fixture.Start(settings, cancellationToken);
        }
        catch (IOException e) when (settings.Port != 0)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText($"ระบบบริการอ้างอิงต้องใช้พอร์ตเดิม ({settings.Port}, {settings.PlainHttpPort}) แต่มีโปรแกรมอื่นใช้อยู่: {e.Message}", $"The embedded service has to listen on the ports of before ({settings.Port}, {settings.PlainHttpPort}), and another program does: {e.Message}"),
                new LocalText("ปิดโปรแกรมนั้นแล้วสั่งใหม่ หรือเริ่มรอบทดสอบใหม่", "End that program and run the command again, or begin a new run."),
                ExitCodes.HarnessError, e);
        }
    }

    /// <summary>The file with the addresses of this moment. The production host stands in for a real one, and says so.</summary>
    private static string Describe(Fixture fixture, RunningFixture host, string? publicHost, IReadOnlySet<string> defects)
    {
        var file = fixture.EditServiceFile(defects, File.ReadAllText(fixture.ServiceFile));
        if (publicHost is null)
        {
            var real = $"landingUrl: {host.LandingUrl}\n    plainHttpUrl: {host.PlainHttpUrl}\n    extraCa: ca.crt";
            return Written().IsMatch(file) ? Written().Replace(file, real, 1) : throw new InvalidOperationException($"fixtures/{fixture.Name}/service.yaml has no landingUrl on localhost.");
        }

        var installed = $"landingUrl: https://{publicHost}{host.LandingUrl.AbsolutePath}\n";
        return file.Contains(installed, StringComparison.Ordinal)
            ? file.Replace(installed, $"{installed}    standIn: {{ authority: ca.crt, https: \"127.0.0.1:{host.LandingUrl.Port}\", http: \"127.0.0.1:{host.PlainHttpUrl.Port}\" }}\n", StringComparison.Ordinal)
                .Replace("environmentSegment: uat", "environmentSegment: prod", StringComparison.Ordinal)
            : throw new InvalidOperationException($"fixtures/{fixture.Name}/service.yaml has no line '{installed.TrimEnd()}'.");
    }

    [GeneratedRegex(@"landingUrl: https://localhost:\d+/\S*")]
    private static partial Regex Written();
}
