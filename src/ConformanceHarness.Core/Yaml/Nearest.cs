namespace ConformanceHarness.Core.Yaml;

/// <summary>Finds the word that a mistyped one was probably meant to be.</summary>
internal static class Nearest
{
    /// <summary>The closest candidate, or null when none is close enough to be a likely slip.</summary>
    public static string? Of(string typed, IEnumerable<string> candidates)
    {
        if (typed.Length > 64)
        {
            return null;
        }

        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(typed.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && best.Distance <= Math.Max(1, best.Candidate.Length / 3) ? best.Candidate : null;
    }

    /// <summary>"Did you mean …?" in both languages, or the list of what is allowed.</summary>
    public static LocalText Advice(string typed, IReadOnlyCollection<string> candidates)
    {
        if (Of(typed, candidates) is { } meant)
        {
            return new LocalText($"หมายถึง '{meant}' ใช่หรือไม่", $"Did you mean '{meant}'?");
        }

        var list = string.Join(", ", candidates);
        return new LocalText($"ใช้ได้เฉพาะ: {list}", $"Allowed: {list}.");
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, substituted);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
