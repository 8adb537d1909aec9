using System.Text;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Html;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>What the agency gets back: one document as JSON, HTML and XLSX. The PDF is the printed HTML.</summary>
public static class FeedbackReport
{
    public const string EntryName = "feedback.json";

    /// <param name="record">the submission's record, read from a bundle that verified</param>
    /// <param name="bundle">SHA-256 (hex) of the agency's bundle</param>
    /// <param name="words">DGA's words</param>
    /// <param name="retest">case → how it came out when DGA tested again; empty: it did not</param>
    public static FeedbackDocument Make(RunRecord record, string bundle, FeedbackWords words, IReadOnlyDictionary<string, RetestedCase> retest) => FeedbackMaking.Of(record, bundle, words, retest);

    /// <summary>Writes feedback.html, feedback.xlsx and feedback.json into <paramref name="folder"/>; those of an earlier writing are replaced.</summary>
    /// <exception cref="IOException">the disk is full, or a file is open elsewhere; nothing half-written is left</exception>
    public static FeedbackPaths Write(FeedbackDocument feedback, RunRecord record, string folder)
    {
        Directory.CreateDirectory(folder);
        var paths = new FeedbackPaths(Path.Combine(folder, "feedback.html"), Path.Combine(folder, "feedback.pdf"), Path.Combine(folder, "feedback.xlsx"), Path.Combine(folder, EntryName));
        // A PDF of an earlier writing must not stand beside another page.
        File.Delete(paths.Pdf);
        RunReports.ReplaceFile(paths.Html, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
            new FeedbackPage(feedback, record, new HtmlOutput(writer)).Write();
        });
        RunReports.ReplaceFile(paths.Xlsx, stream => stream.Write(FeedbackWorkbook.Write(feedback)));
        RunReports.ReplaceFile(paths.Json, stream => stream.Write(FeedbackJson.Write(feedback)));
        return paths;
    }
}

/// <summary>Where the feedback lies; the PDF is there once it was printed.</summary>
public sealed record FeedbackPaths(string Html, string Pdf, string Xlsx, string Json);
