using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Bench;

/// <summary>
/// Makes a bundle of about 200 MB and 5,000 entries out of a real one: its observations name thousands of further scripts that the pages
/// loaded, and there are as many further screenshots. Ledger, verdicts, statement and signature (trial) are made anew, so that it verifies
/// without a problem.
/// </summary>
internal static class LargeBundle
{
    private const int Entries = 5_000;
    private const int ScriptBytes = 96 << 10;
    private const int PictureBytes = 66 << 10;

    /// <param name="source">a bundle of a whole run</param>
    /// <param name="folder">where the bundle and what it is made from are written</param>
    /// <returns>path of the bundle</returns>
    public static string Make(string source, string folder)
    {
        using var bundle = BundleReader.Open(source);
        var statement = RecordJson.ReadStatement(Read(bundle, EntryNames.Statement));
        var planBytes = Read(bundle, EntryNames.Plan);
        var attempts = LedgerReader.Read(Read(bundle, EntryNames.Ledger)).Lines.Where(l => l.Kind == "attempt").ToList();
        var observations = attempts.Select(l => RecordJson.ReadObservation(Read(bundle, $"{EntryNames.Observations}{l.Observation}.{l.Attempt}.json"))).ToList();
        var contents = new BundleContents();
        foreach (var entry in bundle.Entries.Where(e => e.Name is EntryNames.Plan or EntryNames.Service || e.Name.StartsWith(EntryNames.Catalogues, StringComparison.Ordinal)
            || (e.Name.StartsWith("evidence/", StringComparison.Ordinal) && !e.Name.StartsWith(EntryNames.Observations, StringComparison.Ordinal))))
        {
            contents.AddBytes(entry.Name, bundle.ReadAll(entry));
        }

        var more = (Entries - bundle.Entries.Count) / 2;
        var texts = new BulkText(1);
        var digests = Enumerable.Range(0, more).Select(_ => AddFile(contents, folder, texts.Script(ScriptBytes), EntryNames.Body)).ToList();
        for (var i = 0; i < more; i++)
        {
            AddFile(contents, folder, texts.Picture(PictureBytes), EntryNames.Screenshot);
        }

        var loaded = Spread(observations, digests);
        var head = WriteLedger(contents, folder, planBytes, loaded);
        var verdicts = Judge(bundle, folder, statement, planBytes, loaded);
        contents.AddBytes(EntryNames.Verdicts, RecordJson.Write(verdicts.Verdicts));
        var catalogue = ReadCatalogue(bundle);
        contents.AddBytes(EntryNames.Statement, RecordJson.Write(statement with
        {
            Trial = true,
            LedgerHead = head,
            Result = RunResultRule.Of(verdicts.Verdicts, catalogue, verdicts.WaiverProblems, statement.Filter),
            WithWaivers = verdicts.Verdicts.Any(v => v.Waived),
            Counts = verdicts.Verdicts.CountBy(v => char.ToLowerInvariant(v.Outcome.ToString()[0]) + v.Outcome.ToString()[1..]).ToDictionary(),
        }));
        using var key = SigningKey.Trial(TimeProvider.System);
        return BundleWriter.Write(folder, contents, key, TimeProvider.System, []);
    }

    /// <summary>Each observation's pages load their share of the further scripts, where they loaded one before.</summary>
    private static List<Observation> Spread(List<Observation> observations, List<string> digests)
    {
        var able = observations.Where(o => o.Exchanges.Any(IsScript)).ToList();
        return [.. observations.Select(o =>
        {
            var share = able.IndexOf(o);
            if (share < 0)
            {
                return o;
            }

            var like = o.Exchanges.Where(IsScript).ToList();
            var number = o.Exchanges.Max(e => e.Number);
            var further = digests.Where((_, i) => i % able.Count == share).Select((d, i) => like[i % like.Count] with
            {
                Number = number + 1 + i,
                Url = like[i % like.Count].Url + "?part=" + d[..8],
                ResponseBody = d,
            });
            return o with { Exchanges = [.. o.Exchanges, .. further] };
        })];
    }

    private static bool IsScript(Exchange exchange) => exchange is { Kind: "script", Status: 200, ResponseBody: not null };

    private static string WriteLedger(BundleContents contents, string folder, byte[] plan, List<Observation> observations)
    {
        var path = Path.Combine(folder, EntryNames.Ledger);
        using (var ledger = new LedgerWriter(path, TimeProvider.System))
        {
            ledger.Start(Hex(plan));
            foreach (var observation in observations)
            {
                var bytes = RecordJson.Write(observation);
                contents.AddBytes($"{EntryNames.Observations}{observation.Id}.{observation.Attempt}.json", bytes);
                ledger.Attempt(observation, Hex(bytes));
            }

            ledger.End();
            contents.AddFile(EntryNames.Ledger, path);
            return ledger.Head;
        }
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

    private static string AddFile(BundleContents contents, string folder, byte[] content, Func<string, string> name)
    {
        var digest = Hex(content);
        var path = Path.Combine(folder, digest);
        File.WriteAllBytes(path, content);
        contents.AddFile(name(digest), path);
        return digest;
    }

    private static byte[] Read(BundleReader bundle, string entry) => bundle.ReadAll(bundle.Find(entry) ?? throw new InvalidOperationException($"The bundle has no {entry}."));

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

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
}
