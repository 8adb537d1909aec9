using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Cli.Running;

/// <summary>A built-in service and a mock platform that know each other, with credentials of the moment.</summary>
public sealed partial class EmbeddedReference : IAsyncDisposable
{
    public const string KeyVariable = "CONFORMANCE_REFERENCE_CONSUMER_KEY";
    public const string SecretVariable = "CONFORMANCE_REFERENCE_CONSUMER_SECRET";
    private readonly RunningFixture host;
    private readonly Dictionary<string, string> environment;

    private EmbeddedReference(MockPlatform platform, RunningFixture host, Dictionary<string, string> environment, byte[] serviceBytes)
    {
        Platform = platform;
        this.host = host;
        this.environment = environment;
        ServiceBytes = serviceBytes;
    }

    public MockPlatform Platform { get; }

    /// <summary>The fixture's service.yaml with the addresses on which the service really listens.</summary>
    public byte[] ServiceBytes { get; }

    public Uri Address => host.LandingUrl;

    public static async Task<EmbeddedReference> StartAsync(LocalAuthority authority, Fixture fixture, IReadOnlySet<string> defects, int seed, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [KeyVariable] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            [SecretVariable] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)),
        };
        var platform = await MockPlatform.StartAsync(
            new MockPlatformOptions { Authority = authority, ConsumerKey = environment[KeyVariable], ConsumerSecret = environment[SecretVariable], AppId = fixture.AppId, PersonaSeed = seed },
            cancellationToken);
        try
        {
            var settings = new FixtureSettings(
                platform.GatewayBase, environment[KeyVariable], environment[SecretVariable], fixture.AppId, authority.Authority, authority.IssueServerCertificate("localhost", "127.0.0.1"), defects);
            var host = await fixture.Start(settings, cancellationToken);
            return new EmbeddedReference(platform, host, environment, Encoding.UTF8.GetBytes(Describe(fixture, host)));
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

    private static string Describe(Fixture fixture, RunningFixture host)
    {
        var file = File.ReadAllText(fixture.ServiceFile);
        var real = $"landingUrl: {host.LandingUrl}\n    plainHttpUrl: {host.PlainHttpUrl}\n    extraCa: ca.crt";
        return Written().IsMatch(file) ? Written().Replace(file, real, 1) : throw new InvalidOperationException($"fixtures/{fixture.Name}/service.yaml has no landingUrl on localhost.");
    }

    [GeneratedRegex(@"landingUrl: https://localhost:\d+/\S*")]
    private static partial Regex Written();
}
