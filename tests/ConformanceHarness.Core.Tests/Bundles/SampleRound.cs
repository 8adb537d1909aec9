using System.Globalization;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>
/// A resubmission of a <see cref="SampleRun"/>: both channels are observed again, everything else is taken over. Tests change one thing, as
/// somebody would who holds the key: whatever follows from it is made again.
/// </summary>
internal sealed class SampleRound
{
    public string Greeting { get; init; } = "สวัสดี คุณสมชาย";

    /// <summary>Whether the first attempt of the round shows no greeting.</summary>
    public bool FailsFirst { get; init; }

    public string? PreviousDigest { get; init; }

    public bool Trial { get; init; } = true;

    /// <summary>All lines before they are numbered and chained.</summary>
    public Func<List<LedgerLine>, IEnumerable<LedgerLine>> ChangeLines { get; init; } = l => l;

    public Func<Statement, Statement> ChangeStatement { get; init; } = s => s;

    public Action<Dictionary<string, byte[]>> ChangeEntries { get; init; } = _ => { };

    /// <summary>Writes the bundle that follows <paramref name="previous"/> and returns its path.</summary>
    public string Write(TestFolder folder, string previous, SigningKey? key = null)
    {
        var contents = Entries(previous).Aggregate(new BundleContents(), (c, entry) => c.AddBytes(entry.Key, entry.Value));
        var clock = new FixedClock(TestPki.Now);
        using var trial = SigningKey.Trial(clock);
        return BundleWriter.Write(folder.Path, contents, key ?? trial, clock, [], key is { IsTrial: false } ? TestPki.Instance.Tsa : null);
    }

    private static Dictionary<string, byte[]> Read(string path)
    {
        using var bundle = BundleReader.Open(path);
        return bundle.Entries.ToDictionary(e => e.Name, bundle.ReadAll, StringComparer.Ordinal);
    }

    private Dictionary<string, byte[]> Entries(string previous)
    {
        var entries = Read(previous);
        var lines = LedgerReader.Read(entries[EntryNames.Ledger]).Lines.ToList();
        var number = LedgerRounds.Takeovers(lines).Count + 1;
        var before = EntryNames.PreviousFolder(number);
        entries[before + EntryNames.Statement] = entries[EntryNames.Statement];
        entries[before + EntryNames.Verdicts] = entries[EntryNames.Verdicts];
        entries[before + EntryNames.PreviousManifest] = entries[EntryNames.Manifest];
        entries[before + EntryNames.PreviousSignature] = entries[EntryNames.Signature];
        foreach (var own in new[] { EntryNames.Mimetype, EntryNames.Manifest, EntryNames.Signature })
        {
            entries.Remove(own);
        }

        var digest = PreviousDigest ?? SampleJudge.Digest(File.ReadAllBytes(previous));
        var at = SampleRun.Start.AddMinutes(4 + number);
        lines.Add(new LedgerLine { Number = 1, Previous = "", Kind = "resumed", At = at, Detail = LedgerRounds.Detail(digest, SampleJudge.Digest(entries[EntryNames.Plan])) });
        Observe(entries, lines, at);
        lines.Add(new LedgerLine { Number = 1, Previous = "", Kind = "end", At = at });
        ChangeEntries(entries);
        entries[EntryNames.Ledger] = Chained(ChangeLines(lines));
        Judge(entries, digest, at);
        return entries;
    }

    private void Observe(Dictionary<string, byte[]> entries, List<LedgerLine> lines, DateTimeOffset at)
    {
        foreach (var channel in new[] { Channel.App, Channel.Web })
        {
            foreach (var greeting in FailsFirst && channel == Channel.App ? new[] { "ลาก่อน", Greeting } : [Greeting])
            {
                var id = "entry." + channel.ToString().ToLowerInvariant();
                var last = lines.Last(l => l.Observation == id);
                var model = RecordJson.ReadObservation(entries[EntryNames.Observation("entry", channel, last.Attempt!.Value)]);
                var observation = model with { Attempt = model.Attempt + 1, StartedAt = at, Snapshots = [.. model.Snapshots.Select(s => s with { Text = greeting })] };
                var bytes = RecordJson.Write(observation);
                entries[EntryNames.Observation("entry", channel, observation.Attempt)] = bytes;
                lines.Add(new LedgerLine { Number = 1, Previous = "", Kind = "attempt", At = at, Observation = id, Attempt = observation.Attempt, End = observation.End, Digest = SampleJudge.Digest(bytes) });
            }
        }
    }

    private void Judge(Dictionary<string, byte[]> entries, string digest, DateTimeOffset at)
    {
        var judge = new SampleJudge();
        var statement = RecordJson.ReadStatement(entries[EntryNames.Statement]);
        var reading = LedgerReader.Read(entries[EntryNames.Ledger]);
        var catalogue = judge.ReadCatalogue("", entries["catalogue/sample.yaml"]);
        var plan = RecordJson.ReadPlan(entries[EntryNames.Plan]);
        Observation[] observations = [.. reading.Lines.Where(l => l.Kind == "attempt").Select(l => string.Create(CultureInfo.InvariantCulture, $"{EntryNames.Observations}{l.Observation}.{l.Attempt}.json")).Where(entries.ContainsKey).Select(n => RecordJson.ReadObservation(entries[n]))];
        var judged = judge.Rejudge(new BundleEvidence
        {
            Statement = statement,
            Catalogue = catalogue,
            Service = judge.ReadService(entries[EntryNames.Service]),
            Plan = plan,
            Observations = LedgerRounds.Latest(reading.Lines, observations),
            Ledger = reading.Lines,
            Bodies = new Bodies(entries),
        });
        entries[EntryNames.Verdicts] = RecordJson.Write(judged.Verdicts);
        entries[EntryNames.Statement] = RecordJson.Write(ChangeStatement(statement with
        {
            Trial = Trial,
            PreviousBundle = digest,
            EndedAt = at.AddMinutes(1),
            LedgerHead = reading.Head,
            Counts = judged.Verdicts.CountBy(v => char.ToLowerInvariant(v.Outcome.ToString()[0]) + v.Outcome.ToString()[1..]).ToDictionary(),
            Result = RunResultRule.Of(judged.Verdicts, catalogue, judged.WaiverProblems, plan.Filter),
            Provenance = observations.CountBy(_ => "emulated/chromium/mock").ToDictionary(),
        }));
    }

    private static byte[] Chained(IEnumerable<LedgerLine> lines)
    {
        var (chained, previous, number) = (new List<byte>(), LedgerReader.NoLine, 0);
        foreach (var line in lines)
        {
            var bytes = RecordJson.Write(line with { Number = ++number, Previous = previous });
            previous = SampleJudge.Digest(bytes);
            chained.AddRange([.. bytes, (byte)'\n']);
        }

        return [.. chained];
    }

    private sealed class Bodies(Dictionary<string, byte[]> entries) : IBodies
    {
        public string? Text(string? digest) => digest is null ? null : System.Text.Encoding.UTF8.GetString(entries[EntryNames.Body(digest)]);
    }
}
