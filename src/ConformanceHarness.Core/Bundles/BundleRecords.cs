using System.Text.Json;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Core.Bundles;

/// <summary>The records of a bundle as far as they could be read, and where the checks report to.</summary>
internal sealed class BundleRecords
{
    private readonly Dictionary<string, byte[]> bytes;

    public BundleRecords(BundleReader bundle, ManifestCheck content, List<BundleProblem> problems)
    {
        Bundle = bundle;
        bytes = content.Records;
        Digests = content.Digests;
        Observations = content.Observations;
        Problems = problems;
        Statement = Parse(EntryNames.Statement, b => RecordJson.ReadStatement(b));
        Plan = Parse(EntryNames.Plan, b => RecordJson.ReadPlan(b));
        Verdicts = Parse(EntryNames.Verdicts, b => RecordJson.ReadVerdicts(b));
        Ledger = bytes.TryGetValue(EntryNames.Ledger, out var ledger) ? LedgerReader.Read(ledger) : null;
    }

    public BundleReader Bundle { get; }
    public IReadOnlyDictionary<string, string> Digests { get; }
    public IReadOnlyDictionary<string, ObservationReading> Observations { get; }
    public List<BundleProblem> Problems { get; }
    public Statement? Statement { get; }
    public RunPlan? Plan { get; }
    public IReadOnlyList<Verdict>? Verdicts { get; }
    public LedgerReading? Ledger { get; }

    public byte[]? Bytes(string entry) => bytes.GetValueOrDefault(entry);

    /// <summary>Reports when <paramref name="entry"/> says something else than the rest of the bundle gives.</summary>
    public void Expect(string entry, string member, string? said, string? found)
    {
        if (said != found)
        {
            Problems.Add(RecordProblems.Differs(entry, member, said ?? "–", found ?? "–"));
        }
    }

    private T? Parse<T>(string entry, Func<byte[], T> read)
        where T : class
    {
        if (!bytes.TryGetValue(entry, out var content))
        {
            return null;
        }

        try
        {
            return read(content);
        }
        catch (JsonException problem)
        {
            Problems.Add(RecordProblems.Malformed(entry, problem.Message));
            return null;
        }
    }
}
