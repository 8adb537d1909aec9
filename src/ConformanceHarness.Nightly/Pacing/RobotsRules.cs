namespace ConformanceHarness.Nightly.Pacing;

/// <summary>robots.txt by RFC 9309: the group that names us, else that for everybody; the longest rule that fits decides, allow before disallow.</summary>
public sealed class RobotsRules
{
    private readonly List<(bool Allow, string Pattern)> rules;

    private RobotsRules(List<(bool Allow, string Pattern)> rules) => this.rules = rules;

    /// <summary>No robots.txt: everything may be visited.</summary>
    public static RobotsRules None { get; } = new([]);

    /// <param name="text">the file's first 500 kB at least</param>
    /// <param name="product">our product token, without version</param>
    public static RobotsRules Parse(string text, string product)
    {
        var (own, all) = (new List<(bool, string)>(), new List<(bool, string)>());
        var (named, agents, inRules) = (false, new List<string>(), false);
        foreach (var line in text.Split('\n'))
        {
            var parts = line.Split('#', 2)[0].Split(':', 2);
            if (parts.Length < 2)
            {
                continue;
            }

            var (key, value) = (parts[0].Trim().ToLowerInvariant(), parts[1].Trim());
            if (key == "user-agent")
            {
                if (inRules)
                {
                    (agents, inRules) = ([], false);
                }

                agents.Add(value);
                named |= value.Equals(product, StringComparison.OrdinalIgnoreCase);
            }
            else if (key is "allow" or "disallow")
            {
                inRules = true;
                if (value.Length > 0)
                {
                    if (agents.Any(a => a.Equals(product, StringComparison.OrdinalIgnoreCase)))
                    {
                        own.Add((key == "allow", value));
                    }

                    if (agents.Contains("*"))
                    {
                        all.Add((key == "allow", value));
                    }
                }
            }
        }

        return new RobotsRules(named ? own : all);
    }

    /// <param name="path">path and query, beginning with a slash</param>
    public bool Allows(string path)
    {
        var best = rules.Where(r => Fits(r.Pattern, path)).OrderByDescending(r => r.Pattern.Length).ThenByDescending(r => r.Allow).FirstOrDefault();
        return best.Pattern is null || best.Allow;
    }

    private static bool Fits(string pattern, string path)
    {
        var whole = pattern.EndsWith('$');
        var parts = (whole ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var last = whole && i == parts.Length - 1;
            var found = last && path.EndsWith(parts[i], StringComparison.Ordinal) && path.Length - parts[i].Length >= at ? path.Length - parts[i].Length : last ? -1 : path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return !whole || at == path.Length;
    }
}
