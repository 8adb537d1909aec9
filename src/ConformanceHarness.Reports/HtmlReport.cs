using System.Text;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Feedback;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Reading;

namespace ConformanceHarness.Reports;

/// <summary>
/// report.html: one self-contained file, Thai first with an English switch. It makes no request of any kind, and nothing in the record can
/// become markup or script in it. The same record gives the same bytes.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes UTF-8 without a byte order mark and leaves the stream open.</summary>
    public static void Write(RunRecord record, Stream output, FeedbackDocument? feedback = null)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        Write(record, writer, feedback);
    }

    /// <param name="record">the run</param>
    /// <param name="output">where to</param>
    /// <param name="feedback">on an earlier bundle: the report tells what became of it</param>
    public static void Write(RunRecord record, TextWriter output, FeedbackDocument? feedback = null) =>
        new ReportPage(new ReportedRun(record), new HtmlOutput(output), feedback is null ? null : FeedbackProgress.Of(feedback, record)).Write();
}
