using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;

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
        var more = (Entries - bundle.Entries.Count) / 2;
        var texts = new BulkText(1);
        var further = new List<string>();
        return RemadeBundle.Write(bundle, folder, s => s, observations => Spread(observations, further), contents =>
        {
            further.AddRange(Enumerable.Range(0, more).Select(_ => AddFile(contents, folder, texts.Script(ScriptBytes), EntryNames.Body)));
            for (var i = 0; i < more; i++)
            {
                AddFile(contents, folder, texts.Picture(PictureBytes), EntryNames.Screenshot);
            }
        });
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

    private static string AddFile(BundleContents contents, string folder, byte[] content, Func<string, string> name)
    {
        var digest = RemadeBundle.Hex(content);
        var path = Path.Combine(folder, digest);
        File.WriteAllBytes(path, content);
        contents.AddFile(name(digest), path);
        return digest;
    }
}
