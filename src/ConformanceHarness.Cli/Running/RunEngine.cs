using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Cli.Running.Resubmitting;
using ConformanceHarness.Cli.Running.Resuming;
using ConformanceHarness.Cli.Signing;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Timestamps;
using ConformanceHarness.Reports;
using ConformanceHarness.Reports.Feedback;

namespace ConformanceHarness.Cli.Running;

/// <summary>What a run left behind.</summary>
public sealed record RunOutcome(string Folder, RunRecord Record, string? Bundle, ReportPaths? Reports, IReadOnlyList<WaiverProblem> WaiverProblems);

/// <summary>The one run engine: plan → observe → judge → report → sign. The command line and the NUnit runner both use it.</summary>
public static class RunEngine
{
    public static string HarnessVersion { get; } = typeof(RunEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The plan for the request's inputs.</summary>
    public static RunPlan Plan(RunRequest request) => request.Earlier is { } earlier
        ? Resubmission.Of(earlier.Record, request, request.Only).Plan
        : Planner.Plan(request.Catalogue, request.Service, request.Stage, request.Channels, request.Only, SuiteFacts.Scenarios(request.Suite), SuiteFacts.Abilities);

    /// <exception cref="RunStoppedException">the run can't start or go on, and no case is to blame</exception>
    /// <exception cref="OperationCanceledException">the user stopped it; what was recorded is in the folder that the listener was told</exception>
    public static async Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var target = request.Service.Target(request.Stage)!;
        var plan = Plan(request);
        // Before there is a folder: a run that can't begin leaves none.
        if (request.Preflight)
        {
            await Preflight.CheckAsync(target, cancellationToken);
        }

        using var run = RunInFolder.Of(request, plan, request.Clock.GetUtcNow());
        var (folder, ledger) = (run.Folder, run.Ledger);
        try
        {
            if (request.Challenge is { } challenge)
            {
                File.WriteAllBytes(Path.Combine(folder, EntryNames.Challenge), challenge);
            }

            request.Listener.Planned(plan with { Scenarios = run.Missing }, folder);
            var store = new EvidenceStore(folder, ledger, request.Redactor);
            IReadOnlyList<Observation> observations;
            await using (var observing = new Observing(request, target, store, run.Before))
            {
                try
                {
                    await observing.RunAsync(request.OneVisitPerCase ? OnePerCase(plan) : run.Missing, cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    ledger.End("cancelled");
                    throw;
                }

                observations = observing.Observations;
            }

            ledger.End();
            var lines = LedgerReader.Read(Path.Combine(folder, EntryNames.Ledger)).Lines;
            request.Listener.Writing("judge");
            var ended = request.Clock.GetUtcNow();
            var day = DateOnly.FromDateTime(ended.ToOffset(TimeSpan.FromHours(7)).DateTime);
            var judged = new CaseJudge(request.Catalogue, request.Service, plan, request.Suite.Checks).Judge(LedgerRounds.Latest(lines, observations), store, day);
            request.Listener.Judged(judged.Verdicts);
            return Finish(request, plan, folder, run.StartedAt, ended, observations, lines, ledger.Head, judged, store, cancellationToken);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText($"เขียนไฟล์ใน {folder} ไม่ได้: {e.Message}", $"Writing into {folder} failed: {e.Message}"),
                new LocalText("เพิ่มพื้นที่ว่างแล้วทดสอบต่อ หรือเลือกที่เก็บอื่นด้วย --reports แล้วเริ่มใหม่", "Free some space and go on, or choose another place with --reports and begin again."),
                ExitCodes.HarnessError, e);
        }
    }

    private static RunOutcome Finish(RunRequest request, RunPlan plan, string folder, DateTimeOffset started, DateTimeOffset ended, IReadOnlyList<Observation> observations, IReadOnlyList<LedgerLine> ledger, string ledgerHead, Judged judged, IBodies bodies, CancellationToken cancellationToken)
    {
        using var key = request.Official?.Key() ?? SigningKey.Trial(request.Clock);
        var statement = MakeStatement(request, plan, folder, started, ended, observations, ledger, ledgerHead, judged, key.IsTrial, bodies);
        File.WriteAllBytes(Path.Combine(folder, EntryNames.Statement), RecordJson.Write(statement));
        File.WriteAllBytes(Path.Combine(folder, EntryNames.Verdicts), RecordJson.Write(judged.Verdicts));
        var record = new RunRecord
        {
            Statement = statement,
            Catalogue = request.Catalogue,
            Service = request.Service,
            Plan = plan,
            Observations = observations,
            Ledger = ledger,
            Verdicts = judged.Verdicts,
            Earlier = Takeover.Read(folder, ledger),
            EvidenceFolder = Path.Combine(folder, "evidence"),
        };
        if (!request.WriteReports)
        {
            return new RunOutcome(folder, record, null, null, judged.WaiverProblems);
        }

        request.Listener.Writing("report");
        if (request.Feedback is { } feedback)
        {
            File.WriteAllBytes(Path.Combine(folder, FeedbackReport.EntryName), FeedbackJson.Write(feedback));
        }

        var reports = RunReports.WriteAll(record, folder, request.Feedback);
        var list = request.Workbook?.WithResults(record) ?? TestcaseWorkbook.Export(record.Catalogue, record);
        WorkbookSecrets.Refuse(list, request.Redactor.KnownSecrets);
        File.WriteAllBytes(Path.Combine(folder, TestcaseWorkbook.EntryName), list);
        request.Listener.Writing("bundle");
        try
        {
            var bundle = BundleWriter.Write(folder, Contents(request, folder), key, request.Clock, request.Redactor.KnownSecrets, request.Official?.Timestamps, cancellationToken);
            return new RunOutcome(folder, record, bundle, reports, judged.WaiverProblems);
        }
        catch (TimestampException e)
        {
            throw OfficialSigning.After(e, folder);
        }
    }

    /// <summary>The file's own name, where a bundle can hold it.</summary>
    internal static string CatalogueName(RunRequest request) =>
        Path.GetFileName(request.Suite.CataloguePath) is var name && name.EndsWith(".yaml", StringComparison.Ordinal) && EntryNames.Problem(EntryNames.Catalogues + name) is null ? name : "catalogue.yaml";

    private static BundleContents Contents(RunRequest request, string folder)
    {
        var contents = new BundleContents();
        foreach (var name in new[] { EntryNames.Statement, EntryNames.Ledger, EntryNames.Verdicts, EntryNames.Plan, EntryNames.Service, "report.html", TestcaseWorkbook.EntryName })
        {
            contents.AddFile(name, Path.Combine(folder, name));
        }

        if (request.Feedback is not null)
        {
            contents.AddFile(FeedbackReport.EntryName, Path.Combine(folder, FeedbackReport.EntryName));
        }

        contents.AddFolder("evidence/", Path.Combine(folder, "evidence"));
        contents.AddFolder(EntryNames.Previous, Path.Combine(folder, EntryNames.Previous));
        contents.AddFile(EntryNames.Catalogues + CatalogueName(request), Path.Combine(folder, "catalogue", CatalogueName(request)));
        if (request.Challenge is not null)
        {
            contents.AddFile(EntryNames.Challenge, Path.Combine(folder, EntryNames.Challenge));
        }

        if (request.AttestationFolder is { } kept)
        {
            return contents.AddFolder(EntryNames.Attestations, kept);
        }

        foreach (var file in request.Service.Attestations.SelectMany(a => a.Evidence).Distinct())
        {
            var path = Path.Combine(request.ServiceFolder, file);
            contents.AddFile(EntryNames.Attestations + Hex(File.ReadAllBytes(path)) + Path.GetExtension(file).ToLowerInvariant(), path);
        }

        return contents;
    }

    private static Statement MakeStatement(RunRequest request, RunPlan plan, string folder, DateTimeOffset started, DateTimeOffset ended, IReadOnlyList<Observation> observations, IReadOnlyList<LedgerLine> ledger, string ledgerHead, Judged judged, bool trial, IBodies bodies) => new()
    {
        Trial = trial,
        RunId = Path.GetFileName(folder),
        ServiceId = request.Service.Id,
        ServiceName = request.Service.Name,
        Agency = request.Service.Agency,
        Stage = plan.Stage,
        Channels = plan.Channels,
        LandingUrl = request.Service.Target(plan.Stage)!.LandingUrl,
        Target = TargetFacts.Of(LedgerRounds.Latest(ledger, observations), request.Service, plan.Stage, bodies),
        CatalogueId = request.Catalogue.Id,
        CatalogueVersion = request.Catalogue.Version,
        CatalogueDigest = request.Catalogue.Digest,
        ServiceFileDigest = request.Service.Digest,
        HarnessVersion = HarnessVersion,
        Suites = request.Suites ?? new Dictionary<string, string> { [request.Suite.Id] = SuiteFacts.Digest(request.Suite) },
        Challenge = request.Challenge is { } challenge ? Hex(challenge) : null,
        Filter = plan.Filter,
        StartedAt = started,
        EndedAt = ended,
        Provenance = observations.CountBy(o => o.Provenance.Kind).ToDictionary(),
        PageVisits = observations.Sum(o => o.Visits.Count(v => v.Kind is "open" or "reload")),
        Result = RunResultRule.Of(judged.Verdicts, request.Catalogue, judged.WaiverProblems, plan.Filter),
        WithWaivers = judged.Verdicts.Any(v => v.Waived),
        Counts = judged.Verdicts.CountBy(v => JsonName(v.Outcome)).ToDictionary(),
        LedgerHead = ledgerHead,
        PreviousBundle = LedgerRounds.Takeovers(ledger) is [.., var last] ? last.PreviousBundle : null,
    };

    /// <summary>For the benchmark: each case has the scenarios it needs to itself.</summary>
    private static IReadOnlyList<PlannedScenario> OnePerCase(RunPlan plan) =>
        [.. plan.Scenarios.SelectMany(s => s.Serves.Select(c => s with { Serves = [c] }))];

    private static string JsonName(Outcome outcome) => char.ToLowerInvariant(outcome.ToString()[0]) + outcome.ToString()[1..];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
