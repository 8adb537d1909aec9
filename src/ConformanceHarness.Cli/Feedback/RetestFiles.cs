using System.Text.Json;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Feedback;

namespace ConformanceHarness.Cli.Feedback;

/// <summary>What <c>feedback --retest</c> names: a retest's folder, its comparison.json, or the folder of a run of DGA's own.</summary>
internal static class RetestFiles
{
    private const string Comparison = "comparison.json";
    private const long MaxBytes = 64L << 20;

    /// <exception cref="ConfigurationException">it is none of these, or of another service</exception>
    public static IReadOnlyDictionary<string, RetestedCase> Read(string path, string bundle, Statement submission)
    {
        var file = Directory.Exists(path) && File.Exists(Path.Combine(path, Comparison)) ? Path.Combine(path, Comparison) : path;
        if (Directory.Exists(file))
        {
            var run = RunFolder.Read(file);
            return run.Statement.ServiceId == submission.ServiceId && run.Statement.Stage == submission.Stage
                ? RetestReading.Of(run.Verdicts)
                : throw Wrong(path, new LocalText("เป็นรอบทดสอบของบริการหรือขั้นอื่น", "it is a run of another service or stage"), null);
        }

        try
        {
            return new FileInfo(file).Length <= MaxBytes
                ? RetestReading.OfComparison(File.ReadAllBytes(file), bundle)
                : throw Wrong(path, new LocalText("ไฟล์ใหญ่เกินไป", "it is too large"), null);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw Wrong(path, new LocalText(e.Message, e.Message), e);
        }
    }

    private static ConfigurationException Wrong(string path, LocalText why, Exception? inner) => new(
        new LocalText($"--retest {path}: ใช้ไม่ได้: {why.Th}", $"--retest {path}: it can't be used: {why.En}"),
        new LocalText("ระบุโฟลเดอร์ที่ retest เขียนไว้สำหรับชุดผลนี้", "Name the folder that retest wrote for this bundle."), inner: inner);
}
