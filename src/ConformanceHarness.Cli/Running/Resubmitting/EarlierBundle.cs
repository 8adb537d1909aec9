using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Running.Resubmitting;

/// <summary>The bundle of an earlier submission: verified, unpacked into a temporary folder, and read.</summary>
public sealed class EarlierBundle : IDisposable
{
    private readonly UnpackedBundle unpacked;

    private EarlierBundle(string path, string digest, UnpackedBundle unpacked, RunRecord record)
    {
        Path = path;
        Digest = digest;
        this.unpacked = unpacked;
        Record = record;
    }

    /// <summary>As the user named it.</summary>
    internal string Path { get; }

    /// <summary>SHA-256 (hex) of the file.</summary>
    internal string Digest { get; }

    /// <summary>Its contents, gone when disposed.</summary>
    internal string Folder => unpacked.Folder;

    internal RunRecord Record { get; }

    /// <param name="official">whether an official bundle is to rest on it</param>
    /// <exception cref="RunStoppedException">it has problems, and what was observed then can't be relied on</exception>
    /// <exception cref="ConfigurationException">there is no such file, or an official bundle was to rest on a trial one</exception>
    internal static EarlierBundle Open(string path, Suite suite, bool official)
    {
        if (!File.Exists(path))
        {
            throw new ConfigurationException(
                new LocalText($"--failed-from {path}: ไม่พบไฟล์", $"--failed-from {path}: there is no such file."),
                new LocalText("ระบุชุดผล (.asice) ของครั้งก่อน", "Name the bundle (.asice) of the earlier submission."));
        }

        var digest = DigestOf(path);
        var report = new BundleVerifier(new BundleJudge(suite)).Verify(path, new VerifyPolicy { AllowWaivers = true });
        if (!report.Valid)
        {
            throw Invalid(path, [.. report.Problems.Where(p => p.Code != "no-pinned-roots")]);
        }

        if (official && report.Statement is { Trial: true })
        {
            throw new ConfigurationException(
                new LocalText($"--failed-from {path}: ชุดผลทางการรับหลักฐานต่อจากชุดผลทดลองไม่ได้", $"--failed-from {path}: an official bundle can't take over the observations of a trial one."),
                new LocalText("ตัด --failed-from ออกเพื่อทดสอบทั้งขั้น หรือตัด --key ออกเพื่อทดลอง", "Leave out --failed-from to test the whole stage, or leave out --key for a trial."));
        }

        var unpacked = UnpackedBundle.Open(path);
        try
        {
            // What was unpacked must be what was verified.
            return DigestOf(path) == digest
                ? new EarlierBundle(path, digest, unpacked, RunFolder.Read(unpacked.Folder))
                : throw new IOException($"{path} was changed while it was being read.");
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    public void Dispose() => unpacked.Dispose();

    private static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static RunStoppedException Invalid(string path, IReadOnlyList<BundleProblem> problems)
    {
        const int Shown = 5;
        var codes = string.Join(", ", problems.Select(p => p.Code).Distinct().Take(Shown));
        var first = problems.Count > 0 ? problems[0].Text : new LocalText("", "");
        return new RunStoppedException(
            Cause.Configuration,
            new LocalText($"--failed-from {path}: ชุดผลไม่ถูกต้อง [{codes}] {first.Th}", $"--failed-from {path}: the bundle is not valid [{codes}] {first.En}"),
            new LocalText($"ดูปัญหาทั้งหมดด้วย ./conformance verify \"{path}\" และใช้ชุดผลที่ไม่ถูกแก้ไข หรือทดสอบทั้งขั้น", $"./conformance verify \"{path}\" tells all of it. Use the bundle as it was written, or test the whole stage."),
            ExitCodes.BundleInvalidOrUntrusted);
    }
}
