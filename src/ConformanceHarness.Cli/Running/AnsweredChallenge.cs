using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>The challenge that a run is to answer: what a verifier would refuse afterwards is refused before anything is visited.</summary>
internal static class AnsweredChallenge
{
    /// <returns>the file's bytes, which go into the bundle</returns>
    /// <exception cref="ConfigurationException">it can't be read, or its signature does not hold</exception>
    /// <exception cref="ConfigurationProblemsException">it is not for this run</exception>
    public static byte[] Read(string path, ServiceProfile service, Stage stage, Catalogue catalogue, TimeProvider clock)
    {
        var file = ReadFile(path);
        var now = clock.GetUtcNow();
        var problems = ChallengeRules.Problems(file.Challenge, service.Id, stage, catalogue.Digest, now, now);
        return problems.Count == 0 ? file.Bytes : throw new ConfigurationProblemsException([.. problems.Select(p => new ConfigurationException(
            p.Text, new LocalText("ขอ challenge ใหม่จาก สพร. สำหรับบริการ ขั้น และรายการกรณีทดสอบนี้ หรือแก้ตัวเลือกของคำสั่ง", "Ask DGA for a challenge for this service, stage and catalogue, or correct the command's options."), path))]);
    }

    /// <exception cref="ConfigurationException">it can't be read, or its signature does not hold</exception>
    public static ChallengeFile ReadFile(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"--challenge {path}: อ่านไฟล์ไม่ได้: {e.Message}", $"--challenge {path}: it can't be read: {e.Message}"),
                new LocalText("ระบุไฟล์ challenge.json ที่ได้รับจาก สพร.", "Name the challenge.json that you got from DGA."), inner: e);
        }

        var file = ChallengeFile.Read(bytes, path);
        return ChallengeSignature.Check(file, []).Problem is not { } problem ? file : throw new ConfigurationException(
            new LocalText("ลายมือชื่อของ challenge ไม่ถูกต้อง: " + problem.Th, "The challenge's signature does not hold: " + problem.En),
            new LocalText("ใช้ไฟล์ตามที่ได้รับจาก สพร. โดยไม่แก้ไข", "Use the file as you got it from DGA, unchanged."), path);
    }
}
