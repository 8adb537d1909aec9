using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>The way from a certificate up to a pinned root at a point in time: offline, and without this machine's own trust stores.</summary>
internal sealed class CertificateChain : IDisposable
{
    private readonly X509Chain chain = new();

    private CertificateChain()
    {
    }

    /// <summary>True when it ends at a root and every certificate was valid at that time.</summary>
    public bool Trusted { get; private set; }

    /// <summary>Why it is not, in the words of the platform.</summary>
    public string Why => string.Join(", ", chain.ChainStatus.Select(s => s.Status.ToString()).Distinct());

    /// <summary>The certificate itself, those above it, the root last.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => [.. chain.ChainElements.Select(e => e.Certificate)];

    public static CertificateChain Of(X509Certificate2 certificate, IEnumerable<X509Certificate2> others, IEnumerable<X509Certificate2> roots, DateTimeOffset at, string? purpose = null)
    {
        var built = new CertificateChain();
        var policy = built.chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots.ToArray());
        policy.ExtraStore.AddRange(others.ToArray());
        // Offline: revocation is looked at with the lists that the policy brings (RevocationCheck).
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = at.UtcDateTime;
        if (purpose is not null)
        {
            policy.ApplicationPolicy.Add(new Oid(purpose));
        }

        built.Trusted = built.chain.Build(certificate);
        return built;
    }

    public void Dispose()
    {
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        chain.Dispose();
    }
}
