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
        Bodies = new BundleBodies(bundle, content.Bodies);
        Problems = problems;
        Statement = Parse(EntryNames.Statement, ReadStatement);
        Plan = Parse(EntryNames.Plan, b => RecordJson.ReadPlan(b));
        Verdicts = Parse(EntryNames.Verdicts, b => RecordJson.ReadVerdicts(b));
        Ledger = bytes.TryGetValue(EntryNames.Ledger, out var ledger) ? LedgerReader.Read(ledger) : null;
    }

    public BundleReader Bundle { get; }
    public IReadOnlyDictionary<string, string> Digests { get; }
    public IReadOnlyDictionary<string, ObservationReading> Observations { get; }
    public BundleBodies Bodies { get; }
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

    /// <summary>Times at the ends of the calendar can't be reckoned with: no day is before the first.</summary>
    internal static bool IsPossible(DateTimeOffset time) => time.UtcDateTime.Year is > 2000 and < 9000;

    private static Statement ReadStatement(byte[] bytes) =>
        RecordJson.ReadStatement(bytes) is var statement && IsPossible(statement.StartedAt) && IsPossible(statement.EndedAt) ? statement : throw new JsonException("Its times are those of no run.");

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
