using System.Reflection;
using System.Text;

namespace ConformanceHarness.Reports.Tests.Excel;

/// <summary>The part of docs/hostile-inputs.md about workbooks, made from the cases that <see cref="HostileWorkbooks"/> tries.</summary>
public sealed class TheTableOfHostileWorkbooks
{
    private const string Begin = "<!-- made from the tests: TheTableOfHostileWorkbooks -->\n";
    private const string End = "<!-- end of what is made for workbooks -->\n";

    [Test]
    public void Is_the_one_in_the_docs()
    {
        var page = File.ReadAllText(Page());
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.That((from > Begin.Length, to >= from), Is.EqualTo((true, true)), "The page has lost its marks.");
        Assert.That(page[from..to], Is.EqualTo(Made()));
    }

    private static string Made()
    {
        var text = new StringBuilder("| what is tried | answer |\n| --- | --- |\n");
        var files = (IEnumerable<TestCaseData>)typeof(HostileWorkbooks).GetMethod("Files", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, null)!;
        foreach (var file in files)
        {
            text.Append("| ").Append(file.ArgDisplayNames![0]).Append(" | ").Append((string)file.Arguments[1]!).Append(" |\n");
        }

        foreach (var method in typeof(HostileWorkbooks).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).OrderBy(m => m.MetadataToken))
        {
            if (method.GetCustomAttribute<DescriptionAttribute>()?.Properties.Get("Description") is string answer)
            {
                text.Append("| ").Append(method.Name.Replace('_', ' ')).Append(" | ").Append(answer).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConformanceHarness.sln")))
            {
                return Path.Combine(folder.FullName, "docs", "hostile-inputs.md");
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
