using System.Security.Cryptography;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Nightly.Looking;
using ConformanceHarness.Nightly.Machine;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Targets;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Nightly;

/// <summary>What all targets of a night share (browsers, the SDK's stand-in, the suite), and one look at one of them by the run engine.</summary>
internal sealed class NightStage : IAsyncDisposable
{
    private readonly LocalAuthority authority;
    private readonly MockPlatform mock;
    private readonly FirstLook first;
    private readonly BrowserPool<ISessionDriver> browsers;
    private readonly NightStageOptions options;

    private NightStage(NightStageOptions options, LocalAuthority authority, MockPlatform mock, BrowserPool<ISessionDriver> browsers)
    {
        this.options = options;
        this.authority = authority;
        this.mock = mock;
        this.browsers = browsers;
        first = new FirstLook("Mozilla/5.0 (compatible) " + options.AgentComment, Preflight.BlockedBy, TimeProvider.System);
    }

    public int BrowsersStarted => browsers.Started;

    /// <exception cref="RunStoppedException">there is no browser</exception>
    public static async Task<NightStage> OpenAsync(NightStageOptions options, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var authority = LocalAuthority.Open(Home.Authority);
        MockPlatform? mock = null;
        try
        {
            var executable = options.RemoteBrowsers.Count > 0 ? null : await BrowserFinder.EnsureAsync(options.BrowserPath, headed: false, say, cancellationToken);
            // Nobody logs in: it serves the SDK, as for every run, and its credentials open nothing.
            mock = await MockPlatform.StartAsync(
                new MockPlatformOptions { Authority = authority, ConsumerKey = Guid.NewGuid().ToString("N"), ConsumerSecret = Guid.NewGuid().ToString("N"), AppId = Guid.NewGuid().ToString(), EnvironmentSegment = "prod" }, cancellationToken);
            var chromium = new ChromiumOptions
            {
                Executable = executable,
                HostMap = new Dictionary<string, string> { ["czp.dga.or.th"] = mock.SdkBase.Authority, ["cpt-uat.dg-paas.cloud"] = mock.SdkBase.Authority },
                AgentComment = options.AgentComment,
            };
            var servers = new Turns<string>(options.RemoteBrowsers);
            var browsers = new BrowserPool<ISessionDriver>(
                async () => options.RemoteBrowsers.Count > 0 ? await ChromiumDriver.ConnectAsync(servers.Next(), chromium) : await ChromiumDriver.StartAsync(chromium),
                b => b.Alive, options.Together, options.RecycleAfter);
            return new NightStage(options, authority, mock, browsers);
        }
        catch
        {
            if (mock is not null)
            {
                await mock.DisposeAsync();
            }

            authority.Dispose();
            throw;
        }
    }

    /// <summary>The production stage of the catalogue against one target, as <c>run</c> does it: plan, observe, judge.</summary>
    public async Task<Look> LookAsync(NightlyTarget target, int attempt, CancellationToken cancellationToken)
    {
        var (started, watch, ended) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp(), options.PagesEnded());
        var sight = await first.LookAsync(new Uri(target.LandingUrl), cancellationToken);
        var result = new TargetResult
        {
            Night = options.Night,
            Target = target.Id,
            Attempt = attempt,
            State = sight.State ?? TargetState.NoVerdict,
            Reason = sight.Reason,
            StartedAt = started,
            DurationMs = 0,
            Address = sight.Address,
            Server = sight.Server,
        };
        if (sight.State is null)
        {
            result = await ObserveAsync(target, attempt, result, ended, cancellationToken);
        }

        return new Look(result with { DurationMs = (long)TimeProvider.System.GetElapsedTime(watch).TotalMilliseconds }, sight.Later);
    }

    public async ValueTask DisposeAsync()
    {
        await browsers.DisposeAsync();
        first.Dispose();
        await mock.DisposeAsync();
        authority.Dispose();
    }

    private async Task<TargetResult> ObserveAsync(NightlyTarget target, int attempt, TargetResult result, int endedBefore, CancellationToken cancellationToken)
    {
        var runs = Path.Combine(options.Folder, "nights", options.Night, "runs", target.Id, attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (Directory.Exists(runs))
        {
            // Of an attempt that was killed: it never came to a result.
            Directory.Delete(runs, recursive: true);
        }

        var outcome = await RunEngine.RunAsync(Request(target, attempt, runs, cancellationToken), cancellationToken);
        var obligations = options.Catalogue.Cases.ToDictionary(c => c.Id, c => c.Obligation, StringComparer.Ordinal);
        List<string> Failed(Obligation obligation) => [.. outcome.Record.Verdicts.Where(v => v is { Outcome: Outcome.Failed, Waived: false } && obligations[v.Case] == obligation).Select(v => v.Case).Order(StringComparer.Ordinal)];
        var failing = Failed(Obligation.Must);
        var observations = outcome.Record.Observations;
        var eaten = options.PagesEnded() > endedBefore && observations.Any(o => o.Events.Any(e => e.Kind == "crash"));
        var broken = outcome.Record.Verdicts.Any(v => v is { Outcome: Outcome.CantTell, Cause: Cause.Harness } && obligations[v.Case] == Obligation.Must);
        var (state, reason) = eaten ? (TargetState.Stuck, "memory")
            : failing.Count > 0 ? (TargetState.Failing, null)
            : broken ? (TargetState.NoVerdict, "harness")
            : (TargetState.Sound, (string?)null);
        var keep = options.KeepAll || state != TargetState.Sound;
        if (!keep)
        {
            Directory.Delete(runs, recursive: true);
        }

        return result with
        {
            State = state,
            Reason = reason,
            Failing = state == TargetState.Failing ? failing : [],
            Advice = Failed(Obligation.Should),
            CertificateEnds = observations.SelectMany(o => o.Transport).FirstOrDefault(t => t.Kind == "tls")?.NotAfter,
            Build = outcome.Record.Statement.Target.BuildFingerprint,
            Visits = outcome.Record.Statement.PageVisits,
            Evidence = keep ? Path.GetRelativePath(options.Folder, outcome.Folder).Replace('\\', '/') : null,
        };
    }

    private RunRequest Request(NightlyTarget target, int attempt, string runs, CancellationToken cancellationToken) => new()
    {
        Suite = options.Suite,
        Catalogue = options.Catalogue,
        CatalogueBytes = options.CatalogueBytes,
        Service = target.Service,
        ServiceBytes = target.ServiceBytes,
        ServiceFolder = Path.GetDirectoryName(Path.GetFullPath(target.File))!,
        Stage = Stage.Production,
        ReportsFolder = runs,
        Platform = mock,
        StartDriver = async () => new BorrowedDriver(await browsers.LeaseAsync(alone: attempt > 1, cancellationToken)),
        Engines = [Engines.Chromium],
        Redactor = new Redactor(RandomNumberGenerator.GetBytes(16)),
        // No more at once than one visitor.
        Parallel = 1,
        Preflight = false,
        UserAgent = "Mozilla/5.0 (compatible) " + options.AgentComment,
        WriteReports = false,
        Clock = TimeProvider.System,
        Listener = new SilentListener(),
    };
}

/// <summary>How the night's stage is set up.</summary>
internal sealed record NightStageOptions
{
    public required string Night { get; init; }

    /// <summary>The nightly folder: evidence goes below nights/.</summary>
    public required string Folder { get; init; }
    public required Suite Suite { get; init; }
    public required Catalogue Catalogue { get; init; }
    public required byte[] CatalogueBytes { get; init; }

    /// <summary>What the user agent ends with: who this is and whom to write to.</summary>
    public required string AgentComment { get; init; }
    public string? BrowserPath { get; init; }
    public IReadOnlyList<string> RemoteBrowsers { get; init; } = [];

    /// <summary>Targets in one browser at the same time.</summary>
    public int Together { get; init; } = 2;

    /// <summary>Targets that a browser serves in its life.</summary>
    public int RecycleAfter { get; init; } = 40;

    /// <summary>Keep the evidence of targets that are well, too.</summary>
    public bool KeepAll { get; init; }

    /// <summary>How many pages were ended for their memory until now.</summary>
    public Func<int> PagesEnded { get; init; } = () => 0;
}
