using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Reports;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Running;

/// <summary>Everything that a run needs, made ready by <see cref="RunSetup"/>: the engine itself reads no configuration.</summary>
public sealed record RunRequest
{
    public required Suite Suite { get; init; }
    public required Catalogue Catalogue { get; init; }
    public required byte[] CatalogueBytes { get; init; }
    /// <summary>The user's workbook, read before the run; null: the bundle carries the exported list.</summary>
    public TestcaseWorkbook? Workbook { get; init; }
    public required ServiceProfile Service { get; init; }

    /// <summary>The service file as it goes into the bundle.</summary>
    public required byte[] ServiceBytes { get; init; }

    /// <summary>Folder that the service file's relative paths start from.</summary>
    public required string ServiceFolder { get; init; }
    public required Stage Stage { get; init; }
    public IReadOnlyList<Channel>? Channels { get; init; }
    public IReadOnlyList<string>? Only { get; init; }
    public required string ReportsFolder { get; init; }
    public required IPlatform Platform { get; init; }

    /// <summary>Signs citizens in where a channel's login is OpenID Connect; null where none is.</summary>
    public ILoginProvider? Provider { get; init; }

    /// <summary>Base address that the e-Service's back end was pointed at, where the harness knows it.</summary>
    public string? GatewayAddress { get; init; }

    /// <summary>The seed with which the same citizens can be made again for the user's own service; null where there is nothing to repeat.</summary>
    public int? CitizenSeed { get; init; }
    public required Func<Task<ISessionDriver>> StartDriver { get; init; }

    /// <summary>How many drivers are used at once.</summary>
    public int Drivers { get; init; } = 1;

    /// <summary>Starts the engine that the others are compared with; null: the machine has none.</summary>
    public Func<Task<ISessionDriver>>? StartOtherDriver { get; init; }

    /// <summary>The engines of the plan, that of <see cref="StartDriver"/> first.</summary>
    public required IReadOnlyList<Core.Planning.PlannedEngine> Engines { get; init; }

    /// <summary>Starts the browser for scenarios without a citizen, where the citizen enters through a device; null: they are observed as all others.</summary>
    public Func<Task<ISessionDriver>>? StartBeside { get; init; }
    public required Redactor Redactor { get; init; }

    /// <summary>Scenarios that run beside each other; exclusive ones run alone.</summary>
    public int Parallel { get; init; } = 3;

    /// <summary>Ask of the network before the first case whether the Landing URL can be reached at all.</summary>
    public bool Preflight { get; init; } = true;

    /// <summary>One visit for each case instead of shared scenarios: only for the benchmark that shows what sharing saves.</summary>
    public bool OneVisitPerCase { get; init; }

    /// <summary>A stopped run that goes on in its folder; null begins a new one.</summary>
    public Resuming.ResumedRun? Resume { get; init; }

    /// <summary>The earlier submission whose observations are taken over; null observes everything.</summary>
    public Resubmitting.EarlierBundle? Earlier { get; init; }

    /// <summary>The command line from <c>run</c> on, kept so that the run can go on after a stop; null where there is none.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>What signs an official bundle; null makes a trial bundle with a key of the moment.</summary>
    public OfficialSigning? Official { get; init; }
    /// <summary>The challenge that the run answers, to the byte; null: none.</summary>
    public byte[]? Challenge { get; init; }

    /// <summary>Suite id → digest of its assembly, where more than one suite is run; null: <see cref="Suite"/> alone.</summary>
    public IReadOnlyDictionary<string, string>? Suites { get; init; }

    /// <summary>Folder with the files of people's attestations by digest; null: they lie where the service file names them.</summary>
    public string? AttestationFolder { get; init; }

    /// <summary>On an earlier bundle: the report tells what became of it, and it travels in the new bundle.</summary>
    public Reports.Feedback.FeedbackDocument? Feedback { get; init; }
    public bool WriteReports { get; init; } = true;

    /// <summary>By which the harness' own requests say who they are; null: they don't.</summary>
    public string? UserAgent { get; init; }
    public required TimeProvider Clock { get; init; }
    public required IRunListener Listener { get; init; }
}
