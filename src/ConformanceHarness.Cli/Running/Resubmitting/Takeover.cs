using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Cli.Running.Resubmitting;

/// <summary>Puts what an earlier submission observed, and what it stated, into a new run's folder, byte for byte.</summary>
internal static class Takeover
{
    /// <param name="planDigest">SHA-256 (hex) of the new plan.json</param>
    public static void Into(string folder, EarlierBundle earlier, string planDigest, TimeProvider clock)
    {
        foreach (var part in new[] { EntryNames.Observations, EntryNames.Bodies, EntryNames.Screenshots, EntryNames.Previous })
        {
            Copy(Path.Combine(earlier.Folder, part), Path.Combine(folder, part));
        }

        var number = earlier.Record.Earlier.Count + 1;
        var own = Directory.CreateDirectory(Path.Combine(folder, EntryNames.PreviousFolder(number))).FullName;
        File.Copy(Path.Combine(earlier.Folder, EntryNames.Statement), Path.Combine(own, EntryNames.Statement));
        File.Copy(Path.Combine(earlier.Folder, EntryNames.Verdicts), Path.Combine(own, EntryNames.Verdicts));
        File.Copy(Path.Combine(earlier.Folder, EntryNames.Manifest), Path.Combine(own, EntryNames.PreviousManifest));
        File.Copy(Path.Combine(earlier.Folder, EntryNames.Signature), Path.Combine(own, EntryNames.PreviousSignature));
        var ledger = Path.Combine(folder, EntryNames.Ledger);
        File.Copy(Path.Combine(earlier.Folder, EntryNames.Ledger), ledger);
        using var writer = new LedgerWriter(ledger, clock);
        writer.Resumed(LedgerRounds.Detail(earlier.Digest, planDigest));
    }

    /// <summary>The submissions before the run in <paramref name="folder"/>, oldest first.</summary>
    public static IReadOnlyList<EarlierSubmission> Read(string folder, IReadOnlyList<LedgerLine> ledger) =>
    [
        .. LedgerRounds.Takeovers(ledger).Select((t, i) => new EarlierSubmission(
            t.PreviousBundle,
            RecordJson.ReadStatement(File.ReadAllBytes(Path.Combine(folder, EntryNames.PreviousFolder(i + 1), EntryNames.Statement))),
            RecordJson.ReadVerdicts(File.ReadAllBytes(Path.Combine(folder, EntryNames.PreviousFolder(i + 1), EntryNames.Verdicts))))),
    ];

    private static void Copy(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
