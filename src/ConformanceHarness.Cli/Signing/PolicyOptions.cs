using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Policies;

namespace ConformanceHarness.Cli.Signing;

/// <summary>Whom <c>verify</c> trusts and what it takes: a policy file, or single options where there is none.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string> policy = new("--policy") { HelpName = "POLICY.yaml" };
    private readonly Option<string[]> roots = new("--root") { HelpName = "CA.pem" };
    private readonly Option<string[]> tsaRoots = new("--tsa-root") { HelpName = "CA.pem" };
    private readonly Option<string[]> reviewRoots = new("--review-root") { HelpName = "CA.pem" };
    private readonly Option<string[]> challengeRoots = new("--challenge-root") { HelpName = "CA.pem" };
    private readonly Option<bool> allowWaivers = new("--allow-waivers");

    public OfferedCommand AddTo(OfferedCommand command) => command
        .With(policy, new("เกณฑ์ของผู้ตรวจ: ผู้ที่เชื่อถือ รุ่น กำหนดส่ง (docs/policy-file.md)", "the verifier's policy: whom to trust, versions, deadlines (docs/policy-file.md)"))
        .With(roots, new("ใบรับรองรากที่เชื่อถือ (PEM) ระบุซ้ำได้", "root certificates to trust (PEM), repeatable"))
        .With(tsaRoots, new("ใบรับรองรากของผู้ให้บริการ timestamp (PEM) ระบุซ้ำได้", "root certificates of timestamp authorities (PEM), repeatable"))
        .With(reviewRoots, new("ใบรับรองรากของผู้ตรวจที่ลงนามรับรอง (PEM) ระบุซ้ำได้", "root certificates of reviewers who countersign (PEM), repeatable"))
        .With(challengeRoots, new("ชุดผลต้องตอบ challenge ที่ลงนามภายใต้ใบรับรองรากนี้ (PEM) ระบุซ้ำได้", "the bundle must answer a challenge signed below this root (PEM), repeatable"))
        .With(allowWaivers, new("ยอมรับผลที่ผ่านเกณฑ์โดยมีข้อยกเว้น", "conformant with waivers is enough"));

    /// <exception cref="ConfigurationException">a file can't be read, or options contradict each other</exception>
    /// <exception cref="ConfigurationProblemsException">the policy file is wrong</exception>
    public VerifyPolicy Read(ParseResult parsed, DateTimeOffset now)
    {
        var (pinned, stamping, reviewing, waivers) = (parsed.GetValue(roots) ?? [], parsed.GetValue(tsaRoots) ?? [], parsed.GetValue(reviewRoots) ?? [], parsed.GetValue(allowWaivers));
        var challenging = parsed.GetValue(challengeRoots) ?? [];
        if (parsed.GetValue(policy) is not { } path)
        {
            if (pinned.Length == 0 && (stamping.Length > 0 ? "--tsa-root" : reviewing.Length > 0 ? "--review-root" : null) is { } alone)
            {
                throw new ConfigurationException(
                    new LocalText($"{alone} ใช้เดี่ยวๆ ไม่ได้ เพราะไม่ได้ระบุว่าเชื่อถือผู้ลงนามใด", $"{alone} alone is not enough: nothing says which signer to trust."),
                    new LocalText("เพิ่ม --root CA.pem หรือใช้ --policy", "Add --root CA.pem, or use --policy."));
            }

            return new VerifyPolicy { Roots = Certificates("--root", pinned), TsaRoots = Certificates("--tsa-root", stamping), ReviewRoots = Certificates("--review-root", reviewing), AllowWaivers = waivers, ChallengeRequired = challenging.Length > 0, ChallengeRoots = Certificates("--challenge-root", challenging), Now = now };
        }

        var other = pinned.Length > 0 ? "--root" : stamping.Length > 0 ? "--tsa-root" : reviewing.Length > 0 ? "--review-root" : challenging.Length > 0 ? "--challenge-root" : waivers ? "--allow-waivers" : null;
        return other is null ? PolicyReader.Read(path) with { Now = now } : throw new ConfigurationException(
            new LocalText($"{other} ใช้ร่วมกับ --policy {path} ไม่ได้", $"{other} can't be used with --policy {path}."),
            new LocalText("เขียนไว้ในไฟล์เกณฑ์ หรือตัด --policy ออก", "Write it into the policy file, or leave out --policy."));
    }

    private static List<X509Certificate2> Certificates(string option, string[] paths)
    {
        var found = new List<X509Certificate2>();
        foreach (var path in paths)
        {
            var read = new X509Certificate2Collection();
            try
            {
                read.ImportFromPemFile(path);
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw None(option, path, e.Message, e);
            }

            found.AddRange(read.Count > 0 ? read : throw None(option, path, "no certificate in it", null));
        }

        return found;
    }

    private static ConfigurationException None(string option, string path, string why, Exception? inner) => new(
        new LocalText($"{option} {path}: อ่านใบรับรองไม่ได้: {why}", $"{option} {path}: no certificate can be read: {why}"),
        new LocalText("ระบุไฟล์ PEM ที่มีใบรับรองราก", "Name a PEM file with a root certificate."), inner: inner);
}
