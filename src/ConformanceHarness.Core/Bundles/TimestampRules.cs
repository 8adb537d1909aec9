using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What a timestamp authority's certificate must be (RFC 3161, section 2.3).</summary>
internal static class TimestampRules
{
    /// <summary>id-kp-timeStamping.</summary>
    public const string Purpose = "1.3.6.1.5.5.7.3.8";

    /// <summary>Less than for signers: the authority is chosen by nobody here, and 2048 bits are what many in service have.</summary>
    private const int LeastRsaBits = 2048;

    private const int LeastCurveBits = 256;

    public static IEnumerable<BundleProblem> Problems(X509Certificate2 authority, DateTimeOffset at)
    {
        var purposes = authority.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (purposes is not { Critical: true } || purposes.EnhancedKeyUsages.OfType<Oid>().Select(o => o.Value).SequenceEqual([Purpose]) is false)
        {
            yield return TimestampProblems.CertificateUsage;
        }

        if (IsWeak(authority))
        {
            yield return TimestampProblems.CertificateWeak(new("กุญแจของผู้ให้บริการ timestamp อ่อนแอหรือไม่รู้จัก", "The timestamp authority's key is weak or of an unknown kind."));
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

    private static bool IsWeak(X509Certificate2 authority)
    {
        using var rsa = authority.GetRSAPublicKey();
        using var ecdsa = rsa is null ? authority.GetECDsaPublicKey() : null;
        return rsa is not null ? rsa.KeySize < LeastRsaBits : ecdsa is null || ecdsa.KeySize < LeastCurveBits;
    }
}
