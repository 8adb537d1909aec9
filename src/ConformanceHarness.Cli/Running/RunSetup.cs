using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Cli.Running.Resubmitting;
using ConformanceHarness.Cli.Running.Resuming;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Reports;
using ConformanceHarness.Sessions.Appium;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Running;

/// <summary>Reads the inputs, starts what the run talks to, and makes the request. Owns all of it until disposed.</summary>
public sealed class RunSetup : IAsyncDisposable
{
    private readonly LocalAuthority authority;
    private readonly EmbeddedReference? reference;
    private readonly RunPlatform platform;

    private RunSetup(LocalAuthority authority, EmbeddedReference? reference, RunPlatform platform, RunRequest request)
    {
        this.authority = authority;
        this.reference = reference;
        this.platform = platform;
        Request = request;
    }

    public RunRequest Request { get; }

    /// <summary>Faults of the mock platform itself: if there are any, the run is worth nothing.</summary>
    public IReadOnlyList<string> PlatformFaults => platform.Faults;

    /// <exception cref="ConfigurationException">an input is wrong</exception>
    /// <exception cref="ConfigurationProblemsException">several are</exception>
    /// <exception cref="RunStoppedException">no browser, a taken port…</exception>
    public static async Task<RunSetup> MakeAsync(RunOptions options, IRunListener listener, Action<LocalText> say, CancellationToken cancellationToken)
    {
        // A service of one's own remembers the citizens of earlier runs: they are no strangers to it any more, and one that foresees them could be prepared for them.
        var seed = options.Seed ?? (options.ServiceFile is null ? RunOptions.FixtureSeed : RandomNumberGenerator.GetInt32(int.MaxValue));
        options = options with { Seed = seed };
        var suite = options.Retest?.Suite ?? CatalogueChoice.Suite(options.Catalogue);
        var (catalogue, catalogueBytes) = options.Retest?.Catalogue ?? ReadCatalogue(suite);
        // Before anything is started: a workbook that can't be used must not show after the run.
        var workbook = options.Workbook is { } list ? TestcaseWorkbook.Open(list, options.WorkbookMapping, catalogue, cancellationToken) : null;
        var authority = LocalAuthority.Open(Home.Authority);
        EmbeddedReference? reference = null;
        RunPlatform? platform = null;
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
                reference = await EmbeddedReference.StartAsync(authority, fixture, options.Stage, options.Defects, seed, cancellationToken, options.Resume?.Ports(options.Stage) ?? FixturePorts.Of(earlier?.Record.Service.Target(options.Stage)));
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
            ServiceInputs.CheckFiles(options.Retest?.AttestationFolder is null ? service : service with { Attestations = [] }, folder, beside, display);
            var challenge = options.Challenge is { } ordered ? AnsweredChallenge.Read(ordered, service, options.Stage, catalogue, TimeProvider.System) : null;
            ServiceInputs.CheckOfficial(service.Target(options.Stage), options.Official is not null, display);
            if (options.Official is { } official)
            {
                say(new($"ขอ timestamp ทดสอบจาก {official.Timestamps.Name}", $"Asking {official.Timestamps.Name} for a timestamp to try"));
                await official.RehearseAsync(cancellationToken);
            }

            var redactor = new Redactor(RandomNumberGenerator.GetBytes(16));
            redactor.GoOnAfter((options.Resume?.Evidence ?? (earlier is null ? null : RecordedEvidence.Look(earlier.Folder)))?.Placeholders ?? new Dictionary<string, int>());
            var device = DeviceSetup.Of(service, options, display);
            device?.Hide(redactor);
            RunPlatform.NoteCredentials(service, display, reference, redactor, options.Stage);
            platform = reference is null ? await RunPlatform.StartAsync(service, options, authority, redactor, display, device, say, cancellationToken) : RunPlatform.Of(reference);
            if (workbook is not null)
            {
                WorkbookSecrets.RefuseOriginal(workbook, redactor.KnownSecrets);
            }

            var chromium = await BrowserSetup.ChromiumAsync(options, service, platform, folder, say, cancellationToken);
            var compares = Planner.Plan(catalogue, service, options.Stage, options.Channels, options.Only, SuiteFacts.Scenarios(suite), Abilities.Of([Engines.Chromium, Engines.WebKit]))
                .Scenarios.Any(p => suite.Scenarios.Any(s => s.Name == p.Scenario && s.OtherEngine));
            var drivers = await DriverSetup.MakeAsync(options, chromium, compares, say, cancellationToken);
            var request = new RunRequest
            {
                Suite = suite,
                Catalogue = catalogue,
                CatalogueBytes = catalogueBytes,
                Workbook = workbook,
                Service = ServiceInputs.Absolute(service, folder, beside),
                ServiceBytes = serviceBytes,
                ServiceFolder = beside,
                Stage = options.Stage,
                Channels = options.Channels,
                Only = options.Only,
                ReportsFolder = Path.GetFullPath(options.ReportsFolder ?? Home.Reports),
                Platform = platform.Platform,
                Provider = platform.Provider,
                GatewayAddress = platform.GatewayBase.AbsoluteUri,
                CitizenSeed = options.ServiceFile is not null && platform.Platform.Mode is LoginMode.Mock or LoginMode.Mint or LoginMode.Proxy ? seed : null,
                StartDriver = device is null ? drivers.Start : async () => await AppiumDriver.StartAsync(device.Appium),
                StartBeside = device is null ? null : drivers.Start,
                Drivers = Math.Max(1, Math.Max(options.RemoteBrowsers.Count, options.WebDrivers.Count)),
                StartOtherDriver = drivers.StartOther,
                Engines = drivers.Engines,
                Redactor = redactor,
                // A person hands over one entry at a time, and its two minutes run.
                Parallel = platform.Platform.Mode == LoginMode.Assisted ? 1 : options.Parallel,
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

        await platform.DisposeAsync();
        Request.Earlier?.Dispose();
        authority.Dispose();
    }
}
