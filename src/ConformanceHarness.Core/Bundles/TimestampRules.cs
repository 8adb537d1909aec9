using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What a timestamp authority's certificate must be (RFC 3161, section 2.3).</summary>
internal static class TimestampRules
{
    /// <summary>id-kp-timeStamping.</summary>
    public const string Purpose = "1.3.6.1.5.5.7.3.8";

    public static IEnumerable<BundleProblem> Problems(X509Certificate2 authority, DateTimeOffset at)
    {
        var purposes = authority.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (purposes is not { Critical: true } || purposes.EnhancedKeyUsages.OfType<Oid>().Select(o => o.Value).SequenceEqual([Purpose]) is false)
        {
            yield return TimestampProblems.CertificateUsage;
        }

        if (CertificateRules.AuthorityKeyProblem(authority) is { } key)
        {
            yield return TimestampProblems.CertificateWeak(key);
        }

        if (CertificateRules.AlgorithmProblem(authority) is { } algorithm)
        {
            yield return TimestampProblems.CertificateWeak(algorithm);
        }

        if (at.UtcDateTime < authority.NotBefore.ToUniversalTime() || at.UtcDateTime > authority.NotAfter.ToUniversalTime())
        {
            yield return TimestampProblems.CertificateTime(authority.Subject);
        }
    }
}
