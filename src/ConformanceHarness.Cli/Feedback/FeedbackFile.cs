using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Reports.Feedback;

namespace ConformanceHarness.Cli.Feedback;

/// <summary>The feedback.json that <c>run --feedback</c> names.</summary>
internal static class FeedbackFile
{
    private const long MaxBytes = 64L << 20;

    /// <exception cref="ConfigurationException">it can't be read, or is of another service or stage</exception>
    public static FeedbackDocument Read(string path, ServiceProfile service, Stage stage)
    {
        FeedbackDocument feedback;
        try
        {
            feedback = new FileInfo(path).Length <= MaxBytes ? FeedbackJson.Read(File.ReadAllBytes(path)) : throw new JsonException("It is too large.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(
                new LocalText($"--feedback {path}: อ่านไม่ได้: {e.Message}", $"--feedback {path}: it can't be read: {e.Message}"),
                new LocalText("ระบุไฟล์ feedback.json ที่ได้รับจาก สพร.", "Name the feedback.json that DGA sent."), inner: e);
        }

        return feedback.ServiceId != service.Id
            ? throw Other(path, new($"เป็นของบริการ {feedback.ServiceId} ไม่ใช่ {service.Id}", $"it is on the service {feedback.ServiceId}, and this is {service.Id}"))
            : feedback.Stage != stage ? throw Other(path, new($"เป็นของขั้น {feedback.Stage}", $"it is on the stage {feedback.Stage}".ToLowerInvariant())) : feedback;
    }

    private static ConfigurationException Other(string path, LocalText why) => new(
        new LocalText($"--feedback {path}: {why.Th}", $"--feedback {path}: {why.En}."),
        new LocalText("ระบุ feedback.json ของบริการและขั้นนี้ หรือเปลี่ยน --service หรือ --stage", "Name the feedback.json of this service and stage, or change --service or --stage."));
}
