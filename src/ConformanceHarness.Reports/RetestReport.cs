using System.Text;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Reports.Html;

namespace ConformanceHarness.Reports;

/// <summary>comparison.html of a retest: one self-contained file, Thai first with an English switch, that makes no request and runs nothing of a record's.</summary>
public static class RetestReport
{
    /// <summary>Writes UTF-8 without a byte order mark and leaves the stream open.</summary>
    public static void Write(RetestRecord retest, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        new RetestPage(retest, new HtmlOutput(writer)).Write();
    }
}
