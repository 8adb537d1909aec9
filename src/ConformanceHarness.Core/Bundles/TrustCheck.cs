using System.Formats.Asn1;
using System.Security.Cryptography;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Whether the signer's certificate may sign, did when the timestamp says, and leads to a pinned root.</summary>
internal static class TrustCheck
{
    /// <summary>Clocks of two machines may differ by this much.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <returns>true when the chain is trusted</returns>
    public static bool Of(SignatureCheck signature, Statement? statement, VerifyPolicy policy, List<BundleProblem> problems)
    {
        try
        {
            return Judge(signature, statement, policy, problems);
        }
        catch (Exception problem) when (problem is CryptographicException or AsnContentException)
        {
            // A certificate is read as far as one asks it: what is broken inside shows here.
            problems.Add(SignatureProblems.Malformed(problem.Message));
            return false;
        }
    }

    private static bool Judge(SignatureCheck signature, Statement? statement, VerifyPolicy policy, List<BundleProblem> problems)
    {
        if (signature.Signer is not { } signer)
        {
            return false;
        }

        var wrong = signature.Certificates.Select(CertificateRules.AlgorithmProblem).Concat(signature.Certificates.Where(c => !c.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span)).Select(CertificateRules.AuthorityKeyProblem))
            .Append(CertificateRules.KeyProblem(signer)).OfType<LocalText>().Select(SignatureProblems.CertificateWeak).ToList();
        if (CertificateRules.UsageProblem(signer) is { } usage)
        {
            wrong.Add(SignatureProblems.CertificateUsage(usage));
        }

        // What the signer says counts only where no timestamp says better.
        var at = signature.Timestamp?.Time ?? signature.SigningTime;
        if (at is { } time)
        {
            wrong.AddRange(signature.Certificates.Where(c => time.UtcDateTime < c.NotBefore.ToUniversalTime() || time.UtcDateTime > c.NotAfter.ToUniversalTime()).Select(c => SignatureProblems.CertificateTime(c.Subject)));
        }

        if (signature.SigningTime is { } said)
        {
            wrong.AddRange(TimeProblems(said, signature.Timestamp?.Time, statement, policy));
        }

        problems.AddRange(wrong);
        if (signature.Timestamp is { } timestamp)
        {
            TimestampTrust.Check(timestamp, statement, policy, problems);
        }

        if (CertificateRules.IsTrial(signer) || (statement?.Trial ?? false))
        {
            return false;
        }

        if (policy.Roots.Count == 0)
        {
            problems.Add(SignatureProblems.NoRoots);
            return false;
        }

        return wrong.Count == 0 && at is { } then && LeadsToRoot(signature, then, policy, problems);
    }

    private static IEnumerable<BundleProblem> TimeProblems(DateTimeOffset time, DateTimeOffset? timestamp, Statement? statement, VerifyPolicy policy)
    {
        if (statement is not null && statement.EndedAt - time > Tolerance)
        {
            yield return SignatureProblems.SigningTime(new("ลงนามก่อนการทดสอบสิ้นสุด", "It was signed before the run ended."));
        }

        if (policy.Now is { } now && time - now > Tolerance)
        {
            yield return SignatureProblems.SigningTime(new("เวลาที่ลงนามอยู่ในอนาคต", "It says that it was signed in the future."));
        }

        if (time - timestamp > Tolerance)
        {
            yield return SignatureProblems.SigningTime(new("เวลาที่ลงนามอยู่หลัง timestamp", "It says that it was signed after its timestamp."));
        }
    }

    private static bool LeadsToRoot(SignatureCheck signature, DateTimeOffset at, VerifyPolicy policy, List<BundleProblem> problems)
    {
        using var chain = CertificateChain.Of(signature.Signer!, signature.Certificates, policy.Roots, at);
        if (!chain.Trusted)
        {
            problems.Add(SignatureProblems.Untrusted(chain.Why));
            return false;
        }

        new RevocationCheck(policy.RevocationLists, policy.Now, at, problems).Look(chain.Certificates, ofTimestamp: false);
        return true;
    }
}
