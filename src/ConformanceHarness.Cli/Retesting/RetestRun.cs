using System.Security.Cryptography;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Rejudging;
using ConformanceHarness.Reports;

namespace ConformanceHarness.Cli.Retesting;

/// <summary>A submission that was verified, and what is to be run against its target again.</summary>
internal sealed record RetestOrder(string Path, RejudgedBundle Verified, RunRecord Submission, string Folder)
{
    public (ChallengeFile Challenge, SampleDraw Draw)? Sample { get; init; }

    /// <summary>Try the retest's failures once more: what fails twice is no accident.</summary>
    public bool Again { get; init; } = true;
}

/// <summary>Runs the plan, tries failures once more, compares, and writes what came of it into the folder.</summary>
internal static class RetestRun
{
    /// <summary>The cases of the submission's plan that are run again, and all of the further suites; null: the whole stage.</summary>
    public static IReadOnlyList<string>? Only(RunRecord submission, SampleDraw? sample, RetestInputs inputs)
    {
        var part = sample is { } drawn ? drawn.Cases(submission.Plan) : submission.Statement.Filter?.Contains("only=", StringComparison.Ordinal) == true ? [.. submission.Plan.Cases.Select(c => c.Case)] : null;
        var planned = submission.Catalogue.Cases.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return part is null ? null : [.. part, .. inputs.Catalogue.Catalogue.Cases.Select(c => c.Id).Where(c => !planned.Contains(c))];
    }

    /// <exception cref="RunStoppedException">the retest can't start or go on</exception>
    public static async Task<(RetestRecord Record, RunOutcome Outcome)> RunAsync(RetestOrder order, RunRequest request, CancellationToken cancellationToken)
    {
        var outcome = await RunEngine.RunAsync(request, cancellationToken);
        var again = order.Again ? await AgainAsync(order.Submission, request, outcome.Record, cancellationToken) : null;
        var comparison = RetestReasons.Explain(new RetestFacts(order.Submission, outcome.Record, order.Verified.Forged, again?.Record));
        var record = new RetestRecord
        {
            Format = RetestRecord.CurrentFormat,
            Submission = Path.GetFileName(order.Path),
            SubmissionDigest = await DigestAsync(order.Path, cancellationToken),
            Signer = order.Verified.Report.Signer,
            Trusted = order.Verified.Report.Trusted,
            Problems = [.. order.Verified.Report.Problems.Where(p => p.Code != "no-pinned-roots").Select(p => new NamedProblem(p.Code, p.Text))],
            Bundles = [.. new[] { outcome.Bundle, again?.Bundle }.OfType<string>().Select(b => Path.GetRelativePath(order.Folder, b).Replace(Path.DirectorySeparatorChar, '/'))],
            Sample = order.Sample?.Draw,
            Challenge = order.Sample?.Challenge.Challenge,
            ChallengeDigest = order.Sample?.Challenge.Digest,
            Comparison = comparison,
        };
        await File.WriteAllBytesAsync(Path.Combine(order.Folder, "comparison.json"), ComparisonJson.Write(record), cancellationToken);
        await using (var page = File.Create(Path.Combine(order.Folder, "comparison.html")))
        {
            RetestReport.Write(record, page);
        }

        return (record, outcome);
    }

    /// <summary>What the submission passed and the retest failed, once more by itself; null: there is nothing of the kind.</summary>
    private static async Task<RunOutcome?> AgainAsync(RunRecord submission, RunRequest request, RunRecord retest, CancellationToken cancellationToken)
    {
        var passed = submission.Verdicts.Where(v => v.Outcome == Outcome.Passed).Select(v => v.Case).ToHashSet(StringComparer.Ordinal);
        var worse = retest.Verdicts.Where(v => v is { Outcome: Outcome.Failed, Manual: false } && passed.Contains(v.Case)).Select(v => v.Case).ToList();
        if (worse.Count == 0)
        {
            return null;
        }

        request.Listener.Writing("again");
        return await RunEngine.RunAsync(request with { Only = worse, Challenge = null, ReportsFolder = Path.Combine(request.ReportsFolder, "again"), Preflight = false }, cancellationToken);
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
