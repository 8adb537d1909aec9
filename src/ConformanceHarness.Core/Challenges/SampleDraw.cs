using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Core.Challenges;

/// <summary>
/// The cases that a challenge draws for a retest: those with the smallest HMAC-SHA-256 (key: the nonce's 32 bytes, message: the case id in
/// UTF-8). Nobody can foresee them before the challenge is issued, and anybody can draw them again afterwards.
/// </summary>
/// <param name="Percent">of the cases that a check judges; above 0, at most 100</param>
/// <param name="Of">how many cases could be drawn</param>
/// <param name="Drawn">in the order in which they were drawn</param>
/// <param name="AlongWith">cases that the drawn ones depend on, in the plan's order</param>
public sealed record SampleDraw(decimal Percent, int Of, IReadOnlyList<string> Drawn, IReadOnlyList<string> AlongWith)
{
    /// <summary>Drawn and along with them, in the plan's order.</summary>
    public IReadOnlyList<string> Cases(RunPlan plan) => [.. plan.Cases.Select(c => c.Case).Where(c => Drawn.Contains(c) || AlongWith.Contains(c))];

    public static SampleDraw From(string nonce, decimal percent, RunPlan plan, Catalogue catalogue)
    {
        var key = Challenge.NonceOf(nonce);
        // Only what a check judges from evidence can be observed again.
        var candidates = plan.Cases.Where(c => c is { Decided: null, Decision: Decision.Check }).Select(c => c.Case).ToList();
        var count = (int)Math.Ceiling(candidates.Count * percent / 100m);
        var drawn = candidates.OrderBy(c => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(c))), StringComparer.Ordinal).Take(count).ToList();
        var needed = drawn.ToHashSet(StringComparer.Ordinal);
        var cases = catalogue.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var waiting = new Queue<string>(drawn);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var dependency in cases[next].DependsOn.Where(needed.Add))
            {
                waiting.Enqueue(dependency);
            }
        }

        return new SampleDraw(percent, candidates.Count, drawn, [.. plan.Cases.Select(c => c.Case).Where(c => needed.Contains(c) && !drawn.Contains(c))]);
    }
}
