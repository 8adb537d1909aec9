using System.Security.Cryptography;
using System.Text.Json;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// The chain of submissions: each earlier one's signed manifest fixes its ledger and its evidence, so that no attempt that was ever
/// submitted can be dropped. The earlier bundles themselves are not needed; whoever has them compares their digests.
/// </summary>
internal sealed class PreviousCheck(BundleRecords records)
{
    private readonly List<BundleProblem> problems = records.Problems;

    public void Run()
    {
        if (records.Ledger is not { } ledger)
        {
            return;
        }

        problems.AddRange(ledger.Lines.Where(l => l is { Kind: "resumed", Detail: { } detail } && detail.Contains("previous=", StringComparison.Ordinal) && LedgerRounds.Takeover(l) is null).Select(l => PreviousProblems.Line(l.Number)));
        var takeovers = LedgerRounds.Takeovers(ledger.Lines);
        problems.AddRange(takeovers.Where(t => !IsDigest(t.PreviousBundle)).Select(t => PreviousProblems.Digest(t.PreviousBundle)));
        if (records.Statement is { } statement)
        {
            records.Expect(EntryNames.Statement, "previousBundle", statement.PreviousBundle, takeovers is [.., var last] ? last.PreviousBundle : null);
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < takeovers.Count; i++)
        {
            string[] needed = [EntryNames.Statement, EntryNames.Verdicts, EntryNames.PreviousManifest, EntryNames.PreviousSignature];
            var folder = EntryNames.PreviousFolder(i + 1);
            known.UnionWith(needed.Select(n => folder + n));
            problems.AddRange(needed.Where(n => records.Bytes(folder + n) is null).Select(n => PreviousProblems.Missing(folder + n)));
            Check(folder, takeovers[i].Line, i == 0 ? null : takeovers[i - 1].PreviousBundle);
        }

        problems.AddRange(records.Digests.Keys.Where(n => n.StartsWith(EntryNames.Previous, StringComparison.Ordinal) && !known.Contains(n)).Select(PreviousProblems.Unexpected));
    }

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit) && !text.Any(char.IsAsciiLetterUpper);

    private void Check(string folder, LedgerLine takeover, string? before)
    {
        if (records.Bytes(folder + EntryNames.PreviousManifest) is { } manifest && records.Bytes(folder + EntryNames.PreviousSignature) is { } signature)
        {
            CheckSignature(folder, manifest, signature);
            CheckManifest(folder, manifest, takeover);
        }

        if (records.Bytes(folder + EntryNames.Statement) is not { } bytes || records.Statement is not { } now)
        {
            return;
        }

        try
        {
            var then = RecordJson.ReadStatement(bytes);
            var entry = folder + EntryNames.Statement;
            records.Expect(entry, "serviceId", then.ServiceId, now.ServiceId);
            records.Expect(entry, "stage", then.Stage.ToString(), now.Stage.ToString());
            records.Expect(entry, "channels", string.Join(',', then.Channels), string.Join(',', now.Channels));
            records.Expect(entry, "previousBundle", then.PreviousBundle, before);
            records.Expect(entry, "ledgerHead", then.LedgerHead, takeover.Previous);
            if (then.Trial && !now.Trial)
            {
                problems.Add(PreviousProblems.Trial);
            }
        }
        catch (JsonException problem)
        {
            problems.Add(RecordProblems.Malformed(folder + EntryNames.Statement, problem.Message));
        }
    }

    private void CheckSignature(string folder, byte[] manifest, byte[] signature)
    {
        var found = new List<BundleProblem>();
        using var check = SignatureCheck.Of(signature, manifest, found);
        problems.AddRange(found.Select(p => PreviousProblems.Signature(folder + EntryNames.PreviousSignature, $"[{p.Code}] {p.Text.En}")));
    }

    private void CheckManifest(string folder, byte[] manifest, LedgerLine takeover)
    {
        var reading = AsicManifest.Read(manifest);
        if (reading.Problem is { } problem)
        {
            problems.Add(RecordProblems.Malformed(folder + EntryNames.PreviousManifest, problem));
            return;
        }

        var signed = reading.References.GroupBy(r => r.Entry, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Convert.ToHexStringLower(g.First().Digest), StringComparer.Ordinal);
        foreach (var entry in new[] { EntryNames.Statement, EntryNames.Verdicts })
        {
            if (records.Digests.TryGetValue(folder + entry, out var found) && signed.GetValueOrDefault(entry) != found)
            {
                problems.Add(PreviousProblems.Differs(folder, entry));
            }
        }

        if (signed.GetValueOrDefault(EntryNames.Ledger) != LedgerBefore(takeover))
        {
            problems.Add(PreviousProblems.LedgerCut(folder));
        }

        problems.AddRange(signed.Where(s => IsCarried(s.Key) && records.Digests.GetValueOrDefault(s.Key) != s.Value).Select(s => PreviousProblems.Dropped(folder, s.Key)));
    }

    private static bool IsCarried(string entry) =>
        entry.StartsWith(EntryNames.Observations, StringComparison.Ordinal) || entry.StartsWith(EntryNames.Bodies, StringComparison.Ordinal)
        || entry.StartsWith(EntryNames.Screenshots, StringComparison.Ordinal) || entry.StartsWith(EntryNames.Previous, StringComparison.Ordinal);

    /// <summary>SHA-256 of the ledger's bytes before a line: what the earlier bundle's ledger.jsonl was.</summary>
    private string? LedgerBefore(LedgerLine takeover)
    {
        if (records.Bytes(EntryNames.Ledger) is not { } ledger)
        {
            return null;
        }

        var end = 0;
        for (var line = 1; line < takeover.Number; line++)
        {
            var next = ledger.AsSpan(end).IndexOf((byte)'\n');
            if (next < 0)
            {
                return null;
            }

            end += next + 1;
        }

        return Convert.ToHexStringLower(SHA256.HashData(ledger.AsSpan(0, end)));
    }
}
