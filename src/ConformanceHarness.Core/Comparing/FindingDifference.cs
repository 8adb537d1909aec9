using System.Text.RegularExpressions;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Core.Comparing;

/// <summary>The first place at which two verdicts say something else. Null: that one has nothing more to say.</summary>
public sealed partial record FindingDifference(Channel Channel, Finding? First, Finding? Second)
{
    public static FindingDifference? Of(Verdict first, Verdict second)
    {
        var pairs = first.Channels.Join(second.Channels, c => c.Channel, c => c.Channel, (one, other) => (One: one, Other: other)).ToList();
        foreach (var (one, other) in pairs.OrderBy(p => p.One.Outcome == p.Other.Outcome))
        {
            // What two passing runs saw is never word for word the same, and nobody asks.
            if (one.Outcome == other.Outcome && one.Outcome is Outcome.Passed or Outcome.Inapplicable)
            {
                continue;
            }

            for (var i = 0; i < Math.Max(one.Findings.Count, other.Findings.Count); i++)
            {
                var (a, b) = (one.Findings.ElementAtOrDefault(i), other.Findings.ElementAtOrDefault(i));
                if (Said(a) != Said(b))
                {
                    return new FindingDifference(one.Channel, a, b);
                }
            }
        }

        return null;
    }

    /// <summary>Placeholders of secrets are told apart by a few letters that every run makes anew.</summary>
    private static string Said(Finding? finding) => finding is null ? "" : Mark().Replace(string.Join('\u001f', finding.Expected?.En, finding.Seen.En, finding.Where), "$1");

    [GeneratedRegex("(‹[^‹›]*#[0-9]+) [0-9a-f]{4,}")]
    private static partial Regex Mark();
}
