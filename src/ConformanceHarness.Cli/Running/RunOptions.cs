using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;

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

    /// <summary>Engine of the sessions: chromium | webkit; with <see cref="WebDrivers"/> that of the endpoint's browser.</summary>
    public string Engine { get; init; } = Engines.ChromiumName;

    /// <summary>Playwright servers (ws://…) whose browsers are used instead of one on this machine.</summary>
    public IReadOnlyList<string> RemoteBrowsers { get; init; } = [];

    /// <summary>W3C WebDriver endpoints (http://…) whose browsers are used instead of one on this machine.</summary>
    public IReadOnlyList<string> WebDrivers { get; init; } = [];

    /// <summary>JSON file with the capabilities to ask of <see cref="WebDrivers"/>; null: none in particular.</summary>
    public string? Capabilities { get; init; }
    public int Parallel { get; init; } = 3;

    /// <summary>Seed of the made-up citizens; null: <see cref="FixtureSeed"/> for a built-in service, one drawn by chance for a user's own.</summary>
    public int? Seed { get; init; }

    /// <summary>A built-in service begins anew with each run, so that the same citizens are strangers to it each time.</summary>
    public const int FixtureSeed = 1;

    /// <summary>Which built-in service is tested where there is no service file: a name of <see cref="Running.Fixture.All"/>; null for the first.</summary>
    public string? Fixture { get; init; }

    /// <summary>Defects of the built-in service to switch on.</summary>
    public IReadOnlySet<string> Defects { get; init; } = new HashSet<string>();
    /// <summary>Where a tester's entries come from (login assisted); null: nobody hands any over.</summary>
    public ConformanceHarness.Platform.Assisted.IEntrySource? Entries { get; init; }
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

    /// <summary>Address of an Appium server; null: the service file's, where a device is used at all.</summary>
    public string? Appium { get; init; }

    /// <summary>Path of a JSON file with capabilities for it; null: what the service file refers to.</summary>
    public string? AppiumCapabilities { get; init; }

    /// <summary>What signs an official bundle; null makes a trial bundle.</summary>
    public OfficialSigning? Official { get; init; }
}
