using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Fixtures.ReferenceService;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Cli.Running;

/// <summary>The reference service and a mock platform that know each other, with credentials of the moment.</summary>
public sealed class EmbeddedReference : IAsyncDisposable
{
    public const string KeyVariable = "CONFORMANCE_REFERENCE_CONSUMER_KEY";
    public const string SecretVariable = "CONFORMANCE_REFERENCE_CONSUMER_SECRET";
    private const string AppId = "7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90";
    private readonly ReferenceServiceHost host;
    private readonly Dictionary<string, string> environment;

    private EmbeddedReference(MockPlatform platform, ReferenceServiceHost host, Dictionary<string, string> environment, byte[] serviceBytes)
    {
        Platform = platform;
        this.host = host;
        this.environment = environment;
        ServiceBytes = serviceBytes;
    }

    public MockPlatform Platform { get; }

    /// <summary>fixtures/reference/service.yaml with the addresses on which the service really listens.</summary>
    public byte[] ServiceBytes { get; }

    public Uri Address => host.Address;

    public static async Task<EmbeddedReference> StartAsync(LocalAuthority authority, IReadOnlySet<string> defects, int seed, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [KeyVariable] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            [SecretVariable] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)),
        };
        var platform = await MockPlatform.StartAsync(
            new MockPlatformOptions { Authority = authority, ConsumerKey = environment[KeyVariable], ConsumerSecret = environment[SecretVariable], AppId = AppId, PersonaSeed = seed },
            cancellationToken);
        try
        {
            var host = await ReferenceServiceHost.StartAsync(
                new ReferenceServiceOptions
                {
                    GatewayBase = platform.GatewayBase,
                    ConsumerKey = environment[KeyVariable],
                    ConsumerSecret = environment[SecretVariable],
                    AppId = AppId,
                    GatewayAuthority = authority.Authority,
                    Certificate = authority.IssueServerCertificate("localhost", "127.0.0.1"),
                    Defects = defects,
                },
                cancellationToken);
            return new EmbeddedReference(platform, host, environment, Encoding.UTF8.GetBytes(Describe(host)));
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public string? Variable(string name) => environment.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await Platform.DisposeAsync();
    }

    private static string Describe(ReferenceServiceHost host)
    {
        const string Written = "landingUrl: https://localhost:7443/";
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", "service.yaml"));
        var real = $"landingUrl: {host.Address}\n    plainHttpUrl: {host.PlainHttpAddress}\n    extraCa: ca.crt";
        return file.Contains(Written, StringComparison.Ordinal) ? file.Replace(Written, real, StringComparison.Ordinal) : throw new InvalidOperationException("fixtures/reference/service.yaml has no line '" + Written + "'.");
    }
}
