using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Whether the signer's certificate may sign, did when it said, and leads to a pinned root.</summary>
internal static class TrustCheck
{
    /// <summary>Clocks of two machines may differ by this much.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <returns>true when the chain is trusted</returns>
    public static bool Of(SignatureCheck signature, Statement? statement, VerifyPolicy policy, List<BundleProblem> problems)
    {
        if (signature.Signer is not { } signer)
        {
            return false;
        }

        var wrong = signature.Certificates.Select(CertificateRules.AlgorithmProblem).Append(CertificateRules.KeyProblem(signer)).OfType<LocalText>().Select(SignatureProblems.CertificateWeak).ToList();
        if (CertificateRules.UsageProblem(signer) is { } usage)
        {
            wrong.Add(SignatureProblems.CertificateUsage(usage));
        }

        if (signature.SigningTime is { } time)
        {
            wrong.AddRange(signature.Certificates.Where(c => time.UtcDateTime < c.NotBefore.ToUniversalTime() || time.UtcDateTime > c.NotAfter.ToUniversalTime()).Select(c => SignatureProblems.CertificateTime(c.Subject)));
            wrong.AddRange(TimeProblems(time, statement, policy));
        }

        problems.AddRange(wrong);
        if (CertificateRules.IsTrial(signer) || (statement?.Trial ?? false))
        {
            return false;
        }

        if (policy.Roots.Count == 0)
        {
            problems.Add(SignatureProblems.NoRoots);
            return false;
        }

        return wrong.Count == 0 && signature.SigningTime is not null && LeadsToRoot(signature, signer, policy, problems);
    }

    private static IEnumerable<BundleProblem> TimeProblems(DateTimeOffset time, Statement? statement, VerifyPolicy policy)
    {
        if (statement is not null && time < statement.EndedAt - Tolerance)
        {
            yield return SignatureProblems.SigningTime(new("ลงนามก่อนการทดสอบสิ้นสุด", "It was signed before the run ended."));
        }

        if (policy.Now is { } now && time > now + Tolerance)
        {
            yield return SignatureProblems.SigningTime(new("เวลาที่ลงนามอยู่ในอนาคต", "It says that it was signed in the future."));
        }
    }

    private static bool LeadsToRoot(SignatureCheck signature, X509Certificate2 signer, VerifyPolicy policy, List<BundleProblem> problems)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(policy.Roots.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(signature.Certificates.ToArray());
        // Offline: what a revocation list says belongs to the policy of whoever receives the bundle (docs/bundle-format.md).
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = signature.SigningTime!.Value.UtcDateTime;
        var trusted = chain.Build(signer);
        if (!trusted)
        {
            problems.Add(SignatureProblems.Untrusted(string.Join(", ", chain.ChainStatus.Select(s => s.Status.ToString()).Distinct())));
        }

        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        return trusted;
    }
}
