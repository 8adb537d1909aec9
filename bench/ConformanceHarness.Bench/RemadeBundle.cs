using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Bench;

/// <summary>
/// A real bundle with other observations: ledger, verdicts, statement and signature (trial) are made anew, so that it verifies without a problem.
/// </summary>
internal static class RemadeBundle
{
    /// <param name="folder">where the bundle is written, and what it is made from; further files of evidence lie there by their digests</param>
    /// <param name="observe">the observations that take the place of those in the bundle</param>
    /// <param name="add">puts further evidence in, before the observations are changed</param>
    public static string Write(BundleReader bundle, string folder, Func<Statement, Statement> state, Func<List<Observation>, List<Observation>> observe, Action<BundleContents>? add = null)
    {
        var statement = state(RecordJson.ReadStatement(Read(bundle, EntryNames.Statement)));
        var planBytes = Read(bundle, EntryNames.Plan);
        var attempts = LedgerReader.Read(Read(bundle, EntryNames.Ledger)).Lines.Where(l => l.Kind == "attempt").ToList();
        var contents = new BundleContents();
        foreach (var entry in bundle.Entries.Where(e => e.Name is EntryNames.Plan or EntryNames.Service || e.Name.StartsWith(EntryNames.Catalogues, StringComparison.Ordinal)
            || (e.Name.StartsWith("evidence/", StringComparison.Ordinal) && !e.Name.StartsWith(EntryNames.Observations, StringComparison.Ordinal))))
        {
            contents.AddBytes(entry.Name, bundle.ReadAll(entry));
        }

        add?.Invoke(contents);
        var observations = observe([.. attempts.Select(l => RecordJson.ReadObservation(Read(bundle, $"{EntryNames.Observations}{l.Observation}.{l.Attempt}.json")))]);
        var head = WriteLedger(contents, folder, planBytes, observations, statement.EndedAt);
        var verdicts = Judge(bundle, folder, statement, planBytes, observations);
        contents.AddBytes(EntryNames.Verdicts, RecordJson.Write(verdicts.Verdicts));
        contents.AddBytes(EntryNames.Statement, RecordJson.Write(statement with
        {
            Trial = true,
            LedgerHead = head,
            Result = RunResultRule.Of(verdicts.Verdicts, ReadCatalogue(bundle), verdicts.WaiverProblems, statement.Filter),
            WithWaivers = verdicts.Verdicts.Any(v => v.Waived),
            Counts = verdicts.Verdicts.CountBy(v => char.ToLowerInvariant(v.Outcome.ToString()[0]) + v.Outcome.ToString()[1..]).ToDictionary(),
        }));
        using var key = SigningKey.Trial(TimeProvider.System);
        return BundleWriter.Write(folder, contents, key, TimeProvider.System, []);
    }

    public static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string WriteLedger(BundleContents contents, string folder, byte[] plan, List<Observation> observations, DateTimeOffset at)
    {
        var path = Path.Combine(folder, EntryNames.Ledger);
        File.Delete(path);
        using (var ledger = new LedgerWriter(path, new ThatMoment(at)))
        {
            ledger.Start(Hex(plan));
            foreach (var observation in observations)
            {
                var bytes = RecordJson.Write(observation);
                contents.AddBytes($"{EntryNames.Observations}{observation.Id}.{observation.Attempt}.json", bytes);
                ledger.Attempt(observation, Hex(bytes));
            }

            ledger.End();
            contents.AddBytes(EntryNames.Ledger, Written(path));
            return ledger.Head;
        }
    }

    /// <summary>The writer still holds the file.</summary>
    private static byte[] Written(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static Judged Judge(BundleReader bundle, string folder, Statement statement, byte[] plan, List<Observation> observations)
    {
        var judge = new BundleJudge(MinimumTestcaseSuite.Load());
        return judge.Rejudge(new BundleEvidence
        {
            Statement = statement,
            Catalogue = ReadCatalogue(bundle),
            Service = judge.ReadService(Read(bundle, EntryNames.Service)),
            Plan = RecordJson.ReadPlan(plan),
            Observations = observations,
            Ledger = [],
            Bodies = new Bodies(bundle, folder),
        });
    }

    private static Catalogue ReadCatalogue(BundleReader bundle)
    {
        var entry = bundle.Entries.First(e => e.Name.StartsWith(EntryNames.Catalogues, StringComparison.Ordinal));
        return CatalogueReader.Read(bundle.ReadAll(entry), entry.Name);
    }

    private static byte[] Read(BundleReader bundle, string entry) => bundle.ReadAll(bundle.Find(entry) ?? throw new InvalidOperationException($"The bundle has no {entry}."));

    /// <summary>Bodies as they will be in the bundle.</summary>
    private sealed class Bodies(BundleReader source, string folder) : IBodies
    {
        public string? Text(string? digest)
        {
            if (digest is null)
            {
                return null;
            }

            var path = Path.Combine(folder, digest);
            return File.Exists(path) ? File.ReadAllText(path) : Encoding.UTF8.GetString(Read(source, EntryNames.Body(digest)));
        }
    }

    /// <summary>Lines of the ledger are from the time of the run that they tell of.</summary>
    private sealed class ThatMoment(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
