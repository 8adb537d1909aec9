using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Fixtures.ReferenceService;
using ConformanceHarness.Fixtures.ReferenceService.Defects;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Cli.Running;

/// <summary>The reference service and a mock platform that know each other, with credentials of the moment.</summary>
public sealed class EmbeddedReference : IAsyncDisposable
{
    public const string KeyVariable = "CONFORMANCE_REFERENCE_CONSUMER_KEY";
    public const string SecretVariable = "CONFORMANCE_REFERENCE_CONSUMER_SECRET";
    private const string AppId = "7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90";
    private const string ProductionHost = "certificates.example.go.th";

    /// <summary>Where the embedded service's file and its documents lie.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "reference");
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

    public static async Task<EmbeddedReference> StartAsync(LocalAuthority authority, Stage stage, IReadOnlySet<string> defects, int seed, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [KeyVariable] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            [SecretVariable] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)),
        };
        // Installed for production it has a name of its own, the platform's production SDK and no segment of UAT in its gateway's addresses.
        var installed = stage != Stage.Uat;
        var platform = await MockPlatform.StartAsync(
            new MockPlatformOptions { Authority = authority, ConsumerKey = environment[KeyVariable], ConsumerSecret = environment[SecretVariable], AppId = AppId, PersonaSeed = seed, EnvironmentSegment = installed ? "prod" : "uat" },
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
                    GatewayEnvironment = installed ? "prod" : "uat",
                    Certificate = authority.IssueServerCertificate("localhost", "127.0.0.1", ProductionHost),
                    PublicHost = installed ? ProductionHost : null,
                    SdkAddress = installed ? "https://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js" : ReferenceServiceOptions.UatSdk,
                    IssueFor = life => authority.IssueServerCertificate(life, "localhost", "127.0.0.1", ProductionHost),
                    Defects = defects,
                },
                cancellationToken);
            return new EmbeddedReference(platform, host, environment, Encoding.UTF8.GetBytes(Describe(host, installed, defects)));
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

    /// <summary>The file with the addresses of this moment. The production host stands in for a real one, and says so.</summary>
    private static string Describe(ReferenceServiceHost host, bool installed, IReadOnlySet<string> defects)
    {
        var file = File.ReadAllText(Path.Combine(Folder, "service.yaml"));
        file = DefectCatalogue.EditServiceFile(defects, file);
        return installed
            ? Put(
                Put(file, "environmentSegment: uat", "environmentSegment: prod"),
                $"landingUrl: https://{ProductionHost}/\n",
                $"landingUrl: https://{ProductionHost}/\n    standIn: {{ authority: ca.crt, https: \"127.0.0.1:{host.Address.Port}\", http: \"127.0.0.1:{host.PlainHttpAddress.Port}\" }}\n")
            : Put(file, "landingUrl: https://localhost:7443/", $"landingUrl: {host.Address}\n    plainHttpUrl: {host.PlainHttpAddress}\n    extraCa: ca.crt");
    }

    private static string Put(string file, string written, string real) =>
        file.Contains(written, StringComparison.Ordinal) ? file.Replace(written, real, StringComparison.Ordinal) : throw new InvalidOperationException("fixtures/reference/service.yaml has no line '" + written + "'.");
}
