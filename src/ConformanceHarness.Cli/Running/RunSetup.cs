using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Cli.Running.Resubmitting;
using ConformanceHarness.Cli.Running.Resuming;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Reports;
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

    /// <summary>False: the stage is that of <see cref="FailedFrom"/> where that is given.</summary>
    public bool StageGiven { get; init; }
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

    /// <summary>Path of the challenge that the run answers; null: none.</summary>
    public string? Challenge { get; init; }

    /// <summary>What a retest runs instead of the built-in suite and catalogue; null: these.</summary>
    public Retesting.RetestInputs? Retest { get; init; }

    /// <summary>A stopped run that goes on; its own command line gave the other options.</summary>
    public Resuming.ResumedRun? Resume { get; init; }

    /// <summary>Bundle of the earlier submission: only what was not passed in it is observed again.</summary>
    public string? FailedFrom { get; init; }

    /// <summary>The command line from <c>run</c> on; null where there is none.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>A catalogue with added cases; null for the built-in one.</summary>
    public string? Catalogue { get; init; }

    /// <summary>The user's workbook that results are written back into; null: the bundle carries the exported list.</summary>
    public string? Workbook { get; init; }

    /// <summary>How that workbook is read; null: a mapping is proposed.</summary>
    public string? WorkbookMapping { get; init; }

    /// <summary>feedback.json on an earlier bundle; null: none.</summary>
    public string? Feedback { get; init; }

    /// <summary>What signs an official bundle; null makes a trial bundle.</summary>
    public OfficialSigning? Official { get; init; }
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
        var suite = options.Retest?.Suite ?? CatalogueChoice.Suite(options.Catalogue);
        var (catalogue, catalogueBytes) = options.Retest?.Catalogue ?? ReadCatalogue(suite);
        // Before anything is started: a workbook that can't be used must not show after the run.
        var workbook = options.Workbook is { } list ? TestcaseWorkbook.Open(list, options.WorkbookMapping, catalogue, cancellationToken) : null;
        var authority = LocalAuthority.Open(Home.Authority);
        EmbeddedReference? reference = null;
        MockPlatform? platform = null;
        EarlierBundle? earlier = null;
        try
        {
            if (options.FailedFrom is { } submitted)
            {
                say(new($"กำลังตรวจสอบชุดผลครั้งก่อน {submitted}", $"Verifying the earlier submission {submitted}"));
                earlier = EarlierBundle.Open(submitted, suite, options.Official is not null);
                options = options with
                {
                    Stage = options.StageGiven ? options.Stage : earlier.Record.Statement.Stage,
                    Channels = options.Channels ?? (earlier.Record.Plan.Filter?.Contains("channel=", StringComparison.Ordinal) == true ? earlier.Record.Plan.Channels : null),
                };
            }

            byte[] serviceBytes;
            string display;
            string? embeddedFolder = null;
            if (options.ServiceFile is { } path)
            {
                if (!File.Exists(path))
                {
                    throw ServiceFile.Missing(path);
                }

                // A submission's service file is read as if it lay among the files that it names.
                (serviceBytes, display) = (await File.ReadAllBytesAsync(path, cancellationToken), options.Retest?.FilesFolder is { } among ? Path.Combine(among, Path.GetFileName(path)) : path);
            }
            else
            {
                var fixture = Running.Fixture.Named(options.Fixture);
                embeddedFolder = Path.GetDirectoryName(fixture.ServiceFile)!;
                reference = await EmbeddedReference.StartAsync(authority, fixture, options.Stage, options.Defects, options.Seed, cancellationToken, options.Resume?.Ports(options.Stage) ?? FixturePorts.Of(earlier?.Record.Service.Target(options.Stage)));
                (serviceBytes, display) = (options.DescribeService is { } describe ? Encoding.UTF8.GetBytes(describe(Encoding.UTF8.GetString(reference.ServiceBytes))) : reference.ServiceBytes, Path.Combine(Home.Authority, "service.yaml"));
            }

            if (options.Resume is { } stopped)
            {
                SameInputs.CheckFiles(stopped, options.ServiceFile, serviceBytes, catalogueBytes);
            }

            var service = ServiceProfileReader.Read(serviceBytes, display, catalogue);
            var feedback = options.Feedback is { } given ? Feedback.FeedbackFile.Read(given, service, options.Stage) : null;
            var folder = Path.GetDirectoryName(Path.GetFullPath(display))!;
            // The embedded service's CA is this machine's; everything else lies beside its file.
            var beside = embeddedFolder ?? folder;
            CheckFiles(options.Retest?.AttestationFolder is null ? service : service with { Attestations = [] }, folder, beside, display);
            var challenge = options.Challenge is { } ordered ? AnsweredChallenge.Read(ordered, service, options.Stage, catalogue, TimeProvider.System) : null;
            CheckOfficial(service.Target(options.Stage), options.Official is not null, display);
            if (options.Official is { } official)
            {
                say(new($"ขอ timestamp ทดสอบจาก {official.Timestamps.Name}", $"Asking {official.Timestamps.Name} for a timestamp to try"));
                await official.RehearseAsync(cancellationToken);
            }

            var redactor = new Redactor(RandomNumberGenerator.GetBytes(16));
            redactor.GoOnAfter((options.Resume?.Evidence ?? (earlier is null ? null : RecordedEvidence.Look(earlier.Folder)))?.Placeholders ?? new Dictionary<string, int>());
            if (reference is null)
            {
                platform = await StartPlatformAsync(service, options, authority, display, cancellationToken);
            }

            NoteCredentials(service, display, reference, redactor, options.Stage);
            if (workbook is not null)
            {
                WorkbookSecrets.RefuseOriginal(workbook, redactor.KnownSecrets);
            }

            var mock = reference?.Platform ?? platform!;
            var target = service.Target(options.Stage);
            var browser = await BrowserFinder.EnsureAsync(options.BrowserPath, options.Headed, say, cancellationToken);
            var chromium = new ChromiumOptions
            {
                Executable = browser,
                Headed = options.Headed,
                HostMap = Hosts(target, mock),
                TrustedKey = target is null ? null : await TrustedKey.OfAsync(target, folder, cancellationToken),
                OnlyHosts = target is null || await OnlineAsync(cancellationToken) ? null : OwnHosts(target, service, mock),
            };
            var request = new RunRequest
            {
                Suite = suite,
                Catalogue = catalogue,
                CatalogueBytes = catalogueBytes,
                Workbook = workbook,
                Service = Absolute(service, folder, beside),
                ServiceBytes = serviceBytes,
                ServiceFolder = beside,
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
                Challenge = challenge,
                Suites = options.Retest?.Digests,
                AttestationFolder = options.Retest?.AttestationFolder,
                Official = options.Official,
                Feedback = feedback,
                Resume = options.Resume,
                Earlier = earlier,
                Arguments = options.Arguments,
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

            earlier?.Dispose();
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
        Request.Workbook?.Dispose();
        if (reference is not null)
        {
            await reference.DisposeAsync();
        }

        if (platform is not null)
        {
            await platform.DisposeAsync();
        }

        Request.Earlier?.Dispose();
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
        var needed = service.Target(stage)?.Login is LoginMode.Mock or LoginMode.Mint or LoginMode.Proxy;
        var secrets = reference is null ? new SecretReader(display) : new SecretReader(display, reference.Variable);
        foreach (var (kind, where) in new[] { ("consumerKey", service.Gateway.ConsumerKey), ("consumerSecret", service.Gateway.ConsumerSecret) })
        {
            try
            {
                redactor.Add(kind, secrets.Read(where));
            }
            catch (ConfigurationException) when (!needed)
            {
                // Without a login nobody needs them here; a leak is then looked for by its name alone (SEC-01).
            }
        }
    }

    private static void CheckFiles(ServiceProfile service, string authorities, string beside, string display)
    {
        var authorityFiles = service.Targets.SelectMany(t => new[] { t.ExtraCa, t.StandIn?.Authority }).OfType<string>().Select(f => (File: f, Folder: authorities));
        var files = service.Attestations.SelectMany(a => a.Evidence).Concat(service.SubServices.SelectMany(s => s.Journey).Select(Attached).OfType<string>()).Select(f => (File: f, Folder: beside));
        foreach (var (file, folder) in authorityFiles.Concat(files).Where(f => !File.Exists(Path.Combine(f.Folder, f.File))))
        {
            throw new ConfigurationException(
                new LocalText($"ไม่พบไฟล์ {file} ที่ไฟล์บริการอ้างถึง", $"The file {file}, named in the service file, does not exist."),
                new LocalText($"วางไฟล์ไว้ที่ {Path.Combine(folder, file)} หรือแก้ตำแหน่งในไฟล์บริการ", $"Put it at {Path.Combine(folder, file)}, or correct the path in the service file."), display);
        }
    }

    private static ServiceProfile Absolute(ServiceProfile service, string authorities, string beside) =>
        service with
        {
            Targets = [.. service.Targets.Select(t => Absolute(t, authorities))],
            SubServices = [.. service.SubServices.Select(s => s with { Journey = [.. s.Journey.Select(step => Attached(step) is { } file ? step with { Value = Path.Combine(beside, file) } : step)] })],
        };

    /// <summary>The file that a step attaches; null where it attaches none, or one that the harness makes.</summary>
    private static string? Attached(JourneyStep step) => step is { Kind: StepKind.Attach, Value: not ("pdf" or "png" or "jpg") } ? step.Value : null;

    private static StageTarget Absolute(StageTarget target, string folder) => target with
    {
        ExtraCa = target.ExtraCa is null ? null : Path.Combine(folder, target.ExtraCa),
        StandIn = target.StandIn is null ? null : target.StandIn with { Authority = Path.Combine(folder, target.StandIn.Authority) },
    };

    /// <summary>What can never become an official bundle is refused before anything is visited, not when somebody verifies it.</summary>
    private static void CheckOfficial(StageTarget? target, bool official, string display)
    {
        if (!official || target is null)
        {
            return;
        }

        if (target is { Login: LoginMode.Mock, Stage: not Stage.Uat })
        {
            throw new ConfigurationException(
                new LocalText("--key ใช้กับ login: mock ในขั้น Pre-Production ไม่ได้ ชุดผลทางการของขั้นนี้ต้องไม่ใช้การเข้าสู่ระบบจำลอง", "--key can't be used with login: mock at pre-production: no official bundle of this stage rests on a mocked login."),
                new LocalText("ใช้ login: none และให้บุคคลรับรองด้วย ./conformance attest หรือตัด --key ออกเพื่อทดลอง", "Use login: none and have people attest with ./conformance attest, or leave out --key for a trial."), display);
        }

        if (target.StandIn is not null)
        {
            throw new ConfigurationException(
                new LocalText("--key ใช้กับ standIn ไม่ได้ เพราะไม่ใช่ที่อยู่และใบรับรองจริง", "--key can't be used with standIn: neither the address nor the CA is the real one."),
                new LocalText("ลบ standIn ออกจากไฟล์บริการ หรือตัด --key ออกเพื่อทดลอง", "Delete standIn from the service file, or leave out --key for a trial."), display);
        }
    }

    private static Dictionary<string, string> Hosts(StageTarget? target, MockPlatform mock)
    {
        var hosts = new Dictionary<string, string> { ["czp.dga.or.th"] = mock.SdkBase.Authority, ["cpt-uat.dg-paas.cloud"] = mock.SdkBase.Authority };
        if (target?.StandIn is { } standIn)
        {
            hosts[new Uri(target.LandingUrl).Host] = standIn.Https;
        }

        return hosts;
    }

    private static IReadOnlyList<string> OwnHosts(StageTarget target, ServiceProfile service, MockPlatform mock)
    {
        var landing = new Uri(target.LandingUrl).Host;
        var hosts = new List<string> { "localhost", "127.0.0.1", "[::1]", mock.GatewayBase.Host };
        // A host that is left to the DNS is not looked for elsewhere: the stand-in's must not be among these.
        if (target.StandIn is null)
        {
            hosts.Add(landing);
        }

        if (target.StandIn is null && FirstParty.Registrable(landing) is { } own)
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
