using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Reports;

/// <summary>All reports of a run beside each other.</summary>
public static class RunReports
{
    /// <summary>
    /// Writes report.html, junit.xml, allure-results/ and summary.md (Thai) into <paramref name="folder"/>. Each is written under a temporary
    /// name and then moved, so that a report which is there is whole; one of an earlier writing is replaced.
    /// </summary>
    /// <exception cref="IOException">the disk is full, or a report is open elsewhere; nothing half-written is left</exception>
    public static ReportPaths WriteAll(RunRecord record, string folder, Feedback.FeedbackDocument? feedback = null)
    {
        Directory.CreateDirectory(folder);
        var paths = new ReportPaths(
            Path.Combine(folder, "report.html"),
            Path.Combine(folder, "junit.xml"),
            Path.Combine(folder, "allure-results"),
            Path.Combine(folder, "summary.md"));
        ReplaceFile(paths.Html, stream => HtmlReport.Write(record, stream, feedback));
        ReplaceFile(paths.JUnit, stream => JUnitReport.Write(record, stream));
        ReplaceFolder(paths.Allure, temporary => AllureResults.Write(record, temporary));
        ReplaceFile(paths.Summary, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            MarkdownSummary.Write(record, writer);
        });
        return paths;
    }

    internal static void ReplaceFile(string path, Action<Stream> write)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var stream = File.Create(temporary))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void ReplaceFolder(string path, Action<string> write)
    {
        var temporary = path + ".tmp";
        Remove(temporary);
        try
        {
            write(temporary);
            Remove(path);
            Directory.Move(temporary, path);
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Where the reports of a run lie; <paramref name="Allure"/> is a folder.</summary>
public sealed record ReportPaths(string Html, string JUnit, string Allure, string Summary);
