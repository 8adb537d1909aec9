using System.Text;

namespace ConformanceHarness.Core.Tests;

/// <summary>Small edits to a YAML sample, each of which must find what it replaces.</summary>
internal static class Yaml
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Replaces the first occurrence.</summary>
    public static string With(this string sample, string old, string @new)
    {
        var at = sample.IndexOf(old, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, $"The sample has no '{old}'.");
        return string.Concat(sample.AsSpan(0, at), @new, sample.AsSpan(at + old.Length));
    }

    /// <summary>Line of the first occurrence, from 1.</summary>
    public static int LineOf(this string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, $"The text has no '{part}'.");
        return 1 + text.AsSpan(0, at).Count('\n');
    }

    public static IReadOnlyList<ConfigurationException> Problems(Func<object> read)
    {
        var refused = Assert.Throws<ConfigurationProblemsException>(() => read());
        Assert.That(refused.Problems, Is.Not.Empty.And.All.Matches<ConfigurationException>(p =>
            HasThai(p!.Problem.Th) && HasThai(p.Next.Th) && p.Problem.En.Length > 0 && p.Next.En.Length > 0 && p.File is not null));
        return refused.Problems;
    }

    private static bool HasThai(string text) => text.Any(c => c is >= '\u0E01' and <= '\u0E2E');
}
