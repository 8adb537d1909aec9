using ConformanceHarness.Cli.Running.Resubmitting;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>A run's folder while the run goes on, whether it begins there or was begun before: locked, with its ledger open.</summary>
internal sealed class RunInFolder : IDisposable
{
    private readonly FolderLock? own;

    private RunInFolder(string folder, FolderLock? own, LedgerWriter ledger)
    {
        Folder = folder;
        this.own = own;
        Ledger = ledger;
    }

    public string Folder { get; }

    public LedgerWriter Ledger { get; }

    /// <summary>What was observed before, in ledger order.</summary>
    public IReadOnlyList<Observation> Before { get; private init; } = [];

    /// <summary>What is still to be observed.</summary>
    public required IReadOnlyList<PlannedScenario> Missing { get; init; }

    /// <summary>When the run, or the round of it that goes on, was begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public static RunInFolder Of(RunRequest request, RunPlan plan, DateTimeOffset now) =>
        request.Resume is { } stopped ? GoOn(request, stopped, plan) : Begin(request, plan, now);

    public void Dispose()
    {
        Ledger.Dispose();
        own?.Dispose();
    }

    private static RunInFolder Begin(RunRequest request, RunPlan plan, DateTimeOffset now)
    {
        var resubmission = request.Earlier is { } earlier ? Resubmission.Of(earlier.Record, request, request.Only) : null;
        var folder = FreshFolder.Make(request, plan, resubmission is null ? null : [.. resubmission.Observe.Select(s => s.Id)], now);
        var held = FolderLock.Take(folder);
        try
        {
            return new RunInFolder(folder, held, Open(folder, request)) { Before = request.Earlier?.Record.Observations ?? [], Missing = resubmission?.Observe ?? plan.Scenarios, StartedAt = now };
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static RunInFolder GoOn(RunRequest request, ResumedRun stopped, RunPlan plan)
    {
        SameInputs.CheckPlan(stopped, plan);
        SameInputs.CheckEarlier(stopped, request.Earlier?.Digest);
        var detail = FolderMending.Mend(stopped.Folder, stopped.Evidence);
        var ledger = Open(stopped.Folder, request);
        try
        {
            ledger.Resumed(detail);
            var begin = stopped.Evidence.Lines.Last(l => l.Kind == "start" || LedgerRounds.Takeover(l) is not null);
            return new RunInFolder(stopped.Folder, null, ledger) { Before = stopped.Evidence.Observations, Missing = stopped.Missing(plan), StartedAt = begin.At };
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    private static LedgerWriter Open(string folder, RunRequest request) => new(Path.Combine(folder, EntryNames.Ledger), request.Clock);
}
