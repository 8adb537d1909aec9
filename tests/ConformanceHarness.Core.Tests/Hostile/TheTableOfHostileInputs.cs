using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Core.Tests.Hostile;

/// <summary>docs/hostile-inputs.md is made from what the tests try; and every code that verify knows is tried by one of them.</summary>
public sealed partial class TheTableOfHostileInputs
{
    private const string Begin = "<!-- made from the tests: TheTableOfHostileInputs -->\n";
    private const string End = "<!-- end of what is made -->\n";

    [Test]
    public void Is_the_one_in_the_docs()
    {
        var path = Path.Combine(Docs(), "hostile-inputs.md");
        var page = File.ReadAllText(path);
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.That((from > Begin.Length, to >= from), Is.EqualTo((true, true)), "The page has lost its marks.");
        var made = page[..from] + Made() + page[to..];
        var received = Path.Combine(Docs(), "hostile-inputs.received.md");
        if (made == page)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, made);
        Assert.Fail($"The tests try something else than the page tells. Look at {received}, and put it in the page's place if it is as it should be.");
    }

    [Test]
    public void Every_code_that_verify_knows_is_tried()
    {
        var known = Code().Matches(Listing()).Select(m => m.Value.Trim('`')).ToHashSet(StringComparer.Ordinal);
        var tried = HostileInputs.Groups.SelectMany(g => g.Tests).SelectMany(HostileInputs.Of).SelectMany(i => i.Codes.Split(',')).Where(IsCode).ToHashSet(StringComparer.Ordinal);
        Assert.That(known, Has.Count.GreaterThan(100));
        Assert.That(known.Except(tried), Is.Empty, "codes in docs/bundle-format.md without a hostile input");
        Assert.That(tried.Where(c => !known.Contains(c) && !c.StartsWith("review-", StringComparison.Ordinal)), Is.Empty, "codes that docs/bundle-format.md does not list");
    }

    [Test]
    public void Nothing_is_there_twice() => Assert.Multiple(() =>
    {
        foreach (var (heading, tests) in HostileInputs.Groups)
        {
            Assert.That(tests.SelectMany(HostileInputs.Of).Select(i => i.What), Is.Unique.And.Not.Empty, heading);
        }
    });

    private static string Made()
    {
        var text = new StringBuilder();
        foreach (var (heading, tests) in HostileInputs.Groups)
        {
            text.Append("\n## ").Append(heading).Append("\n| what is tried | answered with |\n| --- | --- |\n");
            foreach (var (what, codes) in tests.SelectMany(HostileInputs.Of))
            {
                text.Append("| ").Append(what.Replace("|", "\\|", StringComparison.Ordinal)).Append(" | ").AppendJoin(' ', codes.Split(',').Select(c => IsCode(c) ? $"`{c}`" : c)).Append(" |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The answer to a flipped byte depends on where it lies.</summary>
    private static bool IsCode(string answer) => !answer.Contains(' ', StringComparison.Ordinal);

    private static string Listing()
    {
        var page = File.ReadAllText(Path.Combine(Docs(), "bundle-format.md"));
        var from = page.IndexOf("## What `verify` reports", StringComparison.Ordinal);
        return page[from..page.IndexOf("\n## ", from + 1, StringComparison.Ordinal)];
    }

    private static string Docs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConformanceHarness.sln")))
            {
                return Path.Combine(folder.FullName, "docs");
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex("`[a-z0-9]+(?:-[a-z0-9]+)+`|`late`")]
    private static partial Regex Code();
}
