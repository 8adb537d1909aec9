using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Reports.Reading;

/// <summary>One case as reports show it: catalogue, plan, verdict, waiver and attestation joined.</summary>
internal sealed record ReportedCase
{
    public required string Id { get; init; }

    /// <summary>The letters before the id's first dash.</summary>
    public string Group => Id.Split('-', 2)[0];
    public required LocalText Title { get; init; }
    public required Obligation Obligation { get; init; }
    public required Decision Decision { get; init; }
    public required Outcome Outcome { get; init; }
    public required Cause? Cause { get; init; }
    public bool Flaky { get; init; }
    public bool Manual { get; init; }
    public bool Waived { get; init; }
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>Never empty; one entry for <see cref="Channel.Any"/> where the case applies in no planned channel.</summary>
    public required IReadOnlyList<ChannelVerdict> Channels { get; init; }
    public required PlannedCase? Planned { get; init; }
    public required LocalText Fix { get; init; }
    public required string Fixer { get; init; }
    public required string Source { get; init; }
    public Waiver? Waiver { get; init; }
    public Attestation? Attestation { get; init; }

    /// <summary>A failure or a doubt that decides against conformance: of a must case, and not waived.</summary>
    public bool Decides => Obligation == Obligation.Must && !Waived;

    /// <summary>A person has still to answer: for the case, or for one of its channels.</summary>
    public bool WaitsForPerson => Outcome == Outcome.Untested && (Decision == Decision.Person || (Planned?.AsksPerson == true && WaitsFor.Count == 0 && Attestation is null));

    /// <summary>Why the case has its outcome, where one sentence says it.</summary>
    public LocalText Reason => ReasonOf(Outcome);

    public LocalText ReasonOf(Outcome outcome)
    {
        var finding = Channels.Where(c => c.Outcome == outcome).SelectMany(c => c.Findings).FirstOrDefault();
        if (finding is not null)
        {
            return finding.Seen;
        }

        if (Planned?.Decided is { } decided && decided.Outcome == outcome)
        {
            return decided.Reason;
        }

        return WaitsFor.Count > 0
            ? new($"รอให้กรณีทดสอบ {string.Join(", ", WaitsFor)} ผ่านก่อน", $"Waits for {string.Join(", ", WaitsFor)} to pass")
            : new("ไม่มีเหตุผลในบันทึก", "The record gives no reason");
    }
}
