using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Running;

/// <summary>What the user asked for.</summary>
public sealed record RunOptions
{
    /// <summary>Path of a service file; null for the embedded reference service.</summary>
    public string? ServiceFile { get; init; }
    public Stage Stage { get; init; } = Stage.Uat;
    public IReadOnlyList<Channel>? Channels { get; init; }
    public IReadOnlyList<string>? Only { get; init; }
    public string? ReportsFolder { get; init; }
    public string? BrowserPath { get; init; }
    public bool Headed { get; init; }
    public int Parallel { get; init; } = 3;
    public int Seed { get; init; } = 1;

    /// <summary>Which built-in service is tested where there is no service file: a name of <see cref="Running.Fixture.All"/>; null for the first.</summary>
    public string? Fixture { get; init; }

    /// <summary>Defects of the built-in service to switch on.</summary>
    public IReadOnlySet<string> Defects { get; init; } = new HashSet<string>();
    public bool OneVisitPerCase { get; init; }

    /// <summary>Changes the embedded service's file before it is read: for tests that need only a part of it.</summary>
    public Func<string, string>? DescribeService { get; init; }
    public bool WriteReports { get; init; } = true;

    /// <summary>Key for an official bundle; null makes a trial bundle.</summary>
    public Func<Core.Bundles.SigningKey>? Key { get; init; }
}

/// <summary>Reads the inputs, starts what the run talks to, and makes the request. Owns all of it until disposed.</summary>
public sealed class RunSetup : IAsyncDisposable
{
    private readonly LocalAuthority authority;
    private readonly EmbeddedReference? reference;
    private readonly MockPlatform? platform;

    private RunSetup(LocalAuthority authority, EmbeddedReference? reference, MockPlatform? platform, RunRequest request)
    {
        this.authority = authority;
        this.reference = reference;
        this.platform = platform;
        Request = request;
    }

    public RunRequest Request { get; }

    /// <summary>Faults of the mock platform itself: if there are any, the run is worth nothing.</summary>
    public IReadOnlyList<string> PlatformFaults => (reference?.Platform ?? platform)?.Faults ?? [];

    /// <exception cref="ConfigurationException">an input is wrong</exception>
    /// <exception cref="ConfigurationProblemsException">several are</exception>
    /// <exception cref="RunStoppedException">no browser, a taken port…</exception>
    public static async Task<RunSetup> MakeAsync(RunOptions options, IRunListener listener, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var suite = MinimumTestcaseSuite.Load();
        var (catalogue, catalogueBytes) = ReadCatalogue(suite);
        var authority = LocalAuthority.Open(Home.Authority);
        EmbeddedReference? reference = null;
        MockPlatform? platform = null;
        try
        {
            byte[] serviceBytes;
            string display;
            if (options.ServiceFile is { } path)
            {
                if (!File.Exists(path))
                {
                    throw ServiceFile.Missing(path);
                }

                (serviceBytes, display) = (await File.ReadAllBytesAsync(path, cancellationToken), path);
            }
            else
            {
                reference = await EmbeddedReference.StartAsync(authority, Running.Fixture.Named(options.Fixture), options.Defects, options.Seed, cancellationToken);
                (serviceBytes, display) = (options.DescribeService is { } describe ? Encoding.UTF8.GetBytes(describe(Encoding.UTF8.GetString(reference.ServiceBytes))) : reference.ServiceBytes, Path.Combine(Home.Authority, "service.yaml"));
            }

            var service = ServiceProfileReader.Read(serviceBytes, display, catalogue);
            var folder = Path.GetDirectoryName(Path.GetFullPath(display))!;
            CheckFiles(service, folder, display);
            var redactor = new Redactor(RandomNumberGenerator.GetBytes(16));
            if (reference is null)
            {
                platform = await StartPlatformAsync(service, options, authority, display, cancellationToken);
            }

            NoteCredentials(service, display, reference, redactor, options.Stage);
            var mock = reference?.Platform ?? platform!;
            var target = service.Target(options.Stage);
            var browser = await BrowserFinder.EnsureAsync(options.BrowserPath, options.Headed, say, cancellationToken);
            var chromium = new ChromiumOptions
            {
                Executable = browser,
                Headed = options.Headed,
                HostMap = new Dictionary<string, string> { ["czp.dga.or.th"] = mock.SdkBase.Authority, ["cpt-uat.dg-paas.cloud"] = mock.SdkBase.Authority },
                OnlyHosts = target is null || await OnlineAsync(cancellationToken) ? null : OwnHosts(target, service, mock),
            };
            var request = new RunRequest
            {
                Suite = suite,
                Catalogue = catalogue,
                CatalogueBytes = catalogueBytes,
                Service = Absolute(service, folder),
                ServiceBytes = serviceBytes,
                ServiceFolder = folder,
                Stage = options.Stage,
                Channels = options.Channels,
                Only = options.Only,
                ReportsFolder = Path.GetFullPath(options.ReportsFolder ?? Home.Reports),
                Platform = mock,
                GatewayAddress = mock.GatewayBase.AbsoluteUri,
                StartDriver = async () => await ChromiumDriver.StartAsync(chromium),
                Redactor = redactor,
                Parallel = options.Parallel,
                OneVisitPerCase = options.OneVisitPerCase,
                WriteReports = options.WriteReports,
                Key = options.Key,
                Clock = TimeProvider.System,
                Listener = listener,
            };
            return new RunSetup(authority, reference, platform, request);
        }
        catch
        {
            if (reference is not null)
            {
                await reference.DisposeAsync();
            }

            if (platform is not null)
            {
                await platform.DisposeAsync();
            }

            authority.Dispose();
            throw;
        }
    }

    public static (Catalogue Catalogue, byte[] Bytes) ReadCatalogue(Suite suite)
    {
        var bytes = File.ReadAllBytes(suite.CataloguePath);
        return (CatalogueReader.Read(bytes, suite.CataloguePath, suite.Checks.Keys.ToHashSet(StringComparer.Ordinal), suite.Scenarios.Select(s => s.Name).ToHashSet(StringComparer.Ordinal)), bytes);
    }

    public async ValueTask DisposeAsync()
    {
        if (reference is not null)
        {
            await reference.DisposeAsync();
        }

        if (platform is not null)
        {
            await platform.DisposeAsync();
        }

        authority.Dispose();
    }

    /// <summary>The mock, listening where the service file says and with its credentials.</summary>
    internal static async Task<MockPlatform> StartPlatformAsync(ServiceProfile service, RunOptions options, LocalAuthority authority, string display, CancellationToken cancellationToken)
    {
        var login = service.Target(options.Stage)?.Login ?? LoginMode.Mock;
        if (login is LoginMode.Mint or LoginMode.Proxy or LoginMode.Device)
        {
            throw new ConfigurationException(
                new LocalText($"รุ่นนี้ยังไม่รองรับวิธีเข้าสู่ระบบ {login.ToString().ToLowerInvariant()}", $"Login '{login.ToString().ToLowerInvariant()}' is not built in this version."),
                new LocalText("ใช้ login: mock สำหรับขั้น UAT", "Use login: mock for the UAT stage."), display);
        }

        // Without a login nobody calls the gateway: the mock then only serves the SDK, on any port and with credentials of its own.
        var secrets = new SecretReader(display);
        return await MockPlatform.StartAsync(
            new MockPlatformOptions
            {
                Listen = new Uri(login == LoginMode.Mock ? service.Gateway.Listen : "https://127.0.0.1:0"),
                Authority = authority,
                ConsumerKey = login == LoginMode.Mock ? secrets.Read(service.Gateway.ConsumerKey) : Guid.NewGuid().ToString("N"),
                ConsumerSecret = login == LoginMode.Mock ? secrets.Read(service.Gateway.ConsumerSecret) : Guid.NewGuid().ToString("N"),
                AppId = service.AppId,
                EnvironmentSegment = service.Gateway.EnvironmentSegment,
                PersonaSeed = options.Seed,
            },
            cancellationToken);
    }

    private static void NoteCredentials(ServiceProfile service, string display, EmbeddedReference? reference, Redactor redactor, Stage stage)
    {
        if (service.Target(stage)?.Login is not (LoginMode.Mock or LoginMode.Mint or LoginMode.Proxy))
        {
            return;
        }

        var secrets = reference is null ? new SecretReader(display) : new SecretReader(display, reference.Variable);
        redactor.Add("consumerKey", secrets.Read(service.Gateway.ConsumerKey));
        redactor.Add("consumerSecret", secrets.Read(service.Gateway.ConsumerSecret));
    }

    private static void CheckFiles(ServiceProfile service, string folder, string display)
    {
        var named = service.Targets.Select(t => t.ExtraCa).OfType<string>().Concat(service.Attestations.SelectMany(a => a.Evidence))
            .Concat(service.SubServices.SelectMany(s => s.Journey).Select(Attached).OfType<string>());
        foreach (var file in named.Where(f => !File.Exists(Path.Combine(folder, f))))
        {
            throw new ConfigurationException(
                new LocalText($"ไม่พบไฟล์ {file} ที่ไฟล์บริการอ้างถึง", $"The file {file}, named in the service file, does not exist."),
                new LocalText($"วางไฟล์ไว้ที่ {Path.Combine(folder, file)} หรือแก้ตำแหน่งในไฟล์บริการ", $"Put it at {Path.Combine(folder, file)}, or correct the path in the service file."), display);
        }
    }

    private static ServiceProfile Absolute(ServiceProfile service, string folder) =>
        service with
        {
            Targets = [.. service.Targets.Select(t => t.ExtraCa is null ? t : t with { ExtraCa = Path.Combine(folder, t.ExtraCa) })],
            SubServices = [.. service.SubServices.Select(s => s with { Journey = [.. s.Journey.Select(step => Attached(step) is { } file ? step with { Value = Path.Combine(folder, file) } : step)] })],
        };

    /// <summary>The file that a step attaches; null where it attaches none, or one that the harness makes.</summary>
    private static string? Attached(JourneyStep step) => step is { Kind: StepKind.Attach, Value: not ("pdf" or "png" or "jpg") } ? step.Value : null;

    private static IReadOnlyList<string> OwnHosts(StageTarget target, ServiceProfile service, MockPlatform mock)
    {
        var landing = new Uri(target.LandingUrl).Host;
        var hosts = new List<string> { landing, "localhost", "127.0.0.1", "[::1]", mock.GatewayBase.Host };
        if (FirstParty.Registrable(landing) is { } own)
        {
            hosts.Add(own);
            hosts.Add("*." + own);
        }

        hosts.AddRange(service.Hosts);
        return [.. hosts.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>On a closed network every other host fails at once instead of stalling, so that a font decides no verdict.</summary>
    private static async Task<bool> OnlineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync("czp.dga.or.th", cancellationToken).WaitAsync(TimeSpan.FromSeconds(2), cancellationToken)).Length > 0;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return false;
        }
    }
}
