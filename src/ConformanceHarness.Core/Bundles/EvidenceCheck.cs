using System.Globalization;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>The ledger against the evidence: every attempt is there, nothing else is, and everything is what its name states.</summary>
internal sealed class EvidenceCheck(BundleRecords records)
{
    private readonly List<BundleProblem> problems = records.Problems;

    /// <summary>In ledger order.</summary>
    public List<Observation> Observations { get; } = [];

    public void Run()
    {
        if (records.Ledger is { } ledger)
        {
            CheckLedger(ledger);
        }

        foreach (var entry in records.Bundle.Entries.Select(e => e.Name).Where(n => n.StartsWith("evidence/", StringComparison.Ordinal)))
        {
            CheckName(entry);
        }

        CheckReferences();
    }

    private void CheckLedger(LedgerReading ledger)
    {
        problems.AddRange(ledger.Breaks.Select(b => RecordProblems.LedgerBroken(b.Line, b.Text)));
        if (records.Statement is { } statement && statement.LedgerHead != ledger.Head)
        {
            problems.Add(RecordProblems.LedgerHead);
        }

        if (LedgerRounds.PlanDigest(ledger.Lines) is { } started && records.Digests.TryGetValue(EntryNames.Plan, out var plan) && started != plan)
        {
            problems.Add(RecordProblems.PlanNotAsStarted);
        }

        var attempts = ledger.Lines.Where(l => l is { Kind: "attempt", Observation: not null, Attempt: not null }).ToList();
        var planned = records.Plan?.Scenarios.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        // What an earlier submission observed was in its own plan.
        var round = LedgerRounds.Takeovers(ledger.Lines) is [.., var last] ? last.Line.Number : 0;
        var entries = new List<(LedgerLine Line, string Name)>();
        foreach (var line in attempts)
        {
            var count = counts[line.Observation!] = counts.GetValueOrDefault(line.Observation!) + 1;
            if (line.Attempt != count)
            {
                problems.Add(RecordProblems.AttemptOrder(line.Observation!, line.Attempt!.Value));
            }

            if (planned is not null && line.Number > round && !planned.Contains(line.Observation!))
            {
                problems.Add(RecordProblems.UnplannedAttempt(line.Observation!));
            }

            var entry = string.Create(CultureInfo.InvariantCulture, $"{EntryNames.Observations}{line.Observation}.{line.Attempt}.json");
            if (named.Add(entry))
            {
                entries.Add((line, entry));
            }
        }

        foreach (var reading in entries.Select(e => ReadObservation(e.Line, e.Name)))
        {
            problems.AddRange(reading.Problems);
            if (reading.Observation is { } observation)
            {
                Observations.Add(observation);
            }
        }

        CheckTimes(entries.Where(e => e.Line.Number > round).Select(e => (e.Line, e.Name)));
        problems.AddRange(records.Bundle.Entries.Select(e => e.Name)
            .Where(n => n.StartsWith(EntryNames.Observations, StringComparison.Ordinal) && !named.Contains(n))
            .Select(RecordProblems.ObservationNotInLedger));
    }

    /// <summary>Old evidence under a new statement: an earlier run's good page, or one from before the challenge. What earlier submissions observed is older by right.</summary>
    private void CheckTimes(IEnumerable<(LedgerLine Line, string Name)> ofThisRun)
    {
        if (records.Statement is not { } statement)
        {
            return;
        }

        bool IsOutside(DateTimeOffset at) => statement.StartedAt - at > TrustCheck.Tolerance || at - statement.EndedAt > TrustCheck.Tolerance;
        foreach (var (line, name) in ofThisRun)
        {
            var times = new[] { line.At, records.Observations.GetValueOrDefault(name)?.Observation?.StartedAt ?? line.At };
            problems.AddRange(times.Where(IsOutside).Take(1).Select(at => RecordProblems.ObservationTime(name, at)));
        }
    }

    private (Observation? Observation, IReadOnlyList<BundleProblem> Problems) ReadObservation(LedgerLine line, string name)
    {
        if (records.Bundle.Find(name) is null)
        {
            return (null, [RecordProblems.ObservationMissing(name)]);
        }

        if (!records.Digests.TryGetValue(name, out var digest))
        {
            // It could not be read; that is reported already.
            return (null, []);
        }

        var found = new List<BundleProblem>();
        if (digest != line.Digest)
        {
            found.Add(RecordProblems.ObservationDigest(name));
        }

        var (observation, problem) = records.Observations[name];
        if (observation is null)
        {
            found.Add(RecordProblems.Malformed(name, problem!));
        }
        else if (observation.Id != line.Observation || observation.Attempt != line.Attempt || observation.End != line.End)
        {
            found.Add(RecordProblems.ObservationDiffers(name));
        }

        return (observation, found);
    }

    private void CheckName(string entry)
    {
        if (entry.StartsWith(EntryNames.Observations, StringComparison.Ordinal))
        {
            return;
        }

        var digest = Path.GetFileNameWithoutExtension(entry);
        if (digest.Length != 64 || (entry != EntryNames.Body(digest) && entry != EntryNames.Screenshot(digest) && entry != EntryNames.Attestations + digest + Path.GetExtension(entry)))
        {
            problems.Add(RecordProblems.EvidenceName(entry));
        }
        else if (records.Digests.TryGetValue(entry, out var found) && found != digest)
        {
            problems.Add(RecordProblems.EvidenceDigest(entry));
        }
    }

    private void CheckReferences()
    {
        var bodies = Observations.SelectMany(o => o.Exchanges.SelectMany(e => new[] { e.RequestBody, e.ResponseBody })
            .Concat(o.Replays.SelectMany(r => new[] { r.RequestBody, r.ResponseBody }))
            .Concat(o.Snapshots.Select(s => s.Html))).OfType<string>().Select(EntryNames.Body);
        var screenshots = Observations.SelectMany(o => o.Snapshots).Select(s => s.Screenshot).OfType<string>().Select(EntryNames.Screenshot);
        problems.AddRange(bodies.Concat(screenshots).Distinct(StringComparer.Ordinal).Where(n => records.Bundle.Find(n) is null).Select(RecordProblems.EvidenceMissing));
    }
}
