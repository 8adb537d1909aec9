using System.Security.Cryptography;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Reports.Inbox;

namespace ConformanceHarness.Cli.Inbox;

/// <summary>Verifies every bundle of a folder, several beside each other. One that breaks the verifier is a row with a problem, and stops nothing.</summary>
internal sealed class InboxScan(BundleVerifier verifier, VerifyPolicy policy, bool allowTrial)
{
    /// <summary>Relative paths of the bundles below the folder; links are not followed.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
            .Where(f => f.EndsWith(".asice", StringComparison.OrdinalIgnoreCase))
            .Select(f => Path.GetRelativePath(folder, f))
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="folder">the inbox</param>
    /// <param name="files">what is in it, relative</param>
    /// <param name="done">hears how many are done</param>
    /// <param name="cancel">stops it; what was found by then is returned</param>
    public InboxReport Run(string folder, IReadOnlyList<string> files, Action<int> done, CancellationToken cancel)
    {
        var rows = new InboxRow?[files.Count];
        var count = 0;
        try
        {
            Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, i =>
            {
                rows[i] = Row(folder, files[i]);
                done(Interlocked.Increment(ref count));
            });
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // What was found is kept.
        }

        return InboxOrder.Of(rows.OfType<InboxRow>(), files.Count);
    }

    private InboxRow Row(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return Row(file, verifier.Verify(path, policy), Digests(path));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new InboxRow
            {
                File = file,
                Statement = null,
                Valid = false,
                Trusted = false,
                Vouched = false,
                Acceptable = false,
                Problems = [new BundleProblem("verify-failed", new("ตรวจสอบไม่สำเร็จ: " + e.Message, "It could not be verified: " + e.Message))],
            };
        }
    }

    private InboxRow Row(string file, VerifyReport report, IReadOnlyList<string> digests) => new()
    {
        File = file,
        Statement = report.Statement,
        Valid = report.Valid,
        Trusted = report.Trusted,
        Vouched = report.Valid && report.LeadsToRoot,
        Acceptable = Acceptance.Of(report, policy.Roots.Count > 0, allowTrial),
        Problems = [.. Acceptance.Told(report, policy.Roots.Count > 0)],
        Signer = report.Signer,
        Timestamp = report.Timestamp,
        Deadline = Deadline(report),
        Review = report.Review,
        Digests = digests,
    };

    private DeadlineState Deadline(VerifyReport report) =>
        report.Statement is not { } statement || !policy.Deadlines.TryGetValue(statement.Stage, out var end) ? DeadlineState.None
        : report.Timestamp is not { } time ? DeadlineState.Unproven
        : time > end ? DeadlineState.Late : DeadlineState.Kept;

    private static List<string> Digests(string path)
    {
        using var bundle = BundleReader.Open(path);
        using var file = File.OpenRead(path);
        var whole = Convert.ToHexStringLower(SHA256.HashData(file));
        return bundle.Entries.Count > 0 && bundle.AgencyPart()?.Digest is { } before && before != whole ? [whole, before] : [whole];
    }
}
