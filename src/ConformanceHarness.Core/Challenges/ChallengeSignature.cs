using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Challenges;

/// <summary>What came of checking a challenge's signature.</summary>
/// <param name="Problem">why the signature does not hold; null: it does</param>
/// <param name="Trusted">it holds, and its certificate led to one of the given roots when it signed</param>
/// <param name="Signer">subject of the signer's certificate</param>
public sealed record ChallengeSignature(LocalText? Problem, bool Trusted, string? Signer)
{
    public static ChallengeSignature Check(ChallengeFile file, IReadOnlyList<X509Certificate2> roots)
    {
        var problems = new List<BundleProblem>();
        using var check = SignatureCheck.Of(file.Signature, file.Content, problems);
        // A run order needs no timestamp: it states itself from when until when it holds.
        problems.RemoveAll(p => p.Code.StartsWith("timestamp", StringComparison.Ordinal));
        if (problems.Count > 0 || check.Signer is not { } signer || check.SigningTime is not { } at)
        {
            return new(problems.Count > 0 ? problems[0].Text : SignatureProblems.CertificateMissing.Text, false, check.Signer?.Subject);
        }

        if ((CertificateRules.KeyProblem(signer) ?? CertificateRules.AlgorithmProblem(signer) ?? CertificateRules.UsageProblem(signer)) is { } unfit)
        {
            return new(unfit, false, signer.Subject);
        }

        return new(null, roots.Count > 0 && !CertificateRules.IsTrial(signer) && LeadsToRoot(signer, check.Certificates, roots, at), signer.Subject);
    }

    private static bool LeadsToRoot(X509Certificate2 signer, IReadOnlyList<X509Certificate2> others, IReadOnlyList<X509Certificate2> roots, DateTimeOffset at)
    {
        using var chain = CertificateChain.Of(signer, others, roots, at);
        return chain.Trusted;
    }
}
