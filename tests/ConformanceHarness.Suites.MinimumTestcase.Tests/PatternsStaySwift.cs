using System.Reflection;
using System.Text.RegularExpressions;
using ConformanceHarness.Suites.MinimumTestcase.Checks;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>A verifier judges what a stranger wrote: no text may keep a check busy for ever. Every pattern of the suite against texts that patterns choke on.</summary>
public sealed class PatternsStaySwift
{
    private const int Length = 30_000;

    // Linear, this takes some milliseconds; what grows with the square of the text takes many times as long as this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly string[] Pieces =
    [
        "a", "A", "1", "0", "๑", "ก", "่", " ", "\n", "\t", "\"", "'", "`", "<", ">", "&", "-", "_", ".", "/", "\\", "(", "{", "[", "=", ":", ";", ",", "%", "‹", "@", "+", "x1", "a.", "a-", "1-", "1 ", "1.", " a", "a ", "=\"",
        "http://", "https://a.", "http://10.", "%20", "\\u0e01", "&amp;", "<a ", "<a>", "<!--", "consumer-", "consumerKey=", "consumer_key: '", "id=\"", "at a.b(", "at ", "Exception: ", "SELECT ", "กต-", "พ.ศ. ", "1/1/", "test ", "ระบบ", "การ", "(การ)", "style=\"a:", "-a", "a@", "a@a.", "123-", "0 8", "mToken=", "token=", "{\"a\":", "…",
    ];

    private static IEnumerable<TestCaseData> Patterns() => new[] { typeof(FindingCheck).Assembly, typeof(Core.Judging.ICheck).Assembly }
        .SelectMany(a => a.GetTypes())
        .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Where(m => m.ReturnType == typeof(Regex) && m.GetParameters().Length == 0 && m.GetCustomAttribute<GeneratedRegexAttribute>() is not null)
        .Select(m => new TestCaseData((Regex)m.Invoke(null, null)!).SetArgDisplayNames($"{m.DeclaringType!.Name}.{m.Name}"));

    [Test]
    public void There_are_many() => Assert.That(Patterns().Count(), Is.GreaterThan(40));

    [TestCaseSource(nameof(Patterns))]
    public void On_any_text(Regex pattern)
    {
        var slow = new List<string>();
        var patient = new Regex(pattern.ToString(), pattern.Options & ~RegexOptions.Compiled, Patience);
        foreach (var text in Pieces.Select(p => string.Concat(Enumerable.Repeat(p, Length / p.Length))).SelectMany(t => new[] { t, t + "\u0001" }))
        {
            try
            {
                _ = patient.Count(text);
            }
            catch (RegexMatchTimeoutException)
            {
                slow.Add(text[..Math.Min(12, text.Length)]);
                if (slow.Count == 3)
                {
                    break;
                }
            }
        }

        Assert.That(slow, Is.Empty, pattern.ToString());
    }
}
