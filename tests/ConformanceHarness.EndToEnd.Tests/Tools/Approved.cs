using System.Runtime.CompilerServices;

namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>Compares a text with the approved one beside the test: <c>Class.name.approved.txt</c>; what was received is written beside it.</summary>
internal static class Approved
{
    public static void Check(string received, string name, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Root(), Path.GetRelativePath("/_/", test.Replace('\\', '/')) is var mapped && mapped.StartsWith("..", StringComparison.Ordinal) ? Path.GetDirectoryName(test)! : Path.GetDirectoryName(mapped)!);
        var stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(test) + "." + name);
        var approved = File.Exists(stem + ".approved.txt") ? File.ReadAllText(stem + ".approved.txt") : "";
        if (approved == received)
        {
            File.Delete(stem + ".received.txt");
            return;
        }

        File.WriteAllText(stem + ".received.txt", received);
        Assert.That(received, Is.EqualTo(approved), $"Look at {stem}.received.txt, and rename it to .approved.txt if it is as it should be.");
    }

    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConformanceHarness.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
