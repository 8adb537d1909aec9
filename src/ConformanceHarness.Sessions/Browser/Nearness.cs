namespace ConformanceHarness.Sessions.Browser;

/// <summary>Which of several texts comes nearest to one that was not found.</summary>
internal static class Nearness
{
    /// <summary>The texts, those that share the longest piece with the wanted one first.</summary>
    public static IEnumerable<string> Order(string wanted, IEnumerable<string> offered) => offered.OrderByDescending(o => Shared(wanted, o));

    /// <summary>Length of the longest common piece.</summary>
    private static int Shared(string one, string other)
    {
        var best = 0;
        var above = new int[other.Length + 1];
        foreach (var c in one)
        {
            var row = new int[other.Length + 1];
            for (var i = 0; i < other.Length; i++)
            {
                row[i + 1] = c == other[i] ? above[i] + 1 : 0;
                best = Math.Max(best, row[i + 1]);
            }

            above = row;
        }

        return best;
    }
}
