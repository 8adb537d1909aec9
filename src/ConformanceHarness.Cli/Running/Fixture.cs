using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core;
using ConformanceHarness.Fixtures.PermitOffice;
using ConformanceHarness.Fixtures.PermitOffice.Defects;
using ConformanceHarness.Fixtures.ReferenceService;
using ConformanceHarness.Fixtures.ReferenceService.Defects;

namespace ConformanceHarness.Cli.Running;

/// <summary>A defect of an embedded service, whichever service it is.</summary>
/// <param name="Breaks">ids of the cases that must fail because of it</param>
/// <param name="Stage">where it shows</param>
public sealed record FixtureDefect(string Name, string Description, IReadOnlyList<string> Breaks, Stage Stage = Stage.Uat);

/// <summary>A conforming service that is built in: the harness is tried out on it, and proved by its defects.</summary>
public sealed class Fixture
{
    private Fixture(string name, string appId, IEnumerable<FixtureDefect> defects, Func<FixtureSettings, CancellationToken, Task<RunningFixture>> start)
    {
        Name = name;
        AppId = appId;
        Defects = [.. defects];
        Start = start;
    }

    /// <summary>What <c>--fixture</c> calls it, and the folder of its service.yaml.</summary>
    public string Name { get; }

    /// <summary>The appId in its service.yaml.</summary>
    public string AppId { get; }
    public IReadOnlyList<FixtureDefect> Defects { get; }
    internal Func<FixtureSettings, CancellationToken, Task<RunningFixture>> Start { get; }

    /// <summary>Host of its Landing URL before and in production; null for a service that is there for UAT only.</summary>
    public string? ProductionHost { get; private init; }

    /// <summary>Its client id at DGA Digital ID, and its addresses there; null for a service without this login.</summary>
    public string? ClientId { get; private init; }
    internal string RedirectPath { get; private init; } = "/";
    internal string AfterLogoutPath { get; private init; } = "/";

    /// <summary>The service file as the named defects have it: what is submitted beside a service can be wrong too.</summary>
    internal Func<IReadOnlySet<string>, string, string> EditServiceFile { get; private init; } = (_, file) => file;

    /// <summary>The first is taken where none is named.</summary>
    public static IReadOnlyList<Fixture> All { get; } =
    [
        new(
            "reference",
            "7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90",
            DefectCatalogue.All.Select(d => new FixtureDefect(d.Name, d.Description, d.Breaks, Enum.Parse<Stage>(d.Stage, ignoreCase: true))),
            async (settings, cancellationToken) =>
            {
                var host = await ReferenceServiceHost.StartAsync(
                    new ReferenceServiceOptions
                    {
                        GatewayBase = settings.Gateway,
                        ConsumerKey = settings.ConsumerKey,
                        ConsumerSecret = settings.ConsumerSecret,
                        AppId = settings.AppId,
                        GatewayAuthority = settings.Authority,
                        Certificate = settings.Certificate,
                        GatewayEnvironment = settings.PublicHost is null ? "uat" : "prod",
                        PublicHost = settings.PublicHost,
                        Port = settings.Port,
                        PlainHttpPort = settings.PlainHttpPort,
                        SdkAddress = settings.PublicHost is null ? ReferenceServiceOptions.UatSdk : "https://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js",
                        IssueFor = settings.IssueFor,
                        Defects = settings.Defects,
                    },
                    cancellationToken);
                return new RunningFixture(host.Address, host.PlainHttpAddress, host);
            })
        {
            ProductionHost = "certificates.example.go.th",
            EditServiceFile = DefectCatalogue.EditServiceFile,
        },
        new(
            "permit-office",
            "c2f4e1d8-95b6-4a7d-8c3e-6f0b2a914d57",
            OfficeDefects.All.Select(d => new FixtureDefect(d.Name, d.Description, d.Breaks)),
            async (settings, cancellationToken) =>
            {
                var host = await OfficeHost.StartAsync(
                    new OfficeOptions
                    {
                        Gateway = settings.Gateway,
                        ConsumerKey = settings.ConsumerKey,
                        ConsumerSecret = settings.ConsumerSecret,
                        AppId = settings.AppId,
                        GatewayAuthority = settings.Authority,
                        Certificate = settings.Certificate,
                        Environment = settings.PublicHost is null ? "uat" : "prod",
                        PublicHost = settings.PublicHost,
                        Port = settings.Port,
                        PlainHttpPort = settings.PlainHttpPort,
                        Login = settings.Login is { } login
                            ? new DigitalIdOptions { Issuer = login.Issuer, BackAddress = login.BackAddress, ClientId = login.ClientId, ClientSecret = login.ClientSecret }
                            : null,
                        Defects = settings.Defects,
                    },
                    cancellationToken);
                return new RunningFixture(host.LandingUrl, host.PlainHttpUrl, host);
            })
        {
            ProductionHost = "permits.example.go.th",
            ClientId = "permit-office",
            RedirectPath = "/login/callback",
            AfterLogoutPath = "/goodbye",
        },
    ];

    public string ServiceFile => Path.Combine(AppContext.BaseDirectory, Name, "service.yaml");

    /// <exception cref="ConfigurationException">there is none of that name</exception>
    public static Fixture Named(string? name) => name is null ? All[0] : All.FirstOrDefault(f => f.Name == name) ?? throw new ConfigurationException(
        new LocalText($"--fixture {name}: ไม่มีระบบบริการอ้างอิงชื่อนี้", $"--fixture {name}: there is no such embedded service."),
        new LocalText($"ใช้ {string.Join(" หรือ ", All.Select(f => f.Name))}", $"Use {string.Join(" or ", All.Select(f => f.Name))}."));
}

/// <summary>What a built-in service is told when it starts.</summary>
internal sealed record FixtureSettings(Uri Gateway, string ConsumerKey, string ConsumerSecret, string AppId, X509Certificate2 Authority, X509Certificate2 Certificate, IReadOnlySet<string> Defects)
{
    /// <summary>Host under which it is installed before and in production; null in UAT.</summary>
    public string? PublicHost { get; init; }

    /// <summary>Ports on loopback; 0 = any free one.</summary>
    public int Port { get; init; }
    public int PlainHttpPort { get; init; }

    /// <summary>Where DGA Digital ID is; null where the service has no such login.</summary>
    public FixtureLogin? Login { get; init; }

    /// <summary>Makes a certificate of the same CA with another life.</summary>
    public Func<TimeSpan, X509Certificate2>? IssueFor { get; init; }
}

/// <param name="Issuer">as the browser knows the provider</param>
/// <param name="BackAddress">where the service's back end finds it</param>
internal sealed record FixtureLogin(Uri Issuer, Uri BackAddress, string ClientId, string ClientSecret);

internal sealed record RunningFixture(Uri LandingUrl, Uri PlainHttpUrl, IAsyncDisposable Host) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
