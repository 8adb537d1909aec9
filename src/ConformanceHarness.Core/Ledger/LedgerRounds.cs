using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Ledger;

/// <summary>
/// The rounds of a ledger: the first submission's attempts, and after each line "resumed previous=… plan=…" those of a resubmission that
/// took over what was before it. A line "resumed" without them goes on with a round that was interrupted.
/// </summary>
public static class LedgerRounds
{
    /// <summary>What the line that begins a resubmission says.</summary>
    /// <param name="previousBundle">SHA-256 (hex) of the file from which the lines before it were taken over</param>
    /// <param name="planDigest">SHA-256 (hex) of the plan.json that counts from here on</param>
    public static string Detail(string previousBundle, string planDigest) => $"previous={previousBundle} plan={planDigest}";

    /// <summary>Null for a line that begins no resubmission.</summary>
    public static (string PreviousBundle, string PlanDigest)? Takeover(LedgerLine line) =>
        line is { Kind: "resumed", Detail: { } detail } && detail.Split(' ') is [var previous, var plan] && previous.StartsWith("previous=", StringComparison.Ordinal) && plan.StartsWith("plan=", StringComparison.Ordinal)
            ? (previous["previous=".Length..], plan["plan=".Length..])
            : null;

    /// <summary>The digest of the plan that counts: that of the first line, or of the last resubmission.</summary>
    public static string? PlanDigest(IReadOnlyList<LedgerLine> lines) =>
        lines.Select(Takeover).LastOrDefault(t => t is not null)?.PlanDigest ?? (lines is [{ Kind: "start" } start, ..] ? start.Detail : null);

    /// <summary>The lines that begin resubmissions, in order, with the bundle that each names.</summary>
    public static IReadOnlyList<(LedgerLine Line, string PreviousBundle)> Takeovers(IReadOnlyList<LedgerLine> lines) =>
        [.. lines.Select(l => (Line: l, Takeover: Takeover(l))).Where(l => l.Takeover is not null).Select(l => (l.Line, l.Takeover!.Value.PreviousBundle))];

    /// <summary>The round in which an attempt was made: 1 for the first submission.</summary>
    public static int Of(IReadOnlyList<LedgerLine> lines, Observation observation)
    {
        var round = 1;
        foreach (var line in lines)
        {
            if (line.Observation == observation.Id && line.Attempt == observation.Attempt)
            {
                break;
            }

            round += Takeover(line) is null ? 0 : 1;
        }

        return round;
    }

    public static bool IsInLast(IReadOnlyList<LedgerLine> lines, Observation observation) => Of(lines, observation) == 1 + Takeovers(lines).Count;

    /// <summary>
    /// What judging rests on: of each scenario the attempts of the last round in which it was observed. Earlier rounds stay in the ledger;
    /// what they showed was submitted already, so that a case that passes now is fixed and not flaky.
    /// </summary>
    public static IReadOnlyList<Observation> Latest(IReadOnlyList<LedgerLine> lines, IReadOnlyList<Observation> observations)
    {
        if (Takeovers(lines).Count == 0)
        {
            return observations;
        }

        var rounds = observations.Select(o => (Observation: o, Round: Of(lines, o))).ToList();
        var last = rounds.GroupBy(r => r.Observation.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(r => r.Round), StringComparer.Ordinal);
        return [.. rounds.Where(r => r.Round == last[r.Observation.Id]).Select(r => r.Observation)];
    }
}
